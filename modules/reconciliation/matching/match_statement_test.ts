import { describe, expect, test } from "bun:test";
import { eq } from "drizzle-orm";
import fc from "fast-check";
import { lockedPeriods, reconciliations } from "../../../db/schema/mod.ts";
import { IS_LONG } from "../../../tests/long.ts";
import { plantWorld } from "../../../tests/planted_statement.ts";
import { TO_MS } from "../../../tests/planted_maker.ts";
import type {
  PlantedConversion,
  PlantedRow,
} from "../../../tests/planted_maker.ts";
import { shuffled } from "../../../tests/planted_figures.ts";
import {
  reconciliationWorld,
  UNWATCHED,
} from "../../../tests/reconciliation_world.ts";
import type { StoredItem } from "../../../tests/reconciliation_world.ts";
import { matchStatement } from "./match_statement.ts";

const world = await reconciliationWorld(matchStatement);
const { db } = world;
const HOUR_MS = 3_600_000;
const UNIT = 1_000_000n;

/** Clean sales of a planted month, in order of creation. */
function cleanSales(seed: number, count: number) {
  const { events } = plantWorld(seed, { clean: count, each: 0 });
  const conversions = events.flatMap((event) => event.conversions);
  const rows = conversions.map(rowOf);
  return { conversions, rows };
}

function rowOf(conversion: PlantedConversion): PlantedRow {
  return {
    click_id: null,
    order_id: conversion.order_id ?? null,
    status: "approved",
    raw_status: "approved",
    revenue_micros: conversion.revenue_micros,
    written_at: conversion.recorded_at,
    has_zone: false,
  };
}

/** The content of an item, regardless of its row number. */
function contentOf(item: StoredItem, rows: readonly PlantedRow[]) {
  const row = item.row_no === null ? null : rows[item.row_no - 1];
  return JSON.stringify([
    row?.order_id,
    row?.written_at,
    String(row?.revenue_micros),
    item.conversion_id,
    ...[item.class, item.tier, item.rule, item.score, item.runner_up],
    ...[item.proposed, item.state, String(item.ours_micros)],
    String(item.theirs_micros),
  ]);
}

describe("matchStatement()", () => {
  test("has the same result whatever the order of the rows", async () => {
    const { events } = plantWorld(77, { clean: 40, each: 3 });
    const books = await world.advertiser();
    await world.record(
      books,
      events.flatMap(({ conversions }) => conversions),
    );
    const rows = events.flatMap((event) => event.rows);
    // Drop ids from half of the rows, so that the last tier has to match too.
    const blinded = rows.map((row, at) =>
      at % 2 === 0 ? row : { ...row, order_id: null, click_id: null },
    );
    const outcomes: string[][] = [];
    for (const seed of [1, 2, 3]) {
      const placed = shuffled(blinded, seed);
      const items = await world.match(await world.state(books, placed));
      outcomes.push(items.map((item) => contentOf(item, placed)).sort());
    }
    expect(outcomes[1]).toEqual(outcomes[0] ?? []);
    expect(outcomes[2]).toEqual(outcomes[0] ?? []);
  });

  test("leaves each row and each conversion in one item, and no money unexplained, whatever the statement says", async () => {
    const books = await world.advertiser();
    const { conversions } = cleanSales(5, 30);
    await world.record(books, conversions);
    const anyRow = fc.record({
      of: fc.nat(conversions.length - 1),
      order: fc.constantFrom("same", "none", "foreign", "lower"),
      money: fc.constantFrom(0n, 1n, 2n, -1n),
      status: fc.constantFrom("approved", "pending", "rejected", null),
      currency: fc.constantFrom(null, "USD", "EUR"),
      hours: fc.integer({ min: -40, max: 40 }),
      is_readable: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRow, { minLength: 1, maxLength: 40 }),
        async (drawn) => {
          const rows = drawn.map((row, at): PlantedRow => {
            const of = conversions[row.of];
            const order = of?.order_id ?? null;
            return {
              order_id: {
                same: order,
                none: null,
                foreign: `F${at}`,
                lower: order?.toLowerCase() ?? null,
              }[row.order],
              status: row.status,
              currency: row.currency,
              revenue_micros: (of?.revenue_micros ?? 0n) * row.money,
              written_at: (of?.recorded_at ?? 0) + row.hours * HOUR_MS,
              has_zone: false,
              problem: row.is_readable ? null : "Cannot read it",
            };
          });
          const id = await world.state(books, rows);
          const items = await world.match(id);
          const nos = items.flatMap(({ row_no }) => row_no ?? []);
          expect(nos.sort((a, b) => a - b)).toEqual(
            rows.map((_, at) => at + 1),
          );
          const ids = items.flatMap(({ conversion_id }) => conversion_id ?? []);
          expect(ids.toSorted()).toEqual(
            conversions.map((conversion) => conversion.id).toSorted(),
          );
          const { totals } = await world.read(id);
          const sums = totals?.currencies as { unexplained: string }[];
          expect(sums.map(({ unexplained }) => Number(unexplained))).toEqual(
            sums.map(() => 0),
          );
        },
      ),
      { numRuns: IS_LONG ? 50 : 10 },
    );
  });

  test("has the same result when repeated, and is all or nothing when stopped", async () => {
    const books = await world.advertiser();
    const { conversions, rows } = cleanSales(6, 30);
    await world.record(books, conversions.slice(3));
    const id = await world.state(books, rows.slice(0, -2));
    const first = await world.match(id);
    expect(first).toHaveLength(rows.length);
    await world.setStatus(id, "matching");
    const stop = new AbortController();
    const stopped = matchStatement(world, id, {
      signal: stop.signal,
      progress: async ({ done }) => {
        if (done === 94) stop.abort();
      },
    });
    await expect(stopped).rejects.toThrow();
    const abortedLater = matchStatement(world, id, {
      signal: AbortSignal.abort(),
      progress: UNWATCHED.progress,
    });
    await expect(abortedLater).rejects.toThrow();
    expect(await world.items(id)).toEqual(first);
    expect(await world.match(id)).toEqual(first);
  });

  /** A run that is held back before it writes, and goes on when asked to. */
  function heldRun(id: string) {
    const held = Promise.withResolvers<void>();
    const goes_on = Promise.withResolvers<void>();
    const outcome = matchStatement(world, id, {
      signal: UNWATCHED.signal,
      progress: async ({ done }) => {
        if (done !== 62) return;
        held.resolve();
        await goes_on.promise;
      },
    });
    return { outcome, held: held.promise, goOn: () => goes_on.resolve() };
  }

  test("leaves alone what another run matched and a person applied meanwhile", async () => {
    const books = await world.advertiser();
    const { conversions, rows } = cleanSales(11, 20);
    await world.record(books, conversions.slice(2));
    const id = await world.state(books, rows);
    const late = heldRun(id);
    await late.held;
    const items = await world.match(id);
    await world.setStatus(id, "applied");
    late.goOn();
    expect(await late.outcome).toEqual({ superseded: true });
    expect((await world.read(id)).status).toBe("applied");
    expect(await world.items(id)).toEqual(items);
    expect(await matchStatement(world, id, UNWATCHED)).toEqual({
      superseded: true,
    });
    expect((await world.read(id)).status).toBe("applied");
  });

  test("leaves to the next run what is to be matched by another frame meanwhile", async () => {
    const books = await world.advertiser();
    const { conversions, rows } = cleanSales(12, 20);
    await world.record(books, conversions);
    const id = await world.state(books, rows);
    await world.match(id);
    await world.setStatus(id, "matching");
    const late = heldRun(id);
    await late.held;
    await db
      .update(reconciliations)
      .set({ frame_confirmed: true })
      .where(eq(reconciliations.id, id));
    late.goOn();
    expect(await late.outcome).toEqual({ superseded: true });
    expect((await world.read(id)).status).toBe("matching");
    await world.match(id);
    expect((await world.read(id)).status).toBe("review");
  });

  test("asks a person where two times are about as near", async () => {
    const books = await world.advertiser();
    const { conversions, rows } = cleanSales(7, 20);
    const [one, other] = conversions;
    if (one === undefined || other === undefined) throw new Error("No sales");
    const at = one.recorded_at;
    Object.assign(one, { revenue_micros: 987n * UNIT });
    Object.assign(other, {
      revenue_micros: 987n * UNIT,
      recorded_at: at + 50_000,
    });
    await world.record(books, conversions);
    const blind = { ...rowOf(one), order_id: null, written_at: at + 24_000 };
    const id = await world.state(books, [blind, ...rows.slice(2)]);
    const [item, ...rest] = await world.match(id);
    expect(item).toMatchObject({
      row_no: 1,
      conversion_id: null,
      class: "missing_ours",
      proposed: "person",
      detail: {
        doubt: "margin",
        candidates: [{ key: `c${one.id}` }, { key: `c${other.id}` }],
      },
    });
    const lone = rest.filter(({ row_no }) => row_no === null);
    expect(lone.map(({ class: name, proposed }) => [name, proposed])).toEqual([
      ["missing_theirs", "person"],
      ["missing_theirs", "person"],
    ]);
  });

  test("tolerates differences within the row's tolerance, until their sum exceeds the statement's", async () => {
    const books = await world.advertiser();
    const { conversions, rows } = cleanSales(8, 30);
    await world.record(books, conversions);
    const off = rows.map((row, at) => {
      const by = at === 0 ? UNIT / 20n : at === 1 ? UNIT : 0n;
      return { ...row, revenue_micros: (row.revenue_micros ?? 0n) + by };
    });
    const tolerance = { row_amount: "0.10" };
    const items = await world.match(
      await world.state(books, off, { tolerance }),
    );
    const judged = items.filter((item) => item.class !== null);
    expect(
      judged.map((item) => [item.row_no, item.class, item.proposed]),
    ).toEqual([
      [1, "amount_mismatch", "absorb"],
      [2, "amount_mismatch", "set"],
    ]);
    const strict = { ...tolerance, statement_amount: "0.04" };
    const id = await world.state(books, off, { tolerance: strict });
    const [first] = await world.match(id);
    expect(first).toMatchObject({ class: "amount_mismatch", proposed: "set" });
  });

  test("calls a change of a locked month that, and keeps what it is beneath", async () => {
    const books = await world.advertiser();
    const { conversions, rows } = cleanSales(9, 20);
    const at = Date.UTC(2025, 2, 10);
    const old = conversions.map((conversion, n) => ({
      ...conversion,
      recorded_at: at + n * HOUR_MS,
    }));
    await world.record(books, old);
    await db
      .insert(lockedPeriods)
      .values({ month: "2025-03-01", locked_at: at, locked_by: "a test" });
    const off = rows.map((row, n) => ({
      ...row,
      written_at: at + n * HOUR_MS,
      revenue_micros: n === 0 ? UNIT : (row.revenue_micros ?? 0n),
    }));
    const window = { from_at: at - HOUR_MS, to_at: at + 40 * 24 * HOUR_MS };
    const [first, ...rest] = await world.match(
      await world.state(books, off, window),
    );
    expect(first).toMatchObject({
      class: "locked_period",
      proposed: "set",
      detail: { class: "amount_mismatch" },
    });
    expect(rest.every((item) => item.class === null)).toBe(true);
  });

  test("closes a timing break, and what the other statement lacked, when both are there", async () => {
    const books = await world.advertiser();
    const { conversions, rows } = cleanSales(10, 20);
    const late = { ...conversions[0], recorded_at: TO_MS + HOUR_MS };
    await world.record(books, [
      late as PlantedConversion,
      ...conversions.slice(1),
    ]);
    const october = await world.state(books, rows);
    const [first] = await world.match(october);
    expect(first).toMatchObject({ class: "timing", state: "open" });
    const next = { from_at: TO_MS, to_at: TO_MS + 30 * 24 * HOUR_MS };
    const november = await world.state(books, [], next);
    const [missing] = await world.match(november);
    expect(missing).toMatchObject({
      conversion_id: late.id,
      class: "timing",
      state: "closed",
      detail: { explained_by: october },
    });
    const [healed] = await world.items(october);
    expect(healed).toMatchObject({
      state: "closed",
      detail: { explained_by: november },
    });
  });

  test("finds the frame without any id, or says that it is not clear", async () => {
    const books = await world.advertiser();
    const { conversions, rows } = cleanSales(11, 200);
    await world.record(books, conversions);
    const blind = rows.map((row) => ({
      ...row,
      order_id: null,
      written_at: (row.written_at ?? 0) + 330 * 60_000,
      revenue_micros: (row.revenue_micros ?? 0n) * 100n,
    }));
    const id = await world.state(books, blind);
    const items = await world.match(id);
    const { frame } = await world.read(id);
    expect(frame).toMatchObject({
      offset_minutes: 330,
      money_divisor: 100,
      is_clear: true,
    });
    expect(items.filter(({ tier }) => tier === 3).length).toBeGreaterThan(190);
    const few = await world.state(books, blind.slice(0, 3));
    await world.match(few);
    expect((await world.read(few)).frame?.is_clear).toBe(false);
  });

  test("reads a statement of days by the days of its zone", async () => {
    const books = await world.advertiser();
    const { conversions, rows } = cleanSales(12, 300);
    await world.record(books, conversions);
    const day_ms = 24 * HOUR_MS;
    const offset_ms = 120 * 60_000;
    const daily = rows.map((row) => ({
      ...row,
      written_at:
        Math.floor(((row.written_at ?? 0) + offset_ms) / day_ms) * day_ms,
    }));
    const id = await world.state(books, daily, { timezone: "Etc/GMT-2" });
    const items = await world.match(id);
    expect((await world.read(id)).frame).toMatchObject({
      offset_minutes: 120,
      is_clear: true,
    });
    expect(items.filter((item) => item.class !== null)).toEqual([]);
  });

  test("says what is new and what is gone since the last run", async () => {
    const books = await world.advertiser();
    const { conversions, rows } = cleanSales(13, 20);
    await world.record(books, conversions);
    const before = await world.state(books, rows.slice(2));
    await world.match(before);
    const id = await world.state(books, [
      ...rows.slice(1),
      { ...rows[1], order_id: "unheard" } as PlantedRow,
    ]);
    await world.match(id);
    const { totals } = await world.read(id);
    expect(totals?.changed).toEqual({
      previous_id: before,
      appeared: [{ class: "missing_ours", count: 1 }],
      gone: [{ class: "missing_theirs", count: 1 }],
    });
  });
});
