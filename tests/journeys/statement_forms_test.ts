// Statements as advertisers send them: with lines before the header, in other languages and code
// pages, with the time in a separate column. A confirmed proposal is remembered for next month.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { setUp } from "../factory.ts";
import { ADMIN_TOKEN, serviceForFile } from "../harness.ts";
import { IS_LONG } from "../long.ts";
import { OCTOBER, readThrough, rowsOf, sendFile } from "../statement_world.ts";
import type { ShownReconciliation } from "../statement_world.ts";

const service = await serviceForFile();
const { api } = service;

type Fields = "order" | "date" | "time" | "amount" | "revenue" | "status";

/** Format of an advertiser's statement. */
interface Form {
  encoding: "utf-8" | "windows-1251" | "windows-1252";
  delimiter: string;
  /** Lines before the header; the first one contains the month. */
  before: readonly string[];
  /** Column names, in order. */
  header: Partial<Record<Fields, string>>;
  /** Its words for approved and rejected, and one that only it knows for pending. */
  words: Record<"approved" | "rejected" | "pending", string>;
  date(day: string, month: string): string;
  decimal_comma: boolean;
  date_order?: string;
}

type State = keyof Form["words"];

const SALES: {
  time: string;
  amount: string;
  revenue: string;
  status: State;
}[] = [
  { time: "10:05", amount: "1080.50", revenue: "8.05", status: "approved" },
  { time: "23:59", amount: "20.00", revenue: "2.00", status: "rejected" },
  { time: "00:10", amount: "30.00", revenue: "3.00", status: "pending" },
];

function salesOf(...days: string[]) {
  return SALES.map((sale, at) => {
    const day = days[at] ?? "";
    return { order: `${day}-${at}`, day, ...sale };
  });
}

/** Days that reveal the order of day and month, and days that don't. */
const NOVEMBER = { month: "11", sales: salesOf("01", "20", "21") };
const DECEMBER = { month: "12", sales: salesOf("01", "05", "06") };
type Month = typeof NOVEMBER;

function textOf(
  form: Form,
  { month, sales }: Month,
  before: readonly string[],
) {
  const { header, delimiter, words } = form;
  const fields = Object.keys(header) as Fields[];
  const money = (text: string) =>
    form.decimal_comma
      ? text.replace("1080.", "1.080.").replace(/\.(\d\d)$/, ",$1")
      : text;
  const rows = sales.map((sale) => {
    const cells = {
      ...sale,
      date: form.date(sale.day, month),
      amount: money(sale.amount),
      revenue: money(sale.revenue),
      status: words[sale.status],
    };
    return fields.map((field) => cells[field]).join(delimiter);
  });
  const names = fields.map((field) => header[field]).join(delimiter);
  return [...before, names, ...rows, ""].join("\r\n");
}

/** Text in a code page, by what its bytes are decoded to. */
function encode(text: string, encoding: Form["encoding"]): Uint8Array {
  if (encoding === "utf-8") return Buffer.from(text);
  const decoder = new TextDecoder(encoding);
  const bytes = new Map<string, number>();
  for (let byte = 0; byte < 256; byte++) {
    bytes.set(decoder.decode(Uint8Array.of(byte)), byte);
  }
  const encoded = [...text].map((character) => {
    const byte = bytes.get(character);
    if (byte !== undefined) return byte;
    throw new Error(`There is no "${character}" in ${encoding}`);
  });
  return Uint8Array.from(encoded);
}

/** Expected values of a month's rows. */
function readingOf(
  { header }: Form,
  { month, sales }: Month,
  pending: string | null,
) {
  return sales.map(({ order, day, time, amount, revenue, status }) => ({
    order_id: order,
    written_at: `2026-${month}-${day}T${header.time === undefined ? "00:00" : time}:00.000`,
    amount,
    revenue,
    status: status === "pending" ? pending : status,
    problem: null,
  }));
}

async function send(
  form: Form,
  month: Month,
  advertiser_id: number,
  before: readonly string[],
) {
  const file = encode(textOf(form, month, before), form.encoding);
  const to = month === NOVEMBER ? "2026-12-01" : "2027-01-01";
  const query = {
    advertiser_id: String(advertiser_id),
    timezone: "UTC",
    from: `2026-${month.month}-01`,
    to,
  };
  const sent = await sendFile(service, file, query);
  expect(sent.status).toBe(201);
  return sent.body;
}

/** The format and columns of this form's mapping. */
function mappingOf({ header, ...form }: Form, before: readonly string[]) {
  const { order, date, time, amount, revenue, status } = header;
  return {
    encoding: form.encoding,
    delimiter: form.delimiter,
    decimal_comma: form.decimal_comma,
    columns: { order_id: order, occurred_at: date, amount, revenue, status },
    ...(before.length === 0 ? {} : { header_row: before.length + 1 }),
    ...(time === undefined ? {} : { time_column: time }),
    ...(form.date_order === undefined ? {} : { date_order: form.date_order }),
  };
}

const FIELD_OF: Record<Fields, string> = {
  order: "order_id",
  date: "occurred_at",
  time: "time_column",
  amount: "amount",
  revenue: "revenue",
  status: "status",
};

/** Checks that every column is proposed as what it is, by its name and its values. */
function checkProposal({ proposal }: ShownReconciliation, { header }: Form) {
  const wanted = Object.entries(header).map(([field, column]) => ({
    column,
    field: FIELD_OF[field as Fields],
    why: expect.stringMatching(/^its name says so, and \d+ % of its values /),
  }));
  expect(proposal).toMatchObject(wanted);
}

/**
 * November is proposed and confirmed with a word of the advertiser's own; December needs nobody.
 */
async function goThrough(form: Form): Promise<void> {
  const { advertiser_id } = await setUp(api);
  const { words, before } = form;
  const first = await send(form, NOVEMBER, advertiser_id, before);
  expect(first.mapping_confirmed).toBe(false);
  expect(first.mapping).toMatchObject(mappingOf(form, before));
  checkProposal(first, form);
  expect(await readThrough(service, first.id)).toMatchObject({
    status: "review",
    problem: "The mapping has to be confirmed",
    reading: { rows: 3, problems: 0, unknown_statuses: { [words.pending]: 1 } },
  });
  expect(await rowsOf(service, first.id)).toMatchObject(
    readingOf(form, NOVEMBER, null),
  );

  const status_map = { [words.pending]: "pending" };
  await api.call("POST", `/reconciliations/${first.id}/mapping`, {
    mapping: { status_map },
  });
  expect(await readThrough(service, first.id)).toMatchObject({
    status: "review",
    problem: null,
    mapping_confirmed: true,
    reading: { rows: 3, problems: 0, unknown_statuses: {} },
  });
  expect(await rowsOf(service, first.id)).toMatchObject(
    readingOf(form, NOVEMBER, "pending"),
  );

  const longer =
    before.length === 0 ? [] : [...before, "", before.at(-1) ?? ""];
  const next = await send(form, DECEMBER, advertiser_id, longer);
  expect(next).toMatchObject({
    mapping_confirmed: true,
    mapping: { ...mappingOf(form, longer), status_map },
  });
  expect(await readThrough(service, next.id)).toMatchObject({
    status: "review",
    problem: null,
    reading: { rows: 3, problems: 0, unknown_statuses: {} },
  });
  expect(await rowsOf(service, next.id)).toMatchObject(
    readingOf(form, DECEMBER, "pending"),
  );
}

const ENGLISH: Form = {
  encoding: "utf-8",
  delimiter: ",",
  before: [],
  header: {
    order: "Order ID",
    date: "Date",
    amount: "Sale Amount",
    revenue: "Commission",
    status: "Status",
  },
  words: { approved: "approved", rejected: "declined", pending: "parked" },
  date: (day, month) => `2026-${month}-${day}`,
  decimal_comma: false,
};
const GERMAN: Form = {
  encoding: "windows-1252",
  delimiter: ";",
  before: [],
  header: {
    order: "Bestellnummer",
    date: "Datum",
    amount: "Bestellwert",
    revenue: "Vergütung",
    status: "Status",
  },
  words: {
    approved: "bestätigt",
    rejected: "abgelehnt",
    pending: "geprüft",
  },
  date: (day, month) => `${day}.${month}.2026`,
  decimal_comma: true,
  date_order: "dmy",
};
const RUSSIAN: Form = {
  ...GERMAN,
  encoding: "windows-1251",
  header: {
    order: "Номер заказа",
    date: "Дата",
    amount: "Сумма заказа",
    revenue: "Вознаграждение",
    status: "Статус",
  },
  words: {
    approved: "подтверждено",
    rejected: "отклонено",
    pending: "склад",
  },
};
const MONTHS: Record<string, string> = { "11": "Nov", "12": "Dec" };
const byName = (day: string, month: string) => `${day}-${MONTHS[month]}-26`;
const monthFirst = (day: string, month: string) => `${month}/${day}/26`;

/** A header with a separate column for the time of day. */
function withTime({ header, ...form }: Form, time: string): Form {
  const { order = "", date = "", ...others } = header;
  return { ...form, header: { order, date, time, ...others } };
}

test.each<[string, Form]>([
  [
    "has a title and an account before its header, and days as 11/20/26",
    {
      ...ENGLISH,
      before: ["Commission report", "Account,4711"],
      date: monthFirst,
      date_order: "mdy",
    },
  ],
  [
    "has lines before its header as wide as the table, and days as 20-Nov-26",
    {
      ...ENGLISH,
      before: ["Report,,,,", "Account,4711,,,", ",,,,"],
      date: byName,
    },
  ],
  [
    "is German, in windows-1252, with a column for the time",
    withTime(
      { ...GERMAN, before: ["Abrechnung für Müller & Söhne"] },
      "Uhrzeit",
    ),
  ],
  [
    "is Russian, in windows-1251, with a column for the time",
    withTime({ ...RUSSIAN, before: ["Отчёт за месяц"] }, "Время"),
  ],
  [
    "has days as 11/20/26 and a column for the time",
    withTime({ ...ENGLISH, date: monthFirst, date_order: "mdy" }, "Time"),
  ],
])("a statement that %s is read, and so is the next one", (_, form) =>
  goThrough(form),
);

const TABLE = textOf(ENGLISH, NOVEMBER, []);
const PAGE = `<html><body><table><tr><td>${TABLE}</td></tr></table></body></html>`;

test.each<[string, string | Uint8Array]>([
  [
    "a workbook",
    Buffer.concat([
      Buffer.from("504b0304140006000800", "hex"),
      Buffer.from("[Content_Types].xml"),
    ]),
  ],
  ["an old workbook", Buffer.from(`d0cf11e0a1b11ae1${"00".repeat(64)}`, "hex")],
  ["a compressed file", Bun.gzipSync(TABLE)],
  ["a page of HTML", `<!DOCTYPE html>${PAGE}`],
  ["a page of HTML behind a mark and blank lines", `\ufeff\r\n\r\n${PAGE}`],
  ["a page of HTML in UTF-16", Buffer.from(`\ufeff${PAGE}`, "utf16le")],
  ["a table alone of HTML", "<table><tr><td>Order ID</td></tr></table>"],
  ["XML", '<?xml version="1.0"?><orders><order id="A-1"/></orders>'],
  ["XML without its first line", '<orders>\n<order id="A-1"/>\n</orders>'],
])("%s is refused, with the advice to save it as CSV", async (_, file) => {
  const { advertiser_id } = await setUp(api);
  const query = { advertiser_id: String(advertiser_id) };
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...OCTOBER, ...query })) {
    form.set(name, value);
  }
  form.set("file", new File([file], "october.csv"));
  const answers = [
    await sendFile(service, file, query),
    await api.fetch("/api/v1/reconciliations", {
      method: "POST",
      headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
      body: form,
    }),
  ];
  for (const { status, body } of answers) {
    expect([status, body]).toMatchObject([
      422,
      {
        code: "invalid_request",
        detail: expect.stringMatching(
          /^Cannot read .*: save it as CSV and send that$/,
        ),
      },
    ]);
  }
  const path = `/reconciliations?advertiser_id=${advertiser_id}`;
  expect(await api.call("GET", path)).toMatchObject({ data: [] });
});

const RUNS = IS_LONG ? 12 : 3;

test("any of these forms is read behind any few lines", async () => {
  const languages = [
    { form: ENGLISH, time: "Time" },
    { form: GERMAN, time: "Uhrzeit" },
    { form: RUSSIAN, time: "Время" },
  ];
  const line = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), {
    minLength: 1,
    maxLength: 2,
  });
  const forms = fc.record({
    language: fc.constantFrom(...languages),
    has_time: fc.boolean(),
    dated: fc.constantFrom(
      {},
      { date: byName, date_order: undefined },
      { date: monthFirst, date_order: "mdy" },
    ),
    lines: fc.array(line, { maxLength: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(forms, async ({ language, has_time, dated, lines }) => {
      const form = { ...language.form, ...dated } as Form;
      const before = lines.map((cells) => cells.join(form.delimiter));
      await goThrough({
        ...(has_time ? withTime(form, language.time) : form),
        before,
      });
    }),
    { numRuns: RUNS },
  );
});

test("nothing failed", () => {
  expect(service.log).toEqual([]);
});
