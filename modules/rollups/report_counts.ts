import { forgetCounted } from "./forget_counted.ts";
import { insertDeltas } from "./insert_deltas.ts";

/** The counts of conversions in reports, which follow each change in its transaction. */
export const reportCounts = { add: insertDeltas, forget: forgetCounted };
