import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import { checked, readId, resourceRoutes } from "../http/mod.ts";
import {
  changeRiskRule,
  createRiskRule,
  deleteRiskRule,
  listRiskRules,
  readRiskRule,
  RISK_RULES,
} from "./rule_resource.ts";
import type { RiskRuleDeps } from "./rule_resource.ts";

/** `risk-rules`. */
export function riskRoutes(deps: GuardDeps & RiskRuleDeps) {
  return new Elysia({ name: "risk", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager"]))
    .use(
      resourceRoutes(RISK_RULES, {
        list: (_, page) => listRiskRules(deps.db, page),
        read: ({ params }, db = deps.db) => readRiskRule(db, readId(params.id)),
        create: (_, body) => createRiskRule(deps, body),
        change: ({ params, check }, patch) =>
          changeRiskRule(checked(deps, check), readId(params.id), patch),
        remove: ({ params, check }) =>
          deleteRiskRule(checked(deps, check), readId(params.id)),
      }),
    );
}
