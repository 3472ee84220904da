import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { setUp } from "../../tests/factory.ts";
import { serviceForFile } from "../../tests/harness.ts";

const service = await serviceForFile();
const { api } = service;
type Row = Record<string, unknown> & { id: number };
type List = { data: Row[]; next_cursor: string | null };

async function refused(
  method: string,
  path: string,
  body: unknown,
): Promise<[number, unknown, string]> {
  const answer = await api.try(method, path, body);
  const [error] = (answer.body.errors ?? []) as { field: string }[];
  return [answer.status, answer.body.code, error?.field ?? ""];
}

describe("a campaign's own settings", () => {
  test("come back as they were put in", async () => {
    const settings = {
      timezone: "Europe/Berlin",
      visibility: "request",
      pass_query: true,
      deep_link_hosts: ["shop.example", "*.brand.example"],
      description: "Shoes",
      terms: "No coupons",
    };
    const { campaign_id } = await setUp(api, { campaign: settings });
    const path = `/campaigns/${campaign_id}`;
    expect(await api.call("GET", path)).toMatchObject(settings);
    const change = {
      timezone: null,
      deep_link_hosts: ["A.example", "a.EXAMPLE"],
    };
    expect(await api.call("PATCH", path, change)).toMatchObject({
      timezone: null,
      deep_link_hosts: ["a.example"],
    });
  });

  test.each([
    ["timezone", { timezone: "Berlin" }],
    ["deep_link_hosts.0", { deep_link_hosts: ["https://a.example/"] }],
    ["deep_link_hosts.1", { deep_link_hosts: ["a.example", "*"] }],
    ["visibility", { visibility: "secret" }],
  ])("are refused by name: %s", async (field, change) => {
    const { campaign_id } = await setUp(api);
    const path = `/campaigns/${campaign_id}`;
    expect(await refused("PATCH", path, change)).toEqual([
      422,
      "invalid_request",
      field,
    ]);
  });
});

describe("targeting", () => {
  test("is put in whole, and read back", async () => {
    const { campaign_id } = await setUp(api);
    const path = `/campaigns/${campaign_id}/targeting`;
    const none = { allow: [], deny: [] };
    expect(await api.call("GET", path)).toEqual({
      countries: none,
      devices: none,
      os: none,
    });
    const put = {
      countries: { allow: ["de", "FR", "de"] },
      os: { deny: ["ios"] },
    };
    const read = {
      countries: { allow: ["DE", "FR"], deny: [] },
      devices: none,
      os: { allow: [], deny: ["ios"] },
    };
    expect(await api.call("PUT", path, put)).toEqual(read);
    expect(await api.call("GET", path)).toEqual(read);
    await api.call("PUT", path, {});
    expect(await api.call("GET", path)).toMatchObject({ countries: none });
    for (const body of [
      { countries: { allow: ["Germany"] } },
      { devices: { allow: ["phone"] } },
      { browser: {} },
    ]) {
      expect((await refused("PUT", path, body))[0]).toBe(422);
    }
    expect(
      (await api.try("PUT", "/campaigns/99999/targeting", {})).status,
    ).toBe(404);
  });
});

describe("destinations", () => {
  test("are added, changed, listed and taken out", async () => {
    const { campaign_id, affiliate_id } = await setUp(api);
    const path = `/campaigns/${campaign_id}/destinations`;
    const made = await api.call<Row>("POST", path, {
      url: "https://a.example/{sub1}",
      weight: 3,
      affiliate_id,
    });
    expect(made).toMatchObject({ campaign_id, weight: 3, paused: false });
    const at = `${path}/${made.id}`;
    const changed = await api.call("PATCH", at, { paused: true, name: "A" });
    expect(changed).toEqual({ ...made, paused: true, name: "A" });
    expect(await api.call("PATCH", at, {})).toEqual(changed);
    expect((await api.call<List>("GET", path)).data).toEqual([changed as Row]);
    const other = (await setUp(api)).campaign_id;
    const elsewhere = `/campaigns/${other}/destinations/${made.id}`;
    expect((await api.try("DELETE", elsewhere)).status).toBe(404);
    expect((await api.try("DELETE", at)).status).toBe(204);
    expect((await api.try("DELETE", at)).status).toBe(404);
    expect((await api.call<List>("GET", path)).data).toEqual([]);
  });

  test("are refused by name", async () => {
    const { campaign_id } = await setUp(api);
    const path = `/campaigns/${campaign_id}/destinations`;
    const url = "https://a.example/";
    const codes = await Promise.all([
      refused("POST", path, { url: "https://{sub1}.example/" }),
      refused("POST", path, { url, weight: 0 }),
      refused("POST", path, { url, affiliate_id: 999_999 }),
      refused("POST", "/campaigns/999999/destinations", { url }),
    ]);
    expect(codes.map(([, code, field]) => `${String(code)} ${field}`)).toEqual([
      "macro_in_authority url",
      "invalid_request weight",
      "unknown_reference affiliate_id",
      "not_found ",
    ]);
  });
});

describe("caps", () => {
  test("show their use, their limit, and when they start over", async () => {
    const { campaign_id, slug } = await setUp(api, {
      campaign: { timezone: "America/New_York" },
    });
    const path = `/campaigns/${campaign_id}/caps`;
    const clicks = await api.call<Row>("POST", path, {
      metric: "clicks",
      period: "day",
      limit: 100,
    });
    expect(clicks).toMatchObject({
      campaign_id,
      limit: "100",
      used: 0,
      over: "fallback",
      currency: null,
      timezone: "America/New_York",
      began_at: "2026-11-22T05:00:00.000Z",
      resets_at: "2026-11-23T05:00:00.000Z",
    });
    const payout = await api.call<Row>("POST", path, {
      metric: "payout",
      period: "month",
      limit: "1000.00",
      goal_key: "sale",
      over: "unpaid",
    });
    const click_id = await api.click(slug);
    await api.postback({ click_id, order_id: "1" });
    const { data } = await api.call<List>("GET", path);
    expect(data[1]).toEqual({
      ...payout,
      ...{ used: "12.50", counted: "12.50", left: "987.50" },
    });
    expect(data[1]).toMatchObject({
      currency: "USD",
      limit: "1000.00",
      resets_at: "2026-12-01T05:00:00.000Z",
    });
    const at = `${path}/${payout.id}`;
    const change = { limit: "2.5", over: "accept", period: "total" };
    expect(await api.call("PATCH", at, change)).toMatchObject({
      limit: "2.50",
      over: "accept",
      began_at: null,
      resets_at: null,
    });
    expect(await api.call("GET", at)).toMatchObject({ limit: "2.50" });
    expect((await api.try("DELETE", at)).status).toBe(204);
    expect((await api.try("GET", at)).status).toBe(404);
  });

  test("give each limit as text, and take it back as given or as a number", async () => {
    const { campaign_id } = await setUp(api);
    const path = `/campaigns/${campaign_id}/caps`;
    const counts = fc.sample(fc.nat(), 3).map((count) => [count, `${count}`]);
    for (const metric of ["clicks", "conversions"]) {
      for (const [limit, text] of [[0, "0"], ["12", "12"], ...counts]) {
        const cap = { metric, period: "total", limit };
        const made = await api.call<Row>("POST", path, cap);
        expect(made).toMatchObject({ limit: text });
        const at = `${path}/${made.id}`;
        const again = await api.call("PATCH", at, { limit: text });
        expect(again).toMatchObject({ limit: text });
      }
    }
  });

  test("say what counts, what is left and what came above the limit", async () => {
    const { campaign_id, slug } = await setUp(api);
    for (let order = 1; order <= 8; order++) {
      const click_id = await api.click(slug);
      await api.postback({ click_id, order_id: `over-${order}` });
    }
    const path = `/campaigns/${campaign_id}/caps`;
    const anyLimit = fc.integer({ min: 1, max: 20 });
    for (const limit of [5, 8, 9, ...fc.sample(anyLimit, 4)]) {
      const cap = { metric: "conversions", period: "total", limit };
      await api.call("POST", path, cap);
    }
    const { data } = await api.call<List>("GET", path);
    expect(data).toHaveLength(7);
    expect(data[0]).toMatchObject({ used: 8, counted: 5, over_limit: 3 });
    for (const { limit, used, counted, over_limit, left } of data) {
      const most = Number(limit);
      expect([used, counted, over_limit, left]).toEqual([
        8,
        Math.min(8, most),
        Math.max(0, 8 - most),
        Math.max(0, most - 8),
      ]);
    }
  });

  test.each([
    ["limit", { metric: "clicks", limit: "1.5" }],
    ["limit", { metric: "clicks", limit: "-1" }],
    ["limit", { metric: "clicks", limit: "9007199254740992" }],
    ["limit", { metric: "clicks", limit: -1 }],
    ["limit", { metric: "clicks", limit: 1.5 }],
    ["limit", { metric: "revenue", limit: 10 }],
    ["limit", { metric: "revenue", limit: "12,50" }],
    ["metric", { metric: "money", limit: "1" }],
    ["goal_key", { metric: "clicks", limit: 1, goal_key: "sale" }],
    ["goal_key", { metric: "conversions", limit: 1, goal_key: "nothing" }],
    ["sub_value", { metric: "clicks", limit: 1, sub_name: "sub1" }],
    ["sub_name", { metric: "clicks", limit: 1, sub_value: "x" }],
    ["sub_name", { metric: "clicks", limit: 1, sub_name: "x", sub_value: "x" }],
  ])("are refused by %s: %p", async (field, change) => {
    const { campaign_id } = await setUp(api);
    const path = `/campaigns/${campaign_id}/caps`;
    const body = { period: "day", ...change };
    expect(await refused("POST", path, body)).toEqual([
      422,
      "invalid_request",
      field,
    ]);
  });
});

describe("affiliates of a campaign", () => {
  test("are approved, refused and forgotten", async () => {
    const { campaign_id, affiliate_id } = await setUp(api);
    const path = `/campaigns/${campaign_id}/affiliates`;
    const at = `${path}/${affiliate_id}`;
    expect((await api.try("GET", at)).status).toBe(404);
    const applied = { affiliate_id, status: "applied" };
    const made = await api.call("POST", path, {
      ...applied,
      accepted_terms_version: "2026-11",
    });
    expect(made).toMatchObject({ ...applied, reason: null });
    const refusal = { status: "refused", reason: "no site" };
    const changed = await api.call("PATCH", at, refusal);
    expect(changed).toEqual({ ...made, ...refusal });
    expect(await api.call("GET", at)).toEqual(changed);
    expect(await api.call("GET", path)).toEqual({
      data: [changed],
      next_cursor: null,
    });
    const again = { affiliate_id, status: "approved" };
    expect(await api.call("POST", path, again)).toMatchObject({
      ...again,
      reason: null,
    });
    expect((await api.try("DELETE", at)).status).toBe(204);
    expect((await api.try("DELETE", at)).status).toBe(404);
    const nobody = { affiliate_id: 999_999, status: "applied" };
    expect((await refused("POST", path, nobody))[1]).toBe("unknown_reference");
  });
});

describe("traffic rules", () => {
  const rule = {
    field: "sub3",
    op: "in",
    values: ["a", "b"],
    action: "block",
    reason: "bots",
  };

  test("are made, changed, listed and taken out", async () => {
    const { campaign_id, affiliate_id } = await setUp(api);
    const made = await api.call<Row>("POST", "/traffic-rules", {
      ...rule,
      campaign_id,
      affiliate_id,
    });
    expect(made).toMatchObject({ ...rule, campaign_id, paused: false });
    const at = `/traffic-rules/${made.id}`;
    const change = { op: "contains", values: ["x"], action: "flag" };
    const changed = await api.call("PATCH", at, change);
    expect(changed).toEqual({ ...made, ...change });
    expect(await api.call("GET", at)).toEqual(changed);
    expect((await api.call<List>("GET", "/traffic-rules")).data).toContainEqual(
      changed as Row,
    );
    expect((await api.try("DELETE", at)).status).toBe(204);
    expect((await api.try("GET", at)).status).toBe(404);
  });

  test.each([
    ["field", { field: "browser" }],
    ["op", { op: "matches" }],
    ["values", { values: [] }],
    ["values.0", { op: "contains", values: [""] }],
    ["values.1", { field: "country", values: ["DE", "Germany"] }],
    ["values.0", { field: "asn", values: ["Hetzner"] }],
    ["action", { action: "delete" }],
  ])("are refused by %s: %p", async (field, change) => {
    expect(
      await refused("POST", "/traffic-rules", { ...rule, ...change }),
    ).toEqual([422, "invalid_request", field]);
  });

  test("are compared with the state they would lead to", async () => {
    const body = { ...rule, field: "country", values: ["DE"] };
    const { id } = await api.call<Row>("POST", "/traffic-rules", body);
    const at = `/traffic-rules/${id}`;
    const answer = await refused("PATCH", at, { values: ["Germany"] });
    expect(answer[2]).toBe("values.0");
    await api.call("DELETE", at);
  });
});

describe("what is in effect", () => {
  test("is shown for an affiliate at a time", async () => {
    const { campaign_id, affiliate_id } = await setUp(api, {
      campaign: { visibility: "request", ends_at: "2026-12-01T00:00:00.000Z" },
    });
    const path = `/campaigns/${campaign_id}`;
    const own = await api.call<Row>("POST", `${path}/destinations`, {
      url: "https://own.example/",
      affiliate_id,
    });
    const cap = { metric: "clicks", period: "day", limit: 5 };
    await api.call("POST", `${path}/caps`, { ...cap, affiliate_id });
    const approval = { affiliate_id, status: "approved" };
    await api.call("POST", `${path}/affiliates`, approval);
    const other = (await setUp(api)).affiliate_id;
    const at = (query: string) => api.call("GET", `${path}/effective${query}`);
    expect(await at(`?affiliate_id=${affiliate_id}`)).toMatchObject({
      campaign_id,
      affiliate_id,
      runs: true,
      affiliate_status: "active",
      approval: { needed: true, status: "approved" },
      destinations: [{ id: own.id, url: "https://own.example/" }],
      caps: [{ limit: "5" }],
      goals: [{ key: "sale" }],
      timezone: "UTC",
    });
    expect(
      await at(`?affiliate_id=${other}&at=2026-12-01T00:00:00Z`),
    ).toMatchObject({
      at: "2026-12-01T00:00:00.000Z",
      runs: false,
      approval: { needed: true, status: null },
      destinations: [{ id: null, url: "https://shop.example/landing" }],
      caps: [],
    });
    expect(await at("")).toMatchObject({ affiliate_id: null, caps: [{}] });
    const bad = await api.try("GET", `${path}/effective?at=soon`);
    expect(bad.status).toBe(422);
    const nobody = await api.try("GET", `${path}/effective?affiliate_id=99999`);
    expect(nobody.status).toBe(404);
  });
});
