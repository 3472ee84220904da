import { readPage } from "../http/mod.ts";
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { BackfillDeps } from "./backfill/backfill_window.ts";
import { backfillRoutes } from "./backfill_routes.ts";
import { CONVERSION_FILTER } from "./conversion_filter.ts";
import { conversionRoutes } from "./conversion_routes.ts";
import type { ConversionRoutesDeps } from "./conversion_routes.ts";
import type { ConversionRuleDeps } from "./rules/conversion_rule.ts";
import { conversionRuleRoutes } from "./rules/rule_routes.ts";
import { listConversions, readConversion } from "./read_conversions.ts";

const text = Type.Optional(Type.String({ maxLength: 300 }));
const page = { limit: text, cursor: text };
const ConversionQuery = Type.Object({ ...page, ...CONVERSION_FILTER });

/** `conversions`, `conversion-rules` and `backfill-windows`. */
export function postbackRoutes(
  deps: ConversionRoutesDeps & ConversionRuleDeps & BackfillDeps,
) {
  const { db } = deps;
  const conversions = new Elysia({ name: "conversions", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager"]))
    .get(
      "/conversions",
      ({ query }) => listConversions(db, query, readPage(query)),
      { query: ConversionQuery },
    )
    .get("/conversions/:id", ({ params }) => readConversion(deps, params.id))
    .use(conversionRoutes(deps))
    .use(conversionRuleRoutes(deps));
  return new Elysia({ name: "postbacks" })
    .use(conversions)
    .use(backfillRoutes(deps));
}
