import { resourceApi } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import { SAVED_REPORTS } from "./resources.ts";

/** API description of this module's routes. */
export const SAVED_REPORTS_API: ApiDescription = resourceApi(SAVED_REPORTS);
