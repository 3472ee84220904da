import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import { readList } from "../http/mod.ts";
import { CONVERSION_LIST } from "./conversion_filter.ts";
import { changeRoutes } from "./conversion_routes.ts";
import type { ConversionRoutesDeps } from "./conversion_routes.ts";
import { listConversions, readConversion } from "./read_conversions.ts";
import type { ConversionRuleDeps } from "./rules/conversion_rule.ts";
import { conversionRuleRoutes } from "./rules/rule_routes.ts";

/** `conversions` and `conversion-rules`. */
export function conversionRoutes(
  deps: ConversionRoutesDeps & ConversionRuleDeps,
) {
  return new Elysia({ name: "conversions", prefix: "/api/v1" })
    .use(viewRoutes(deps))
    .use(officeRoutes(deps));
}

/** Routes also for affiliates and advertisers, who see their own. */
function viewRoutes(deps: ConversionRoutesDeps) {
  return new Elysia({ name: "conversion-views" })
    .use(guard(deps, ["admin", "manager", "affiliate", "advertiser"]))
    .get("/conversions", ({ query, principal }) =>
      listConversions(deps, readList(query, CONVERSION_LIST, principal)),
    )
    .get("/conversions/:id", ({ params, principal }) =>
      readConversion(deps, params.id, principal.role),
    );
}

function officeRoutes(deps: ConversionRoutesDeps & ConversionRuleDeps) {
  return new Elysia({ name: "conversion-office" })
    .use(guard(deps, ["admin", "manager"]))
    .use(changeRoutes(deps))
    .use(conversionRuleRoutes(deps));
}
