import { Elysia } from "elysia";
import { affiliateRoutes } from "./affiliate_routes.ts";
import type { AffiliateRoutesDeps } from "./affiliate_routes.ts";
import { ledgerRoutes } from "./ledger_routes.ts";

/** The routes of money. */
export function payoutRoutes(deps: AffiliateRoutesDeps) {
  return new Elysia({ name: "payouts" })
    .use(affiliateRoutes(deps))
    .use(ledgerRoutes(deps));
}
