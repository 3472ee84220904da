import { expect, test } from "bun:test";
import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import {
  cutOf,
  fieldsAlwaysSeenBy,
  hiddenFrom,
  schemaSeenBy,
  seenAs,
} from "./hidden_fields.ts";
import { named } from "./describe.ts";
import { Amount, listOf, nullable, rounded } from "./shapes.ts";

const Money = named(
  "Money",
  Type.Object({
    payout: hiddenFrom(Amount, ["advertiser"]),
    revenue: hiddenFrom(Amount, ["affiliate"]),
    amount: hiddenFrom(nullable(Amount), ["affiliate"], "share_amount"),
    share_amount: Type.Boolean(),
  }),
);
const Sale = Type.Object({
  id: Type.Integer(),
  ...Money.properties,
  parts: Type.Record(Type.String(), Money),
  first: nullable(Money),
  note: hiddenFrom(Type.String(), ["affiliate", "advertiser"]),
});
const money = (share_amount: boolean) => ({
  payout: "1.00",
  revenue: "2.00",
  amount: "9.00",
  share_amount,
});
const sale = {
  id: 1,
  ...money(false),
  parts: { a: money(true), b: money(false) },
  first: money(true),
  note: "internal",
};

test("a role reads other words of a field, and neither filters nor sorts by it", () => {
  const words = seenAs(Type.String(), (role) => `for an ${role}`, "Why.");
  const schema = Type.Object({ id: Type.String(), why: words });
  const row = { id: "1", why: "margin" };
  expect(cutOf([schema], "affiliate")(row)).toEqual({
    id: "1",
    why: "for an affiliate",
  });
  expect(fieldsAlwaysSeenBy(schema, "affiliate")).toEqual(["id"]);
});

test("each role keeps the fields that aren't hidden from it, however deep they are", () => {
  const page = { data: [sale, sale], next_cursor: null };
  const seen = {
    id: 1,
    payout: "1.00",
    share_amount: false,
    parts: {
      a: { payout: "1.00", amount: "9.00", share_amount: true },
      b: { payout: "1.00", share_amount: false },
    },
    first: { payout: "1.00", amount: "9.00", share_amount: true },
  };
  const cut = cutOf([listOf(Sale)], "affiliate");
  expect(cut(page)).toEqual({ data: [seen, seen], next_cursor: null });
  const { payout: _, note: __, ...own } = sale;
  expect(cutOf([Sale], "advertiser")(sale)).toMatchObject({
    revenue: own.revenue,
    amount: own.amount,
    first: { revenue: "2.00", amount: "9.00" },
  });
  expect(JSON.stringify(cutOf([Sale], "advertiser")(sale))).not.toMatch(
    /payout|note/,
  );
  expect(sale).toMatchObject({ note: "internal", revenue: "2.00" });
});

test("the exact amount is hidden from whom the rounded one is", () => {
  const money = rounded({
    payout: hiddenFrom(Amount, ["advertiser"]),
    revenue: hiddenFrom(Amount, ["affiliate"]),
  });
  const exact = { payout: "1.001", revenue: "2.002" };
  const given = { payout: "1.00", revenue: "2.00", exact };
  const cut = cutOf([Type.Object(money)], "affiliate");
  expect(cut(given)).toEqual({ payout: "1.00", exact: { payout: "1.001" } });
});

test("a field that something shows is seen as deep as that counts", () => {
  const amount = hiddenFrom(Amount, ["affiliate"], "share_amount");
  const Step = Type.Object(rounded({ amount }));
  const shared = Type.Optional(Type.Boolean());
  const schema = Type.Object({
    share_amount: shared,
    ...rounded({ amount }),
    steps: Type.Array(Type.Object({ share_amount: shared, step: Step })),
  });
  const step = { amount: "9.00", exact: { amount: "9.001" } };
  const given = (share_amount: boolean) => ({
    share_amount,
    ...step,
    steps: [{ step }, { share_amount: !share_amount, step }],
  });
  const cut = cutOf([schema], "affiliate");
  const cut_step = { exact: {} };
  expect(cut(given(true))).toEqual({
    ...given(true),
    steps: [{ step }, { share_amount: false, step: cut_step }],
  });
  expect(cut(given(false))).toEqual({
    share_amount: false,
    ...cut_step,
    steps: [{ step: cut_step }, { share_amount: true, step }],
  });
  expect(cut(step)).toEqual(cut_step);
});

test("no list is filtered or sorted by what a role sees in some rows only", () => {
  expect(fieldsAlwaysSeenBy(Sale, "affiliate").toSorted()).toEqual(
    ["id", "payout", "share_amount", "parts", "first"].toSorted(),
  );
  const other = Type.Object({ id: Type.Integer(), revenue: Amount });
  expect(
    fieldsAlwaysSeenBy(Type.Union([other, Money]), "affiliate").toSorted(),
  ).toEqual(["id", "payout", "share_amount"]);
});

test("a field that the schema doesn't name is shown to no party", () => {
  const given = { ...sale, first: { ...money(true), margin: "1.00" }, tax: 1 };
  const cut = cutOf([Sale], "affiliate")(given);
  expect(JSON.stringify(cut)).not.toMatch(/margin|tax/);
});

test("of several shapes, what one hides is hidden in all", () => {
  const other = Type.Object({ id: Type.Integer(), revenue: Amount });
  const cut = cutOf([Type.Union([other, Money]), Sale], "affiliate");
  expect(cut({ id: 1, revenue: "2.00" })).toEqual({ id: 1 });
});

test("the schema of what a role sees fits what it is shown", () => {
  for (const role of ["affiliate", "advertiser"] as const) {
    const schema = { ...schemaSeenBy(Sale, role), additionalProperties: false };
    expect(Value.Check(schema, cutOf([Sale], role)(sale))).toBe(true);
    expect(Value.Check(schema, sale)).toBe(false);
  }
});
