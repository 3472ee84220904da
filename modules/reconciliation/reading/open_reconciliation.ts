import { and, desc, eq, inArray, isNull, ne } from "drizzle-orm";
import type { Database, Transaction } from "../../../db/mod.ts";
import {
  advertisers,
  conversions,
  reconciliations,
  reconciliationTolerances,
  statementMappings,
} from "../../../db/schema/mod.ts";
import type {
  ColumnProposal,
  StatementField,
  StatementMapping,
} from "../../../db/schema/mod.ts";
import { orNotFound } from "../../http/mod.ts";
import { newId } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import type { Scheduler } from "../../scheduler/mod.ts";
import { checkMapping } from "./check_mapping.ts";
import { uuidsOf } from "./column_facts.ts";
import { headerKey } from "./column_names.ts";
import { decodeText } from "./encoding.ts";
import { ourOrders } from "./our_orders.ts";
import { proposeMapping } from "./propose_mapping.ts";
import { readableBy } from "./own_import.ts";
import { sniffStatement } from "./sniff.ts";
import type { Sniffed } from "./sniff.ts";
import { storeStatement } from "./statement_parts.ts";
import type { StatementInput } from "./statement_parts.ts";
import { renameColumns } from "./rename_columns.ts";
import type { SpooledFile } from "./upload_spool.ts";

/** Name of the task that reads a statement's rows. */
export const READ_TASK = "read_statement";

const SAMPLE_UUIDS_MAX = 5_000;

export interface ReadingDeps {
  db: Database;
  clock: Clock;
  scheduler: Pick<Scheduler, "enqueue">;
  /** Whether a text is a click id that we signed. */
  isClickId(text: string): boolean;
}

/** A stored reconciliation. */
export type Reconciliation = typeof reconciliations.$inferSelect;

/** Input for a new reconciliation. */
export interface OpenInput extends Omit<StatementInput, "received_by"> {
  kind: "statement" | "import";
  /** The advertiser whose own import it is; null for the network's, and for statements. */
  by_advertiser_id: number | null;
  from_at: number;
  to_at: number;
  timezone: string;
  /** Given parts of the mapping; the rest is detected. */
  mapping: Partial<StatementMapping> | null;
  created_by: string;
  file: SpooledFile;
}

/**
 * Stores a statement and starts to read it. If there is a reconciliation of the
 * same file and window, and with the same mapping if one is given, it is returned.
 */
export async function openReconciliation(
  deps: ReadingDeps,
  input: OpenInput,
): Promise<{ reconciliation: Reconciliation; is_new: boolean }> {
  const { db } = deps;
  const known = await recognise(deps, input);
  return await db.transaction(async (tx) => {
    const { advertiser_id, file_name, content_type, created_by, file } = input;
    const statement = await storeStatement(deps, tx, {
      advertiser_id,
      file_name,
      content_type,
      received_by: created_by,
      file,
    });
    const before = await sameBefore(tx, statement.id, input);
    const { mapping } = input;
    const is_same =
      before !== undefined &&
      (mapping === null || Bun.deepEquals(before.mapping, known.mapping));
    if (is_same) return { reconciliation: before, is_new: false };
    const reconciliation = await insert(deps, tx, statement.id, input, known);
    return { reconciliation, is_new: true };
  });
}

/** The detected form of a file, and its mapping. */
interface Recognised {
  columns: string[];
  header_key: string;
  proposal: ColumnProposal[];
  mapping: StatementMapping;
  is_confirmed: boolean;
}

async function recognise(
  deps: ReadingDeps,
  input: OpenInput,
): Promise<Recognised> {
  const { db, isClickId } = deps;
  const { advertiser_id, file, kind } = input;
  const encoding = input.mapping?.encoding ?? file.encoding;
  let text = "";
  for await (const part of decodeText([file.head], encoding)) text += part;
  const is_whole = file.byte_count <= file.head.length;
  const { format, delimiter, has_header, header_row } = input.mapping ?? {};
  const form = { format, delimiter, has_header, header_row, is_whole };
  const sniffed = sniffStatement(text, form);
  const [advertiser] = await db
    .select({ currency: advertisers.currency })
    .from(advertisers)
    .where(eq(advertisers.id, advertiser_id));
  const proposed = proposeMapping({
    sniffed,
    encoding,
    kind,
    isClickId,
    conversions: await ourConversions(db, advertiser_id, sniffed),
    orders: await ourOrders(db, advertiser_id, sniffed.sample),
    currency: orNotFound(advertiser).currency,
  });
  const header_key = headerKey(sniffed.columns);
  const mapping =
    input.mapping ??
    (await confirmedBefore(db, input, header_key, sniffed.columns));
  const detected = readableBy(input, proposed.mapping);
  const base = {
    columns: sniffed.columns,
    header_key,
    proposal: proposed.proposal,
  };
  if (mapping === null) {
    return { ...base, mapping: detected, is_confirmed: false };
  }
  if (input.mapping === null) {
    const { kept, is_contradicted } = formsThatHold(mapping, detected);
    const merged = mergeMapping(detected, kept);
    return { ...base, mapping: merged, is_confirmed: !is_contradicted };
  }
  const merged = mergeMapping(detected, mapping);
  checkMapping(merged, sniffed.columns);
  return {
    ...base,
    mapping: merged,
    is_confirmed: mapping.columns !== undefined,
  };
}

/**
 * Keeps the mapping confirmed for the last file, without formats of money and dates
 * that this file contradicts: a person has to confirm those again.
 */
function formsThatHold(
  before: Partial<StatementMapping>,
  shown: StatementMapping,
): { kept: Partial<StatementMapping>; is_contradicted: boolean } {
  const { decimal_comma, date_order, ...others } = before;
  const differ = <T>(one: T | undefined, other: T | undefined) =>
    one !== undefined && other !== undefined && one !== other;
  const is_other_mark = differ(decimal_comma, shown.decimal_comma);
  const shown_order = shown.date_order === "ymd" ? undefined : shown.date_order;
  const is_other_order = differ(date_order, shown_order);
  return {
    kept: {
      ...others,
      ...(decimal_comma === undefined || is_other_mark
        ? {}
        : { decimal_comma }),
      ...(date_order === undefined || is_other_order ? {} : { date_order }),
    },
    is_contradicted: is_other_mark || is_other_order,
  };
}

/**
 * Merges a given mapping over the detected one; columns are replaced as a whole.
 * Detected formats of money and dates are dropped if those columns change.
 */
export function mergeMapping(
  proposed: StatementMapping,
  said: Partial<StatementMapping>,
): StatementMapping {
  const {
    decimal_comma,
    date_order,
    time_column,
    ended = {},
    ...others
  } = proposed;
  const { columns = proposed.columns } = said;
  const mapped = Object.values(columns);
  // A column that is mapped to a field is no flag.
  const flags = Object.entries(ended).filter(
    ([column]) => !mapped.includes(column),
  );
  const are_same = (...fields: StatementField[]) =>
    fields.every((field) => columns[field] === proposed.columns[field]);
  const keeps_mark = are_same("amount", "revenue", "payout");
  const keeps_order = are_same("occurred_at");
  return {
    ...others,
    ...(keeps_mark && decimal_comma !== undefined ? { decimal_comma } : {}),
    ...(keeps_order && date_order !== undefined ? { date_order } : {}),
    // The time column belongs to the date column that it was detected with.
    ...(keeps_order &&
    typeof time_column === "string" &&
    !mapped.includes(time_column)
      ? { time_column }
      : {}),
    ...(flags.length > 0 ? { ended: Object.fromEntries(flags) } : {}),
    ...said,
    columns,
  };
}

async function ourConversions(
  db: Database,
  advertiser_id: number,
  { sample }: Sniffed,
): Promise<Set<string>> {
  const ids = uuidsOf(sample).slice(0, SAMPLE_UUIDS_MAX);
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ id: conversions.id })
    .from(conversions)
    .where(
      and(
        inArray(conversions.id, ids),
        eq(conversions.advertiser_id, advertiser_id),
      ),
    );
  return new Set(rows.map(({ id }) => id));
}

/**
 * Finds the last confirmed mapping for this header. The file format isn't reused:
 * the same header may come with another delimiter.
 */
async function confirmedBefore(
  db: Database,
  { advertiser_id, by_advertiser_id }: OpenInput,
  header_key: string,
  columns_now: readonly string[],
): Promise<Partial<StatementMapping> | null> {
  // The network's may read payouts, and holds its own words for states.
  if (by_advertiser_id !== null) return null;
  const [row] = await db
    .select({ mapping: statementMappings.mapping })
    .from(statementMappings)
    .where(
      and(
        eq(statementMappings.advertiser_id, advertiser_id),
        eq(statementMappings.header_key, header_key),
      ),
    )
    .orderBy(desc(statementMappings.id))
    .limit(1);
  if (row === undefined) return null;
  const { status_map, currency, default_status, date_order, decimal_comma } =
    row.mapping;
  const named = renameColumns(row.mapping, columns_now);
  if (named === null) return null;
  return {
    ...named,
    ...(status_map === undefined ? {} : { status_map }),
    ...(currency === undefined ? {} : { currency }),
    ...(default_status === undefined ? {} : { default_status }),
    // Dates with the year first don't tell days from months.
    ...(date_order === undefined || date_order === "ymd" ? {} : { date_order }),
    ...(decimal_comma === undefined ? {} : { decimal_comma }),
  };
}

async function sameBefore(
  tx: Transaction,
  statement_id: string,
  input: OpenInput,
): Promise<Reconciliation | undefined> {
  const [row] = await tx
    .select()
    .from(reconciliations)
    .where(
      and(
        eq(reconciliations.statement_id, statement_id),
        isOfWindow(input),
        eq(reconciliations.timezone, input.timezone),
      ),
    )
    .orderBy(desc(reconciliations.id))
    .limit(1);
  return row;
}

function isOfWindow(input: OpenInput) {
  const { kind, advertiser_id, by_advertiser_id, from_at, to_at } = input;
  const { by_advertiser_id: by } = reconciliations;
  return and(
    eq(reconciliations.kind, kind),
    eq(reconciliations.advertiser_id, advertiser_id),
    by_advertiser_id === null ? isNull(by) : eq(by, by_advertiser_id),
    eq(reconciliations.from_at, from_at),
    eq(reconciliations.to_at, to_at),
  );
}

async function insert(
  deps: ReadingDeps,
  tx: Transaction,
  statement_id: string,
  input: OpenInput,
  known: Recognised,
): Promise<Reconciliation> {
  const { kind, advertiser_id, from_at, to_at, timezone, created_by } = input;
  const created_at = deps.clock.nowMs();
  const [previous] = await tx
    .select({ id: reconciliations.id })
    .from(reconciliations)
    .where(
      and(isOfWindow(input), ne(reconciliations.statement_id, statement_id)),
    )
    .orderBy(desc(reconciliations.id))
    .limit(1);
  const [tolerated] = await tx
    .select({ tolerance: reconciliationTolerances.tolerance })
    .from(reconciliationTolerances)
    .where(eq(reconciliationTolerances.advertiser_id, advertiser_id));
  const { is_confirmed, ...recognised } = known;
  const [row] = await tx
    .insert(reconciliations)
    .values({
      id: newId(deps.clock),
      kind,
      advertiser_id,
      by_advertiser_id: input.by_advertiser_id,
      statement_id,
      from_at,
      to_at,
      timezone,
      ...recognised,
      mapping_confirmed: is_confirmed,
      tolerance: tolerated?.tolerance ?? {},
      status: "matching",
      previous_id: previous?.id ?? null,
      created_at,
      created_by,
    })
    .returning();
  const made = orNotFound(row);
  if (input.mapping !== null) await rememberMapping(deps, tx, made);
  await enqueueReading(deps, tx, made);
  return made;
}

/**
 * Saves a confirmed mapping for the advertiser's next statement with this header. That of its own
 * import, which reads less, isn't saved: the network's files would be read by it.
 */
export async function rememberMapping(
  { clock }: Pick<ReadingDeps, "clock">,
  tx: Transaction,
  row: Reconciliation,
  confirmed_by: string = row.created_by,
): Promise<void> {
  const { advertiser_id, header_key, mapping } = row;
  if (row.by_advertiser_id !== null) return;
  if (mapping === null || !row.mapping_confirmed) return;
  await tx.insert(statementMappings).values({
    advertiser_id,
    header_key,
    mapping,
    confirmed_at: clock.nowMs(),
    confirmed_by,
  });
}

/**
 * Enqueues a reading task, one per mapping version; a task with an older version
 * stops by itself.
 */
export async function enqueueReading(
  { scheduler }: Pick<ReadingDeps, "scheduler">,
  tx: Transaction,
  { id, mapping_version }: Reconciliation,
): Promise<void> {
  await scheduler.enqueue(tx, {
    name: READ_TASK,
    key: `${id}:${mapping_version}`,
    payload: { reconciliation_id: id, mapping_version },
  });
}
