// A network that moves in brings thousands of links and prices. It sends them in few requests,
// and either all of them stand afterwards or it knows which ones don't and why.
import { describe, expect, test } from "bun:test";
import { configVersion } from "../../db/schema/mod.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { expectNothingWritten } from "../refusals.ts";

const service = await serviceForFile();
const { api, db } = service;
const { advertiser_id, affiliate_id, campaign_id } = await setUp(api);

interface Row {
  index: number;
  status: number;
  id?: number;
  made?: Record<string, unknown>;
  code?: string;
  detail?: string;
  errors?: { field: string; message: string; allowed?: string[] }[];
}

interface Refusal {
  code: string;
  detail: string;
  errors: { field: string; message: string; code: string }[];
}

async function bulk(name: string, items: unknown, more: object = {}) {
  return await api.try<{ data: Row[] }>("POST", `/bulk/${name}`, {
    items,
    ...more,
  });
}

async function refused(name: string, items: unknown): Promise<Refusal> {
  const before = await version();
  const answer = await expectNothingWritten(service, () => bulk(name, items));
  expect([answer.status, await version()]).toEqual([422, before]);
  return answer.body as unknown as Refusal;
}

async function version(): Promise<number> {
  const [row] = await db.select().from(configVersion);
  return row?.version ?? 0;
}

const fixed = (amount: string) => ({ type: "fixed", amount });
const goal = (key: string) => ({
  key,
  revenue: fixed("3.00"),
  payout: fixed("2.00"),
});
const campaign = (name: string) => ({
  advertiser_id,
  name,
  destination_url: "https://shop.example/landing",
  currency: "EUR",
  goals: [goal("sale")],
});
const endpoint = { url: "https://partner.example/pb?id={delivery_id}" };

const KINDS: [
  name: string,
  items: Record<string, unknown>[],
  at: (made: Record<string, unknown>) => string,
][] = [
  [
    "advertisers",
    [{ name: "Acme" }, { name: "Bolt", external_id: "b" }],
    ({ id }) => `/advertisers/${id}`,
  ],
  [
    "affiliates",
    [{ name: "Ada" }, { name: "Bea", payment_details: { iban: "DE1" } }],
    ({ id }) => `/affiliates/${id}`,
  ],
  [
    "campaigns",
    [campaign("One"), campaign("Two")],
    ({ id }) => `/campaigns/${id}`,
  ],
  [
    "goals",
    [
      { campaign_id, ...goal("lead") },
      { campaign_id, ...goal("rebill"), after: "lead" },
    ],
    ({ key }) => `/campaigns/${campaign_id}/goals/${key}`,
  ],
  [
    "payouts",
    [
      { campaign_id, goal_key: "sale", affiliate_id, payout: fixed("9.00") },
      { campaign_id, goal: "*", payout: fixed("8.00") },
    ],
    ({ id, goal_key }) =>
      `/campaigns/${campaign_id}/goals/${String(goal_key)}/payouts/${id}`,
  ],
  [
    "links",
    [
      { campaign_id, affiliate_id, subs: { sub1: "a" } },
      { smart: [{ campaign_id }], affiliate_id },
    ],
    ({ id }) => `/links/${id}`,
  ],
  [
    "endpoints",
    [
      { affiliate_id, ...endpoint },
      { affiliate_id, ...endpoint, campaign_id },
    ],
    ({ id }) => `/affiliates/${affiliate_id}/postbacks/${id}`,
  ],
];

describe.each(KINDS)("many %s", (name, items, at) => {
  test("are only looked at in a dry run, which names what would be refused", async () => {
    const before = await version();
    const [first] = items;
    const { status, body } = await expectNothingWritten(service, () =>
      bulk(name, [first, { ...first, no_such: 1 }], { dry_run: true }),
    );
    expect([status, await version()]).toEqual([200, before]);
    const [good, bad] = body.data;
    expect(good).toEqual({ index: 0, status: 201 });
    expect(bad).toMatchObject({
      index: 1,
      status: 422,
      errors: [{ field: "no_such" }],
    });
  });

  test("are made at once, in one change, as one by one", async () => {
    const before = await version();
    const { status, body } = await bulk(name, items);
    expect([status, await version()]).toEqual([201, before + 1]);
    expect(body.data).toHaveLength(items.length);
    for (const [index, row] of body.data.entries()) {
      const { made = {} } = row;
      const shown = await api.call("GET", at(made));
      expect(row).toEqual({
        index,
        status: 201,
        ...(made.id === undefined ? {} : { id: made.id as number }),
        made: shown,
      });
    }
  });

  test("are refused by name where one is not as it should be", async () => {
    const [first] = items;
    const { code, errors } = await refused(name, [
      first,
      { ...first, no_such: 1 },
      null,
    ]);
    expect(code).toBe("invalid_request");
    const named = errors.filter(({ field }) => !field.startsWith("items.0"));
    expect(named.map(({ field }) => field)).toEqual([
      "items.1.no_such",
      "items.2",
    ]);
  });
});

describe("all or none", () => {
  test("names each item that can't be made, with its code, and makes nothing", async () => {
    const { detail, errors } = await refused("links", [
      { campaign_id, affiliate_id },
      { campaign_id: 999_999, affiliate_id },
      { campaign_id, affiliate_id, external_id: "same" },
      { campaign_id, affiliate_id, external_id: "same" },
      { campaign_id, affiliate_id, deep_link: "https://elsewhere.example/" },
    ]);
    expect(detail).toBe("Nothing was created: 3 of 5 items are invalid");
    expect(errors.map(({ field, code }) => [field, code])).toEqual([
      ["items.1.campaign_id", "unknown_reference"],
      ["items.3.external_id", "already_exists"],
      ["items.4.deep_link", "invalid_request"],
    ]);
  });

  test("names what an item belongs to and isn't there", async () => {
    const payouts = await refused("payouts", [
      { campaign_id: 999_999, goal_key: "sale", payout: fixed("1.00") },
      { campaign_id, goal_key: "none", payout: fixed("1.00") },
      { campaign_id, payout: fixed("1.00") },
    ]);
    expect(payouts.errors.map(({ field }) => field)).toEqual([
      "items.0.campaign_id",
      "items.1.goal_key",
      "items.2.goal_key",
    ]);
    const goals = await refused("goals", [
      { campaign_id: 999_999, ...goal("x") },
    ]);
    expect(goals.errors[0]?.field).toBe("items.0.campaign_id");
    const endpoints = await refused("endpoints", [
      { affiliate_id: 999_999, ...endpoint },
    ]);
    expect(endpoints.errors[0]?.field).toBe("items.0.affiliate_id");
  });

  test("takes a value that can't be kept for the fault of its item", async () => {
    const { errors } = await refused("affiliates", [
      { name: "Ada" },
      { name: "a\u0000b" },
    ]);
    expect(errors.map(({ field }) => field)).toEqual(["items.1"]);
  });
});

describe("each for itself", () => {
  test("creates the others, and reports each item's result", async () => {
    const { status, body } = await bulk(
      "links",
      [
        { campaign_id, affiliate_id },
        { campaign_id: 999_999, affiliate_id },
        { campaign_id },
        { campaign_id, affiliate_id, external_id: "first" },
        { campaign_id, affiliate_id, external_id: "first" },
      ],
      { partial: true },
    );
    expect(status).toBe(200);
    expect(
      body.data.map(({ index, status, code, errors }) => [
        index,
        status,
        code,
        errors?.map(({ field }) => field),
      ]),
    ).toEqual([
      [0, 201, undefined, undefined],
      [1, 422, "unknown_reference", ["campaign_id"]],
      [2, 422, "invalid_request", ["affiliate_id"]],
      [3, 201, undefined, undefined],
      [4, 409, "already_exists", ["external_id"]],
    ]);
    const [first] = body.data;
    const link = await api.call("GET", `/links/${first?.id}`);
    expect(link.slug).toBe(String(first?.made?.slug));
  });

  test("is 201 where everything is made", async () => {
    const items = [{ name: "Cleo" }];
    const { status } = await bulk("advertisers", items, { partial: true });
    expect(status).toBe(201);
  });
});

test("a secret that was made is shown in the answer, and nowhere else", async () => {
  const item = { affiliate_id, ...endpoint, secret: true };
  const { body } = await bulk("endpoints", [item]);
  const [row] = body.data;
  expect(row?.made?.secret).toMatch(/^whsec_/);
  const shown = await api.call(
    "GET",
    `/affiliates/${affiliate_id}/postbacks/${row?.id}`,
  );
  expect(shown.secret).toBeUndefined();
});

test("a thousand links redirect at once", async () => {
  const items = Array.from({ length: 1_000 }, (_, index) => ({
    campaign_id,
    affiliate_id,
    external_id: `bulk-${index}`,
    subs: { sub1: `placement ${index}` },
  }));
  const { status, body } = await bulk("links", items);
  expect(status).toBe(201);
  expect(new Set(body.data.map(({ id }) => id)).size).toBe(1_000);
  for (const row of [body.data[0], body.data[999]]) {
    const click_id = await api.click(String(row?.made?.slug));
    expect(click_id).toBeString();
  }
});

describe("an external id", () => {
  test("stands for what an item belongs to", async () => {
    await api.call("PATCH", `/campaigns/${campaign_id}`, {
      external_id: "winter",
    });
    await api.call("PATCH", `/affiliates/${affiliate_id}`, {
      external_id: "harbour",
    });
    const item = {
      campaign_id: "external_id:winter",
      affiliate_id: "external_id:harbour",
    };
    const { status, body } = await bulk("links", [item]);
    expect(status).toBe(201);
    expect(body.data[0]?.made).toMatchObject({ campaign_id, affiliate_id });
  });

  test("that nothing has is the fault of its item alone", async () => {
    const { status, body } = await bulk(
      "links",
      [
        { campaign_id: "external_id:none", affiliate_id },
        { campaign_id, affiliate_id },
      ],
      { partial: true },
    );
    expect(status).toBe(200);
    const codes = body.data.map(({ status, code }) => [status, code]);
    expect(codes).toEqual([
      [422, "unknown_reference"],
      [201, undefined],
    ]);
  });
});

test("a bulk may be larger than other bodies, and has its limit too", async () => {
  const long = "x".repeat(2_000);
  const items = Array.from({ length: 1_000 }, (_, index) => ({
    ...campaign(`Long ${index}`),
    goals: [],
    description: long,
  }));
  const { errors } = await refused("campaigns", items);
  expect(errors[0]?.field).toBe("items.0.goals");
  const description = "x".repeat(10_000);
  const huge = items.map((item) => ({ ...item, description }));
  expect((await bulk("campaigns", huge)).status).toBe(413);
});

test.each([
  ["no item", []],
  ["1,001 items", Array.from({ length: 1_001 }, () => ({ name: "A" }))],
  ["something else", { name: "A" }],
  ["nothing", undefined],
])("%s is refused", async (_, items) => {
  const { errors } = await refused("advertisers", items);
  expect(errors[0]?.field).toBe("items");
});

test("an unknown field beside the items is refused", async () => {
  const more = { atomic: true };
  const { status, body } = await bulk("advertisers", [{ name: "A" }], more);
  const { errors } = body as unknown as Refusal;
  expect([status, errors[0]?.field]).toEqual([422, "atomic"]);
});

test("nobody but those who set up may make many", async () => {
  const token = await api.call("POST", "/tokens", {
    name: "affiliate",
    role: "affiliate",
    affiliate_id,
  });
  for (const [name, items] of KINDS) {
    const answer = await api.fetch(`/api/v1/bulk/${name}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${String(token.token)}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({ items }),
    });
    expect([name, answer.status]).toEqual([name, 404]);
  }
});
