import { sql } from "drizzle-orm";
import { recordset } from "../../../db/mod.ts";
import type { Transaction } from "../../../db/mod.ts";
import {
  ledgerTransactions,
  reconciliationActions,
  reconciliationLines,
} from "../../../db/schema/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import type { ChangeResult, ConversionChange } from "../../conversions/mod.ts";
import type { Outcome, Position, Work } from "./action_types.ts";
import { ActionSummary } from "./action_summary.ts";
import { bookVariances, readVariances } from "./book_variance.ts";
import type { VarianceTarget } from "./book_variance.ts";
import { isDone, setStates } from "./save_actions.ts";
import { readPosition } from "./present_position.ts";
import { isEnded } from "../../conversions/mod.ts";

/** Conversions per transaction. */
const PIECE = 500;
const NO_ID = "00000000-0000-0000-0000-000000000000";

/** The actions of a batch on one conversion, in order. */
interface Chain {
  id: string;
  keys: string[];
  /** Null if the batch created the conversion. */
  before: Position | null;
  after: Position | null;
  is_broken: boolean;
  entries: string[];
}

/**
 * Sets the next conversions of a batch back, in order of id, so that several
 * actions on one conversion are undone in one step.
 */
export async function undoPiece(
  tx: Transaction,
  clock: Clock,
  work: Work,
  { batch_id, after }: { batch_id: string; after: string | null },
): Promise<{ summary: ActionSummary; next: string | null; count: number }> {
  const chains = chainsOf(await loadStanding(tx, { batch_id, after }));
  const summary = new ActionSummary();
  const changes = chains.map(changeBack);
  const moving = changes.flatMap((change) => change ?? []);
  const { results, effects } = await work.door.change(tx, moving, work.by);
  summary.addEffects(effects.present());
  const by_id = new Map(results.map((result) => [result.id, result]));
  const outcomes = chains.flatMap((chain) =>
    outcomesOf(chain, by_id.get(chain.id) ?? null),
  );
  const done = outcomes.filter(({ result }) => isDone(result));
  const freed = new Set(done.map(({ key }) => key));
  await unbook(tx, clock, work, {
    chains: chains.filter(({ keys }) => keys.some((key) => freed.has(key))),
    summary,
  });
  await keepUndone(tx, clock, work, { batch_id, outcomes });
  await moveLines(tx, work, outcomes);
  summary.addOutcomes(outcomes);
  const last = chains.at(-1)?.id ?? null;
  return { summary, next: last, count: outcomes.length };
}

interface AppliedAction extends Record<string, unknown> {
  item_key: string;
  conversion_id: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  entry_id: string | null;
  result: string;
}

/**
 * Loads the standing actions on the next conversions; those on one conversion come
 * together.
 */
async function loadStanding(
  tx: Transaction,
  { batch_id, after }: { batch_id: string; after: string | null },
): Promise<AppliedAction[]> {
  const standing = sql`batch_id = ${batch_id}::uuid and undone_at is null
    and result in ('done', 'unchanged') and conversion_id is not null
    and conversion_id > ${after ?? NO_ID}::uuid`;
  const rows = await tx.execute<AppliedAction>(sql`
    select item_key, conversion_id, before, after, entry_id, result
    from ${reconciliationActions}
    where ${standing} and conversion_id in (
      select distinct conversion_id from ${reconciliationActions}
      where ${standing} order by conversion_id limit ${PIECE})
    order by conversion_id, (after->>'version')::int nulls first, item_key`);
  return [...rows];
}

function chainsOf(rows: readonly AppliedAction[]): Chain[] {
  const chains = new Map<string, Chain>();
  for (const row of rows) {
    const before = readPosition(row.before);
    const after = readPosition(row.after);
    const chain = chains.get(row.conversion_id) ?? {
      id: row.conversion_id,
      keys: [],
      before: null,
      after: null,
      is_broken: false,
      entries: [],
    };
    chains.set(row.conversion_id, chain);
    chain.keys.push(row.item_key);
    if (row.entry_id !== null) chain.entries.push(row.entry_id);
    if (row.result !== "done" || after === null) continue;
    if (chain.after === null) chain.before = before;
    else if (before?.version !== chain.after.version) chain.is_broken = true;
    chain.after = after;
  }
  return [...chains.values()];
}

/**
 * Returns the change back to the state before the batch; null if nothing can be
 * changed back. A conversion that the batch created is rejected.
 */
function changeBack(chain: Chain): ConversionChange | null {
  const { id, before, after, is_broken } = chain;
  // Changes by others in between must not be undone with it.
  if (after === null || is_broken) return null;
  const { version } = after;
  if (before === null) {
    const is_over = isEnded(after.status);
    if (is_over) return null;
    const reason = "taken back";
    return { id, version, status: "rejected", reason };
  }
  const { status, reason, amount_micros, refunded_micros } = before;
  const { revenue_micros, payout_micros } = before;
  const money = {
    amount_micros,
    refunded_micros,
    revenue_micros,
    payout_micros,
  };
  return { id, version, is_exact: true, status, reason, ...money };
}

function outcomesOf(chain: Chain, result: ChangeResult | null): Outcome[] {
  return chain.keys.map((key) => {
    const base = {
      key,
      action: "undo",
      detail: result?.refusal?.detail ?? null,
      campaign_id: null,
      conversion_id: chain.id,
      before: result?.before ?? null,
      after: result?.after ?? null,
      entry_id: null,
    };
    if (chain.is_broken) {
      const detail = "The conversion has changed in the meantime";
      return { ...base, result: "stale_version", detail };
    }
    if (result === null || result.result === "changed") {
      return { ...base, result: "done" };
    }
    if (result.result === "unchanged") return { ...base, result: "unchanged" };
    return { ...base, result: result.refusal?.code ?? "stale_version" };
  });
}

/** Books reversals of the variance entries. */
async function unbook(
  tx: Transaction,
  clock: Clock,
  work: Work,
  { chains, summary }: { chains: readonly Chain[]; summary: ActionSummary },
): Promise<void> {
  const entries = chains.flatMap(({ entries: ids }) =>
    ids.map((id) => ({ id })),
  );
  if (entries.length === 0) return;
  const rows = await tx.execute<{
    campaign_id: number;
    conversion_id: string;
    currency: string;
    advertiser_id: number;
    micros: string;
  }>(sql`
    select t.campaign_id, t.conversion_id, t.currency, t.advertiser_id,
      sum(t.receivable_micros)::text as micros
    from ${recordset("k", entries, { id: "uuid" })}
    join ${ledgerTransactions} as t on t.id = k.id
    group by 1, 2, 3, 4`);
  const standing = await readVariances(tx, rows);
  const targets = rows.map((row): VarianceTarget => {
    const { campaign_id, conversion_id, currency, advertiser_id } = row;
    const stands = standing.get(conversion_id)?.micros ?? 0n;
    const receivable_micros = stands - BigInt(row.micros);
    return {
      key: conversion_id,
      ...{ campaign_id, conversion_id, currency, advertiser_id },
      receivable_micros,
      reason: work.by.why ?? "",
    };
  });
  for (const booked of await bookVariances(tx, clock, targets)) {
    if (booked.entry_id !== null) summary.addVariance(booked);
  }
}

/**
 * Updates the compared version of conversions that are back to what was compared,
 * so that they can be applied again.
 */
async function moveLines(
  tx: Transaction,
  { reconciliation }: Work,
  outcomes: readonly Outcome[],
): Promise<void> {
  const moved = outcomes.flatMap(({ conversion_id, result, after }) =>
    isDone(result) && after !== null
      ? [{ conversion_id, version: after.version }]
      : [],
  );
  if (moved.length === 0) return;
  const types = { conversion_id: "uuid", version: "integer" };
  await tx.execute(sql`
    update ${reconciliationLines} as l set version = k.version
    from ${recordset("k", moved, types)}
    where l.reconciliation_id = ${reconciliation.id}::uuid
      and l.conversion_id = k.conversion_id`);
}

async function keepUndone(
  tx: Transaction,
  clock: Clock,
  { reconciliation, by }: Work,
  given: { batch_id: string; outcomes: readonly Outcome[] },
): Promise<void> {
  const { batch_id, outcomes } = given;
  const now_ms = clock.nowMs();
  const told = outcomes.map(({ key, result }) => ({
    key,
    result,
    undone_at: isDone(result) ? isoTime(now_ms) : null,
  }));
  if (told.length === 0) return;
  const types = { key: "text", result: "text", undone_at: "timestamptz" };
  await tx.execute(sql`
    update ${reconciliationActions} as a
    set undone_at = k.undone_at, undone_result = k.result
    from ${recordset("k", told, types)}
    where a.batch_id = ${batch_id}::uuid and a.item_key = k.key`);
  await setStates(tx, {
    reconciliation_id: reconciliation.id,
    keys: told.flatMap(({ key, result }) => (isDone(result) ? [key] : [])),
    state: "undone",
    changed_by: by.made_by,
    now_ms,
  });
}
