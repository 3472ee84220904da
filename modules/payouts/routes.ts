import { Elysia } from "elysia";
import { affiliateRoutes } from "./affiliate_routes.ts";
import type { AffiliateRoutesDeps } from "./affiliate_routes.ts";
import { clickDayRoutes } from "./click_day_routes.ts";
import { fxRoutes } from "./fx_routes.ts";
import type { FxRoutesDeps } from "./fx_routes.ts";
import { ledgerRoutes } from "./ledger_routes.ts";

/** The routes of money. */
export function payoutRoutes(deps: AffiliateRoutesDeps & FxRoutesDeps) {
  return new Elysia({ name: "payouts" })
    .use(affiliateRoutes(deps))
    .use(ledgerRoutes(deps))
    .use(fxRoutes(deps))
    .use(clickDayRoutes(deps));
}
