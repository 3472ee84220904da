import { inArray, sql } from "drizzle-orm";
import { insertRows, recordset } from "../../../db/mod.ts";
import type { Database, Transaction } from "../../../db/mod.ts";
import {
  affiliates,
  paymentClaims,
  paymentRuns,
  payments,
} from "../../../db/schema/mod.ts";
import { newId } from "../../kernel/mod.ts";
import type { Clock, Micros } from "../../kernel/mod.ts";
import { roundDown } from "../round_down.ts";
import { claimable } from "./claimable.ts";
import type { ClaimScope } from "./claimable.ts";
import { waitsForDetails } from "./first_details.ts";
import { judgePayment } from "./judge_payment.ts";
import type { CarryReason, PaymentFacts } from "./judge_payment.ts";

export interface PaymentDeps {
  db: Database;
  clock: Clock;
}

/** Input for a payment run. */
export interface RunInput {
  currency: string;
  up_to: number;
  min_amount_micros: Micros | null;
  only_collected: boolean;
  /** Null means all affiliates. */
  affiliate_ids: readonly number[] | null;
  created_by: string;
  /** Key that makes a scheduled run unique. */
  schedule_key?: string;
}

/** A stored payment. */
export type PaymentRow = typeof payments.$inferSelect;

/** An amount that stays in an affiliate's balance, with the reason. */
export interface Carried {
  affiliate_id: number;
  owed_micros: Micros;
  reason: CarryReason;
}

/** A run with its payments, and the amounts carried over. */
export interface RunResult {
  run: typeof paymentRuns.$inferSelect;
  payments: PaymentRow[];
  carried: Carried[];
}

interface RunScope extends ClaimScope {
  currency: string;
}

interface Candidate extends PaymentFacts {
  affiliate_id: number;
  method: string | null;
  payment_id: string;
}

/** Thrown to roll back a dry run. */
class DryRun extends Error {
  readonly result: RunResult;

  constructor(result: RunResult) {
    super("Rolled back: it was a dry run");
    this.result = result;
  }
}

/**
 * Creates a run with its draft payments, all or nothing; a dry run does the same
 * and rolls back.
 */
export async function createRun(
  deps: PaymentDeps,
  input: RunInput,
  options: { dry_run?: boolean } = {},
): Promise<RunResult> {
  try {
    return await deps.db.transaction(async (tx) => {
      const result = await makeRun(tx, deps.clock, input);
      if (result === null) throw new Error("A run by hand has no slot");
      if (options.dry_run === true) throw new DryRun(result);
      return result;
    });
  } catch (error) {
    if (error instanceof DryRun) return error.result;
    throw error;
  }
}

/** Creates a run in the caller's transaction; null if its slot already has one. */
export async function makeRun(
  tx: Transaction,
  clock: Clock,
  input: RunInput,
): Promise<RunResult | null> {
  const { affiliate_ids, schedule_key = null, ...said } = input;
  const values = {
    ...said,
    schedule_key,
    id: newId(clock),
    created_at: clock.nowMs(),
  };
  const [run] = await tx
    .insert(paymentRuns)
    .values(values)
    .onConflictDoNothing()
    .returning();
  if (run === undefined) return null;
  const scope: RunScope = {
    currency: run.currency,
    up_to: run.up_to,
    only_collected: run.only_collected,
    now_ms: clock.nowMs(),
    affiliate_ids,
  };
  const candidates = await readCandidates(tx, clock, scope, run);
  const judged = candidates.map((candidate) => ({
    candidate,
    reason: judgePayment(candidate),
  }));
  const carried = judged.flatMap(({ candidate, reason }) =>
    reason === null ? [] : [carriedOf(candidate, reason)],
  );
  const payable = judged.filter(({ reason }) => reason === null);
  const chosen = payable.map(({ candidate }) => candidate);
  const made = await claim(tx, scope, chosen);
  const rows = made.payments.map(
    ({ candidate, entries_count }): PaymentRow => ({
      ...NOT_SETTLED,
      id: candidate.payment_id,
      run_id: run.id,
      affiliate_id: candidate.affiliate_id,
      currency: run.currency,
      entries_micros: candidate.owed_micros,
      entries_count,
      amount_micros: roundDown(candidate.owed_micros, run.currency)
        .amount_micros,
      method: candidate.method,
      created_at: run.created_at,
    }),
  );
  await insertRows(tx, payments, rows);
  return { run, payments: rows, carried: [...carried, ...made.carried] };
}

const NOT_SETTLED = {
  state: "draft",
  entries_hash: null,
  reference: null,
  reason: null,
  closed_at: null,
  settled_at: null,
};

/** Sums what each affiliate is to be paid, before anything is claimed. */
async function readCandidates(
  tx: Transaction,
  clock: Clock,
  scope: RunScope,
  run: { min_amount_micros: Micros | null },
): Promise<Candidate[]> {
  const rows = await tx.execute<{
    affiliate_id: number;
    owed: string;
    status: string;
    payment_hold: boolean;
    min_payout_micros: string | null;
    payout_currency: string | null;
    payment_method: string | null;
    waits_for_details: boolean;
  }>(sql`
    select a.id as affiliate_id, s.owed::text, a.status, a.payment_hold,
      a.min_payout_micros::text, a.payout_currency, a.payment_method,
      ${waitsForDetails(sql`a.id`, scope.now_ms)} as waits_for_details
    from (select c.affiliate_id, -sum(c.payable_micros) as owed
      from (${claimable(scope)}) as c group by c.affiliate_id) as s
    join ${affiliates} as a on a.id = s.affiliate_id order by a.id`);
  return rows.map((row) => ({
    affiliate_id: row.affiliate_id,
    currency: scope.currency,
    owed_micros: BigInt(row.owed),
    status: row.status,
    payment_hold: row.payment_hold,
    min_payout_micros:
      row.min_payout_micros === null ? null : BigInt(row.min_payout_micros),
    payout_currency: row.payout_currency,
    waits_for_details: row.waits_for_details,
    min_amount_micros: run.min_amount_micros,
    method: row.payment_method,
    payment_id: newId(clock),
  }));
}

/**
 * Claims entries for payments, and returns the payments by what they got: the
 * insert waits for a concurrent run that claims the same entries, and takes what is
 * left. In order of id, so that two runs can't deadlock. Payments that end up too
 * small are released.
 */
async function claim(
  tx: Transaction,
  scope: RunScope,
  candidates: readonly Candidate[],
) {
  if (candidates.length === 0) return { payments: [], carried: [] };
  const plan = recordset("plan", candidates, {
    affiliate_id: "integer",
    payment_id: "uuid",
  });
  const among = candidates.map(({ affiliate_id }) => affiliate_id);
  const rows = await tx.execute<{
    payment_id: string;
    owed: string;
    entries_count: number;
  }>(sql`
    with open_entry as materialized (
      ${claimable({ ...scope, affiliate_ids: among })}
    ), candidate as materialized (
      select c.id, c.campaign_id, c.payable_micros, plan.payment_id from open_entry as c
      join ${plan} on plan.affiliate_id = c.affiliate_id
    ), claimed as (
      insert into ${paymentClaims} (entry_id, campaign_id, payment_id)
      select id, campaign_id, payment_id from candidate order by id
      on conflict do nothing returning entry_id
    )
    select payment_id, (-sum(payable_micros))::text as owed,
      count(*)::integer as entries_count
    from claimed join candidate on candidate.id = claimed.entry_id
    group by payment_id`);
  const got = new Map(rows.map((row) => [row.payment_id, row]));
  const judged = candidates.flatMap((planned) => {
    const row = got.get(planned.payment_id);
    if (row === undefined) return [];
    const candidate = { ...planned, owed_micros: BigInt(row.owed) };
    const reason = judgePayment(candidate);
    return [{ candidate, reason, entries_count: row.entries_count }];
  });
  const carried = judged.flatMap(({ candidate, reason }) =>
    reason === null
      ? []
      : [{ candidate, carried: carriedOf(candidate, reason) }],
  );
  const dropped = carried.map(({ candidate }) => candidate.payment_id);
  if (dropped.length > 0) {
    const theirs = inArray(paymentClaims.payment_id, dropped);
    await tx.delete(paymentClaims).where(theirs);
  }
  return {
    payments: judged.filter(({ reason }) => reason === null),
    carried: carried.map((entry) => entry.carried),
  };
}

function carriedOf(candidate: Candidate, reason: CarryReason): Carried {
  const { affiliate_id, owed_micros } = candidate;
  return { affiliate_id, owed_micros, reason };
}
