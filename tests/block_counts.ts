import { eq, sql } from "drizzle-orm";
import type { Database } from "../db/mod.ts";
import {
  clicks,
  conversions,
  reportBlocks,
  userAgents,
} from "../db/schema/mod.ts";
import { isClickless } from "../modules/clicks/mod.ts";
import {
  blocksOfDeltas,
  DIMENSIONS,
  readDeltas,
  unpackBlock,
} from "../modules/rollups/mod.ts";
import type {
  Axis,
  Block,
  DimensionColumn,
  Facts,
  PackedBlock,
} from "../modules/rollups/mod.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Sums of equal entries: how many, amount, revenue and payout, as text. */
type Counts = Record<string, string>;

/** Entries that reports count on an axis, with their sums. */
export async function countedEntries(
  db: Database,
  axis: Axis,
): Promise<Counts> {
  const rows = await db
    .select()
    .from(reportBlocks)
    .where(sql`axis = ${axis} and form in ('part', 'sorted')`);
  const blocks = rows.map(({ form, ...row }) => {
    const given = Object.entries(row).filter(([, value]) => value !== null);
    return unpackBlock({
      ...row,
      columns: Object.fromEntries(given),
    } as PackedBlock);
  });
  const pages = await Array.fromAsync(readDeltas(db, 7));
  const deltas = pages.flatMap((page) => blocksOfDeltas(page));
  const sums = new Sums();
  for (const block of blocks) sums.addBlock(block);
  for (const block of deltas) if (block.axis === axis) sums.addBlock(block);
  return sums.sorted();
}

/** The same of clicks, from their rows. */
export async function clickEntries(db: Database): Promise<Counts> {
  const sums = new Sums();
  for (const row of await readClicks(db)) {
    sums.add(row.clicks.clicked_at, clickFacts(row), ONE);
  }
  return sums.sorted();
}

/** The same of conversions, from their rows; each must have its click stored. */
export async function conversionEntries(
  db: Database,
  axis: Axis,
): Promise<Counts> {
  const rows = await readClicks(db);
  const facts_of = new Map(
    rows.map((row) => [row.clicks.click_id.toString(), clickFacts(row)]),
  );
  const sums = new Sums();
  for (const row of await db.select().from(conversions)) {
    const times = {
      click: null,
      conversion: row.recorded_at,
      conversion_by_click: row.clicked_at,
      conversion_by_approval: row.first_approved_at,
    };
    const at_ms = times[axis];
    if (at_ms === null || row.flags.includes("test")) continue;
    const { kind, ...of_click } = facts_of.get(row.click_id.toString()) ?? {};
    const said_ms = row.occurred_at ?? row.recorded_at;
    const seconds = Math.max(Math.floor((said_ms - row.clicked_at) / 1000), 0);
    const facts: Facts = {
      ...of_click,
      affiliate: String(row.affiliate_id),
      campaign: String(row.campaign_id),
      link: String(row.link_id),
      goal: row.goal_key,
      status: row.status,
      verdict: kind?.split(" ")[1] ?? null,
      currency: row.currency,
      rate_day: new Date(row.recorded_at).toISOString().slice(0, 10),
      seconds: isClickless(row.click_id) ? null : String(seconds),
    };
    const amount = (row.amount_micros ?? 0n) - row.refunded_micros;
    sums.add(at_ms, facts, [1n, amount, row.revenue_micros, row.payout_micros]);
  }
  return sums.sorted();
}

function readClicks(db: Database) {
  return db
    .select()
    .from(clicks)
    .leftJoin(userAgents, eq(clicks.ua_id, userAgents.ua_id));
}

type ClickRow = Awaited<ReturnType<typeof readClicks>>[number];

function clickFacts({ clicks: click, user_agents: agent }: ClickRow): Facts {
  const labels = Object.entries(click).filter(([name]) =>
    /^(?:sub\d+|source|country)$/.test(name),
  );
  return {
    ...Object.fromEntries(labels),
    affiliate: String(click.affiliate_id),
    campaign: String(click.campaign_id),
    link: String(click.link_id),
    kind: kindOf(click),
    device: agent?.device ?? null,
    os: agent?.os ?? null,
    browser: agent?.browser ?? null,
  };
}

/** Marks, also that a valid click is unpaid, and verdict. */
function kindOf({ marks, verdict, pays }: ClickRow["clicks"]): string {
  const is_valid = verdict === "sent" && (marks & 28) === 0;
  return `${(marks & 31) + (is_valid && !pays ? 32 : 0)} ${verdict}`;
}

const ONE: readonly bigint[] = [1n, 0n, 0n, 0n];

/** Adds entries up by what they are. */
class Sums {
  readonly #sums = new Map<string, bigint[]>();

  add(at_ms: number, facts: Facts, sums: readonly bigint[]): void {
    const day = Math.floor(at_ms / DAY_MS);
    const minute = String(Math.floor((at_ms - day * DAY_MS) / MINUTE_MS));
    this.#add(day, (name) => ({ ...facts, minute })[name] ?? null, sums);
  }

  addBlock(block: Block): void {
    for (let at = 0; at < block.entries; at++) {
      const valueOf = (name: DimensionColumn) => {
        const column = block.columns.get(name);
        return column?.values.at(column.codes[at] ?? 0) ?? null;
      };
      this.#add(block.day, valueOf, [
        BigInt(block.count?.[at] ?? 1),
        block.money.get("amount")?.[at] ?? 0n,
        block.money.get("revenue")?.[at] ?? 0n,
        block.money.get("payout")?.[at] ?? 0n,
      ]);
    }
  }

  #add(
    day: number,
    valueOf: (name: DimensionColumn) => string | null,
    sums: readonly bigint[],
  ): void {
    const facts = DIMENSIONS.flatMap((name) => {
      const value = valueOf(name);
      return value === null ? [] : [`${name}=${value}`];
    });
    const key = `${day} ${facts.join(" ")}`;
    const before = this.#sums.get(key) ?? [0n, 0n, 0n, 0n];
    this.#sums.set(
      key,
      before.map((sum, at) => sum + (sums[at] ?? 0n)),
    );
  }

  /** Those that are something, in order. */
  sorted(): Counts {
    const texts = [...this.#sums]
      .map(([key, sums]): [string, string] => [key, sums.join(" ")])
      .filter(([, text]) => text !== "0 0 0 0")
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(texts);
  }
}
