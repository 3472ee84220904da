import { readdirSync } from "node:fs";
import { join } from "node:path";

const DIRECTORY = join(import.meta.dir, "..", "fixtures", "upgrades");
const SUFFIX = ".json.zst";
const LEVEL = 19;

/** Name of the kept database. */
export const KEPT_DATABASE = "kept";

/** Role that owns the kept database. */
export const KEPT_OWNER = `${KEPT_DATABASE}_owner`;

/** An order as the old program answered it. */
export interface KeptOrder {
  click_id: string;
  order_id: string;
  amount: string;
  /** Of its conversion. */
  status: string;
  revenue: string;
  payout: string;
}

/** The books of the old program's answers, kept apart from its database. */
export interface KeptBooks {
  /** Time of the last request, in milliseconds. */
  ended_at_ms: number;
  slug: string;
  affiliate_id: string;
  endpoint_id: string;
  /** Clicks whose redirect was answered. */
  clicks: string[];
  /** Clicks answered while the database was away: they are in the journal only. */
  journal_clicks: string[];
  /** A click without a conversion. */
  free_click: string;
  orders: KeptOrder[];
  /** An order reported while the database was away, if that was answered 202. */
  queued: { click_id: string; order_id: string } | null;
  /** Order whose delivery the affiliate has not heard yet. */
  untold: string;
  /** Balances of the accounts, by currency; null where the program had no such address. */
  accounts: Record<string, string>[] | null;
  /** Payments, in the state in which they were left. */
  payments: { id: string; state: string; amount: string }[];
}

/** A database and a data directory as an earlier program left them, when it was killed. */
export interface KeptState {
  /** Name of the newest migration. */
  migration: string;
  /** Commit of the program that made it. */
  program: string;
  /** Statements that make the database, in one text. */
  sql: string;
  /** Files of the data directory, in base64. */
  files: Record<string, string>;
  books: KeptBooks;
}

/** Names of the migrations whose state is kept, in their order. */
export function keptMigrations(): string[] {
  return readdirSync(DIRECTORY)
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => name.slice(0, -SUFFIX.length))
    .sort();
}

/** Reads the state of a migration. */
export async function readState(migration: string): Promise<KeptState> {
  const packed = await Bun.file(pathOf(migration)).bytes();
  const text = await Bun.zstdDecompress(packed);
  return JSON.parse(text.toString()) as KeptState;
}

/** Writes the state of a migration; returns its size in bytes. */
export async function writeState(state: KeptState): Promise<number> {
  const packed = await Bun.zstdCompress(JSON.stringify(state), {
    level: LEVEL,
  });
  return await Bun.write(pathOf(state.migration), packed);
}

function pathOf(migration: string): string {
  return join(DIRECTORY, `${migration}${SUFFIX}`);
}
