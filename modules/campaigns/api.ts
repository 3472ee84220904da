import { BULK_API } from "./bulk_routes.ts";
import type { ApiDescription } from "../http/mod.ts";
import { PARTY_API } from "./party_api.ts";
import { ROUTING_API } from "./routing_api.ts";
import { OFFER_API } from "./offers/offer_api.ts";
import { CAMPAIGN_API } from "./campaign_api.ts";

/** API descriptions of this module's routes. */
export const CAMPAIGN_ROUTES_API: ApiDescription = {
  ...PARTY_API,
  ...ROUTING_API,
  ...CAMPAIGN_API,
  ...BULK_API,
  ...OFFER_API,
};
