import { test } from "bun:test";

/** Whether this is `bun run faults`, which runs everything at its full length. */
export const IS_LONG = process.env.TALLYHO_LONG === "1";

/** A test of the long run only. Each has a shorter sibling that is part of every run. */
export const longTest = test.skipIf(!IS_LONG);
