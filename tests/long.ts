import { test } from "bun:test";

/** Whether this is `bun run faults`, which runs everything at full length. */
export const IS_LONG = process.env.TALLYHO_LONG === "1";

/** A test of the long run only; each has a shorter variant that always runs. */
export const longTest = test.skipIf(!IS_LONG);
