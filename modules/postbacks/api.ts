import type { ApiDescription } from "../http/mod.ts";
import { INBOUND_API } from "./inbound_api.ts";
import { CONVERSION_API } from "./conversion_api.ts";
import { DELIVERY_API } from "./delivery_api.ts";
import { SOURCE_API } from "./source_api.ts";
import { POSTBACK_API } from "./postback_api.ts";

/** What the routes of this module do and answer. */
export const POSTBACK_ROUTES_API: ApiDescription = {
  ...INBOUND_API,
  ...CONVERSION_API,
  ...DELIVERY_API,
  ...SOURCE_API,
  ...POSTBACK_API,
};
