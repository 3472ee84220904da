import type { ApiDescription } from "../http/mod.ts";
import { LEDGER_API } from "./ledger_api.ts";
import { PAYMENT_API } from "./payment_api.ts";

/** What the routes of this module do and answer. */
export const PAYOUT_ROUTES_API: ApiDescription = {
  ...LEDGER_API,
  ...PAYMENT_API,
};
