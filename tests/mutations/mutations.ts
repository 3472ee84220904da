import type { Mutation } from "./mutation.ts";
import { MOVING_MUTATIONS } from "./moving_mutations.ts";
import { OFFICE_MUTATIONS, PAYMENT_MUTATIONS } from "./office_mutations.ts";
import { AD_MUTATIONS } from "./ad_mutations.ts";
import { SHADOW_MUTATIONS } from "./shadow_mutations.ts";
import { PAGE_MUTATIONS } from "./page_mutations.ts";
import { SHOP_MUTATIONS } from "./shop_mutations.ts";
import { STORE_MUTATIONS } from "./store_mutations.ts";

const PAYOUTS = "modules/payouts";
const CONVERSIONS = "modules/conversions";
const MODEL = "tests/money_model/money_model_test.ts";

/** Mutations of pricing and booking events. */
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
    file: "modules/campaigns/price_book.ts",
    text: "return percentage(base.amount);",
    instead: "return percentage(base.sent);",
    tests: ["modules/campaigns/price_test.ts"],
  },
  {
    name: "a price of any size is taken",
    file: "modules/campaigns/price_book.ts",
    text: "if (revenue > PRICE_MICROS_MAX || payout > PRICE_MICROS_MAX) {",
    instead: "if (revenue < 0n) {",
    tests: ["modules/campaigns/price_test.ts"],
  },
  {
    name: "the fixed part is not prorated",
    file: "modules/campaigns/price_book.ts",
    text: "prorated === null || prorated.of === 0n",
    instead: "prorated === null || prorated.of !== 0n",
    tests: [MODEL],
  },
  {
    name: "new prices change what is recorded already",
    file: "modules/campaigns/price_book.ts",
    text: "this.#versions.get(key.rule_version) ?? this.#now;",
    instead: "this.#versions.get(-key.rule_version) ?? this.#now;",
    tests: [MODEL],
  },
  {
    name: "a tier pays what the next one would",
    file: "modules/campaigns/price_book.ts",
    text: "held.tier_payouts[tier_step - 1]",
    instead: "held.tier_payouts[tier_step]",
    tests: ["tests/journeys/prices_test.ts"],
  },
  {
    name: "an affiliate's own price is passed over",
    file: "modules/campaigns/price_book.ts",
    text: "for (const key of [affiliate_id, 0]) {",
    instead: "for (const key of [0, affiliate_id]) {",
    tests: ["tests/journeys/prices_test.ts"],
  },
  {
    name: "what was given back is still paid for",
    file: `${CONVERSIONS}/price_event.ts`,
    text: "amount_micros === null ? null : amount_micros - refunded_micros;",
    instead: "amount_micros === null ? null : amount_micros;",
    tests: ["tests/journeys/postbacks_refunds_test.ts"],
  },
  {
    name: "each word about an approved conversion begins its hold anew",
    file: `${CONVERSIONS}/new_conversion.ts`,
    text: 'const was_approved = before?.status === "approved";',
    instead: 'const was_approved = before?.status === "reversed";',
    tests: [MODEL],
  },
];

/** Mutations of conversions' changes. */
const CHANGES: readonly Mutation[] = [
  {
    name: "a weaker word is heard after an approval",
    file: `${CONVERSIONS}/transition.ts`,
    text: 'if (current.status === "approved") return stale();',
    instead: 'if (current.status === "reversed") return stale();',
    tests: [`${CONVERSIONS}/transition_test.ts`],
  },
  {
    name: "conversions of test clicks are booked",
    file: `${CONVERSIONS}/record.ts`,
    text: 'return !after.flags.includes("test");',
    instead: 'return !after.flags.includes("tests");',
    tests: ["tests/journeys/clicks_direct_test.ts"],
  },
  {
    name: "the same word again is another change",
    file: `${CONVERSIONS}/transition.ts`,
    text: "is_known && !reinstates && !is_later_turn",
    instead: "is_known && reinstates && !is_later_turn",
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
    text: "if (amount_micros === null || amount_micros >= refunded_micros) return null;",
    instead: "if (amount_micros === null || amount_micros >= 0n) return null;",
    tests: [`${CONVERSIONS}/transition_test.ts`],
  },
  {
    name: "an affiliate's payout currency goes before its campaign's",
    file: `${CONVERSIONS}/price_event.ts`,
    text: "return campaign.payout_currency ?? affiliate?.payout_currency ?? null;",
    instead:
      "return affiliate?.payout_currency ?? campaign.payout_currency ?? null;",
    tests: ["tests/journeys/payout_currency_test.ts"],
  },
  {
    name: "a dry run leaves out what is owed in another currency",
    file: "modules/payouts/book.ts",
    text: "const entries = [entryOf(booking), owedEntry(booking)];",
    instead: "const entries = [entryOf(booking)];",
    tests: ["tests/journeys/dry_runs_test.ts"],
  },
];

/** All mutations of code about money; tests must detect each. */
export const MUTATIONS: readonly Mutation[] = [
  ...BOOKING,
  ...CHANGES,
  ...PAYMENT_MUTATIONS,
  ...OFFICE_MUTATIONS,
  ...STORE_MUTATIONS,
  ...AD_MUTATIONS,
  ...PAGE_MUTATIONS,
  ...MOVING_MUTATIONS,
  ...SHADOW_MUTATIONS,
  ...SHOP_MUTATIONS,
];
