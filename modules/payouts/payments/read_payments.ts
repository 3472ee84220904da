import { and, eq, getTableColumns, ne, sql } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import {
  affiliates,
  paymentClaims,
  paymentRuns,
  payments,
  voidedClaims,
} from "../../../db/schema/mod.ts";
import {
  filterCondition,
  listCondition,
  listOrder,
  listPage,
  selectList,
  orNotFound,
  TIMES,
} from "../../http/mod.ts";
import type { ListRequest, ListTable } from "../../http/mod.ts";
import { formatAmount, isoTime, isUuid, shownMoney } from "../../kernel/mod.ts";
import type { EntriesOf } from "./payment_entries.ts";
import type { PaymentRow, RunResult } from "./payment_run.ts";

/** Which payments a caller may see; all if empty. */
export interface SeenPayments {
  /** Affiliates see a payment once it is closed. */
  hide_drafts?: boolean;
}

/** Filters and sorts of payments. */
export const PAYMENT_LIST = {
  filters: {
    affiliate_id: "ids",
    run_id: "uuid",
    state: ["draft", "closed", "paid", "failed", "void"],
    currency: "currency",
    method: "text",
    reference: "text",
    ...TIMES,
  },
  sorts: ["-id", "created_at", "closed_at", "settled_at"],
} as const;

const PAYMENT_TABLE: ListTable = {
  columns: getTableColumns(payments),
  key: payments.id,
  time: payments.created_at,
};

/** Presents a payment for the API. */
export function presentPayment(row: PaymentRow) {
  const { currency, entries_hash } = row;
  return {
    id: row.id,
    run_id: row.run_id,
    affiliate_id: row.affiliate_id,
    currency,
    state: row.state,
    ...shownMoney(currency, {
      amount: row.amount_micros,
      entries_sum: row.entries_micros,
      /** Below the minor unit; stays in the balance. */
      rest: row.entries_micros - row.amount_micros,
    }),
    entries_count: row.entries_count,
    entries_hash: entries_hash === null ? null : entries_hash.toHex(),
    method: row.method,
    reference: row.reference,
    reason: row.reason,
    created_at: isoTime(row.created_at),
    closed_at: row.closed_at === null ? null : isoTime(row.closed_at),
    settled_at: row.settled_at === null ? null : isoTime(row.settled_at),
  };
}

const SHOWN_MAX = 1_000;

/** Presents the result of a run for the API. */
export function presentResult({ run, payments: made, carried }: RunResult) {
  const total = made.reduce((sum, row) => sum + row.amount_micros, 0n);
  return {
    ...presentRun(run),
    payments_count: made.length,
    ...shownMoney(run.currency, { amount: total }),
    carried_count: carried.length,
    payments: made.slice(0, SHOWN_MAX).map(presentPayment),
    carried: carried.slice(0, SHOWN_MAX).map((entry) => ({
      affiliate_id: entry.affiliate_id,
      ...shownMoney(run.currency, { balance: entry.owed_micros }),
      reason: entry.reason,
    })),
  };
}

function presentRun(run: typeof paymentRuns.$inferSelect) {
  const { min_amount_micros, currency, schedule_key, ...shown } = run;
  return {
    ...shown,
    currency,
    up_to: isoTime(run.up_to),
    min_amount:
      min_amount_micros === null
        ? null
        : formatAmount(min_amount_micros, currency),
    schedule: schedule_key,
    created_at: isoTime(run.created_at),
  };
}

/** Lists runs, newest first, each with totals by payment state. */
export async function listRuns(db: Database, list: ListRequest) {
  const rows = await db
    .select({ run: paymentRuns, totals: totalsOfRun() })
    .from(paymentRuns)
    .where(listCondition(RUN_TABLE, list))
    .orderBy(...listOrder(RUN_TABLE, list))
    .limit(list.limit + 1);
  return listPage(
    RUN_TABLE,
    list,
    rows,
    ({ run, totals }) => ({ ...presentRun(run), ...byState(run, totals) }),
    ({ run }) => run,
  );
}

/** Filters and sorts of payment runs. */
export const RUN_LIST = {
  filters: {
    currency: "currency",
    schedule: "text",
    only_collected: "boolean",
    created_by: "text",
    ...TIMES,
  },
  sorts: ["-id", "created_at", "up_to"],
} as const;

const RUN_TABLE: ListTable = {
  columns: {
    ...getTableColumns(paymentRuns),
    schedule: paymentRuns.schedule_key,
  },
  key: paymentRuns.id,
  time: paymentRuns.created_at,
};

/** Reads a run with totals by payment state, or answers 404. */
export async function readRun(db: Database, id: string) {
  const [row] = isUuid(id)
    ? await db
        .select({ run: paymentRuns, totals: totalsOfRun() })
        .from(paymentRuns)
        .where(eq(paymentRuns.id, id))
    : [];
  const { run, totals } = orNotFound(row);
  return { ...presentRun(run), ...byState(run, totals) };
}

type StateTotal = { state: string; count: number; amount_micros: string };

function totalsOfRun() {
  return sql<StateTotal[] | null>`(select json_agg(s order by s.state) from (
    select p.state, count(*)::integer as count,
      sum(p.amount_micros)::text as amount_micros
    from ${payments} as p where p.run_id = ${sql.raw('"payment_runs"."id"')}
    group by p.state) as s)`;
}

function byState(run: { currency: string }, totals: StateTotal[] | null) {
  const presented = (totals ?? []).map(({ state, count, amount_micros }) => ({
    state,
    count,
    ...shownMoney(run.currency, { amount: BigInt(amount_micros) }),
  }));
  return { totals: presented };
}

/** Lists payments, newest first, with the totals of all that match. */
export async function listPayments(
  db: Database,
  seen: SeenPayments,
  list: ListRequest,
) {
  const rows = await selectList(db, {
    from: payments,
    table: PAYMENT_TABLE,
    list,
    own: isSeen(seen),
  });
  const totals = await db
    .select({
      currency: payments.currency,
      state: payments.state,
      count: sql<number>`count(*)::integer`,
      sum: sql<string>`sum(${payments.amount_micros})::text`,
    })
    .from(payments)
    .where(and(isSeen(seen), filterCondition(PAYMENT_TABLE, list.filter)))
    .groupBy(payments.currency, payments.state)
    .orderBy(payments.currency, payments.state);
  return {
    ...listPage(PAYMENT_TABLE, list, rows, presentPayment),
    totals: totals.map(({ currency, state, count, sum }) => ({
      currency,
      state,
      count,
      ...shownMoney(currency, { amount: BigInt(sum) }),
    })),
  };
}

function isSeen({ hide_drafts }: SeenPayments) {
  return hide_drafts === true ? ne(payments.state, "draft") : undefined;
}

/** Reads a visible payment with its affiliate, or answers 404. */
export async function readPaymentRow(
  db: Database,
  id: string,
  seen: SeenPayments = {},
) {
  const [row] = isUuid(id)
    ? await db
        .select({ payment: payments, affiliate: affiliates })
        .from(payments)
        .innerJoin(affiliates, eq(affiliates.id, payments.affiliate_id))
        .where(and(eq(payments.id, id), isSeen(seen)))
    : [];
  return orNotFound(row);
}

/** The entries that a payment claims, or claimed before it was voided. */
export function entriesOfPayment(payment: PaymentRow): EntriesOf {
  const from = payment.state === "void" ? voidedClaims : paymentClaims;
  return {
    claims: sql`select entry_id, campaign_id from ${from} where payment_id = ${payment.id}`,
    amount: sql`-t.payable_micros`,
    currency: payment.currency,
  };
}
