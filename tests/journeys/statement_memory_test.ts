// A confirmed mapping is reused, but never against what the next file shows: 12/05 as another day,
// or 1,050 as another sum, is money gone wrong.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { readThrough, rowsOf, sendFile } from "../statement_world.ts";

const service = await serviceForFile();
const { api } = service;

const NOVEMBER = { from: "2026-11-01", to: "2026-12-01" };
const DECEMBER = { from: "2026-12-01", to: "2027-01-01" };

/**
 * Uploads a file and confirms its proposed mapping; then the next month's with the
 * same header.
 */
async function nextMonth(first: string[], next: string[]) {
  const { advertiser_id } = await setUp(api);
  const bring = async (rows: string[], window: Record<string, string>) => {
    const file = ["order_id;date;commission", ...rows, ""].join("\n");
    const query = {
      advertiser_id: String(advertiser_id),
      timezone: "UTC",
      ...window,
    };
    const { status, body } = await sendFile(service, file, query);
    expect(status).toBe(201);
    return body;
  };
  const { id } = await bring(first, NOVEMBER);
  await readThrough(service, id);
  await api.call("POST", `/reconciliations/${id}/mapping`, {});
  const made = await bring(next, DECEMBER);
  const shown = await readThrough(service, made.id);
  return { shown, rows: await rowsOf(service, made.id) };
}

test.each([
  ["of days by their name", "A-1;20-Nov-26;10,00"],
  ["of years first", "A-1;2026-11-20;10,00"],
])(
  "a month %s says nothing of 12/05: the next one's rows settle it",
  async (_, row) => {
    const { shown, rows } = await nextMonth(
      [row],
      ["A-3;12/20/26;10,50", "A-4;12/05/26;1,50"],
    );
    expect(shown.mapping_confirmed).toBeTrue();
    expect(
      rows.map(({ written_at }) => String(written_at).slice(0, 10)),
    ).toEqual(["2026-12-20", "2026-12-05"]);
  },
);

test("where no row of the next file settles it either, it is asked, or the window says", async () => {
  const { rows } = await nextMonth(
    ["A-1;20-Nov-26;10,00"],
    ["A-4;12/05/26;1,50"],
  );
  expect(rows).toMatchObject([{ written_at: "2026-12-05T00:00:00.000" }]);
});

test("days and months the other way around than confirmed have to be confirmed again", async () => {
  const { shown, rows } = await nextMonth(
    ["A-1;20/11/26;10,00"],
    ["A-3;12/20/26;10,50", "A-4;12/05/26;1,50"],
  );
  expect(shown).toMatchObject({
    mapping_confirmed: false,
    problem: "The mapping has to be confirmed",
    mapping: { date_order: "mdy" },
  });
  expect(rows[1]?.written_at).toBe("2026-12-05T00:00:00.000");
});

test("whole sums say nothing of 1,050: the next file's other sums settle it", async () => {
  const { shown, rows } = await nextMonth(
    ["A-1;2026-11-20;10"],
    ["A-3;2026-12-20;10,50", "A-4;2026-12-05;1,050"],
  );
  expect(shown.mapping_confirmed).toBeTrue();
  expect(rows.map(({ revenue }) => revenue)).toEqual(["10.50", "1.05"]);
});

test("a mark other than confirmed has to be confirmed again, whichever it was", async () => {
  const sums = fc.record({
    units: fc.integer({ min: 0, max: 999 }),
    cents: fc.integer({ min: 1, max: 99 }),
    is_comma_first: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(sums, async ({ units, cents, is_comma_first }) => {
      const fraction = String(cents).padStart(2, "0");
      const [first, next] = is_comma_first ? [",", "."] : [".", ","];
      const { shown, rows } = await nextMonth(
        [`A-1;2026-11-20;${units}${first}${fraction}`],
        [`A-2;2026-12-20;${units}${next}${fraction}`],
      );
      expect(shown.mapping_confirmed).toBeFalse();
      expect(rows[0]?.revenue).toBe(`${units}.${fraction}`);
    }),
    { numRuns: 5 },
  );
});
