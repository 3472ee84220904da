import type { ApiDescription } from "../http/mod.ts";
import { LEDGER_API } from "./ledger_api.ts";
import { PAYMENT_API } from "./payment_api.ts";

/** API description of this module's routes. */
export const PAYOUT_ROUTES_API: ApiDescription = {
  ...LEDGER_API,
  ...PAYMENT_API,
};
