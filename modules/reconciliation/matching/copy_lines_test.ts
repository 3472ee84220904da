import { expect, test } from "bun:test";
import { eq } from "drizzle-orm";
import {
  reconciliationLines,
  reconciliations,
} from "../../../db/schema/mod.ts";
import { confirming, plantWorld } from "../../../tests/planted_statement.ts";
import {
  reconciliationWorld,
  UNWATCHED,
} from "../../../tests/reconciliation_world.ts";
import { copyLinesAhead } from "./copy_lines.ts";
import { matchStatement } from "./match_statement.ts";
import { readReconciliation } from "./reconciliation.ts";

const world = await reconciliationWorld(matchStatement);
const { db } = world;
const AHEAD_MS_MAX = 300_000;

/** A statement of all but one of some sales, and that one isn't on record yet. */
async function lacking() {
  const { events } = plantWorld(3, { clean: 4, each: 0 });
  const sales = events.flatMap(({ conversions }) => conversions);
  const books = await world.advertiser();
  await world.record(books, sales.slice(0, -1));
  const rows = sales.slice(0, -1).map(confirming);
  const id = await world.state(books, rows);
  const recordLast = () => world.record(books, sales.slice(-1));
  return { id, count: sales.length, recordLast };
}

async function linesOf(id: string): Promise<number> {
  return await db.$count(
    reconciliationLines,
    eq(reconciliationLines.reconciliation_id, id),
  );
}

/** The number of conversions that a matching finds. */
async function found(id: string, lines_at_ms: number | null) {
  await world.setStatus(id, "matching");
  await matchStatement(world, id, { ...UNWATCHED, lines_at_ms });
  return (await world.items(id)).length;
}

test("lines copied ahead of a matching serve it as they are, and for five minutes", async () => {
  const { id, count, recordLast } = await lacking();
  const row = await readReconciliation(db, id);
  const at_ms = await copyLinesAhead(world, row);
  expect(at_ms).toBe(world.clock.nowMs());
  await recordLast();
  expect(await found(id, at_ms)).toBe(count - 1);
  world.clock.advance(AHEAD_MS_MAX + 1);
  expect(await found(id, at_ms)).toBe(count);
});

test.each([
  ["is over", { reading: { rows: 1 } as never }],
  ["is of a mapping that was changed", { mapping_version: 2 }],
  ["has failed", { status: "failed" as const }],
])("beside a reading that %s no lines are written over", async (_, change) => {
  const { id, count, recordLast } = await lacking();
  const row = await readReconciliation(db, id);
  expect(await copyLinesAhead(world, row)).not.toBeNull();
  await recordLast();
  await db
    .update(reconciliations)
    .set(change)
    .where(eq(reconciliations.id, id));
  expect(await copyLinesAhead(world, row)).toBeNull();
  expect(await linesOf(id)).toBe(count - 1);
});
