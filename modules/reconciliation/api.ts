import type { ApiDescription } from "../http/mod.ts";
import { STATEMENT_API } from "./statement_api.ts";
import { MATCHING_API } from "./matching_api.ts";
import { ACTION_API } from "./action_api.ts";
import { IMPORT_API } from "./import_api.ts";

/** API description of this module's routes. */
export const RECONCILIATION_ROUTES_API: ApiDescription = {
  ...STATEMENT_API,
  ...MATCHING_API,
  ...ACTION_API,
  ...IMPORT_API,
};
