/**
 * Money: what an event is worth, and the ledger in which each change of a
 * conversion is booked once, balanced, never to be edited.
 *
 *     await book(tx, clock, [{ …, before: null, after: position }]);
 *
 * @module
 */
export { auditLedger } from "./audit_ledger.ts";
export { checkLedgerGrants } from "./balance.ts";
export { book, ledgerAmounts } from "./book.ts";
export type { Booking, Position } from "./book.ts";
export { invoiceRoutes } from "./invoice_routes.ts";
export type { InvoiceRoutesDeps } from "./invoice_routes.ts";
export { paymentRoutes } from "./payment_routes.ts";
export type { PaymentRoutesDeps } from "./payment_routes.ts";
export { makeScheduledPayments } from "./payments/make_scheduled_payments.ts";
export type { RunInput, RunResult } from "./payments/payment_run.ts";
export { extendLedger } from "./ledger_chain.ts";
export { price } from "./price.ts";
export { payoutRoutes } from "./routes.ts";
export { verifyLedger } from "./verify_ledger.ts";
export type { Verification, VerifyProgress } from "./verify_ledger.ts";
export { LedgerConflictError, writeEntries } from "./write_entries.ts";
export type { Entry } from "./write_entries.ts";
