import type { Transaction } from "../../db/mod.ts";
import {
  ACCOUNTS,
  CONTENT_COLUMNS,
  PRICED_BY_COLUMNS,
} from "./write_entries.ts";

/** Entries of the ledger in order of id, of which Postgres has checked each row. */
export interface CheckedPiece {
  entries: number;
  last_id: string;
  /** For each entry what its link hashes, `LINKED_BYTES` each; null if a row has to be looked at. */
  linked: Uint8Array | null;
}

const ID_CHARS = 36;
const TIME_CHARS = 13;
const HASH_BYTES = 32;

/** Bytes of what a link hashes of an entry: its id and time in ASCII, and its content hash. */
export const LINKED_BYTES = ID_CHARS + TIME_CHARS + HASH_BYTES;

/** The id at the beginning of an entry. */
export function idAt(linked: Buffer, at: number): string {
  return linked.toString("latin1", at, at + ID_CHARS);
}

/**
 * Reads the next piece. Rows whose hash and sum are right arrive as what their links hash, packed:
 * to parse a column of a row costs this program as much as to check it costs Postgres.
 */
export async function readCheckedPiece(
  tx: Transaction,
  after: string,
  count: number,
): Promise<CheckedPiece | null> {
  const [row] = await tx.$client.unsafe(QUERY, [after, count], {
    prepare: true,
  });
  if (row === undefined || row.last_id === null) return null;
  const { entries, last_id, linked, are_right } = row;
  return {
    entries: Number(entries),
    last_id: String(last_id),
    linked: are_right === true ? (linked as Uint8Array) : null,
  };
}

/** Milliseconds as they are hashed. */
function msOf(column: string): string {
  return `(extract(epoch from ${column}) * 1000)::bigint`;
}

const NUMBERS = new Set([
  "campaign_id",
  "version",
  "advertiser_id",
  "affiliate_id",
  "rate_id",
  ...PRICED_BY_COLUMNS,
]);
const TEXTS = new Set(["kind", "currency", "reason"]);

/** The JSON of a value as `JSON.stringify` writes it. */
function jsonOf(column: string): string {
  if (NUMBERS.has(column)) return `coalesce(${column}::text, 'null')`;
  if (TEXTS.has(column)) return `coalesce(to_json(${column})::text, 'null')`;
  if (column.includes("payable_from")) {
    return `coalesce(${msOf("payable_from")}::text, 'null')`;
  }
  return `coalesce('"' || ${column} || '"', 'null')`;
}

const CONTENT = CONTENT_COLUMNS.map(jsonOf).join(` || ',' || `);
const PRICED_BY = PRICED_BY_COLUMNS.map(jsonOf).join(` || ',' || `);
const IS_PRICED = `num_nonnulls(${PRICED_BY_COLUMNS.join(", ")}) > 0`;
const JSON_TEXT = `'[' || ${CONTENT} || case when ${IS_PRICED} then ',' || ${PRICED_BY} else '' end || ']'`;
/** Amounts above it are summed by the slow way, which has no greatest number. */
const SUMMED_MAX = "100000000000000000";
const IS_SUMMED = `greatest(${ACCOUNTS.join(", ")}) < ${SUMMED_MAX} and least(${ACCOUNTS.join(", ")}) > -${SUMMED_MAX}`;
const IS_RIGHT = `case when ${IS_SUMMED} and octet_length(content) = ${HASH_BYTES}
      and ${msOf("booked_at")} between 1000000000000 and 9999999999999
    then ${ACCOUNTS.join(" + ")} = 0 and sha256(convert_to(${JSON_TEXT}, 'UTF8')) = content
    else false end`;

/** Ids occur once each, or somebody has to look. */
const QUERY = `
  with piece as (
    select * from ledger_transactions where id > $1 order by id limit $2
  )
  select count(*)::int as entries, max(id::text collate "C") as last_id,
    bool_and(${IS_RIGHT}) and count(distinct id) = count(*) as are_right,
    string_agg(convert_to(id::text || ${msOf("booked_at")}, 'UTF8') || content, ''::bytea order by id) as linked
  from piece`;
