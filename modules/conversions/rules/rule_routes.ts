import { Elysia } from "elysia";
import { guard } from "../../access/mod.ts";
import type { GuardDeps } from "../../access/mod.ts";
import { readId, resourceRoutes } from "../../http/mod.ts";
import { ConversionRule } from "../conversion_answers.ts";
import {
  changeConversionRule,
  ConversionRuleBody,
  ConversionRulePatch,
  createConversionRule,
  deleteConversionRule,
  listConversionRules,
  readConversionRule,
} from "./conversion_rule.ts";
import type { ConversionRuleDeps } from "./conversion_rule.ts";

/** The API resource of conversion rules. */
export const CONVERSION_RULES = {
  path: "/conversion-rules",
  one: "a conversion rule",
  many: "conversion rules",
  body: ConversionRuleBody,
  patch: ConversionRulePatch,
  filters: {},
  view: ConversionRule,
  deletes: true,
} as const;

/** Routes of `conversion-rules`. */
export function conversionRuleRoutes(deps: GuardDeps & ConversionRuleDeps) {
  return new Elysia({ name: "conversion-rules" })
    .use(guard(deps, ["admin", "manager"]))
    .use(
      resourceRoutes(CONVERSION_RULES, {
        list: (_, page) => listConversionRules(deps, page),
        read: ({ params }) => readConversionRule(deps, readId(params.id)),
        create: (_, body) => createConversionRule(deps, body),
        change: ({ params }, patch) =>
          changeConversionRule(deps, readId(params.id), patch),
        remove: ({ params }) => deleteConversionRule(deps, readId(params.id)),
      }),
    );
}
