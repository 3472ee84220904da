import { insertRows, updateRows } from "../../db/mod.ts";
import type { Transaction } from "../../db/mod.ts";
import {
  conversions,
  conversionVersions,
  customers,
} from "../../db/schema/mod.ts";
import { book, partiesOf } from "../payouts/mod.ts";
import type { Booking, readBookingFloor } from "../payouts/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { reportCounts } from "../rollups/mod.ts";
import type {
  ConversionRow,
  WorkingConversion,
  VersionStep,
} from "./working_set.ts";
import { isShadow } from "./working_set.ts";
import { isEnded } from "./transition.ts";
import type { OutgoingDelivery, Outbox } from "../deliveries/mod.ts";
import { countForTiers } from "./tiers/tier_counters.ts";
import type { TierDeps } from "./tiers/tier_counters.ts";
import { isClickless } from "../clicks/mod.ts";

/**
 * Writes new and changed conversions. Returns the ids of those that lost to another
 * transaction: a new one whose event exists by now (the unique index decides), or a
 * changed one whose version has moved on. Sorted, so that two batches never deadlock.
 */
export async function writeConversions(
  tx: Transaction,
  changed: readonly WorkingConversion[],
): Promise<Set<string>> {
  const made = changed.filter(({ read_version }) => read_version === 0);
  const stored = changed.filter(({ read_version }) => read_version > 0);
  const moved = stored.filter(({ is_confirmed }) => is_confirmed !== true);
  const confirmed = stored.filter(({ is_confirmed }) => is_confirmed === true);
  const [inserted, updated, replaced] = await Promise.all([
    insertRows(tx, conversions, withoutRare(made.map(({ row }) => row)), {
      order_by: SALE,
      on_conflict: "do nothing",
      returning: ["id"],
    }),
    updateConversions(tx, moved, CHANGING_COLUMNS),
    updateConversions(tx, confirmed, CONFIRMED_COLUMNS),
  ]);
  const written = new Set(
    [...inserted, ...updated, ...replaced].map(({ id }) => String(id)),
  );
  return new Set(
    changed.map(({ row }) => row.id).filter((id) => !written.has(id)),
  );
}

/** The columns that say which sale it is; unique. */
const SALE = ["campaign_id", "goal_key", "dedupe_key"] as const;

/** Columns that few conversions use. */
const RARE_COLUMNS = [
  "sent_currency",
  "sent_amount_micros",
  "rate_id",
  "goal_payout_id",
  "tier_step",
  "owed_currency",
  "owed_micros",
  "owed_spread_micros",
  "owed_rate_id",
  "held",
] as const;

/** Omits the rare columns if no row of the batch uses them, which makes the insert cheaper. */
function withoutRare(
  rows: readonly ConversionRow[],
): readonly (typeof conversions.$inferInsert)[] {
  const is_rare = rows.some((row) =>
    RARE_COLUMNS.some((name) => row[name] !== null),
  );
  if (is_rare) return rows;
  return rows.map((row) => {
    const plain: Partial<ConversionRow> = { ...row };
    for (const name of RARE_COLUMNS) delete plain[name];
    return plain as ConversionRow;
  });
}

/** Updates only rows whose version is still the one that was read. */
async function updateConversions(
  tx: Transaction,
  moved: readonly WorkingConversion[],
  set: typeof CHANGING_COLUMNS | typeof CONFIRMED_COLUMNS,
): Promise<Record<string, unknown>[]> {
  const rows = moved.map(({ row, read_version }) => ({ ...row, read_version }));
  return await updateRows(tx, conversions, rows, {
    by: ["campaign_id", "id"],
    set,
    unchanged: { column: "version", given_as: "read_version" },
    order_by: SALE,
    returning: ["id"],
  });
}

/** Columns that a change may set. */
const CHANGING_COLUMNS = [
  "dedupe_key",
  "version",
  "status",
  "reason",
  "order_id",
  "amount_micros",
  "revenue_micros",
  "payout_micros",
  "refunded_micros",
  "sent_currency",
  "sent_amount_micros",
  "rate_id",
  "owed_currency",
  "owed_micros",
  "owed_spread_micros",
  "owed_rate_id",
  "held",
  "approved_at",
  "payable_from",
  "first_approved_at",
  "auto_approve_at",
  "flags",
  "said",
  "said_at",
  "updated_at",
] as const;

/** Columns that the sender of a sale sets, where a page reported it before. */
const CONFIRMED_COLUMNS = [
  ...CHANGING_COLUMNS,
  "customer_id",
  "source_id",
  "proof",
  "adv",
  "install",
  "occurred_at",
  "rule_version",
  "goal_payout_id",
  "tier_step",
] as const;

/** Writes the history of steps and books their money. */
async function writeSteps(
  tx: Transaction,
  clock: Clock,
  steps: readonly VersionStep[],
  floor: ReturnType<typeof readBookingFloor> | null = null,
): Promise<void> {
  const history = insertRows(
    tx,
    conversionVersions,
    steps.map(({ after, kind, raw_status, postback_id, provenance }) => ({
      campaign_id: after.campaign_id,
      conversion_id: after.id,
      version: after.version,
      changed_at: after.updated_at,
      kind,
      status: after.status,
      reason: after.reason,
      raw_status,
      amount_micros: after.amount_micros,
      revenue_micros: after.revenue_micros,
      payout_micros: after.payout_micros,
      postback_id,
      origin: provenance?.origin ?? null,
      made_by: provenance?.made_by ?? null,
      why: provenance?.why ?? null,
    })),
  );
  const booked = steps.filter(isBooked);
  const books = book(tx, clock, booked.map(bookingOf), floor);
  await Promise.all([history, books]);
}

/** Whether reports count a step; those of test clicks don't. */
function isCounted({ after }: Pick<VersionStep, "after">): boolean {
  return !after.flags.includes("test");
}

/** Whether a step moves money; those of test clicks don't, nor do those that another tracker pays. */
export function isBooked(step: Pick<VersionStep, "after">): boolean {
  return isCounted(step) && !isShadow(step.after);
}

/** Converts a step into a ledger booking. */
export function bookingOf({
  before,
  after,
  kind,
}: Pick<VersionStep, "before" | "after" | "kind">): Booking {
  return {
    campaign_id: after.campaign_id,
    conversion_id: after.id,
    version: after.version,
    kind,
    currency: after.currency,
    advertiser_id: after.advertiser_id,
    affiliate_id: after.affiliate_id,
    payable_from: after.payable_from,
    rate_id: after.rate_id,
    rule_version: after.rule_version,
    goal_payout_id: after.goal_payout_id,
    tier_step: after.tier_step,
    before:
      before === null || !isBooked({ after: before })
        ? null
        : ledgerPosition(before),
    after: ledgerPosition(after),
  };
}

/** Converts a conversion's money into a ledger position. */
function ledgerPosition(row: ConversionRow): Booking["after"] {
  const { status, revenue_micros, payout_micros, owed_currency } = row;
  const standing = isEnded(status) ? "none" : status;
  const money = { standing, revenue_micros, payout_micros } as const;
  if (owed_currency === null) return money;
  const owed = {
    currency: owed_currency,
    micros: row.owed_micros ?? 0n,
    spread_micros: row.owed_spread_micros ?? 0n,
    rate_id: row.owed_rate_id,
  };
  return { ...money, owed };
}

interface RecordDeps extends TierDeps {
  clock: Clock;
  outbox: Pick<Outbox, "add">;
}

/**
 * Writes the history, ledger, outbox, tiers, counts for reports and customers of steps in their
 * transaction. Returns the deliveries.
 */
export async function recordSteps(
  tx: Transaction,
  deps: RecordDeps,
  steps: readonly VersionStep[],
  floor: ReturnType<typeof readBookingFloor> | null = null,
): Promise<OutgoingDelivery[]> {
  const [, deliveries] = await Promise.all([
    writeSteps(tx, deps.clock, steps, floor),
    deps.outbox.add(tx, steps),
    countForTiers(tx, steps, deps),
    reportCounts.add(tx, steps.filter(isCounted)),
    keepCustomers(tx, steps),
  ]);
  return deliveries;
}

/** Records each customer's first click; later events don't change it. */
async function keepCustomers(
  tx: Transaction,
  steps: readonly VersionStep[],
): Promise<void> {
  const rows = new Map<string, typeof customers.$inferInsert>();
  for (const { before, after } of steps) {
    const { customer_id, advertiser_id, click_id, recorded_at } = after;
    const key = `${advertiser_id} ${customer_id ?? ""}`;
    const is_known = before !== null && before.customer_id === customer_id;
    if (is_known || customer_id === null || rows.has(key)) continue;
    if (isClickless(click_id)) continue;
    const first_seen_at = recorded_at;
    rows.set(key, { advertiser_id, customer_id, click_id, first_seen_at });
  }
  await insertRows(tx, customers, [...rows.values()], {
    order_by: ["advertiser_id", "customer_id"],
    on_conflict: "do nothing",
  });
}

/** The money that the ledger books for a step; null for a test, which is never booked. */
export function moneyBooked(step: VersionStep) {
  return isBooked(step) ? partiesOf(bookingOf(step)) : null;
}
