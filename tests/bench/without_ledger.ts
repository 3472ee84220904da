import { cutFunctions } from "./cut_functions.ts";

/**
 * Preloaded into a bench's tracker (`bun --preload …`): drops all bookings. The product has no such
 * switch; the difference is the ledger's cost.
 */
cutFunctions("without a ledger", [
  {
    file: /modules\/payouts\/book\.ts$/,
    head: /export async function book\([^)]*\): Promise<void> \{/,
    instead: "if (bookings.length >= 0) return;",
  },
  {
    file: /modules\/payouts\/ledger_horizon\.ts$/,
    head: /export async function readBookingFloor\([^)]*\): Promise<BookingFloor> \{/,
    instead: "if (tx) return { closing_id: FIRST_ID, open_from: 0 };",
  },
]);
