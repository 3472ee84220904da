import { sql } from "drizzle-orm";
import { insertRows, withSession } from "../../db/mod.ts";
import type { Database, Session } from "../../db/mod.ts";
import { conversionRisks } from "../../db/schema/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import type { OfferUsual } from "./facts.ts";
import { findReasons } from "./find_reasons.ts";
import { holdConversions } from "./hold_conversions.ts";
import { Knowledge, writeKnowledge } from "./knowledge.ts";
import { GroupBook } from "./peers/group_book.ts";
import { usualCr } from "./peers/judge_clicks.ts";
import { judgeOffer, keepStanding } from "./peers/judge_groups.ts";
import type { GroupFinding } from "./peers/judge_groups.ts";
import {
  placeFacts,
  readPlaced,
  stagedCampaigns,
  stagedParts,
} from "./peers/read_facts.ts";
import type { Placed } from "./peers/read_facts.ts";
import { stageFacts } from "./peers/stage_facts.ts";
import type { Period } from "./peers/stage_facts.ts";
import { marksOf } from "./peers/tally.ts";
import { readRules } from "./risk_rules.ts";
import type { RuleBook } from "./risk_rules.ts";
import { scoreOf } from "./score.ts";
import { unweighed } from "./signals/sender_address.ts";

export interface ScoreDeps {
  db: Database;
  clock: Clock;
  /** The countries that a campaign wants; null: any. By default none says. */
  wantedOf?: (campaign_id: number) => readonly string[] | null;
  signal?: AbortSignal;
}

/** How many conversions were looked at, and how many of each verdict there are. */
export interface Scored {
  conversions: number;
  watch: number;
  hold: number;
  findings: number;
}

/**
 * Scores the conversions that were recorded in a period, each by itself and as one of its
 * affiliate, source and label among the others of its offer, and keeps score and reasons.
 */
export async function scoreConversions(
  deps: ScoreDeps,
  period: Period,
): Promise<Scored> {
  return await withSession(deps.db, async (session) => {
    await stageFacts(session, period, deps.signal);
    await placeFacts(session);
    const known = await compareOffers(session, deps);
    const rules = await readRules(deps.db);
    const scored = { conversions: 0, watch: 0, hold: 0, findings: 0 };
    const campaigns = await stagedCampaigns(session);
    for (const campaign_id of campaigns) {
      const wanted = deps.wantedOf?.(campaign_id) ?? null;
      const by = { ...known, rules, wanted };
      for await (const page of readPlaced(session, campaign_id)) {
        deps.signal?.throwIfAborted();
        const rows = scorePage(page, by, deps.clock);
        await writeScores(deps.db, rows);
        scored.conversions += page.length;
        for (const { verdict } of rows) {
          if (verdict === "watch") scored.watch++;
          if (verdict === "hold") scored.hold++;
        }
      }
    }
    await deps.db.transaction((tx) => holdConversions(tx, deps.clock, rules));
    return { ...scored, findings: known.count };
  });
}

/** Compares the groups of all offers, and keeps what stands. */
async function compareOffers(
  session: Session,
  { db, clock, signal }: ScoreDeps,
): Promise<{ knowledge: Knowledge; count: number }> {
  const found: GroupFinding[] = [];
  let tests = 0;
  const offers = new Map<number, OfferUsual>();
  for (const campaign_id of await stagedCampaigns(session)) {
    signal?.throwIfAborted();
    const book = await tallyOffer(session, campaign_id);
    const offer = judgeOffer(campaign_id, book);
    found.push(...offer.found);
    tests += offer.tests;
    offers.set(campaign_id, offer.usual);
  }
  const findings = keepStanding({ found, tests });
  const now_ms = clock.nowMs();
  await db.transaction((tx) =>
    writeKnowledge(tx, { findings, offers, now_ms }),
  );
  return {
    knowledge: new Knowledge(findings, offers),
    count: findings.length,
  };
}

async function tallyOffer(
  session: Session,
  campaign_id: number,
): Promise<GroupBook> {
  const clicks = await session.query<{
    affiliate_id: number;
    part: string;
    clicks: string;
    n: string;
  }>(sql`
    select g.affiliate_id, g.part, sum(g.clicks) as clicks, coalesce(max(f.n), 0) as n
    from risk_clicks g
    left join (select affiliate_id, count(seconds) as n from risk_placed where campaign_id = ${campaign_id} group by 1) f
      on f.affiliate_id = g.affiliate_id and g.part = ''
    where g.campaign_id = ${campaign_id} group by 1, 2`);
  const peers = clicks
    .filter(({ part }) => part === "")
    .map((row) => ({ timed: Number(row.n), clicks: Number(row.clicks) }));
  const cr = usualCr(peers);
  const book = new GroupBook(await stagedParts(session, campaign_id));
  for await (const page of readPlaced(session, campaign_id)) {
    for (const { facts, around } of page) {
      book.add(facts, marksOf(facts, around, cr));
    }
  }
  for (const row of clicks) {
    book.addClicks(row.affiliate_id, row.part, Number(row.clicks));
  }
  return book;
}

type RiskRow = typeof conversionRisks.$inferInsert;

function scorePage(
  page: readonly Placed[],
  by: {
    knowledge: Knowledge;
    rules: RuleBook;
    wanted: readonly string[] | null;
  },
  clock: Clock,
): RiskRow[] {
  const scored_at = clock.nowMs();
  return page.flatMap(({ facts, around, is_scored, kept }) => {
    const { campaign_id, conversion_id, affiliate_id, recorded_at } = facts;
    const known = { ...by.knowledge.of(facts), wanted: by.wanted };
    const reported = kept.flatMap((reason) => unweighed(reason) ?? []);
    const found = [...findReasons(facts, around, known), ...reported];
    if (found.length === 0 && !is_scored) return [];
    const { score, verdict, reasons } = scoreOf(
      found,
      by.rules.of(campaign_id),
    );
    const of = { campaign_id, conversion_id, affiliate_id, recorded_at };
    return [{ ...of, score, verdict, reasons, scored_at }];
  });
}

/** Keeps scores, but for decided conversions: the precision of reasons is counted by those that a person saw. */
async function writeScores(
  db: Database,
  rows: readonly RiskRow[],
): Promise<void> {
  await insertRows(db, conversionRisks, rows, {
    order_by: ["campaign_id", "conversion_id"],
    on_conflict: `(campaign_id, conversion_id) do update set score = excluded.score, verdict = excluded.verdict,
      reasons = excluded.reasons, scored_at = excluded.scored_at
      where conversion_risks.decided is null and (conversion_risks.reasons is distinct from excluded.reasons
        or conversion_risks.verdict <> excluded.verdict)`,
  });
}
