import type { MoveReader } from "../moved_thing.ts";
import { AFFISE_TABLES } from "./affise.ts";
import { BINOM_TABLES } from "./binom.ts";
import { CAKE_TABLES } from "./cake.ts";
import { EVERFLOW_TABLES } from "./everflow.ts";
import { readKeitaro } from "./keitaro.ts";
import { readPlainCsv } from "./plain_csv.ts";
import { PLAIN_KINDS } from "./plain_kinds.ts";
import { postAffiliateProReader } from "./post_affiliate_pro.ts";
import { readProsper202 } from "./prosper202.ts";
import { SCALEO_TABLES } from "./scaleo.ts";
import { tablesReader } from "./tracker_tables.ts";
import type { TrackerTables } from "./tracker_tables.ts";
import { TUNE_TABLES } from "./tune.ts";
import { voluumReader } from "./voluum.ts";

/** Files with our own columns, named after their kind, complete a tracker's exports. */
function completed(tables: TrackerTables): MoveReader {
  return tablesReader({ ...tables, specs: [...tables.specs, ...PLAIN_KINDS] });
}

/** Readers by the tracker that the files come from; `csv` has our own columns. */
export const READERS = {
  keitaro: readKeitaro,
  binom: completed(BINOM_TABLES),
  voluum: voluumReader(PLAIN_KINDS),
  tune: completed(TUNE_TABLES),
  everflow: completed(EVERFLOW_TABLES),
  affise: completed(AFFISE_TABLES),
  cake: completed(CAKE_TABLES),
  scaleo: completed(SCALEO_TABLES),
  post_affiliate_pro: postAffiliateProReader(PLAIN_KINDS),
  prosper202: readProsper202,
  csv: readPlainCsv,
} as const satisfies Record<string, MoveReader>;

/** A tracker whose files can be read. */
export type MoveSource = keyof typeof READERS;
