import { and, eq, gte, lt, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/mod.ts";
import {
  conversions,
  conversionVersions,
  postbacks,
} from "../../../db/schema/mod.ts";
import { shownMoney } from "../../kernel/mod.ts";
import type { BackfillWindowRow } from "./backfill_directory.ts";

const EXAMPLES_MAX = 5;

/** Micros as text: they may exceed JSON's safe integers. */
interface MoneyText {
  revenue_micros: string;
  payout_micros: string;
}

/** Progress of a window. */
export interface Progress {
  /** Number of formerly refused postbacks that were replayed. */
  replayed: number;
  /** Replayed postbacks by outcome. */
  outcomes: Record<string, { count: number; example_ids: string[] }>;
  /** By currency. */
  money: Record<string, MoneyText>;
  /** Late postbacks that arrived while the window was open. */
  direct: number;
  /** The piece being replayed; after a crash it is counted from the stored verdicts. */
  piece: { ids: string[]; started_at: number } | null;
}

/** The verdict of a replayed postback, with its conversion's money. */
export interface WindowVerdict {
  id: string;
  outcome: string;
  currency: string | null;
  revenue_micros: bigint | null;
  payout_micros: bigint | null;
}

/** Parses a window's stored progress. */
export function readProgress(stored: unknown): Progress {
  const none = {
    replayed: 0,
    outcomes: {},
    money: {},
    direct: 0,
    piece: null,
  };
  return { ...none, ...(stored as Partial<Progress> | null) };
}

/** Adds a replayed piece to the progress. */
export function addPiece(
  before: Progress,
  judged: readonly WindowVerdict[],
): Progress {
  const outcomes = structuredClone(before.outcomes);
  let money = before.money;
  for (const one of judged) {
    const entry = (outcomes[one.outcome] ??= { count: 0, example_ids: [] });
    entry.count++;
    if (entry.example_ids.length < EXAMPLES_MAX) entry.example_ids.push(one.id);
    if (one.outcome !== "recorded" || one.currency === null) continue;
    money = withMoney(money, one.currency, {
      revenue: one.revenue_micros ?? 0n,
      payout: one.payout_micros ?? 0n,
    });
  }
  const replayed = before.replayed + judged.length;
  return { ...before, replayed, outcomes, money, piece: null };
}

function withMoney(
  money: Progress["money"],
  currency: string,
  added: { revenue: bigint; payout: bigint },
): Progress["money"] {
  const { revenue_micros, payout_micros } = money[currency] ?? {
    revenue_micros: "0",
    payout_micros: "0",
  };
  return {
    ...money,
    [currency]: {
      revenue_micros: (BigInt(revenue_micros) + added.revenue).toString(),
      payout_micros: (BigInt(payout_micros) + added.payout).toString(),
    },
  };
}

/** Builds a window's report: replayed postbacks, plus late ones that arrived while it was open. */
export async function reportOf(
  { db }: { db: Queryable },
  window: BackfillWindowRow,
): Promise<Progress> {
  const [c, v, p] = [conversions, conversionVersions, postbacks];
  // Replayed postbacks are excluded here: they are counted with their piece.
  const rows = await db
    .select({
      currency: c.currency,
      count: sql<number>`count(*)::int`,
      revenue: sql<string>`sum(${c.revenue_micros})::text`,
      payout: sql<string>`sum(${c.payout_micros})::text`,
    })
    .from(c)
    .where(
      and(
        eq(c.advertiser_id, window.advertiser_id),
        window.campaign_id === null
          ? sql`${c.campaign_id} in (select id from campaigns where advertiser_id = ${window.advertiser_id})`
          : eq(c.campaign_id, window.campaign_id),
        window.source_id === null
          ? undefined
          : eq(c.source_id, window.source_id),
        sql`'late' = any(${c.flags})`,
        gte(c.recorded_at, window.opens_at),
        lt(c.recorded_at, window.closes_at),
        gte(c.occurred_at, window.event_from),
        lt(c.occurred_at, window.event_to),
        sql`exists (
          select 1 from ${v} join ${p} on ${p.campaign_id} = ${v.campaign_id}
            and ${p.id} = ${v.postback_id}
          where ${v.campaign_id} = ${c.campaign_id}
            and ${v.conversion_id} = ${c.id} and ${v.version} = 1
            and (${p.judged_at} is null or ${p.earlier} -> 0 ->> 'outcome' = 'recorded'))`,
      ),
    )
    .groupBy(c.currency);
  let { money } = readProgress(window.report);
  let direct = 0;
  for (const { currency, count, revenue, payout } of rows) {
    direct += count;
    const added = { revenue: BigInt(revenue), payout: BigInt(payout) };
    money = withMoney(money, currency, added);
  }
  return { ...readProgress(window.report), money, direct };
}

/** A report as the API shows it. */
export function presentReport(progress: Progress) {
  const { replayed, direct, outcomes, money } = progress;
  const all = Object.entries(outcomes);
  const done = new Set(["recorded", "updated", "duplicate", "ignored"]);
  const count = (outcome: string) => outcomes[outcome]?.count ?? 0;
  return {
    judged: replayed + direct,
    replayed,
    direct,
    recorded: count("recorded") + direct,
    updated: count("updated"),
    duplicate: count("duplicate"),
    ignored: count("ignored"),
    money: Object.entries(money)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([currency, { revenue_micros, payout_micros }]) => ({
        currency,
        ...shownMoney(currency, {
          revenue: BigInt(revenue_micros),
          payout: BigInt(payout_micros),
        }),
      })),
    refused: all
      .filter(([outcome]) => !done.has(outcome))
      .sort(([, a], [, b]) => b.count - a.count)
      .map(([code, entry]) => ({ code, ...entry })),
  };
}
