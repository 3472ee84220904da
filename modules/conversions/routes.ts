import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import { readPage } from "../http/mod.ts";
import { CONVERSION_FILTER } from "./conversion_filter.ts";
import { changeRoutes } from "./conversion_routes.ts";
import type { ConversionRoutesDeps } from "./conversion_routes.ts";
import { listConversions, readConversion } from "./read_conversions.ts";
import type { ConversionRuleDeps } from "./rules/conversion_rule.ts";
import { conversionRuleRoutes } from "./rules/rule_routes.ts";

const text = Type.Optional(Type.String({ maxLength: 300 }));
const page = { limit: text, cursor: text };
const ConversionQuery = Type.Object({ ...page, ...CONVERSION_FILTER });

/** `conversions` and `conversion-rules`. */
export function conversionRoutes(
  deps: ConversionRoutesDeps & ConversionRuleDeps,
) {
  const { db } = deps;
  return new Elysia({ name: "conversions", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager"]))
    .get(
      "/conversions",
      ({ query }) => listConversions(db, query, readPage(query)),
      { query: ConversionQuery },
    )
    .get("/conversions/:id", ({ params }) => readConversion(deps, params.id))
    .use(changeRoutes(deps))
    .use(conversionRuleRoutes(deps));
}
