import { sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { moveRows } from "../../db/schema/mod.ts";
import type { MovedThing } from "./moved_thing.ts";
import type { Move } from "./new_row.ts";
import { ownNameIn } from "./own_name.ts";

/** Links for other names that a move adds at most. */
const LINKS_MAX = 50_000;

/**
 * Links by the further names of an affiliate and a campaign that it promotes. Ours have one
 * `external_id` each, the first code or else the id, and old links name them by any: Post Affiliate
 * Pro's by each banner of a campaign, Everflow's `/clk` by numbers instead of codes.
 */
export async function codeLinks(
  db: Database,
  move: Move,
): Promise<{ thing: MovedThing; note: string }[]> {
  const others = OTHER_NAMES[move.from];
  const names = await namesOf(db, move);
  if (others === undefined || names.size === 0) return [];
  const there = await linkNames(db, move);
  const made: { thing: MovedThing; note: string }[] = [];
  for (const { affiliate, campaign } of await pairsOf(db, move)) {
    const found = {
      affiliate: names.get(`affiliate ${affiliate}`) ?? [affiliate],
      campaign: names.get(`campaign ${campaign}`) ?? [campaign],
    };
    for (const old_id of others(found)) {
      if (there.has(old_id)) continue;
      if (made.length === LINKS_MAX) return [...made, TOO_MANY];
      there.add(old_id);
      const thing = { kind: "link" as const, old_id, campaign, affiliate };
      made.push({ thing, note: "Old links name the two like this as well" });
    }
  }
  return made;
}

const TOO_MANY = {
  thing: {
    kind: "skipped" as const,
    reason: `Affiliates and campaigns have so many codes that only ${LINKS_MAX.toLocaleString("en")} links were added for them: give the others in links.csv`,
  },
  note: "Old links may name affiliates and campaigns by any of their codes",
};

interface PairNames {
  affiliate: string[];
  campaign: string[];
}

/** How else links name a pair, by the tracker; links of the others have a code of their own. */
const OTHER_NAMES: Readonly<
  Record<string, (names: PairNames) => readonly string[]>
> = {
  everflow: ({ affiliate, campaign }) => [
    `${affiliate.at(-1) ?? ""}/${campaign.at(-1) ?? ""}`,
  ],
  post_affiliate_pro: allOthers,
  csv: allOthers,
};

/** All but the first of both, which are their external ids. */
function allOthers({ affiliate, campaign }: PairNames): string[] {
  const all = affiliate.flatMap((one) =>
    campaign.map((other) => `${one}/${other}`),
  );
  return all.slice(1);
}

/** The codes and the id of each that has codes. */
async function namesOf(
  db: Database,
  { id }: Move,
): Promise<Map<string, string[]>> {
  const rows = await db.execute<{
    kind: string;
    old_id: string;
    codes: string[];
  }>(sql`
    select kind, old_id, thing->'codes' as codes from ${moveRows}
    where move_id = ${id}::uuid and kind in ('affiliate', 'campaign')
      and state = 'read' and thing ? 'codes'`);
  return new Map(
    rows.map(({ kind, old_id, codes }) => [
      `${kind} ${old_id}`,
      [...new Set([...codes, old_id])],
    ]),
  );
}

async function linkNames(db: Database, { id }: Move): Promise<Set<string>> {
  const rows = await db.execute<{ old_id: string }>(sql`
    select old_id from ${moveRows}
    where move_id = ${id}::uuid and kind = 'link' and state = 'read'`);
  return new Set(rows.map(({ old_id }) => old_id));
}

async function pairsOf(db: Database, { id, from }: Move) {
  return await db.execute<{ campaign: string; affiliate: string }>(sql`
    select distinct thing->>'campaign' as campaign,
      coalesce(thing->>'affiliate', ${ownNameIn(from)}) as affiliate
    from ${moveRows} where move_id = ${id}::uuid and state = 'read'
      and (kind in ('link', 'conversion')
        or kind = 'approval' and thing->>'status' = 'approved')
    order by 1, 2`);
}
