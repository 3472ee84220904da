// An affiliate's endpoint defines where and how it is notified; whatever can't work is refused when
// saved.
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { deliveryOf, sell } from "../deliveries.ts";
import { EndpointWorld } from "../endpoint_world.ts";
import type { Endpoint } from "../endpoint_world.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";

const { api, deliverer } = await serviceForFile();

let world: EndpointWorld;
beforeEach(async () => {
  world = await EndpointWorld.start(api);
});
afterEach(() => world.stop());

describe("an endpoint", () => {
  test("keeps all its settings, and shows them the same way in the list", async () => {
    const said = {
      url: world.url("/pb?s={status}"),
      method: "POST",
      body: '{"ref":"{click_ref}","payout":"{payout}"}',
      headers: { "x-source": "tallyho" },
      statuses: ["approved", "reversed"],
      goals: ["sale"],
      campaign_id: world.setup.campaign_id,
      also_general: true,
      only_final: true,
      success_match: "OK",
      send_zero: true,
      rate_per_second: 100,
      timeout_s: 5,
      age_budget_hours: 24,
      enabled: true,
    };
    const made = await world.make(said);
    expect(made).toMatchObject({
      ...said,
      preset: null,
      disabled_reason: null,
      secrets: [],
      health: { failing_since: null, failures: 0, switches_off_at: null },
      destination: { origin: world.origin, breaker: null },
      waiting: { count: 0, is_more: false, oldest_due_at: null },
    });
    expect(made.secret).toBeUndefined();
    expect(await world.read(made.id)).toEqual(made);
    const list = await api.call<{ data: Endpoint[] }>("GET", world.base);
    expect(list.data).toEqual([made]);
  });

  test.each<[string, object, string]>([
    ["a body for a GET", { body: "{}" }, "body"],
    [
      "a raw macro in a body",
      { method: "POST", body: '{"a":"{_sub1}"}' },
      "body",
    ],
    [
      "a macro outside quotes",
      { method: "POST", body: '{"a":{sub1}}' },
      "body",
    ],
    ["an unknown macro", { method: "POST", body: '{"a":"{sub11}"}' }, "body"],
    ["no JSON", { method: "POST", body: "ref={click_ref}" }, "body"],
    ["another method", { method: "PUT" }, "method"],
    ["its own host", { headers: { Host: "x.example" } }, "headers.Host"],
    [
      "its own length",
      { headers: { "content-length": "5" } },
      "headers.content-length",
    ],
    ["our own names", { headers: { "Webhook-Id": "x" } }, "headers.Webhook-Id"],
    [
      "a connection of its own",
      { headers: { connection: "close" } },
      "headers.connection",
    ],
    [
      "another transfer",
      { headers: { "Transfer-Encoding": "chunked" } },
      "headers.Transfer-Encoding",
    ],
    ["a line break", { headers: { "x-a": "b\r\nx-c: d" } }, "headers.x-a"],
    ["no name", { headers: { "x a": "b" } }, "headers.x a"],
    ["a name twice", { headers: { "x-a": "b", "X-A": "c" } }, "headers.X-A"],
    [
      "too many headers",
      {
        headers: Object.fromEntries(
          Array.from({ length: 21 }, (_, at) => [`x-${at}`, "y"]),
        ),
      },
      "headers",
    ],
    ["an empty match", { success_match: "" }, "success_match"],
    ["a long match", { success_match: "x".repeat(501) }, "success_match"],
    ["no rate", { rate_per_second: 0 }, "rate_per_second"],
    ["a wild rate", { rate_per_second: 1001 }, "rate_per_second"],
    ["a long timeout", { timeout_s: 31 }, "timeout_s"],
    ["statuses without {status}", { statuses: ["pending"] }, "statuses"],
    ["a fall-back of a general one", { also_general: true }, "also_general"],
    ["a secret of no kind", { secret: "x".repeat(32) }, "secret"],
    ["a short secret", { secret: "whsec_YWJj" }, "secret"],
    ["a preset beside a URL", { preset: "voluum", domain: "a.example" }, "url"],
    ["a domain without a preset", { domain: "a.example" }, "domain"],
    ["a port of mail", { url: "http://a.example:25/" }, "url"],
    ["a decimal address", { url: "http://167772161/" }, "url"],
  ])("is refused with %s", async (_, more, field) => {
    const { status, body } = await api.try<{ errors: { field: string }[] }>(
      "POST",
      world.base,
      { url: world.url("/pb"), ...more },
    );
    expect(status).toBe(422);
    expect(body.errors.map((error) => error.field)).toContain(field);
  });

  test("that stands is checked as a whole when a part of it changes", async () => {
    const { id } = await world.make({
      method: "POST",
      body: '{"s":"{status}"}',
    });
    await api.call("PATCH", `${world.base}/${id}`, { statuses: ["reversed"] });
    for (const change of [{ body: null }, { method: "GET" }, { body: "{}" }]) {
      const refused = await api.try("PATCH", `${world.base}/${id}`, change);
      expect(refused.status).toBe(422);
    }
    expect(await world.read(id)).toMatchObject({ body: '{"s":"{status}"}' });
  });

  test("is notified by POST in JSON, whatever the values contain, with its headers; their secrets are masked", async () => {
    const token = "Bearer abcdefghijklmnopqrstuvwxyz";
    const { id, headers } = await world.make({
      url: world.url("/pb"),
      method: "POST",
      body: '{"ref":"{click_ref}","order":"{order_id}","status":"{status:approved=1}"}',
      headers: { Authorization: token, "X-Team": "north" },
    });
    const masked = { authorization: "Bea…xyz", "x-team": "north" };
    expect(headers).toEqual(masked);
    // Masked values sent back with a change keep the stored ones.
    await api.call("PATCH", `${world.base}/${id}`, { headers: masked });
    const odd = `"},{"a\\b\n é 漢`;
    const query = new URLSearchParams({ click_ref: odd }).toString();
    const conversion_id = await sell(
      api,
      world.setup.slug,
      { order_id: odd },
      `?${query}`,
    );
    await deliverer.runOnce();
    expect(world.heard).toHaveLength(1);
    expect(world.heard[0]).toMatchObject({
      method: "POST",
      headers: {
        authorization: token,
        "x-team": "north",
        "content-type": "application/json",
      },
    });
    expect(JSON.parse(world.heard[0]?.body ?? "")).toEqual({
      ref: odd,
      order: odd,
      status: "1",
    });
    const { tries } = await deliveryOf(api, conversion_id);
    expect(tries).toMatchObject([
      { method: "POST", body: world.heard[0]?.body, headers: masked },
    ]);
  });

  test("of a preset has its URL, and loses the name where that is set by hand", async () => {
    const list = await api.call<{ data: { preset: string; asks: object[] }[] }>(
      "GET",
      "/postback-presets",
    );
    expect(list.data).toHaveLength(25);
    const keitaro = list.data.find(({ preset }) => preset === "keitaro");
    expect(keitaro?.asks).toMatchObject([
      { field: "domain" },
      { field: "key", required: true },
      { field: "click_ref_in", default: "click_ref" },
    ]);
    const made = await api.call<Endpoint>("POST", world.base, {
      preset: "tune",
      domain: world.origin,
      click_ref_in: "sub2",
      statuses: ["approved"],
    });
    expect(made).toMatchObject({
      preset: "tune",
      success_match: "success=true",
      url: expect.stringContaining("/aff_lsr?transaction_id={sub2}&"),
    });
    world.answer = () =>
      new Response("success=false; err_msg=Invalid Trans. ID;");
    const refused = await sell(api, world.setup.slug, {}, "?sub2=abc");
    await deliverer.runOnce();
    expect(world.heard[0]?.path).toStartWith("/aff_lsr?transaction_id=abc&");
    expect((await deliveryOf(api, refused)).state).toBe("due");
    await api.call("PATCH", `${world.base}/${made.id}`, {
      url: world.url("/other"),
    });
    expect(await world.read(made.id)).toMatchObject({ preset: null });
    await api.call("PATCH", `${world.base}/${made.id}`, {
      preset: "voluum",
      domain: "v.example.com",
    });
    expect(await world.read(made.id)).toMatchObject({
      preset: "voluum",
      success_match: null,
      url: expect.stringContaining("https://v.example.com/postback?cid="),
    });
  });

  test("can be deleted while it has sent nothing, and keeps its history after that", async () => {
    const unused = await world.make({ campaign_id: world.setup.campaign_id });
    expect((await api.try("DELETE", `${world.base}/${unused.id}`)).status).toBe(
      204,
    );
    expect((await api.try("GET", `${world.base}/${unused.id}`)).status).toBe(
      404,
    );
    const used = await world.make();
    await sell(api, world.setup.slug);
    const refused = await api.try("DELETE", `${world.base}/${used.id}`);
    expect(refused).toMatchObject({ status: 409, body: { code: "in_use" } });
  });

  test("is nobody else's: another affiliate's address finds nothing", async () => {
    const { id } = await world.make({ secret: true });
    const other = await setUp(api);
    const path = `/affiliates/${other.affiliate_id}/postbacks/${id}`;
    for (const [method, end] of [
      ["GET", ""],
      ["PATCH", ""],
      ["DELETE", ""],
      ["POST", "/pause"],
      ["POST", "/resume"],
      ["POST", "/test"],
      ["POST", "/secrets"],
    ] as const) {
      const body = method === "PATCH" ? { enabled: false } : undefined;
      const { status } = await api.try(method, path + end, body);
      expect([method, end, status]).toEqual([method, end, 404]);
    }
    expect((await world.read(id)).enabled).toBe(true);
  });
});
