import { sql } from "drizzle-orm";
import type { Database } from "../db/mod.ts";
import { clicks, reportBlocks, userAgents } from "../db/schema/mod.ts";
import { eq } from "drizzle-orm";
import { DIMENSIONS, unpackBlock } from "../modules/rollups/mod.ts";
import type {
  Axis,
  DimensionColumn,
  PackedBlock,
} from "../modules/rollups/mod.ts";

const DAY_MS = 86_400_000;

/** Entries of blocks on an axis, as texts with their counts, sorted. */
export async function countedEntries(
  db: Database,
  axis: Axis,
): Promise<Record<string, number>> {
  const rows = await db
    .select()
    .from(reportBlocks)
    .where(sql`axis = ${axis} and form in ('part', 'sorted')`);
  const counts = new Map<string, number>();
  for (const { axis: _axis, form, ...row } of rows) {
    const given = Object.entries(row).filter(([, value]) => value !== null);
    const packed = { ...row, axis, columns: Object.fromEntries(given) };
    const block = unpackBlock(packed as PackedBlock);
    for (let at = 0; at < block.entries; at++) {
      const valueOf = (name: DimensionColumn) => {
        const column = block.columns.get(name);
        return column?.values.at(column.codes[at] ?? 0) ?? null;
      };
      add(counts, block.day, valueOf, block.count?.[at] ?? 1);
    }
  }
  return sorted(counts);
}

/** Clicks as `countedEntries` gives them, read from their rows. */
export async function clickEntries(
  db: Database,
): Promise<Record<string, number>> {
  const rows = await db
    .select()
    .from(clicks)
    .leftJoin(userAgents, eq(clicks.ua_id, userAgents.ua_id));
  const counts = new Map<string, number>();
  for (const { clicks: click, user_agents: agent } of rows) {
    const facts: Partial<Record<DimensionColumn, string | null>> = {
      ...(click as Partial<Record<`sub${1}` | "source" | "country", string>>),
      affiliate: String(click.affiliate_id),
      campaign: String(click.campaign_id),
      link: String(click.link_id),
      kind: `${click.marks & 31} ${click.verdict}`,
      device: agent?.device ?? null,
      os: agent?.os ?? null,
      browser: agent?.browser ?? null,
      minute: String(Math.floor((click.clicked_at % DAY_MS) / 60_000)),
    };
    const day = Math.floor(click.clicked_at / DAY_MS);
    add(
      counts,
      day,
      (name) => (CLICK_FACTS.has(name) ? (facts[name] ?? null) : null),
      1,
    );
  }
  return sorted(counts);
}

const OF_CONVERSIONS = [
  "goal",
  "status",
  "verdict",
  "currency",
  "rate_day",
  "seconds",
];
const CLICK_FACTS = new Set<DimensionColumn>(
  DIMENSIONS.filter((name) => !OF_CONVERSIONS.includes(name)),
);

function add(
  counts: Map<string, number>,
  day: number,
  valueOf: (name: DimensionColumn) => string | null,
  count: number,
): void {
  const facts = DIMENSIONS.flatMap((name) => {
    const value = valueOf(name);
    return value === null ? [] : [`${name}=${value}`];
  });
  const key = `${day} ${facts.join(" ")}`;
  counts.set(key, (counts.get(key) ?? 0) + count);
}

function sorted(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries(
    [...counts]
      .filter(([, count]) => count !== 0)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
