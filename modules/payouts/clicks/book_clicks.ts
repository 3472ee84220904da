import { asc, eq, inArray, sql } from "drizzle-orm";
import type { Database, Transaction } from "../../../db/mod.ts";
import {
  affiliates,
  campaigns,
  clickDays,
  clickPrices,
} from "../../../db/schema/mod.ts";
import { countPricedClicks } from "../../clicks/mod.ts";
import { hashedId, mulDivHalfEven } from "../../kernel/mod.ts";
import type { Clock, Micros } from "../../kernel/mod.ts";
import { book } from "../book.ts";
import type { Booking, Position } from "../book.ts";
import type { FxDirectory, OwedMoney } from "../fx/fx_directory.ts";
import type { FxRates } from "../fx/fx_rates.ts";
import { convertPayout } from "../fx/fx_directory.ts";
import { openDays } from "./open_days.ts";
import type { OpenDay } from "./open_days.ts";

export interface BookClicksDeps {
  db: Database;
  clock: Clock;
  default_timezone: string;
  fx: Pick<FxDirectory, "withDays" | "with">;
}

type Campaign = typeof campaigns.$inferSelect;
type Price = typeof clickPrices.$inferSelect;
type DayRow = typeof clickDays.$inferSelect;

/** The clicks of an affiliate on a day, with their money. */
interface Total {
  affiliate_id: number;
  clicks: number;
  revenue_micros: Micros;
  payout_micros: Micros;
}

/**
 * Books the clicks of days that are over in the campaign's time zone: one entry per
 * campaign, affiliate and day. Clicks that reach the database within a week after
 * the day are booked as a difference. Running it again books nothing.
 */
export async function bookClicks(deps: BookClicksDeps): Promise<void> {
  const priced = await deps.db
    .selectDistinct({ id: clickPrices.campaign_id })
    .from(clickPrices)
    .orderBy(asc(clickPrices.campaign_id));
  const missing: string[] = [];
  for (const { id } of priced) {
    const [campaign] = await deps.db
      .select()
      .from(campaigns)
      .where(eq(campaigns.id, id));
    if (campaign === undefined) continue;
    for (const day of await openDays(deps, campaign)) {
      const lacking = await bookDay(deps, campaign, day);
      if (lacking === null) continue;
      missing.push(
        `${campaign.currency} to ${lacking} of ${day.day} (campaign ${id})`,
      );
      // Later days wait too, so that this one is retried.
      break;
    }
  }
  if (missing.length === 0) return;
  throw new Error(`Clicks wait for a rate: ${missing.join(", ")}`);
}

/**
 * Books a day in one transaction. If a rate is missing, books nothing and returns
 * its currency.
 */
async function bookDay(
  deps: BookClicksDeps,
  campaign: Campaign,
  day: OpenDay,
): Promise<string | null> {
  return await deps.db.transaction(async (tx) => {
    const campaign_id = campaign.id;
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`clicks ${campaign_id}`}, 0))`,
    );
    const { from_ms, to_ms } = day;
    const counts = await countPricedClicks(tx, { campaign_id, from_ms, to_ms });
    const before = await lastRows(tx, campaign_id, day.day);
    const prices = await tx
      .select()
      .from(clickPrices)
      .where(eq(clickPrices.campaign_id, campaign_id));
    const totals = totalsOf(counts, prices);
    const owing = await currenciesOf(tx, campaign, totals, before);
    const fx = await ratesFor(deps, tx, [...owing.values()], day, before);
    const rows: DayRow[] = [];
    for (const total of totals) {
      const last = before.get(total.affiliate_id);
      const currency = owing.get(total.affiliate_id) ?? null;
      const owed = owedFor(campaign, currency, total, { last, fx, from_ms });
      if (owed === null) return currency;
      // Clicks dropped by retention since don't reduce what was booked.
      if (total.clicks <= (last?.clicks ?? 0)) continue;
      rows.push(nextRow(total, owed, campaign_id, day.day, last, deps.clock));
    }
    if (!before.has(0)) rows.push(closingRow(campaign_id, day.day, deps.clock));
    if (rows.length > 0) await tx.insert(clickDays).values(rows);
    const bookings = rows.flatMap((row) =>
      row.affiliate_id === 0 ? [] : bookingOf(campaign, row, before),
    );
    await book(tx, deps.clock, bookings);
    return null;
  });
}

async function lastRows(
  tx: Transaction,
  campaign_id: number,
  day: string,
): Promise<Map<number, DayRow>> {
  const rows = await tx
    .select()
    .from(clickDays)
    .where(
      sql`${clickDays.campaign_id} = ${campaign_id} and ${clickDays.day} = ${day}::date`,
    )
    .orderBy(asc(clickDays.version));
  return new Map(rows.map((row) => [row.affiliate_id, row]));
}

/**
 * Payout currency by affiliate: as booked before, else the campaign's, else the
 * affiliate's own; null means the campaign's currency.
 */
async function currenciesOf(
  tx: Transaction,
  campaign: Campaign,
  totals: readonly Total[],
  before: ReadonlyMap<number, DayRow>,
): Promise<Map<number, string | null>> {
  const ids = totals.map(({ affiliate_id }) => affiliate_id);
  const { id, payout_currency } = affiliates;
  const rows =
    ids.length === 0
      ? []
      : await tx
          .select({ id, payout_currency })
          .from(affiliates)
          .where(inArray(id, ids));
  return new Map(
    rows.map((row) => {
      const last = before.get(row.id);
      const own = campaign.payout_currency ?? row.payout_currency;
      return [row.id, last === undefined ? own : last.owed_currency];
    }),
  );
}

/** Reads rates only if somebody is owed in another currency. */
async function ratesFor(
  deps: BookClicksDeps,
  tx: Transaction,
  owing: readonly (string | null)[],
  { day }: OpenDay,
  before: ReadonlyMap<number, DayRow>,
): Promise<FxRates> {
  const ids = [...before.values()].flatMap(({ owed_rate_id }) =>
    owed_rate_id === null ? [] : [owed_rate_id],
  );
  const is_exchanged =
    owing.some((currency) => currency !== null) || ids.length > 0;
  const known = await deps.fx.with(tx, ids);
  if (!is_exchanged) return known;
  return known.with((await deps.fx.withDays(tx, [day])).rows);
}

function totalsOf(
  counts: readonly { affiliate_id: number; price_id: number; clicks: number }[],
  prices: readonly Price[],
): Total[] {
  const by_id = new Map(prices.map((price) => [price.id, price]));
  const totals = new Map<number, Total>();
  for (const { affiliate_id, price_id, clicks } of counts) {
    const price = by_id.get(price_id);
    if (price === undefined) continue;
    const total = totals.get(affiliate_id) ?? {
      affiliate_id,
      clicks: 0,
      revenue_micros: 0n,
      payout_micros: 0n,
    };
    totals.set(affiliate_id, total);
    total.clicks += clicks;
    total.revenue_micros += costOf(price, price.revenue_micros, clicks);
    total.payout_micros += costOf(price, price.payout_micros, clicks);
  }
  return [...totals.values()];
}

function costOf({ model }: Price, each: Micros, clicks: number): Micros {
  return mulDivHalfEven(each, BigInt(clicks), model === "cpm" ? 1_000n : 1n);
}

function owedFor(
  campaign: Campaign,
  payout_currency: string | null,
  { payout_micros }: Total,
  {
    last,
    fx,
    from_ms,
  }: { last: DayRow | undefined; fx: FxRates; from_ms: number },
): OwedMoney | null {
  return convertPayout(payout_micros, {
    currency: campaign.currency,
    payout_currency,
    spread_percent: campaign.fx_spread_percent,
    before: last ?? null,
    fx,
    at_ms: from_ms,
  });
}

const NOTHING = { clicks: 0, revenue_micros: 0n, payout_micros: 0n };

function nextRow(
  total: Total,
  owed: OwedMoney,
  campaign_id: number,
  day: string,
  last: DayRow | undefined,
  clock: Clock,
): DayRow {
  return {
    campaign_id,
    day,
    version: (last?.version ?? 0) + 1,
    subject_id: subjectOf(campaign_id, total.affiliate_id, day),
    ...total,
    ...owed,
    booked_at: clock.nowMs(),
  };
}

function closingRow(campaign_id: number, day: string, clock: Clock): DayRow {
  const owed = {
    owed_currency: null,
    owed_micros: null,
    owed_spread_micros: null,
    owed_rate_id: null,
  };
  const none = { affiliate_id: 0, ...NOTHING };
  return nextRow(none, owed, campaign_id, day, undefined, clock);
}

function bookingOf(
  campaign: Campaign,
  row: DayRow,
  before: ReadonlyMap<number, DayRow>,
): Booking {
  const { campaign_id, affiliate_id, subject_id, version } = row;
  const last = before.get(affiliate_id);
  return {
    campaign_id,
    conversion_id: subject_id,
    version,
    kind: "clicks",
    currency: campaign.currency,
    advertiser_id: campaign.advertiser_id,
    affiliate_id,
    reason: `${row.clicks} clicks of ${row.day}`,
    before: last === undefined ? null : positionOf(last),
    after: positionOf(row),
  };
}

function positionOf(row: DayRow): Position {
  const { revenue_micros, payout_micros, owed_currency } = row;
  const owed =
    owed_currency === null
      ? null
      : {
          currency: owed_currency,
          micros: row.owed_micros ?? 0n,
          spread_micros: row.owed_spread_micros ?? 0n,
          rate_id: row.owed_rate_id,
        };
  return { standing: "approved", revenue_micros, payout_micros, owed };
}

function subjectOf(
  campaign_id: number,
  affiliate_id: number,
  day: string,
): string {
  return hashedId(`clicks ${campaign_id} ${affiliate_id} ${day}`);
}
