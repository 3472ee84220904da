// Before the first real sale both sides want to know that it will count: a postback is tried out,
// and a source has a checklist.
import { describe, expect, test } from "bun:test";
import { signQuery } from "../../modules/kernel/mod.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { addSource, rowCounts } from "../troubleshooting.ts";

const service = await serviceForFile();
const { api, clock } = service;
const SECRET = "correct-horse-battery-staple";

interface Check {
  check: string;
  ok: boolean;
  found: string;
  todo: string | null;
}
interface Checklist {
  ready: boolean;
  sample: string;
  test_click: { click_id: string; url: string };
  checks: Check[];
}

describe("the sandbox", () => {
  const tryOut = (body: unknown) =>
    api.call<{
      verdict: { outcome: string; http_status: number; conversion: unknown };
      answer: { http_status: number; body: string };
      trace: { step: string; ok: boolean }[];
    }>("POST", "/sandbox/postback", body);

  test("says what would come of a postback, and keeps nothing", async () => {
    const { slug } = await setUp(api);
    const click_id = await api.click(slug);
    const before = await rowCounts(service);
    for (const sample of [
      { query: `click_id=${click_id}&order_id=S-1` },
      {
        url: `https://old.example/v1/postback?click_id=${click_id}&order_id=S-1`,
      },
      { url: "/v1/postback", body: { click_id, order_id: "S-1" } },
      { url: "/v1/postback", method: "POST", body: `click_id=${click_id}` },
    ]) {
      const tried = await tryOut(sample);
      expect(tried.verdict).toMatchObject({
        outcome: "recorded",
        http_status: 201,
        conversion: { id: null, status: "approved", payout: "12.50" },
      });
      expect(tried.trace.every(({ ok }) => ok)).toBe(true);
    }
    const refused = await tryOut({ query: `click_id=${click_id}&amount=x` });
    expect(refused.answer).toMatchObject({ http_status: 422 });
    expect(JSON.parse(refused.answer.body)).toMatchObject({
      code: "invalid_amount",
    });
    expect(await rowCounts(service)).toEqual(before);
  });

  test("speaks a platform's words at a platform's address", async () => {
    const { slug } = await setUp(api);
    const click_id = await api.click(slug);
    const tried = await tryOut({ url: `/aff_lsr?transaction_id=${click_id}` });
    expect(tried.answer).toEqual({
      http_status: 200,
      content_type: "text/plain; charset=utf-8",
      body: "success=true;",
    } as typeof tried.answer);
  });

  test("uses no nonce up, and sees one that was", async () => {
    const setup = await setUp(api);
    const source = await addSource(api, setup, { require: "none" });
    const click_id = await api.click(setup.slug);
    const query = `click_id=${click_id}&order_id=N-1&nonce=n1`;
    const url = `/v1/postback/${source.key}?${query}`;
    for (let tries = 0; tries < 2; tries++) {
      expect((await tryOut({ url })).verdict.outcome).toBe("recorded");
    }
    expect((await api.fetch(url)).status).toBe(201);
    const other = await tryOut({ url: url.replace("N-1", "N-2") });
    expect(other.verdict.outcome).toBe("replayed_nonce");
  });

  test("guessing in it bars nobody", async () => {
    const guesses = Array.from({ length: 40 }, (_, at) =>
      tryOut({ url: `/v1/postback/guess${at}`, ip: "127.0.0.1" }),
    );
    for (const { verdict } of await Promise.all(guesses)) {
      expect(verdict.outcome).toBe("unknown_source");
    }
    expect((await api.fetch("/v1/postback/guess")).status).toBe(404);
  });

  test.each([
    [{ url: "/c/x" }, "url"],
    [{ url: "ftp://x/v1/postback" }, "url"],
    [{ url: "/v1/postback", query: "a=1" }, "query"],
    [{ method: "PUT", query: "a=1" }, "method"],
    [{ querry: "a=1" }, "querry"],
  ])("takes no %j", async (body, field) => {
    const answer = await api.try("POST", "/sandbox/postback", body);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      code: "invalid_request",
      errors: [{ field }],
    });
  });
});

describe("the checklist of a source", () => {
  const checkUp = (source: { at: string }, body?: unknown) =>
    api.call<Checklist>("POST", `${source.at}/test`, body);
  const open = ({ checks }: Checklist) =>
    checks.filter(({ ok }) => !ok).map(({ check }) => check);
  const find = ({ checks }: Checklist, name: string) =>
    checks.find(({ check }) => check === name);
  const CHECKED = [
    "click_id",
    "goal",
    "amount",
    "currency",
    "status",
    "order_id",
    "proof",
    "dedupe",
    "mapping",
    "answer",
  ];

  test.each([
    [{ require: "token" }],
    [{ require: "none" }],
    [{ require: "token", preset: "tune" }],
    [{ require: "token", preset: "everflow" }],
    [{ require: "token", preset: "keitaro", goal_map: { Kauf: "sale" } }],
    [
      {
        require: "token",
        allow_ips: ["192.0.2.7"],
        currency: "USD",
        amount_unit: "minor",
      },
    ],
  ])("is through with a sound one by itself: %j", async (given) => {
    const setup = await setUp(api, {
      campaign: { min_seconds_to_convert: 30 },
    });
    const source = await addSource(api, setup, given);
    const before = await rowCounts(service);
    const list = await checkUp(source);
    expect(list.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(list).toMatchObject({ ready: true, sample: "ours" });
    expect(list.checks.map(({ check }) => check)).toEqual(
      expect.arrayContaining(CHECKED),
    );
    expect(list.test_click.url).toContain(list.test_click.click_id);
    // Only the test click remains.
    const after = await rowCounts(service);
    expect(after).toEqual({ ...after, ...withoutClicks(before) });
  });

  test("is through with a signed one once it has a secret", async () => {
    const setup = await setUp(api);
    const source = await addSource(api, setup, { require: "signature" });
    const lacking = await checkUp(source);
    expect(lacking.ready).toBe(false);
    expect(find(lacking, "proof")).toMatchObject({ ok: false });
    expect(find(lacking, "proof")?.todo).toContain("HMAC-SHA256");
    await api.call("POST", `${source.at}/secrets`, { secret: SECRET });
    expect(open(await checkUp(source))).toEqual([]);
  });

  test("names everything that is wrong with a sample at once", async () => {
    const setup = await setUp(api, {
      campaign: {
        goals: [
          {
            key: "sale",
            revenue: { type: "percent", percent: "10" },
            payout: { type: "fixed", amount: "5.00" },
          },
        ],
      },
    });
    const source = await addSource(api, setup, { require: "token" });
    const list = await checkUp(source, {
      url: "/v1/postback?cid={click_id}&goal=buy&amount=12,50&currency=EURO&status=well&order_id=O-1&colour=red",
    });
    expect(list).toMatchObject({ ready: false, sample: "yours" });
    expect(open(list)).toEqual([
      "proof",
      "goal",
      "amount",
      "currency",
      "status",
      "answer",
    ]);
    expect(find(list, "click_id")).toMatchObject({ ok: true });
    expect(find(list, "click_id")?.found).toContain('"cid"');
    expect(find(list, "goal")?.todo).toContain("sale");
    expect(find(list, "amount")?.found).toContain("12,50");
    expect(find(list, "status")?.found).toContain("well");
    expect(find(list, "order_id")).toMatchObject({ ok: true, found: '"O-1"' });
    expect(find(list, "mapping")).toMatchObject({ ok: true });
    expect(find(list, "mapping")?.found).toContain("colour");
    expect(find(list, "answer")?.found).toContain("401");
    expect(find(list, "dedupe")).toMatchObject({ ok: true });
  });

  test.each([
    ["order_id=1", "missing_click_id", "click_id"],
    ["click_id=REPLACE", "unreplaced_macro", "click_id"],
    [
      "click_id={click_id}&order_id=O-1&amount={sum}",
      "unreplaced_macro",
      "amount",
    ],
    ["click_id={click_id}&order_id=o-{id}", "unreplaced_macro", "order_id"],
    ["click_id={click_id}&mode=change", "unknown_conversion", "dedupe"],
  ])("finds what %s lacks (%s)", async (query, _code, check) => {
    const setup = await setUp(api);
    const source = await addSource(api, setup, { require: "token" });
    const list = await checkUp(source, { query });
    expect(open(list)).toEqual([check, "answer"]);
    expect(find(list, check)?.todo).toBeString();
  });

  test("says what time is left out, though nothing is refused for it", async () => {
    const setup = await setUp(api);
    const source = await addSource(api, setup, { require: "token" });
    const query = "click_id={click_id}&occurred_at=soon";
    const list = await checkUp(source, { query });
    expect(open(list)).toEqual(["time"]);
    expect(find(list, "time")?.found).toContain("soon");
    expect(find(list, "time")?.todo).toContain("RFC 3339");
  });

  test("tells a request that can't be read from one that lacks something", async () => {
    const source = await addSource(api, await setUp(api), { require: "token" });
    const list = await checkUp(source, {
      query: "",
      body: "{",
      method: "POST",
    });
    expect(open(list)[0]).toBe("request");
  });

  test("holds a signature against what was sent", async () => {
    const setup = await setUp(api);
    const source = await addSource(api, setup, { require: "signature" });
    await api.call("POST", `${source.at}/secrets`, { secret: SECRET });
    const { test_click } = await checkUp(source);
    const path = `/v1/postback/${source.key}`;
    const ts = Math.floor(clock.nowMs() / 1000);
    const query = `click_id=${test_click.click_id}&order_id=Z-1&ts=${ts}`;
    const signed = {
      secret: SECRET,
      ts,
      method: "GET",
      path,
      query,
      body: new Uint8Array(),
    };
    const sig = signQuery(signed);
    expect(
      open(await checkUp(source, { query: `${query}&sig=${sig}` })),
    ).toEqual([]);
    const wrong = await checkUp(source, { query: `${query}&x=1&sig=${sig}` });
    expect(open(wrong)).toEqual(["proof", "answer"]);
    expect(find(wrong, "order_id")).toMatchObject({ ok: true, found: '"Z-1"' });
  });

  test("needs a link of the advertiser's own", async () => {
    const setup = await setUp(api);
    const other = await setUp(api);
    const source = await addSource(api, setup, { require: "token" });
    const path = `${source.at}/test`;
    const answer = await api.try("POST", path, { link_id: other.link_id });
    expect(answer.body).toMatchObject({
      code: "invalid_request",
      errors: [{ field: "link_id" }],
    });
    const elsewhere = path.replace(/\d+/, String(other.advertiser_id));
    expect((await api.try("POST", elsewhere)).status).toBe(404);
  });
});

function withoutClicks(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts).filter(
      ([name]) => !/click|journal|user_agents|report_blocks/.test(name),
    ),
  );
}
