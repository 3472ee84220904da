import { afterAll, describe, expect, spyOn, test } from "bun:test";
import { setUp } from "../../tests/factory.ts";
import { createTestDatabase, startTestService } from "../../tests/harness.ts";
import { isoTime } from "../kernel/mod.ts";

const database = await createTestDatabase();
const service = await startTestService(database);
const other = await startTestService(database, { clock: service.clock });
const { api, clock } = service;
afterAll(async () => {
  await Promise.all([service.stop(), other.stop()]);
  await database.drop();
});

type Row = Record<string, unknown> & { id: number };
const sale = {
  key: "sale",
  revenue: { type: "fixed", amount: "20.00" },
  payout: { type: "fixed", amount: "12.50" },
};

describe("what is set up", () => {
  test("comes back as it was put in, changed and listed", async () => {
    const created_at = isoTime(clock.nowMs());
    const advertiser = await api.call<Row>("POST", "/advertisers", {
      name: "Northwind Shoes",
      external_id: "nw-1",
      plain_postback: "pending",
    });
    expect(advertiser).toMatchObject({
      name: "Northwind Shoes",
      external_id: "nw-1",
      plain_postback: "pending",
      created_at,
    });
    const affiliate = await api.call<Row>("POST", "/affiliates", {
      name: "Harbour Media",
      email: "ann@harbour.example",
    });
    expect(affiliate).toMatchObject({ status: "active", external_id: null });
    const campaign = await api.call<Row>("POST", "/campaigns", {
      advertiser_id: advertiser.id,
      name: "Winter shoes",
      destination_url: "https://shop.example/landing?c={click_id}",
      currency: "USD",
      starts_at: "2026-11-01T00:00:00+01:00",
      goals: [sale, { ...sale, key: "lead", default: true }],
    });
    expect(campaign).toMatchObject({
      lookback_days: 30,
      backfill_days: 90,
      click_param: "click_id",
      status: "active",
      starts_at: "2026-10-31T23:00:00.000Z",
      ends_at: null,
      goals: [
        { ...sale, name: "sale", default: false, dedupe: "order" },
        { key: "lead", default: true, rule_version: 1 },
      ],
    });
    const link = await api.call<Row>("POST", "/links", {
      campaign_id: campaign.id,
      affiliate_id: affiliate.id,
      subs: { sub1: "spring" },
    });
    expect(link.slug).toMatch(/^[0-9a-z]{8}$/);
    expect(link.url).toBe(`${service.url}/c/${String(link.slug)}`);

    for (const [path, made, change] of [
      [
        "/advertisers",
        advertiser,
        { name: "Northwind", plain_postback: "accept" },
      ],
      ["/affiliates", affiliate, { status: "paused", email: null }],
      [
        "/campaigns",
        campaign,
        { ends_at: "2027-01-01T00:00:00.000Z", lookback_days: 7 },
      ],
      ["/links", link, { fallback_url: "https://f.example/" }],
    ] as const) {
      const at = `${path}/${made.id}`;
      expect(await api.call<Row>("GET", at)).toEqual(made);
      const changed = await api.call<Row>("PATCH", at, change);
      expect(changed).toEqual({ ...made, ...change });
      expect(await api.call<Row>("PATCH", at, {})).toEqual(changed);
      const list = await api.call<{ data: Row[] }>("GET", path);
      expect(list.data).toHaveLength(1);
      expect(changed).toMatchObject(list.data[0] ?? {});
    }
  });

  test("is listed in pages that neither repeat nor leave out", async () => {
    for (let number = 0; number < 7; number++) {
      await api.call("POST", "/affiliates", { name: `Media ${number}` });
    }
    const ids: number[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const query: string = cursor === "" ? "" : `&cursor=${cursor}`;
      const page = await api.call<{
        data: Row[];
        next_cursor: string | null;
      }>("GET", `/affiliates?limit=3${query}`);
      expect(page.data.length).toBeLessThanOrEqual(3);
      ids.push(...page.data.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    expect(ids).toHaveLength(8);
  });

  test("takes a currency in either case and keeps it in capitals", async () => {
    const { campaign_id } = await setUp(api, { campaign: { currency: "eur" } });
    const campaign = await api.call("GET", `/campaigns/${campaign_id}`);
    expect(campaign.currency).toBe("EUR");
  });

  test.each([
    ["currency", "unknown_currency", { currency: "XYZ" }],
    ["advertiser_id", "unknown_reference", { advertiser_id: 999_999 }],
    [
      "destination_url",
      "unknown_macro",
      { destination_url: "https://s.example/{clickid}" },
    ],
    [
      "goals.0.payout.amount",
      "invalid_amount",
      { goals: [{ ...sale, payout: { type: "fixed", amount: "12,50" } }] },
    ],
    ["goals", "invalid_request", { goals: [] }],
    [
      "goals",
      "invalid_request",
      {
        goals: [
          { ...sale, default: true },
          { ...sale, key: "b", default: true },
        ],
      },
    ],
    ["starts_at", "invalid_request", { starts_at: "2026-02-30T00:00:00Z" }],
    ["nonsense", "invalid_request", { nonsense: 1 }],
  ])("refuses a campaign for its %s: %s", async (field, code, change) => {
    const { data } = await api.call<{ data: Row[] }>("GET", "/advertisers");
    const answer = await api.try("POST", "/campaigns", {
      advertiser_id: data[0]?.id,
      name: "Winter shoes",
      destination_url: "https://shop.example/landing",
      currency: "USD",
      goals: [sale],
      ...change,
    });
    expect([answer.status, answer.body.code]).toEqual([422, code]);
    expect(JSON.stringify(answer.body.errors)).toContain(`"${field}`);
  });

  test("that has the name of another one is refused, and nothing of it stays", async () => {
    const { campaign_id } = await setUp(api);
    const path = `/campaigns/${campaign_id}/goals`;
    const twice = await api.try("POST", path, { ...sale, default: true });
    expect([twice.status, twice.body.code]).toEqual([409, "already_exists"]);
    expect(JSON.stringify(twice.body.errors)).toContain('"key"');
    const goals = await api.call<{ data: Row[] }>("GET", path);
    expect(goals.data).toMatchObject([{ key: "sale", default: false }]);
    const advertiser = { name: "Northwind", external_id: "nw-1" };
    const again = await api.try("POST", "/advertisers", advertiser);
    expect([again.status, again.body.code]).toEqual([409, "already_exists"]);
    expect(again.body.errors).toEqual([
      { field: "external_id", message: "is already in use" },
    ]);
  });

  test.each(["0", "999999", "-1", "1.5", "abc", "99999999999", "2147483648"])(
    "is not there under %p",
    async (id) => {
      for (const path of ["advertisers", "affiliates", "campaigns", "links"]) {
        for (const method of ["GET", "PATCH"]) {
          const body = method === "PATCH" ? {} : undefined;
          const answer = await api.try(method, `/${path}/${id}`, body);
          expect([answer.status, answer.body.code]).toEqual([404, "not_found"]);
        }
      }
      const goal = await api.try("POST", `/campaigns/${id}/goals`, sale);
      expect([404, 422]).toContain(goal.status);
    },
  );
});

describe("a goal", () => {
  test("has a new version of its rules with each new price, and only then", async () => {
    const { campaign_id } = await setUp(api);
    const path = `/campaigns/${campaign_id}/goals/sale`;
    const change = (body: unknown) => api.call<Row>("PATCH", path, body);
    expect((await change({ name: "Sale" })).rule_version).toBe(1);
    const payout = { type: "fixed", amount: "10.00" };
    expect(await change({ payout })).toMatchObject({ rule_version: 2, payout });
    expect((await change({ lookback_days: 7 })).rule_version).toBe(2);
    const revenue = { type: "percent", percent: "30" };
    expect((await change({ revenue, payout })).rule_version).toBe(3);
  });

  test("pays what is in force when its sale comes in; what is recorded keeps its own price", async () => {
    const { campaign_id, slug } = await setUp(api);
    const click_id = await api.click(slug);
    const record = async (order_id: string) => {
      const { body } = await api.postback({ click_id, order_id });
      const id = String(body.conversion_id);
      return await api.call("GET", `/conversions/${id}`);
    };
    const before = await record("before");
    await api.call("PATCH", `/campaigns/${campaign_id}/goals/sale`, {
      payout: { type: "fixed", amount: "10.00" },
    });
    expect(await record("after")).toMatchObject({
      payout: "10.00",
      rule_version: 2,
    });
    expect(before).toMatchObject({ payout: "12.50", rule_version: 1 });
    expect(await record("before")).toEqual({
      ...before,
      postbacks: expect.anything(),
    });
  });

  test("is the only default of its campaign", async () => {
    const { campaign_id } = await setUp(api);
    const path = `/campaigns/${campaign_id}/goals`;
    await api.call("POST", path, { ...sale, key: "lead", default: true });
    await api.call("POST", path, { ...sale, key: "trial", default: true });
    await api.call("PATCH", `${path}/lead`, { default: true });
    const { data } = await api.call<{ data: Row[] }>("GET", path);
    expect(
      data.map(({ key, default: is_default }) => [key, is_default]),
    ).toEqual([
      ["sale", false],
      ["lead", true],
      ["trial", false],
    ]);
  });
});

describe("a link", () => {
  test("works at once on the instance that made it, and on another one at the first click", async () => {
    const { slug } = await setUp(api);
    for (const at of [service, other]) {
      expect((await at.api.fetch(`/c/${slug}`)).status).toBe(302);
    }
  });

  test("that is paused stops at once here, and there as soon as the version is looked at", async () => {
    const { slug, link_id } = await setUp(api);
    await other.api.click(slug);
    await api.call("PATCH", `/links/${link_id}`, {
      paused: true,
      fallback_url: "https://fallback.example/",
    });
    await other.configuration.refresh();
    for (const at of [service, other]) {
      const answer = await at.api.fetch(`/c/${slug}`);
      expect(answer.headers.get("location")).toStartWith(
        "https://fallback.example/",
      );
    }
  });

  test("nobody has made is 404, and those that come at the same time share a look at the database", async () => {
    const looks = spyOn(service.db, "select");
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        api.fetch(`/c/unknown${index}`),
      ),
    );
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses]).toEqual([404]);
    expect(looks.mock.calls.length).toBeGreaterThan(0);
    expect(looks.mock.calls.length).toBeLessThan(150);
    looks.mockRestore();
  });
});
