import type { ApiDescription } from "../http/mod.ts";
import { INBOUND_API } from "./inbound_api.ts";
import { CONVERSION_API } from "../conversions/mod.ts";
import { DELIVERY_API } from "../deliveries/mod.ts";
import { SOURCE_API } from "../sources/mod.ts";
import { POSTBACK_API } from "./postback_api.ts";

/** API description of this module's routes. */
export const POSTBACK_ROUTES_API: ApiDescription = {
  ...INBOUND_API,
  ...CONVERSION_API,
  ...DELIVERY_API,
  ...SOURCE_API,
  ...POSTBACK_API,
};
