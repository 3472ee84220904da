import { sql } from "drizzle-orm";
import { insertRows } from "../../db/mod.ts";
import type { Queryable, Transaction } from "../../db/mod.ts";
import { riskFindings, riskOffers } from "../../db/schema/mod.ts";
import type { ConversionFacts, Finding, OfferUsual } from "./facts.ts";
import type { Known } from "./find_reasons.ts";
import { partsOf } from "./peers/group_book.ts";
import type { GroupFinding } from "./peers/judge_groups.ts";
import type { RiskCode } from "./reason.ts";

const NONE: readonly Finding[] = [];

/** The result of the last comparison: how groups stand out, and what is usual for each offer. */
export class Knowledge {
  readonly #findings = new Map<string, Finding[]>();
  readonly #offers: ReadonlyMap<number, OfferUsual>;
  readonly #affiliates = new Set<string>();

  constructor(
    findings: readonly GroupFinding[],
    offers: ReadonlyMap<number, OfferUsual>,
  ) {
    this.#offers = offers;
    for (const { campaign_id, affiliate_id, ...finding } of findings) {
      this.#affiliates.add(`${campaign_id} ${affiliate_id}`);
      const key = `${campaign_id} ${affiliate_id} ${finding.part}`;
      const known = this.#findings.get(key);
      if (known === undefined) this.#findings.set(key, [finding]);
      else known.push(finding);
    }
  }

  /** Whether anything of an affiliate stands out in a campaign. */
  knows(campaign_id: number, affiliate_id: number): boolean {
    return this.#affiliates.has(`${campaign_id} ${affiliate_id}`);
  }

  /** The measure of a conversion. */
  of(
    facts: Pick<ConversionFacts, "campaign_id" | "affiliate_id" | "labels">,
  ): Known {
    const { campaign_id, affiliate_id } = facts;
    const offer = this.#offers.get(campaign_id) ?? null;
    const findings = ["", ...partsOf(facts)]
      .map((part) =>
        this.#findings.get(`${campaign_id} ${affiliate_id} ${part}`),
      )
      .map((found) => found ?? NONE)
      .filter((found) => found.length > 0);
    return { offer, wanted: null, findings };
  }
}

/** Replaces what was known by what a comparison found. */
export async function writeKnowledge(
  tx: Transaction,
  known: {
    findings: readonly GroupFinding[];
    offers: ReadonlyMap<number, OfferUsual>;
    now_ms: number;
  },
): Promise<void> {
  const { now_ms } = known;
  await tx.execute(sql`delete from ${riskFindings}`);
  await tx.execute(sql`delete from ${riskOffers}`);
  await insertRows(
    tx,
    riskFindings,
    known.findings.map((found) => ({
      campaign_id: found.campaign_id,
      affiliate_id: found.affiliate_id,
      part: found.part,
      code: found.code,
      p_value: found.p_value,
      hits: found.k,
      sample: found.n,
      usual: found.usual,
      share_low: found.share_low,
      unusual: found.unusual,
      edge_s: found.edge_s ?? null,
      bins: found.bins === undefined ? null : [...found.bins],
      found_at: now_ms,
    })),
  );
  await insertRows(
    tx,
    riskOffers,
    [...known.offers].map(([campaign_id, { n, fast, cr }]) => ({
      campaign_id,
      conversions: Math.round(n),
      fast_edge_s: fast?.edge_s ?? null,
      fast_share: fast?.share ?? null,
      cr,
      compared_at: now_ms,
    })),
  );
}

/** Which comparison was the last; null: there was none. A campaign has one row, so this is cheap. */
export async function readKnowledgeMark(db: Queryable): Promise<string | null> {
  const [row] = await db.execute<{ mark: string | null }>(
    sql`select max(compared_at)::text || ' ' || count(*)::text as mark from ${riskOffers}`,
  );
  return row?.mark ?? null;
}

/** Reads what the last comparison found. */
export async function readKnowledge(db: Queryable): Promise<Knowledge> {
  const [findings, offers] = await Promise.all([
    db.select().from(riskFindings),
    db.select().from(riskOffers),
  ]);
  return new Knowledge(
    findings.map(({ hits, sample, edge_s, bins, code, ...row }) => ({
      ...row,
      code: code as RiskCode,
      k: hits,
      n: sample,
      ...(edge_s === null ? {} : { edge_s }),
      ...(bins === null ? {} : { bins }),
    })),
    new Map(
      offers.map((row) => [
        row.campaign_id,
        { n: row.conversions, fast: fastOf(row), cr: row.cr },
      ]),
    ),
  );
}

function fastOf({
  fast_edge_s,
  fast_share,
}: typeof riskOffers.$inferSelect): OfferUsual["fast"] {
  return fast_edge_s === null || fast_share === null
    ? null
    : { edge_s: fast_edge_s, share: fast_share };
}
