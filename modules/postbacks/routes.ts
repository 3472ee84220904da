import { readPage } from "../http/mod.ts";
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { BackfillDeps } from "./rejudge/backfill_window.ts";
import {
  CONVERSION_FILTER,
  conversionRoutes,
  conversionRuleRoutes,
  listConversions,
  readConversion,
} from "../conversions/mod.ts";
import type {
  ConversionRoutesDeps,
  ConversionRuleDeps,
} from "../conversions/mod.ts";
import { backfillRoutes } from "./backfill_routes.ts";

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
