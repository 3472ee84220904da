import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import type { Database, Transaction } from "../../../db/mod.ts";
import { conversions } from "../../../db/schema/mod.ts";
import type { Configuration } from "../../campaigns/mod.ts";
import { clickIdText, peekClickId } from "../../clicks/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import type { FxDirectory, FxRates } from "../../payouts/mod.ts";
import { approvalTimes } from "../approval_times.ts";
import { payoutCurrency } from "../owe.ts";
import { writeConversions } from "../record.ts";
import type { VersionStep } from "../record.ts";
import { recordSteps } from "../record_steps.ts";
import type { ConversionRow } from "../working_set.ts";
import { isAboveRevenue, priceEvent } from "../price_event.ts";
import type { Outbox } from "../../deliveries/mod.ts";

const BATCH_MAX = 200;

/** Dependencies of `HeldPricer`. */
export interface HeldPricerDeps {
  db: Database;
  clock: Clock;
  configuration: Pick<Configuration, "affiliate" | "campaign">;
  default_timezone: string;
  fx: Pick<FxDirectory, "withDays">;
  outbox: Pick<Outbox, "add" | "transaction">;
}

/** Prices conversions whose money waits for an exchange rate. */
export class HeldPricer {
  readonly #deps: HeldPricerDeps;

  constructor(deps: HeldPricerDeps) {
    this.#deps = deps;
  }

  /**
   * Prices the conversions whose rates have arrived, each at the rate of the day it was
   * recorded, and moves each to its intended status. Returns how many. Those changed
   * concurrently are left for the next run.
   */
  async runOnce(): Promise<number> {
    const deps = this.#deps;
    let priced = 0;
    let after: Key = { campaign_id: 0, id: FIRST_ID };
    for (;;) {
      const rows = await readHeld(deps.db, after);
      const last = rows.at(-1);
      if (last === undefined) return priced;
      const count = await deps.outbox.transaction(deps.db, (tx) =>
        priceRows(tx, rows, deps),
      );
      priced += count;
      after = last;
    }
  }
}

const FIRST_ID = "00000000-0000-0000-0000-000000000000";
type Key = Pick<ConversionRow, "campaign_id" | "id">;

async function readHeld(db: Database, after: Key): Promise<ConversionRow[]> {
  const rows = await db
    .select()
    .from(conversions)
    .where(
      and(
        isNotNull(conversions.held),
        // A conversion ended by hand keeps `held`, since it may be restored.
        eq(conversions.status, "pending"),
        sql`(${conversions.campaign_id}, ${conversions.id}) > (${after.campaign_id}, ${after.id}::uuid)`,
      ),
    )
    .orderBy(asc(conversions.campaign_id), asc(conversions.id))
    .limit(BATCH_MAX);
  return rows as ConversionRow[];
}

async function priceRows(
  tx: Transaction,
  rows: readonly ConversionRow[],
  deps: HeldPricerDeps,
): Promise<number> {
  const days = rows.map(({ recorded_at }) => isoTime(recorded_at).slice(0, 10));
  const fx = await deps.fx.withDays(tx, days);
  const steps = rows.flatMap((row): VersionStep[] => {
    const after = pricedRow(row, fx, deps);
    if (after === null) return [];
    const kind = "priced";
    return [{ before: row, after, kind, raw_status: null, postback_id: null }];
  });
  if (steps.length === 0) return 0;
  const lost = await writeConversions(
    tx,
    steps.map(({ before, after }) => ({
      row: after,
      read_version: before?.version ?? 0,
    })),
  );
  const won = steps.filter(({ after }) => !lost.has(after.id));
  await recordSteps(tx, deps, won);
  return won.length;
}

/** The priced conversion; null if a rate is still missing. */
function pricedRow(
  row: ConversionRow,
  fx: FxRates,
  { configuration, clock }: HeldPricerDeps,
): ConversionRow | null {
  const { held, sent_currency, recorded_at } = row;
  const set_up = goalOf(row, configuration);
  if (held === null || set_up === null) return null;
  const { campaign, goal_config, payout_currency } = set_up;
  const rate =
    sent_currency === null
      ? null
      : fx.find(sent_currency, campaign.currency, recorded_at);
  if (sent_currency !== null && rate === null) return null;
  const convert = (text: string | bigint | null) => {
    if (text === null) return null;
    return rate === null ? BigInt(text) : rate.convert(BigInt(text));
  };
  const amount_micros =
    sent_currency === null
      ? row.amount_micros
      : convert(row.sent_amount_micros);
  const refunded_micros = convert(held.refunded) ?? 0n;
  const event = {
    campaign,
    goal_config,
    payout_currency,
    revenue_micros: convert(held.revenue),
    payout_micros: convert(held.payout),
  };
  const click = peekClickId(clickIdText(row.click_id));
  const priced = priceEvent(event, {
    status: held.status,
    amount_micros,
    refunded_micros,
    row,
    by: row,
    is_unpaid: row.flags.includes("unpaid") || click?.fields.pays === false,
    fx,
    recorded_at,
  });
  if (!priced.ok || priced.waits) return null;
  const { money } = priced;
  const is_above = isAboveRevenue(money, event);
  const now_ms = clock.nowMs();
  const at = is_above
    ? { status: "pending" as const, reason: "payout_above_revenue" }
    : { status: held.status, reason: held.reason };
  return {
    ...row,
    ...money,
    ...at,
    ...approvalTimes(at.status, {
      before: null,
      goal: goal_config,
      now_ms,
      is_held: at.reason !== null,
    }),
    amount_micros,
    refunded_micros,
    rate_id: rate?.rate_id ?? null,
    held: null,
    version: row.version + 1,
    updated_at: now_ms,
  };
}

function goalOf(
  row: ConversionRow,
  configuration: HeldPricerDeps["configuration"],
) {
  const campaign = configuration.campaign(row.campaign_id);
  const goal_config = campaign?.goals.find(({ key }) => key === row.goal_key);
  if (campaign === undefined || goal_config === undefined) return null;
  const affiliate = configuration.affiliate(row.affiliate_id);
  const payout_currency = payoutCurrency(campaign, affiliate);
  return { campaign, goal_config, payout_currency };
}
