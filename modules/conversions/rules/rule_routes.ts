import { Elysia } from "elysia";
import { guard } from "../../access/mod.ts";
import type { GuardDeps } from "../../access/mod.ts";
import { readId, readList } from "../../http/mod.ts";
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

/** Routes of `conversion-rules`. */
export function conversionRuleRoutes(deps: GuardDeps & ConversionRuleDeps) {
  return new Elysia({ name: "conversion-rules" })
    .use(guard(deps, ["admin", "manager"]))
    .get("/conversion-rules", ({ query }) =>
      listConversionRules(deps, readList(query)),
    )
    .post(
      "/conversion-rules",
      async ({ body, set }) => {
        const made = await createConversionRule(deps, body);
        set.status = 201;
        return made;
      },
      { body: ConversionRuleBody },
    )
    .get("/conversion-rules/:id", ({ params }) =>
      readConversionRule(deps, readId(params.id)),
    )
    .patch(
      "/conversion-rules/:id",
      ({ params, body }) => changeConversionRule(deps, readId(params.id), body),
      { body: ConversionRulePatch },
    )
    .delete("/conversion-rules/:id", async ({ params, set }) => {
      await deleteConversionRule(deps, readId(params.id));
      set.status = 204;
    });
}
