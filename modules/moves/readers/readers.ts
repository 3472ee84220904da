import type { MoveReader } from "../moved_thing.ts";
import { readPlainCsv } from "./plain_csv.ts";

/** Readers by the tracker that the files come from; `csv` has our own columns. */
export const READERS = {
  csv: readPlainCsv,
} as const satisfies Record<string, MoveReader>;

/** A tracker whose files can be read. */
export type MoveSource = keyof typeof READERS;
