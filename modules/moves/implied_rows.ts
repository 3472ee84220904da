import { sql } from "drizzle-orm";
import { insertRows } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { moveRows } from "../../db/schema/mod.ts";
import type { MovedClick, MovedThing } from "./moved_thing.ts";
import { codeLinks } from "./code_links.ts";
import { ownNameIn } from "./own_name.ts";
import { newRow } from "./new_row.ts";
import type { Move } from "./new_row.ts";

const AT_ONCE = 500;
const PAIRS_MAX = 200_000;

/**
 * Adds what a move needs and its files don't say: an advertiser for campaigns that have none, an
 * affiliate for the network's own traffic, and the link of an affiliate to a campaign that it
 * promotes, so that old links which name the two are answered.
 */
export async function addImplied(
  db: Database,
  move: Move,
  clicks: ClickPairs,
): Promise<void> {
  const things: { thing: MovedThing; note: string }[] = [
    ...(await ownAdvertiser(db, move)),
    ...(await ownAffiliate(db, move, clicks)),
    ...(await pairLinks(db, move)),
    ...(await clickLinks(db, move, clicks)),
    ...(await codeLinks(db, move)),
  ];
  const [last] = await db.execute<{ no: number | null }>(sql`
    select max(no) as no from ${moveRows} where move_id = ${move.id}::uuid`);
  const begin = (last?.no ?? 0) + 1;
  const rows = things.map(({ thing, note }, at) =>
    newRow(move, begin + at, { file: "", row_no: 0, thing, notes: [note] }),
  );
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    await insertRows(db, moveRows, rows.slice(at, at + AT_ONCE));
  }
}

async function ownAdvertiser(db: Database, { id, from }: Move) {
  const without = await db.execute(sql`
    select from ${moveRows} where move_id = ${id}::uuid and kind = 'campaign'
      and state = 'read' and not (thing ? 'advertiser') limit 1`);
  if (without.length === 0) return [];
  const old_id = ownNameIn(from);
  const thing = { kind: "advertiser" as const, old_id, name: old_id };
  return [{ thing, note: "For campaigns without an advertiser" }];
}

/** Campaigns and affiliates that old clicks name instead of a link. */
export class ClickPairs {
  readonly #pairs = new Map<string, Pair>();

  /** Notes what a click names; after many, links are made as the clicks need them. */
  add({ link, campaign, affiliate }: MovedClick): void {
    if (link !== undefined || campaign === undefined) return;
    const key = `${campaign}\n${affiliate ?? ""}`;
    if (this.#pairs.size >= PAIRS_MAX || this.#pairs.has(key)) return;
    this.#pairs.set(key, { campaign, affiliate });
  }

  /** The pairs, with the affiliate for those without one. */
  named(own: string): { campaign: string; affiliate: string }[] {
    return [...this.#pairs.values()].map(({ campaign, affiliate = own }) => ({
      campaign,
      affiliate,
    }));
  }
}

interface Pair {
  campaign: string;
  affiliate: string | undefined;
}

/** Links of campaigns and affiliates that only clicks name. */
async function clickLinks(db: Database, move: Move, clicks: ClickPairs) {
  const own = ownNameIn(move.from);
  const known = await db.execute<{ campaign: string; affiliate: string }>(sql`
    select distinct thing->>'campaign' as campaign,
      coalesce(thing->>'affiliate', ${own}) as affiliate
    from ${moveRows} where move_id = ${move.id}::uuid and state = 'read'
      and (kind in ('link', 'conversion')
        or kind = 'approval' and thing->>'status' = 'approved')`);
  const keyOf = ({ campaign, affiliate }: (typeof known)[number]) =>
    `${campaign}\n${affiliate}`;
  const there = new Set(known.map(keyOf));
  return clicks
    .named(own)
    .filter((pair) => !there.has(keyOf(pair)))
    .map((pair) => ({
      thing: linkOf(pair),
      note: "Clicks from before the move are of it",
    }));
}

async function ownAffiliate(
  db: Database,
  { id, from }: Move,
  clicks: ClickPairs,
) {
  const old_id = ownNameIn(from);
  const is_clicked = clicks
    .named(old_id)
    .some(({ affiliate }) => affiliate === old_id);
  const without = await db.execute(sql`
    select from ${moveRows} where move_id = ${id}::uuid
      and kind in ('link', 'conversion')
      and state = 'read' and not (thing ? 'affiliate') limit 1`);
  if (without.length === 0 && !is_clicked) return [];
  const thing = { kind: "affiliate" as const, old_id, name: old_id };
  return [{ thing, note: "For traffic that is of no affiliate" }];
}

async function pairLinks(db: Database, { id, from }: Move) {
  const own = ownNameIn(from);
  const pairs = await db.execute<{ campaign: string; affiliate: string }>(sql`
    select distinct thing->>'campaign' as campaign,
      coalesce(thing->>'affiliate', ${own}) as affiliate
    from ${moveRows} as r
    where move_id = ${id}::uuid and state = 'read'
      and (kind = 'conversion' or kind = 'approval' and thing->>'status' = 'approved')
      and not exists (
        select from ${moveRows} as l
        where l.move_id = r.move_id and l.kind = 'link' and l.state = 'read'
          and l.thing->>'campaign' = r.thing->>'campaign'
          and coalesce(l.thing->>'affiliate', ${own}) = coalesce(r.thing->>'affiliate', ${own}))
    order by 1, 2`);
  return pairs.map((pair) => ({
    thing: linkOf(pair),
    note: "Its affiliate promotes the campaign, and the files have no link of theirs",
  }));
}

function linkOf({
  campaign,
  affiliate,
}: {
  campaign: string;
  affiliate: string;
}) {
  const old_id = `${affiliate}/${campaign}`;
  return { kind: "link" as const, old_id, campaign, affiliate };
}
