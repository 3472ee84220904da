// A statement is never right in every cell: a row that can't be read becomes a question, and a sale
// it names is never reversed for that.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { conversionOf } from "../senders.ts";
import { serviceForFile } from "../harness.ts";
import { IS_LONG } from "../long.ts";
import { StatementOffice } from "../statement_office.ts";

const service = await serviceForFile();

const HEADER = [
  "order_id",
  "amount",
  "commission",
  "currency",
  "status",
  "date",
];

/**
 * Creates an office with sales that a statement confirms, each as its cells in the header's order.
 */
async function confirmed(count: number) {
  const office = new StatementOffice(service);
  await office.open();
  const sales: { id: string; cells: string[] }[] = [];
  for (let at = 0; at < count; at++) {
    const order_id = String(123 + at).padStart(6, "0");
    const { id } = await office.sell(order_id, "10.00");
    const day = new Date(service.clock.nowMs()).toISOString();
    sales.push({
      id,
      cells: [order_id, "10.00", "1.00", "USD", "approved", day],
    });
  }
  return { office, sales };
}

/** Uploads rows as given, matches them, and returns what is proposed for each conversion. */
async function propose(
  office: StatementOffice,
  rows: string[],
  header = HEADER,
) {
  const file = [header.join(), ...rows].join("\r\n");
  const { id } = await office.state([], { file });
  const breaks = await office.breaks(id);
  return {
    id,
    proposed: breaks.map((one) => one.proposed),
    classes: breaks.map((one) => one.class),
    breaks,
  };
}

describe("a row with a cell that can't be read", () => {
  const damages: Record<string, (cells: string[]) => string[]> = {
    "a word for a state that nobody knows": (cells) =>
      cells.with(4, "rätselhaft"),
    "a time of a zone that several have": (cells) =>
      cells.with(5, `${cells[5]?.slice(0, 10)} 10:00 EST`),
    "a currency in words": (cells) => cells.with(3, "US Dollar"),
    "one cell short": (cells) => cells.toSpliced(2, 1),
    "one cell more": (cells) => cells.toSpliced(2, 0, "x"),
    "digits for a state": (cells) => cells.with(4, "1"),
    "money in words": (cells) => cells.with(1, "ten"),
    "a quote that is never closed": (cells) => cells.with(2, '"1.00'),
    "a broken character": (cells) => cells.with(2, "1\ufffd"),
  };
  test("is a question about its conversion, and nothing is reversed for it", async () => {
    const names = Object.keys(damages);
    const { office, sales } = await confirmed(names.length + 12);
    const rows = sales.map(({ cells }, at) =>
      (damages[names[at] ?? ""]?.(cells) ?? cells).join(),
    );
    const { id, breaks } = await propose(office, rows);
    expect(
      breaks.map(({ class: of, proposed }) => `${of} ${proposed}`),
    ).toEqual(names.map(() => "unparsable person"));
    const about = breaks.map((one) => one.ours?.conversion_id);
    expect(about).toEqual(sales.slice(0, names.length).map((sale) => sale.id));
    await office.apply(id, { break_ids: "all" });
    for (const sale of sales) {
      expect((await conversionOf(service.api, sale.id)).status).toBe(
        "approved",
      );
    }
    // Nor does a person who accepts it as read set what nobody read.
    const actions = Object.fromEntries(
      breaks.map((one) => [one.id, { action: "set" }]),
    );
    const outcome = await office.apply(id, {
      break_ids: breaks.map((one) => one.id),
      actions,
      dry_run: true,
    });
    expect(outcome.outcomes).toEqual({ set: { unparsable: names.length } });
  });

  test("that names nobody may be any sale of its money: none of those is reversed", async () => {
    const nameless: Record<string, (cells: string[]) => string[]> = {
      "an id that a spreadsheet rounded": (cells) =>
        cells.with(0, "1.23457E+17"),
      "one in a formula": (cells) => cells.with(0, '"=""1.2E+11"""'),
      "no id, and a word that nobody knows": (cells) =>
        cells.with(0, "").with(4, "rätselhaft"),
      "an id of theirs, and a time that is none": (cells) =>
        cells.with(0, "T-77").with(5, "31/31/31"),
    };
    const [generated = ""] = fc.sample(
      fc.stringMatching(/^[1-9]\.[0-9]{1,8}$/),
      {
        numRuns: 1,
        seed: 7,
      },
    );
    nameless["a generated one"] = (cells) => cells.with(0, `${generated}E+15`);
    for (const [name, damage] of Object.entries(nameless)) {
      const { office, sales } = await confirmed(12);
      const other = await office.sell("OTHER", "77.00");
      const rows = sales.map(({ cells }, at) =>
        (at === 0 ? damage(cells) : cells).join(),
      );
      const { id, breaks } = await propose(office, rows);
      const proposed = breaks.map((one) => [
        one.class,
        one.proposed,
        one.ours?.conversion_id ?? null,
      ]);
      // A sale in another currency is missing as before.
      expect([name, proposed.toSorted()]).toEqual([
        name,
        [
          ["missing_theirs", "person", sales[0]?.id ?? ""],
          ["missing_theirs", "reject", other.id],
          ["unparsable", "person", null],
        ].toSorted(),
      ]);
      await office.apply(id, { break_ids: "all" });
      const kept = await conversionOf(service.api, sales[0]?.id ?? "");
      expect([name, kept.status]).toEqual([name, "approved"]);
    }
  }, 60_000);

  test("never has a named order rejected, whatever is damaged", async () => {
    const { office, sales } = await confirmed(16);
    const damage = fc.record({
      row: fc.nat(sales.length - 1),
      cell: fc.integer({ min: 1, max: HEADER.length - 1 }),
      as: fc.oneof(
        fc.string({ maxLength: 12 }),
        fc.constantFrom("", "??", "0", "-", '"', ",", ",,", "1,5", "\u0001"),
        fc.constantFrom("=1+1", "#REF!", "1E+12", "n/a", "\ufffd", "31/31/31"),
      ),
      is_cut: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(damage, { minLength: 1, maxLength: 16 }),
        async (drawn) => {
          const rows = sales.map(({ cells }) => [...cells]);
          for (const { row, cell, as, is_cut } of drawn) {
            const text = as.replaceAll(/[\r\n]/g, " ");
            rows[row] = is_cut
              ? (rows[row] ?? []).slice(0, cell)
              : (rows[row] ?? []).with(
                  cell % (rows[row]?.length ?? 1) || 0,
                  text,
                );
            rows[row][0] = sales[row]?.cells[0] ?? "";
          }
          const text = rows.map((cells) => cells.join());
          const mapping = {
            columns: {
              order_id: "order_id",
              amount: "amount",
              revenue: "commission",
              currency: "currency",
              status: "status",
              occurred_at: "date",
            },
            delimiter: ",",
            has_header: true,
            encoding: "utf-8",
            decimal_comma: false,
            date_order: "dmy",
          };
          const file = [HEADER.join(), ...text].join("\r\n");
          const { id } = await office.state([], { file, mapping });
          const breaks = await office.breaks(id);
          expect(
            breaks.filter(({ proposed }) => proposed === "reject"),
          ).toEqual([]);
        },
      ),
      {
        numRuns: IS_LONG ? 40 : 5,
        examples: [
          // Two lone quotes in a column make one row of two.
          [[0, 1].map((row) => ({ row, cell: 2, as: '"', is_cut: false }))],
        ],
      },
    );
  }, 60_000);
});
