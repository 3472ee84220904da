import { resourceApi } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import { RISK_RULES } from "./rule_resource.ts";

/** API description of this module's routes. */
export const RISK_API: ApiDescription = { ...resourceApi(RISK_RULES) };
