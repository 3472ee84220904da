import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { StatementMapping } from "../../../db/schema/mod.ts";
import { proposeMapping } from "./propose_mapping.ts";
import { checkMapping } from "./check_mapping.ts";
import { mergeMapping } from "./open_reconciliation.ts";
import { rowReader, sniffStatement } from "./sniff.ts";

const HEADER = "Order ID;Amount;Status";
const ROWS = ["A-1;10,00;approved", "A-2;20,00;rejected", "A-3;5,00;approved"];
const TABLE = [HEADER, ...ROWS].join("\n");

function sniff(text: string, header_row?: number) {
  return sniffStatement(text, { is_whole: true, header_row });
}

describe("the line of the header", () => {
  test.each([
    ["a title", "Commission report\n"],
    [
      "a title, an account and a period",
      "Report;November\nAccount;4711\n\nFrom 2026-11-01 to 2026-12-01\n\n",
    ],
    ["blank lines", "\n\n"],
    ["what spreadsheets say of the delimiter, and a title", "sep=;\nReport\n"],
    ["a title with quotes and line ends of Windows", '"The ""best"" shop"\r\n'],
    ["a title as wide as the table", "Commission report;;\n"],
    ["a title and an account as wide", "Report;;\nAccount;4711;\n;;\n"],
  ])("is found behind %s", (_, before) => {
    const sniffed = sniff(before + TABLE);
    expect(sniffed.columns).toEqual(["Order ID", "Amount", "Status"]);
    expect(sniffed.sample).toEqual(ROWS.map((row) => row.split(";")));
    const lines = before.split("\n").length;
    if (before.trim() !== "") expect(sniffed.header_row).toBe(lines);
    const reader = rowReader({ ...sniffed, header_row: lines });
    const rows = [
      ...reader.feed(before),
      ...reader.feed(TABLE),
      ...reader.end(),
    ];
    expect(rows.slice(1).map(({ cells }) => cells)).toEqual(sniffed.sample);
  });

  test("is the first one where a table begins there, named or not", () => {
    expect(sniff(TABLE).header_row).toBeNull();
    expect(sniff(ROWS.join("\n")).header_row).toBeNull();
    expect(sniff("Order ID\nA-1\nA-2\n").header_row).toBeNull();
    expect(sniff("").header_row).toBeNull();
  });

  test("is the one that a mapping names", () => {
    const text = `one;two;three\n${TABLE}`;
    expect(sniff(text).columns).toEqual(["one", "two", "three"]);
    expect(sniff(text, 2).columns).toEqual(["Order ID", "Amount", "Status"]);
    expect(sniff(text, 99).columns).toEqual([]);
  });

  test("is found behind any few lines of other widths", () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), {
      minLength: 1,
      maxLength: 2,
    });
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 8 }), (lines) => {
        const before = lines.map((cells) => `${cells.join(";")}\n`).join("");
        const sniffed = sniff(before + TABLE);
        expect(sniffed.columns).toEqual(["Order ID", "Amount", "Status"]);
        expect(sniffed.header_row).toBe(lines.length + 1);
      }),
      { numRuns: 100 },
    );
  });
});

function propose(text: string) {
  return proposeMapping({
    sniffed: sniff(text),
    encoding: "utf-8",
    kind: "statement",
    currency: null,
    isClickId: () => false,
    conversions: new Set(),
    orders: new Map(),
  }).mapping;
}

test.each([
  ["German", "Bestellnummer;Bestelldatum;Bestellwert;Währung;Provision;Status"],
  [
    "French",
    "Numéro de commande;Date de commande;Montant;Devise;Commission;Statut",
  ],
  ["Spanish", "Número de pedido;Fecha;Importe;Moneda;Comisión;Estado"],
  ["Italian", "Numero ordine;Data ordine;Importo;Valuta;Commissione;Stato"],
  ["Portuguese", "Número do pedido;Data do pedido;Valor;Moeda;Comissão;Estado"],
  ["Dutch", "Bestelnummer;Besteldatum;Bedrag;Valuta;Commissie;Status"],
  ["Polish", "Numer zamówienia;Data zamówienia;Kwota;Waluta;Prowizja;Stan"],
  ["Russian", "Номер заказа;Дата заказа;Сумма;Валюта;Комиссия;Статус"],
  ["Turkish", "Sipariş No;Tarih;Tutar;Para Birimi;Komisyon;Durum"],
])(
  "columns in %s are known by their names, in any case and with blanks for marks",
  (_, header) => {
    const names = header.split(";");
    const row =
      "K-1001;2026-11-20;80,00;EUR;8,00;approved\nK-1002;2026-11-21;40,00;EUR;4,00;rejected";
    const expected = [
      "order_id",
      "occurred_at",
      "amount",
      "currency",
      "revenue",
      "status",
    ];
    for (const change of [
      (name: string) => name,
      (name: string) => name.toUpperCase(),
      (name: string) => name.replaceAll(" ", "_"),
    ]) {
      const changed = names.map(change);
      const { columns } = propose(`${changed.join(";")}\n${row}\n`);
      expect(columns).toEqual(
        Object.fromEntries(
          expected.map((field, at) => [field, changed[at] ?? ""]),
        ),
      );
    }
  },
);

test.each([
  ["Date;Time;Order ID;Amount", "2026-11-20;10:15:30;A-1;5.00", "Time"],
  ["Datum;Uhrzeit;Bestellnummer;Betrag", "20.11.2026;9:05;A-1;5,00", "Uhrzeit"],
  [
    "Order ID;Day;Date;Hour;Amount",
    "A-1;Friday;11/20/2026;10:15 PM;5.00",
    "Hour",
  ],
])(
  "the time of day in a column of its own is found: %s",
  (header, row, time) => {
    expect(propose(`${header}\n${row}\n`).time_column).toBe(time);
  },
);

test("there is no time of day where the date has one, or nothing looks like one", () => {
  const known = propose("Date;Time;Order ID\n2026-11-20 10:00;11:00;A-1\n");
  expect(known.time_column).toBeUndefined();
  const none = propose("Date;Ratio;Order ID\n2026-11-20;3:1;A-1\n");
  expect(none.time_column).toBeUndefined();
});

const DAY_AND_TIME =
  "Date;Time;Paid;Order ID\n2026-11-20;10:15;2026-11-25;A-1\n";

test.each<[string, StatementMapping["columns"]]>([
  [
    "the days stand in another column",
    { occurred_at: "Paid", order_id: "Order ID" },
  ],
  [
    "the column is something else",
    { occurred_at: "Date", reason: "Time", order_id: "Order ID" },
  ],
  ["no column has the days", { order_id: "Order ID" }],
])("the time of day that was found is dropped where %s", (_, columns) => {
  const proposed = propose(DAY_AND_TIME);
  expect(proposed.time_column).toBe("Time");
  expect(mergeMapping(proposed, { columns }).time_column).toBeUndefined();
  const named = { ...proposed, columns, time_column: "Time" };
  const names = ["Date", "Time", "Paid", "Order ID"];
  if (columns.occurred_at === "Paid") {
    expect(() => checkMapping(named, names)).not.toThrow();
  } else {
    expect(() => checkMapping(named, names)).toThrow("time_column");
  }
});
