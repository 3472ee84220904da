import { Elysia } from "elysia";
import { affiliateRoutes } from "./affiliate_routes.ts";
import type { AffiliateRoutesDeps } from "./affiliate_routes.ts";
import { clickDayRoutes } from "./click_day_routes.ts";
import { fxRoutes } from "./fx_routes.ts";
import type { FxRoutesDeps } from "./fx_routes.ts";
import { invoiceRoutes } from "./invoice_routes.ts";
import type { InvoiceRoutesDeps } from "./invoice_routes.ts";
import { ledgerRoutes } from "./ledger_routes.ts";
import { paymentRoutes } from "./payment_routes.ts";
import type { PaymentRoutesDeps } from "./payment_routes.ts";

export interface PayoutRoutesDeps
  extends
    AffiliateRoutesDeps,
    FxRoutesDeps,
    InvoiceRoutesDeps,
    PaymentRoutesDeps {}

/** All routes of this module. */
export function payoutRoutes(deps: PayoutRoutesDeps) {
  return new Elysia({ name: "payouts" })
    .use(affiliateRoutes(deps))
    .use(ledgerRoutes(deps))
    .use(fxRoutes(deps))
    .use(clickDayRoutes(deps))
    .use(paymentRoutes(deps))
    .use(invoiceRoutes(deps));
}
