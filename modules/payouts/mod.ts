/**
 * Money: prices events, and keeps the append-only ledger in which each change of a
 * conversion is booked once and balanced. Also invoices and payments.
 *
 *     await book(tx, clock, [{ …, before: null, after: position }]);
 *
 * @module
 */
export { PAYOUT_ROUTES_API } from "./api.ts";
export { checkLedgerGrants } from "./balance.ts";
export { book, partiesOf } from "./book.ts";
export type { Booking } from "./book.ts";
export { FxDirectory, convertPayout } from "./fx/fx_directory.ts";
export type { FxRates } from "./fx/fx_rates.ts";
export {
  bookOpeningBalance,
  reverseOpeningBalance,
} from "./opening_balance.ts";
export type { OpeningBalance } from "./opening_balance.ts";
export { readRates } from "./fx/read_rates.ts";
export { writePaymentDetails } from "./payments/payment_details.ts";
export type { RunInput, RunResult } from "./payments/payment_run.ts";
export { readBookingFloor, writeEntries } from "./write_entries.ts";
export { extendLedger } from "./ledger_chain.ts";
export { AUDIT_JOB, LedgerAuditError, payoutJobs } from "./payout_jobs.ts";
export { payoutRoutes } from "./routes.ts";
export { verifyLedger } from "./verify_ledger.ts";
export type { Verification, VerifyProgress } from "./verify_ledger.ts";
export type { Entry } from "./write_entries.ts";
