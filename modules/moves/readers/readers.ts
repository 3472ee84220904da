import type { MoveReader } from "../moved_thing.ts";
import { readKeitaro } from "./keitaro.ts";
import { readPlainCsv } from "./plain_csv.ts";
import { readProsper202 } from "./prosper202.ts";

/** Readers by the tracker that the files come from; `csv` has our own columns. */
export const READERS = {
  keitaro: readKeitaro,
  prosper202: readProsper202,
  csv: readPlainCsv,
} as const satisfies Record<string, MoveReader>;

/** A tracker whose files can be read. */
export type MoveSource = keyof typeof READERS;
