import { Elysia } from "elysia";
import { guard } from "../../access/mod.ts";
import type { GuardDeps } from "../../access/mod.ts";
import { readId, resourceRoutes, checked } from "../../http/mod.ts";
import { ConversionRule } from "../conversion_answers.ts";
import {
  changeConversionRule,
  ConversionRuleBody,
  ConversionRulePatch,
  createConversionRule,
  deleteConversionRule,
  listConversionRules,
  readConversionRule,
  RULE_LIST,
} from "./conversion_rule.ts";
import type { ConversionRuleDeps } from "./conversion_rule.ts";

/** The API resource of conversion rules. */
export const CONVERSION_RULES = {
  path: "/conversion-rules",
  one: "a conversion rule",
  many: "conversion rules",
  body: ConversionRuleBody,
  patch: ConversionRulePatch,
  put: ConversionRuleBody,
  blank: { reason: null, enabled: true },
  ...RULE_LIST,
  view: ConversionRule,
  deletes: true,
} as const;

export function conversionRuleRoutes(deps: GuardDeps & ConversionRuleDeps) {
  return new Elysia({ name: "conversion-rules" })
    .use(guard(deps, ["admin", "manager"]))
    .use(
      resourceRoutes(CONVERSION_RULES, {
        list: (_, page) => listConversionRules(deps, page),
        read: ({ params }, db = deps.db) =>
          readConversionRule({ ...deps, db }, readId(params.id)),
        create: (_, body) => createConversionRule(deps, body),
        change: ({ params, check }, patch) =>
          changeConversionRule(checked(deps, check), readId(params.id), patch),
        remove: ({ params, check }) =>
          deleteConversionRule(checked(deps, check), readId(params.id)),
      }),
    );
}
