import { expect, test } from "bun:test";
import type { StatementField } from "../../../db/schema/mod.ts";
import { proposeMapping } from "./propose_mapping.ts";
import { sniffStatement } from "./sniff.ts";

const OUR_CLICK = "c".repeat(32);
const OUR_CONVERSION = "0198c0de-0000-7000-8000-000000000001";

function propose(text: string, kind = "statement", ours: string[] = []) {
  const sniffed = sniffStatement(text, { is_whole: true });
  return proposeMapping({
    sniffed,
    encoding: "utf-8",
    kind,
    currency: null,
    isClickId: (cell) => cell === OUR_CLICK,
    conversions: new Set([OUR_CONVERSION]),
    orders: new Map(
      sniffed.sample.flatMap((cells) =>
        cells.map((cell) => [cell, ours.includes(cell)] as const),
      ),
    ),
  });
}

type Columns = Partial<Record<StatementField, string>>;

test.each<[string, string, string, Columns]>([
  [
    "TUNE",
    "Date,Offer,Conversion ID,Transaction ID,Advertiser Cost,Status",
    `2026-10-01 10:00:00,Shoes,17,${OUR_CLICK},12.50,approved`,
    {
      occurred_at: "Date",
      campaign: "Offer",
      order_id: "Conversion ID",
      click_id: "Transaction ID",
      revenue: "Advertiser Cost",
      status: "Status",
    },
  ],
  [
    "Everflow",
    "Conversion ID,Transaction ID,Date,Offer Name,Event Name,Payout,Sale Amount,Order ID",
    `${OUR_CONVERSION},${OUR_CLICK},10/13/2026 10:00 AM,Shoes,Base,$12.50,$125.00,A-1`,
    {
      conversion_id: "Conversion ID",
      click_id: "Transaction ID",
      occurred_at: "Date",
      campaign: "Offer Name",
      goal: "Event Name",
      revenue: "Payout",
      amount: "Sale Amount",
      order_id: "Order ID",
    },
  ],
  [
    "CAKE",
    "conversion_id,transaction_id,conversion_date,price,disposition",
    `88,A-9,10/13/2026,"1,012.50",Approved`,
    {
      order_id: "transaction_id",
      occurred_at: "conversion_date",
      amount: "price",
      status: "disposition",
    },
  ],
  [
    "Affise",
    "action_id;click_id;created_at;sum;currency;status;goal",
    `77;${OUR_CLICK};2026-10-01 10:00:00;9.90;EUR;confirmed;sale`,
    {
      order_id: "action_id",
      click_id: "click_id",
      occurred_at: "created_at",
      amount: "sum",
      currency: "currency",
      status: "status",
      goal: "goal",
    },
  ],
  [
    "impact.com",
    "Action Id,Action Tracker,Media Partner Name,Status,Action Date,Sale Amount,Action Cost,Order Id",
    "1000.2000.3000,Sale,Blog,APPROVED,2026-10-01T10:00:00-07:00,125.00,12.50,A-2",
    {
      goal: "Action Tracker",
      affiliate: "Media Partner Name",
      status: "Status",
      occurred_at: "Action Date",
      amount: "Sale Amount",
      revenue: "Action Cost",
      order_id: "Order Id",
    },
  ],
  [
    "Awin",
    "ID,Publisher ID,Transaction Date,Sale Amount,Commission Amount,Transaction Status,Order Ref,Decline Reason",
    "555,42,2026-10-01T10:00:00,125.00,12.50,declined,A-3,returned",
    {
      affiliate: "Publisher ID",
      occurred_at: "Transaction Date",
      amount: "Sale Amount",
      revenue: "Commission Amount",
      status: "Transaction Status",
      order_id: "Order Ref",
      reason: "Decline Reason",
    },
  ],
])(
  "a statement of %s is understood by its header",
  (_, header, row, columns) => {
    expect(propose(`${header}\n${row}\n`).mapping.columns).toEqual(columns);
  },
);

test("without a header, columns are proposed by their values", () => {
  const rows = [1, 2, 3].map(
    (n) => `${OUR_CLICK};${n}.10.2026 10:00;${n}0,50 €;approved;EUR\n`,
  );
  const { mapping, proposal } = propose(rows.join(""));
  expect(mapping).toMatchObject({
    has_header: false,
    delimiter: ";",
    decimal_comma: true,
    columns: {
      click_id: "#1",
      occurred_at: "#2",
      revenue: "#3",
      status: "#4",
      currency: "#5",
    },
  });
  expect(proposal[0]).toMatchObject({
    column: "#1",
    field: "click_id",
    why: "100 % of its values are click ids that we signed",
    examples: [OUR_CLICK],
  });
});

test("a name whose values say otherwise is not believed", () => {
  const { mapping, proposal } = propose(
    "click_id,date,amount\nabc,soon,12.50\ndef,later,13.50\n",
  );
  expect(mapping.columns).toEqual({ amount: "amount" });
  expect(proposal[1]).toMatchObject({ field: null });
});

test("what the advertiser calls a payout is what it pays us; in an import it is the affiliate's", () => {
  const text = "order_id,payout\nA-1,1.00\nA-2,2.00\n";
  expect(propose(text).mapping.columns).toMatchObject({ revenue: "payout" });
  expect(propose(text, "import").mapping.columns).toMatchObject({
    payout: "payout",
  });
});

test("the currency is taken from a column's name or from what stands beside amounts", () => {
  const named = propose("Order ID,Amount (EUR)\nA-1,1.00\n").mapping;
  expect(named).toMatchObject({
    currency: "EUR",
    columns: { amount: "Amount (EUR)" },
  });
  const beside = propose("order_id,amount\nA-1,£1.00\n").mapping;
  expect(beside.currency).toBe("GBP");
});

test("the column as a whole settles marks and the order of dates, or leaves them open", () => {
  const open = propose('order_id,date,amount\nA,1/2/2026,"1,234"\n').mapping;
  expect(open.decimal_comma).toBeUndefined();
  expect(open.date_order).toBeUndefined();
  const settled = propose(
    'order_id,date,amount\nA,1/2/2026,"1,234"\nB,13/2/2026,"1,5"\n',
  ).mapping;
  expect(settled).toMatchObject({ decimal_comma: true, date_order: "dmy" });
});

test.each([
  ["a,b\n1,2\n", { format: "csv", delimiter: "," }],
  ["a;b\n1,5;2,5\n", { format: "csv", delimiter: ";" }],
  ["a\tb\n1\t2\n", { format: "csv", delimiter: "\t" }],
  ["a|b\n1|2\n", { format: "csv", delimiter: "|" }],
  ["sep=|\na|b\n1|2\n", { format: "csv", delimiter: "|", columns: ["a", "b"] }],
  ['[{"a":1}]', { format: "json", columns: ["a"] }],
  ['{"data":[{"a":1}]}', { format: "json", columns: ["a"] }],
  ['{\n"items":[\n{"a":1}]}', { format: "json", columns: ["a"] }],
  ['{"a":1}\n{"a":2,"b":3}\n', { format: "ndjson", columns: ["a", "b"] }],
  ["order_id,,order_id\n1,2,3\n", { columns: ["order_id", "#2", "#3"] }],
])("sniffStatement() of %j", (text, expected) => {
  expect(sniffStatement(text, { is_whole: true })).toMatchObject(expected);
});

test.each<[string, string, string]>([
  ["Voided", "1", "rejected"],
  ["Cancelled", "yes", "rejected"],
  ["Refunded", "", "reversed"],
  ["Is Reversed", "true", "reversed"],
  ["Cancelled?", "X", "rejected"],
  ["Was refunded?", "yes", "reversed"],
  ["Cancelled At", "2026-11-20", "rejected"],
  ["refunded_on", "2026-11-20 10:00", "reversed"],
  ["isChargeback", "x", "reversed"],
  ["declined_flag", "no", "rejected"],
  ["Storniert", "ja", "reversed"],
])("a column %p with %p ends a sale", (column, value, end) => {
  const { mapping, proposal } = propose(
    `Order ID,Status,Amount,${column}\nA-1,approved,10.00,${value}\n`,
  );
  expect(mapping.ended).toEqual({ [column]: end as "rejected" });
  expect(mapping.columns).toEqual({
    order_id: "Order ID",
    status: "Status",
    amount: "Amount",
  });
  expect(proposal.at(-1)).toMatchObject({ column, field: "ended" });
});

test("several flags end a sale each, and neither a state's answer nor a number is one", () => {
  const { mapping } = propose(
    "No,Order ID,Approved,Amount,Voided,Refunded\n1,A-1,yes,10.00,0,0\n2,A-2,no,10.00,1,0\n",
  );
  expect(mapping.ended).toEqual({ Voided: "rejected", Refunded: "reversed" });
  expect(mapping.columns).toMatchObject({ status: "Approved" });
});

const ORDERS = ["A-101", "000123", "100457", "R7"];
const NAMES = [
  "Vorgang",
  "Order ID",
  "Ref 2",
  "#",
  "Amount",
  "Status",
  "Notes",
];

test.each(NAMES)(
  "the column whose values are orders on our books is the order id, though it is called %p",
  (name) => {
    const other = name === "Order ID" ? "Order Number" : "Order ID";
    const lines = ORDERS.map((order, at) => `77${at},${order},10.0${at}`);
    const text = `${other},${name},Total\n${lines.join("\n")}\n`;
    const { mapping, proposal } = propose(text, "statement", ORDERS);
    expect(mapping.columns.order_id).toBe(name === "#" ? "#" : name);
    expect(proposal[1]?.why).toContain("100 % of its values are orders");
    // A single hit, which may be chance, doesn't outdo the name.
    const chance = propose(text, "statement", ["R7"]);
    expect(chance.mapping.columns.order_id).toBe(
      name === "Order ID" ? "Order ID" : other,
    );
  },
);

test("orders are known among those of others", () => {
  const text = "Order ID,Beleg\n1,A-101\n2,X-1\n3,000123\n4,X-2\n";
  const { mapping } = propose(text, "statement", ORDERS);
  expect(mapping.columns).toEqual({ order_id: "Beleg" });
});
