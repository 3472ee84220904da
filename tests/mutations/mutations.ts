/** One mistake that could be made: a text of a file, what stands there instead, and the tests that have to notice. */
export interface Mutation {
  name: string;
  file: string;
  text: string;
  instead: string;
  tests: readonly string[];
}

const PAYOUTS = "modules/payouts";
const PAYMENTS = `${PAYOUTS}/payments`;
const INVOICES = `${PAYOUTS}/invoices`;
const CONVERSIONS = "modules/postbacks/conversions";
const INBOUND = "modules/postbacks/inbound";
const MODEL = "tests/money_model/money_model_test.ts";

/** Mistakes in what prices and books an event. */
const BOOKING: readonly Mutation[] = [
  {
    name: "other content under a booked key is taken for the same",
    file: `${PAYOUTS}/write_entries.ts`,
    text: "where t.content is distinct from k.content limit 1",
    instead: "where false limit 1",
    tests: [`${PAYOUTS}/verify_ledger_test.ts`],
  },
  {
    name: "a reason is not part of an entry's content",
    file: `${PAYOUTS}/write_entries.ts`,
    text: "entry.reason?.toWellFormed() ?? null,",
    instead: "null,",
    tests: [`${PAYOUTS}/verify_ledger_test.ts`],
  },
  {
    name: "an entry is booked below the closed part of the ledger",
    file: `${PAYOUTS}/write_entries.ts`,
    text: "if (id > floor.closing_id) return { id, booked_at };",
    instead: "if (id !== floor.closing_id) return { id, booked_at };",
    tests: [`${PAYOUTS}/ledger_horizon_test.ts`],
  },
  {
    name: "an entry is booked in a locked month",
    file: `${PAYOUTS}/write_entries.ts`,
    text: "const booked_at = Math.max(now, floor.open_from);",
    instead: "const booked_at = now;",
    tests: ["tests/journeys/ledger_office_test.ts"],
  },
  {
    name: "what the affiliate gets is booked with the wrong sign",
    file: `${PAYOUTS}/book.ts`,
    text: "payable_micros: -approved.payout,",
    instead: "payable_micros: approved.payout,",
    tests: [`${PAYOUTS}/book_test.ts`],
  },
  {
    name: "the margin forgets what the affiliate gets",
    file: `${PAYOUTS}/book.ts`,
    text: "margin_pending_micros: pending.payout - pending.revenue,",
    instead: "margin_pending_micros: -pending.revenue,",
    tests: [`${PAYOUTS}/book_test.ts`],
  },
  {
    name: "where it stood before is not taken back",
    file: `${PAYOUTS}/book.ts`,
    text: "const was = before?.standing === standing ? before : null;",
    instead: "const was = before === after ? before : null;",
    tests: [`${PAYOUTS}/book_test.ts`],
  },
  {
    name: "a correction names the last entry as its origin, not the first",
    file: `${PAYOUTS}/book.ts`,
    text: "order by k.conversion_id, k.version, t.version, t.id",
    instead: "order by k.conversion_id, k.version, t.version desc, t.id",
    tests: [`${PAYOUTS}/origin_test.ts`],
  },
  {
    name: "what is taken back of a released hold stays on hold",
    file: `${PAYOUTS}/book.ts`,
    text: "version > 1 && (payable_from ?? 0) > now",
    instead: "version > 1 && (payable_from ?? now) < 0",
    tests: [`${PAYOUTS}/origin_test.ts`],
  },
  {
    name: "a percentage of the sale is one of what was sent as revenue",
    file: `${PAYOUTS}/price.ts`,
    text: "return percentage(base.amount);",
    instead: "return percentage(base.sent);",
    tests: [`${PAYOUTS}/price_test.ts`],
  },
  {
    name: "a price of any size is taken",
    file: `${PAYOUTS}/price.ts`,
    text: "if (revenue > PRICE_MICROS_MAX || payout > PRICE_MICROS_MAX) {",
    instead: "if (revenue < 0n) {",
    tests: [`${PAYOUTS}/price_test.ts`],
  },
  {
    name: "the fixed part is not prorated",
    file: `${PAYOUTS}/price.ts`,
    text: "prorated === null || prorated.of === 0n",
    instead: "prorated === null || prorated.of !== 0n",
    tests: [MODEL],
  },
  {
    name: "new prices change what is recorded already",
    file: `${INBOUND}/price_event.ts`,
    text: "goal.prices.get(version) ?? goal;",
    instead: "goal.prices.get(-version) ?? goal;",
    tests: [MODEL],
  },
  {
    name: "what was given back is still paid for",
    file: `${INBOUND}/price_event.ts`,
    text: "amount_micros === null ? null : amount_micros - refunded_micros;",
    instead: "amount_micros === null ? null : amount_micros;",
    tests: ["tests/journeys/postbacks_refunds_test.ts"],
  },
  {
    name: "each word about an approved conversion begins its hold anew",
    file: `${INBOUND}/apply_verdict.ts`,
    text: 'const was_approved = before?.status === "approved";',
    instead: 'const was_approved = before?.status === "reversed";',
    tests: [MODEL],
  },
];

/** Mistakes in how a conversion changes. */
const CHANGES: readonly Mutation[] = [
  {
    name: "a version that has moved on is overwritten",
    file: `${CONVERSIONS}/record.ts`,
    text: "and c.version = k.read_version",
    instead: "and k.read_version > 0",
    tests: ["tests/journeys/concurrency_test.ts"],
  },
  {
    name: "conversions of test clicks are booked",
    file: `${CONVERSIONS}/record.ts`,
    text: 'steps.filter(({ after }) => !after.flags.includes("test"))',
    instead: 'steps.filter(({ after }) => !after.flags.includes("tests"))',
    tests: ["tests/journeys/troubleshooting_tryout_test.ts"],
  },
  {
    name: "the same word again is another change",
    file: `${CONVERSIONS}/transition.ts`,
    text: "if (current.said.includes(saying(given)) && !reinstates) {",
    instead: "if (current.said.includes(saying(given)) && reinstates) {",
    tests: [`${CONVERSIONS}/transition_test.ts`],
  },
  {
    name: "a refund that is known counts again",
    file: `${CONVERSIONS}/transition.ts`,
    text: "if (refunded_micros <= current.refunded_micros) {",
    instead: "if (refunded_micros < current.refunded_micros) {",
    tests: [`${CONVERSIONS}/transition_test.ts`, MODEL],
  },
  {
    name: "a sale may be less than what was given back of it",
    file: `${CONVERSIONS}/transition.ts`,
    text: "if (amount_micros < current.refunded_micros) {",
    instead: "if (amount_micros < 0n) {",
    tests: [`${CONVERSIONS}/transition_test.ts`],
  },
];

/** Mistakes in payments. */
const PAYING: readonly Mutation[] = [
  {
    name: "a payment is itself an entry that can be paid",
    file: `${PAYMENTS}/claimable.ts`,
    text: "and t.payable_micros <> 0 and t.kind not in ${SETTLING}",
    instead: "and t.payable_micros <> 0",
    tests: [`${PAYMENTS}/payments_property_test.ts`],
  },
  {
    name: "a run pays what was booked at its very end",
    file: `${PAYMENTS}/claimable.ts`,
    text: "and t.booked_at < ${isoTime(up_to)}::timestamptz",
    instead: "and t.booked_at <= ${isoTime(up_to)}::timestamptz",
    tests: [`${PAYMENTS}/payment_run_test.ts`],
  },
  {
    name: "a run with a later time lifts holds before their day",
    file: `${PAYMENTS}/claimable.ts`,
    text: "const held_until = isoTime(Math.min(up_to, now_ms));",
    instead: "const held_until = isoTime(Math.max(up_to, now_ms));",
    tests: [`${PAYMENTS}/payment_run_test.ts`],
  },
  {
    name: "what turned out too little stays claimed",
    file: `${PAYMENTS}/payment_run.ts`,
    text: "if (dropped.length > 0) {",
    instead: "if (dropped.length > 9) {",
    tests: [`${PAYMENTS}/payment_run_test.ts`],
  },
  {
    name: "who is owed nothing is paid",
    file: `${PAYMENTS}/judge_payment.ts`,
    text: "if (owed_micros <= 0n) return",
    instead: "if (owed_micros < 0n) return",
    tests: [`${PAYMENTS}/judge_payment_test.ts`],
  },
  {
    name: "the smaller of two minimums counts",
    file: `${PAYMENTS}/judge_payment.ts`,
    text: "own > run ? own : run",
    instead: "own < run ? own : run",
    tests: [`${PAYMENTS}/judge_payment_test.ts`],
  },
  {
    name: "an amount is rounded up to the minor unit",
    file: `${PAYOUTS}/round_down.ts`,
    text: "amount_micros: sum_micros - rest_micros, rest_micros",
    instead: "amount_micros: sum_micros + rest_micros, rest_micros",
    tests: [`${PAYMENTS}/judge_payment_test.ts`, MODEL],
  },
  {
    name: "what is left of rounding is carried the wrong way",
    file: `${PAYMENTS}/close_payments.ts`,
    text: 'kind === "payment_rest" ? sum.rest_micros : -sum.rest_micros',
    instead: 'kind === "payment_carry" ? sum.rest_micros : -sum.rest_micros',
    tests: [`${PAYMENTS}/settle_payment_test.ts`],
  },
  {
    name: "the rest of a payment is not taken out of it",
    file: `${PAYMENTS}/close_payments.ts`,
    text: "await insertRows(tx, paymentClaims, claims);",
    instead: "await insertRows(tx, paymentClaims, claims.slice(0, 0));",
    tests: [`${PAYMENTS}/settle_payment_test.ts`],
  },
  {
    name: "another reference pays again, silently",
    file: `${PAYMENTS}/settle_payment.ts`,
    text: 'before.state === "paid" && before.reference === input.reference',
    instead: 'before.state === "paid" && before.reference !== null',
    tests: [`${PAYMENTS}/settle_payment_test.ts`],
  },
  {
    name: "a paid payment is voided without booking it back",
    file: `${PAYMENTS}/settle_payment.ts`,
    text: 'if (payment.state === "paid") {',
    instead: 'if (payment.state === "draft") {',
    tests: [`${PAYMENTS}/settle_payment_test.ts`],
  },
  {
    name: "a draft can fail",
    file: `${PAYMENTS}/settle_payment.ts`,
    text: 'if (payment.state !== "closed" && payment.state !== "failed") {',
    instead: 'if (payment.state === "paid") {',
    tests: [`${PAYMENTS}/settle_payment_test.ts`],
  },
  {
    name: "weeks begin on a Sunday",
    file: `${PAYMENTS}/schedule.ts`,
    text: "const FIRST_MONDAY = 4;",
    instead: "const FIRST_MONDAY = 3;",
    tests: [`${PAYMENTS}/schedule_test.ts`],
  },
  {
    name: "a slot is not due at its own moment",
    file: `${PAYMENTS}/schedule.ts`,
    text: "slots.findLast(({ at }) => at <= now_ms)",
    instead: "slots.findLast(({ at }) => at < now_ms)",
    tests: [`${PAYMENTS}/schedule_test.ts`],
  },
];

/** Mistakes in balances, holds, months, adjustments and invoices, and in what verifies it all. */
const OFFICE: readonly Mutation[] = [
  {
    name: "the last entry of a snapshot counts twice",
    file: `${PAYOUTS}/balance_snapshot.ts`,
    text: "and t.id > coalesce(s.up_to_id,",
    instead: "and t.id >= coalesce(s.up_to_id,",
    tests: [`${PAYOUTS}/balance_snapshot_test.ts`],
  },
  {
    name: "a snapshot beyond the moment is used for it",
    file: `${PAYOUTS}/balance_snapshot.ts`,
    text: "return sql`s.up_to_at <= ${isoTime(as_of)}::timestamptz`;",
    instead: "return sql`s.up_to_at <= now() + interval '99 years'`;",
    tests: [`${PAYOUTS}/balance_snapshot_test.ts`],
  },
  {
    name: "as of a moment leaves out what was booked at it",
    file: `${PAYOUTS}/balance_snapshot.ts`,
    text: "return sql`t.booked_at <= ${isoTime(as_of)}::timestamptz`;",
    instead: "return sql`t.booked_at < ${isoTime(as_of)}::timestamptz`;",
    tests: [`${PAYOUTS}/balance_snapshot_test.ts`],
  },
  {
    name: "what is on hold is payable",
    file: `${PAYOUTS}/affiliate_balance.ts`,
    text: "const payable = -accounts.payable_micros - held - paid.open;",
    instead: "const payable = -accounts.payable_micros - paid.open;",
    tests: ["tests/journeys/ledger_test.ts"],
  },
  {
    name: "a draft counts by its rounded amount in a balance",
    file: `${PAYOUTS}/affiliate_balance.ts`,
    text: "case p.state when 'draft' then p.entries_micros else p.amount_micros end",
    instead: "p.amount_micros",
    tests: [MODEL],
  },
  {
    name: "a released hold is released again",
    file: `${PAYOUTS}/release_hold.ts`,
    text: "timestamptz or r.entry_id is not null)",
    instead: "timestamptz)",
    tests: ["tests/journeys/ledger_test.ts", MODEL],
  },
  {
    name: "a month is locked before it is over",
    file: `${PAYOUTS}/period.ts`,
    text: "if (clock.nowMs() < next_ms) {",
    instead: "if (clock.nowMs() < 0) {",
    tests: ["tests/journeys/ledger_office_test.ts"],
  },
  {
    name: "locking an older month opens a later one",
    file: `${PAYOUTS}/period.ts`,
    text: "set open_from = greatest(open_from, ${isoTime(next_ms)}::timestamptz)",
    instead: "set open_from = ${isoTime(next_ms)}::timestamptz",
    tests: [`${PAYOUTS}/period_test.ts`],
  },
  {
    name: "another adjustment under the same key is taken for the first",
    file: `${PAYOUTS}/adjustment.ts`,
    text: "if (Buffer.compare(booked.content, contentOf(entry)) === 0) return booked.id;",
    instead: "if (booked.content.length > 0) return booked.id;",
    tests: ["tests/journeys/ledger_office_test.ts"],
  },
  {
    name: "an invoice asks for what came in",
    file: `${INVOICES}/create_invoice.ts`,
    text: "and t.receivable_micros <> 0 and t.kind not in ${SETTLING}",
    instead: "and t.receivable_micros <> 0",
    tests: [`${INVOICES}/invoice_test.ts`],
  },
  {
    name: "more is received than is open",
    file: `${INVOICES}/settle_invoice.ts`,
    text: "if (received_micros > invoice.amount_micros) throw",
    instead: "if (received_micros < 0n) throw",
    tests: [`${INVOICES}/invoice_test.ts`],
  },
  {
    name: "a voided invoice keeps what came in",
    file: `${INVOICES}/settle_invoice.ts`,
    text: "amount_micros: -amount_micros, ...input",
    instead: "amount_micros, ...input",
    tests: [`${INVOICES}/invoice_test.ts`],
  },
  {
    name: "the chain does not cover when an entry was booked",
    file: `${PAYOUTS}/ledger_chain.ts`,
    text: "this.#hasher.update(`${id}${booked_at_ms}`)",
    instead: "this.#hasher.update(`${id}${booked_at_ms > 0}`)",
    tests: [`${PAYOUTS}/verify_ledger_test.ts`],
  },
  {
    name: "a link is made over entries that are not final",
    file: `${PAYOUTS}/ledger_chain.ts`,
    text: "as next where id <= ${final_id}::uuid order by id",
    instead: "as next where ${final_id}::uuid is not null order by id",
    tests: [`${PAYOUTS}/verify_ledger_test.ts`],
  },
  {
    name: "the ledger is complete up to transactions that are still open",
    file: `${PAYOUTS}/ledger_horizon.ts`,
    text: "and closing_xid <= pg_snapshot_xmin(pg_current_snapshot())",
    instead: "and closing_xid <= 9 + pg_snapshot_xmax(pg_current_snapshot())",
    tests: [`${PAYOUTS}/ledger_horizon_test.ts`],
  },
  {
    name: "verify takes another set of entries for the one that was frozen",
    file: `${PAYOUTS}/verify_claims.ts`,
    text: "and p.entries_hash is distinct from claimed.hash as is_other_set",
    instead: "and p.entries_hash = ''::bytea as is_other_set",
    tests: ["tests/journeys/ledger_office_test.ts"],
  },
  {
    name: "verify does not compare conversions with the ledger",
    file: `${PAYOUTS}/verify_standings.ts`,
    text: "where crp is null or (crp, cra, cpp, cpa) is distinct from (rp, ra, pp, pa)",
    instead: "where crp is null",
    tests: ["tests/journeys/ledger_office_test.ts"],
  },
  {
    name: "verify does not recompute what an entry says",
    file: `${PAYOUTS}/verify_entries.ts`,
    text: "if (Buffer.compare(recomputed, content) === 0) return null;",
    instead: "if (recomputed.length === content.length) return null;",
    tests: [`${PAYOUTS}/verify_ledger_test.ts`],
  },
];

/** Mistakes in the code of the money that tests have to notice, each. */
export const MUTATIONS: readonly Mutation[] = [
  ...BOOKING,
  ...CHANGES,
  ...PAYING,
  ...OFFICE,
];
