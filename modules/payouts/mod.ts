/**
 * Money: what an event is worth, and the ledger in which each change of a
 * conversion is booked once, balanced, never to be edited.
 *
 *     await book(tx, clock, [{ …, before: null, after: position }]);
 *
 * @module
 */
export { checkLedgerGrants } from "./balance.ts";
export { book } from "./book.ts";
export type { Booking, Position } from "./book.ts";
export { price } from "./price.ts";
export { payoutRoutes } from "./routes.ts";
