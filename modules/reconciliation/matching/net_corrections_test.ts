import { expect, test } from "bun:test";
import fc from "fast-check";
import type {
  PlantedConversion,
  PlantedRow,
} from "../../../tests/planted_maker.ts";
import { confirming, plantWorld } from "../../../tests/planted_statement.ts";
import { reconciliationWorld } from "../../../tests/reconciliation_world.ts";
import { matchByHand } from "./match_by_hand.ts";
import { matchStatement } from "./match_statement.ts";

const world = await reconciliationWorld(matchStatement);
const UNIT = 1_000_000n;
const books = await world.advertiser();
const [SALE, SPLIT, OTHER] = plantWorld(31, { clean: 3, each: 0 })
  .events.flatMap((event) => event.conversions)
  .map((sale, at): PlantedConversion => ({
    ...sale,
    order_id: `NET-${at}`,
    revenue_micros: 10n * UNIT,
  })) as [PlantedConversion, PlantedConversion, PlantedConversion];
// A sale with the same order as SPLIT.
const SECOND = {
  ...OTHER,
  order_id: SPLIT.order_id ?? null,
  revenue_micros: 20n * UNIT,
};
await world.record(books, [SALE, SPLIT, SECOND]);

function rowOf(
  sale: PlantedConversion,
  units: number,
  change: Partial<PlantedRow> = {},
): PlantedRow {
  const revenue_micros = BigInt(units) * UNIT;
  return { ...confirming(sale), revenue_micros, ...change };
}

const REST = [rowOf(SPLIT, 10), rowOf(SECOND, 20)];

async function match(rows: PlantedRow[]) {
  const id = await world.state(books, [...rows, ...REST]);
  const items = await world.match(id);
  return { id, items, own: items.slice(0, rows.length) };
}

const TAKEN_BACK = {
  conversion_id: SALE.id,
  class: "status_mismatch",
  proposed: "person",
  detail: { net: true, theirs: { status: "reversed", micros: "0" } },
};

test.each<[string, PlantedRow[]]>([
  ["one correction", [rowOf(SALE, 10), rowOf(SALE, -10)]],
  ["two parts", [rowOf(SALE, 10), rowOf(SALE, -4), rowOf(SALE, -6)]],
  [
    "a line that is marked",
    [rowOf(SALE, 10), rowOf(SALE, -10, { status: "reversed" })],
  ],
  ["two sales of it", [rowOf(SALE, 4), rowOf(SALE, 6), rowOf(SALE, -10)]],
])(
  "a sale that a statement takes back by %s is a person's to reverse",
  async (_, rows) => {
    const { own } = await match(rows);
    const [leader, ...others] = own.toSorted(
      (a, b) => Number(b.class !== null) - Number(a.class !== null),
    );
    expect(leader).toMatchObject(TAKEN_BACK);
    for (const part of others) {
      expect(part).toMatchObject({
        class: null,
        conversion_id: null,
        rule: "correction",
        detail: { corrects: `r${leader?.row_no}` },
      });
    }
  },
);

test("what a correction leaves is the amount", async () => {
  const { own, items } = await match([rowOf(SALE, -3), rowOf(SALE, 10)]);
  expect(own[1]).toMatchObject({
    conversion_id: SALE.id,
    class: "amount_mismatch",
    proposed: "set",
    theirs_micros: 7n * UNIT,
    detail: { theirs: { micros: String(7n * UNIT) } },
  });
  expect(items.filter((item) => item.class !== null)).toHaveLength(1);
  const same = await match([
    rowOf(SALE, 15),
    rowOf(SALE, -15),
    rowOf(SALE, 10),
  ]);
  expect(same.items.filter((item) => item.class !== null)).toEqual([]);
});

test("of several sales of an order, the one that a line cancels is taken back", async () => {
  const id = await world.state(books, [
    rowOf(SALE, 10),
    ...REST,
    rowOf(SECOND, -20),
  ]);
  const items = await world.match(id);
  expect(items.filter((item) => item.class !== null)).toMatchObject([
    { row_no: 3, ...TAKEN_BACK, conversion_id: SECOND.id },
  ]);
});

test("a row that corrects another one is not matched by hand, and its leader keeps what is left", async () => {
  const { id } = await match([rowOf(SALE, 10), rowOf(SALE, -10)]);
  const said = { conversion_id: SALE.id, changed_by: "a test" };
  await expect(matchByHand(world, id, { row_no: 2, ...said })).rejects.toThrow(
    "corrects row 1",
  );
  await matchByHand(world, id, { row_no: 1, ...said });
  const [leader, part] = await world.items(id);
  expect(leader).toMatchObject(TAKEN_BACK);
  expect(part).toMatchObject({ rule: "correction" });
});

test("whatever lines an order has, they become one match of their sum", async () => {
  const units = fc.integer({ min: 1, max: 30 });
  const lines = fc.tuple(
    fc.array(units, { minLength: 1, maxLength: 3 }),
    fc.array(units, { minLength: 1, maxLength: 3 }),
  );
  await fc.assert(
    fc.asyncProperty(lines, async ([plus, minus]) => {
      const rows = [...plus, ...minus.map((unit) => -unit)].map((unit) =>
        rowOf(SALE, unit),
      );
      const { own } = await match(rows);
      const matched = own.filter((item) => item.conversion_id === SALE.id);
      expect(matched).toHaveLength(1);
      const sum = rows.reduce(
        (all, row) => all + (row.revenue_micros ?? 0n),
        0n,
      );
      expect(matched[0]?.theirs_micros).toBe(sum);
      const parts = own.filter((item) => item.rule === "correction");
      expect(parts).toHaveLength(rows.length - 1);
    }),
    { numRuns: 12 },
  );
});
