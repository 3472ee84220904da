import { sql } from "drizzle-orm";
import { findRows, recordset } from "../../../db/mod.ts";
import type { Transaction } from "../../../db/mod.ts";
import { conversions, conversionVersions } from "../../../db/schema/mod.ts";
import { isUuid } from "../../kernel/mod.ts";
import { approvalTimes } from "../new_conversion.ts";
import type { ApprovalTimes } from "../new_conversion.ts";
import { writeConversions } from "../record.ts";
import { addReport, reportKey } from "../said.ts";
import { isEnded } from "../transition.ts";
import { PRICED_BY_HAND, withoutShadow, WorkingSet } from "../working_set.ts";
import type {
  ConversionRow,
  HeldFields,
  WorkingConversion,
  VersionStep,
} from "../working_set.ts";
import { isUnpriced, oweFor, priceEvent } from "../price_event.ts";
import type { FxDirectory, FxRates } from "../../payouts/mod.ts";
import type { Money } from "../price_event.ts";
import { positionOf } from "./change_types.ts";
import type {
  Changer,
  ChangeRefusal,
  ChangeResult,
  ConversionChange,
  LastMoney,
} from "./change_types.ts";
import type { Effects } from "./effects.ts";
import { judgeTarget } from "./judge_target.ts";
import type { Target } from "./judge_target.ts";
import { resolveRow } from "./resolve_by_hand.ts";
import type { ResolveDeps, SaleByHand } from "./resolve_by_hand.ts";
import { inRounds, writeAll } from "./write_steps.ts";
import type { WriteDeps } from "./write_steps.ts";

export interface ChangeDeps
  extends Omit<WriteDeps, "configuration">, ResolveDeps {
  fx: Pick<FxDirectory, "current" | "with">;
}

/**
 * Changes conversions, several thousand at once, within the caller's transaction:
 * status, history, ledger and deliveries together. Each change has its own result, and
 * a repeat has no effect. If a conversion occurs twice, the second change builds on the
 * first.
 */
export async function changeConversions(
  tx: Transaction,
  deps: ChangeDeps,
  changes: readonly ConversionChange[],
  by: Changer,
): Promise<{ results: ChangeResult[]; effects: Effects }> {
  const results = new Map<ConversionChange, ChangeResult>();
  const steps: VersionStep[] = [];
  await inRounds(changes, async (open) => {
    const { set, ...known } = await load(tx, open, deps);
    const judged = open.map((change) => ({
      change,
      ...judgeOne(change, set, { deps, by, ...known }),
    }));
    const losers = await writeConversions(tx, set.changed());
    const lost = judged.filter(({ change }) => losers.has(idOf(change)));
    for (const { change, result, step } of judged) {
      if (losers.has(idOf(change))) continue;
      results.set(change, result);
      if (step !== null) steps.push(step);
    }
    return lost.map(({ change }) => change);
  });
  const effects = await writeAll(tx, deps, steps);
  return { results: changes.flatMap((one) => results.get(one) ?? []), effects };
}

function idOf({ id }: ConversionChange): string {
  return id.toLowerCase();
}

/** Loads the conversions, and the money that ended ones had before. */
async function load(
  tx: Transaction,
  changes: readonly ConversionChange[],
  { fx }: ChangeDeps,
) {
  const ids = changes.filter(({ id }) => isUuid(id)).map(({ id }) => ({ id }));
  const rows = await findRows(tx, conversions, ["id"], ids);
  const ended = (rows as ConversionRow[]).filter(({ status }) =>
    isEnded(status),
  );
  const rate_ids = (rows as ConversionRow[]).flatMap(({ owed_rate_id }) =>
    owed_rate_id === null ? [] : [owed_rate_id],
  );
  return {
    set: new WorkingSet(rows),
    money: await readLastMoney(tx, ended),
    fx: await fx.with(tx, rate_ids),
  };
}

async function readLastMoney(
  tx: Transaction,
  rows: readonly ConversionRow[],
): Promise<Map<string, LastMoney>> {
  if (rows.length === 0) return new Map();
  const found = await tx.execute<{
    id: string;
    amount: string | null;
    revenue: string;
    payout: string;
  }>(sql`
    select distinct on (v.campaign_id, v.conversion_id) v.conversion_id as id,
      v.amount_micros::text as amount, v.revenue_micros::text as revenue,
      v.payout_micros::text as payout
    from ${recordset("k", rows, { campaign_id: "integer", id: "uuid" })}
    join ${conversionVersions} as v
      on v.campaign_id = k.campaign_id and v.conversion_id = k.id
    where v.status in ('pending', 'approved')
    order by v.campaign_id, v.conversion_id, v.version desc`);
  return new Map(
    found.map(({ id, amount, revenue, payout }) => [
      id,
      {
        amount_micros: amount === null ? null : BigInt(amount),
        revenue_micros: BigInt(revenue),
        payout_micros: BigInt(payout),
      },
    ]),
  );
}

interface Judging {
  deps: ChangeDeps;
  by: Changer;
  money: ReadonlyMap<string, LastMoney>;
  fx: FxRates;
}

function judgeOne(
  change: ConversionChange,
  set: WorkingSet,
  judging: Judging,
): { result: ChangeResult; step: VersionStep | null } {
  const { id } = change;
  const conversion = set.byId(idOf(change));
  const answer = (
    result: ChangeResult["result"],
    refusal: ChangeRefusal | null = null,
    before = conversion?.row,
  ): ChangeResult => ({
    id,
    result,
    refusal,
    before: before === undefined ? null : positionOf(before),
    after: conversion === undefined ? null : positionOf(conversion.row),
  });
  if (conversion === undefined) {
    const detail = "The conversion does not exist";
    const refusal = { code: "not_found" as const, detail };
    return { result: answer("refused", refusal), step: null };
  }
  const before = conversion.row;
  const target = judgeTarget(before, change, judging.by);
  if (target.kind === "nothing") {
    return { result: answer("unchanged"), step: null };
  }
  if (change.version !== undefined && change.version !== before.version) {
    const detail = `The conversion is at version ${before.version}, not ${change.version}`;
    const refusal = { code: "stale_version" as const, detail };
    return { result: answer("stale", refusal), step: null };
  }
  if (target.kind === "refused") {
    return { result: answer("refused", target.refusal), step: null };
  }
  const applied = apply(conversion, change, target, judging);
  if (!applied.ok) {
    return { result: answer("refused", applied.refusal), step: null };
  }
  return { result: answer("changed", null, before), step: applied.step };
}

type Applied =
  { ok: true; step: VersionStep } | { ok: false; refusal: ChangeRefusal };

function apply(
  conversion: WorkingConversion,
  change: ConversionChange,
  target: Extract<Target, { kind: "step" }>,
  judging: Judging,
): Applied {
  const { deps, by } = judging;
  const before = conversion.row;
  const now_ms = deps.clock.nowMs();
  const resolved = resolveRow(before, deps, now_ms);
  if (!resolved.ok) return resolved;
  const { sale } = resolved;
  const waits = whyWaiting(before, change, target);
  if (waits !== null) return { ok: false, refusal: waits };
  const fields = fieldsOf(before, change, target);
  const becoming = { ...before, ...fields, ...change.also };
  const is_first = isUnpriced(before);
  const priced = moneyOf(becoming, change, target, { sale, judging, is_first });
  if (!priced.ok) return priced;
  const { what, ...state } = target;
  const { status, amount_micros, refunded_micros } = state;
  conversion.row = {
    ...before,
    ...fields,
    ...priced.money,
    ...timesOf(before, change, status, { sale, now_ms }),
    version: before.version + 1,
    status,
    amount_micros,
    refunded_micros,
    reason: change.reason === undefined ? by.why : change.reason,
    flags: flagsOf(before, change),
    ...(by.is_own === true ? {} : saidBy(before, target, now_ms)),
    updated_at: now_ms,
    ...change.also,
  };
  const { flags } = conversion.row;
  conversion.row.flags = withoutShadow(flags, before, sale.campaign);
  const { origin, made_by } = by;
  const why = change.why ?? by.why;
  const step: VersionStep = {
    before,
    after: conversion.row,
    kind: what,
    raw_status: null,
    postback_id: null,
    provenance: { origin, made_by, why },
  };
  return { ok: true, step };
}

/**
 * The given money, else the previous money if the sale stays the same (for an ended
 * conversion, that before its end), else by the prices that it was recorded with.
 */
function moneyOf(
  row: ConversionRow,
  change: ConversionChange,
  target: Extract<Target, { kind: "step" }>,
  {
    sale,
    judging,
    is_first,
  }: { sale: SaleByHand; judging: Judging; is_first: boolean },
): { ok: true; money: Money } | { ok: false; refusal: ChangeRefusal } {
  const { status, amount_micros, refunded_micros } = target;
  const { campaign, payout_currency } = sale;
  const { fx } = judging;
  const at_ms = row.recorded_at;
  const owed = (revenue_micros: bigint, payout_micros: bigint) => {
    const known = is_first ? null : row;
    const owing = oweFor(payout_micros, {
      campaign,
      payout_currency,
      row: known,
      fx,
      at_ms,
    });
    if (owing === null) return noRate(row);
    return {
      ok: true as const,
      money: { revenue_micros, payout_micros, ...owing },
    };
  };
  if (isEnded(status) || row.held !== null) return owed(0n, 0n);
  const last =
    change.last ?? (isEnded(row.status) ? judging.money.get(row.id) : row);
  const { revenue_micros, payout_micros } = change;
  const is_same_sale =
    last !== undefined &&
    amount_micros === last.amount_micros &&
    refunded_micros === (last.refunded_micros ?? row.refunded_micros);
  const given = (money: { revenue_micros: bigint; payout_micros: bigint }) =>
    owed(
      revenue_micros ?? money.revenue_micros,
      payout_micros ?? money.payout_micros,
    );
  if (is_same_sale) return given(last);
  if (revenue_micros !== undefined && payout_micros !== undefined) {
    return given({ revenue_micros, payout_micros });
  }
  const is_unpaid = !sale.click.pays || row.flags.includes("unpaid");
  const priced = priceEvent(sale, {
    status,
    amount_micros,
    refunded_micros,
    row: { ...row, ...last },
    by: row,
    is_unpaid,
    fx,
    recorded_at: row.recorded_at,
  });
  return priced.ok ? given(priced.money) : priced;
}

/**
 * A conversion that waits for a rate can't be approved: it needs a rate, an amount in
 * the campaign's currency, or to be ended.
 */
function whyWaiting(
  row: ConversionRow,
  change: ConversionChange,
  target: Extract<Target, { kind: "step" }>,
): ChangeRefusal | null {
  if (!isUnpriced(row) || isEnded(target.status)) return null;
  if (typeof change.amount_micros === "bigint") return null;
  if (change.is_exact === true && row.held !== null) return null;
  return noRate(row).refusal;
}

function noRate({ sent_currency, owed_currency }: ConversionRow) {
  const currency = sent_currency ?? owed_currency ?? "the payout";
  const detail = `The conversion waits for an exchange rate of ${currency}: set one, or give the amount in the campaign's currency`;
  const code = "unknown_currency" as const;
  return { ok: false as const, refusal: { code, detail } };
}

/**
 * A given amount is in the campaign's currency, whatever was sent before. Restoring a
 * waiting conversion leaves it waiting.
 */
function fieldsOf(
  row: ConversionRow,
  change: ConversionChange,
  target: Extract<Target, { kind: "step" }>,
): Partial<HeldFields> {
  const is_given =
    typeof change.amount_micros === "bigint" &&
    (change.amount_micros !== row.amount_micros || isUnpriced(row));
  if (!is_given || isEnded(target.status)) return {};
  return {
    sent_currency: null,
    sent_amount_micros: null,
    rate_id: null,
    held: null,
  };
}

function flagsOf(
  { flags }: ConversionRow,
  { revenue_micros, payout_micros, is_exact }: ConversionChange,
): string[] {
  const is_given = revenue_micros !== undefined || payout_micros !== undefined;
  if (!is_given || is_exact === true) return flags;
  return [...new Set([...flags, PRICED_BY_HAND])];
}

/** A change by hand counts as said by the sender. */
function saidBy(
  { said, said_at }: ConversionRow,
  target: Parameters<typeof reportKey>[0],
  now_ms: number,
): Pick<ConversionRow, "said" | "said_at"> {
  return {
    said: addReport(said, reportKey(target)),
    said_at: Math.max(now_ms, said_at),
  };
}

const NEVER_APPROVED = {
  approved_at: null,
  payable_from: null,
  first_approved_at: null,
};

/** Restoring an earlier status doesn't restart its waiting period. */
function timesOf(
  before: ConversionRow,
  { is_exact = false }: ConversionChange,
  status: ConversionRow["status"],
  { sale, now_ms }: { sale: SaleByHand; now_ms: number },
): ApprovalTimes {
  const goal = sale.goal_config;
  const times = approvalTimes(status, { before, goal, now_ms });
  if (!is_exact || status === before.status) return times;
  if (status === "approved") {
    const { approved_at, payable_from, first_approved_at } = before;
    return {
      first_approved_at: first_approved_at ?? times.first_approved_at,
      approved_at: approved_at ?? times.approved_at,
      payable_from: payable_from ?? times.payable_from,
      auto_approve_at: null,
    };
  }
  if (status !== "pending") return times;
  const { recorded_at } = before;
  const anew = approvalTimes("pending", {
    before: null,
    goal,
    now_ms: recorded_at,
  });
  return { ...anew, ...NEVER_APPROVED };
}
