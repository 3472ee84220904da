// Most integrators ask "why wasn't this counted?". A postback is found, explained, resent, judged
// again after a fix, and all of it can be tried first.
import { describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import {
  addSource,
  listPostbacks,
  outcomesOf,
  readPostback,
} from "../troubleshooting.ts";

const service = await serviceForFile();
const { api, clock } = service;

describe("a postback is found", () => {
  test("by what it came to, who sent it, and what it was about", async () => {
    const setup = await setUp(api);
    const { slug, advertiser_id, campaign_id, affiliate_id } = setup;
    const click_id = await api.click(slug);
    const good = await api.postback({ click_id, order_id: "F-1" });
    await api.postback({ click_id, order_id: "F-1" });
    await api.postback({ click_id, order_id: "F-2", goal: "nope" });
    await api.postback({ click_id, order_id: "F-3", amount: "x" });
    const conversion_id = String(good.body.conversion_id);
    const mine = `advertiser_id=${advertiser_id}`;
    const all = ["invalid_amount", "unknown_goal", "duplicate", "recorded"];
    for (const [query, expected] of [
      ["", all],
      ["&outcome=recorded", ["recorded"]],
      ["&outcome=recorded,unknown_goal", ["unknown_goal", "recorded"]],
      ["&code=invalid_amount", ["invalid_amount"]],
      ["&http_status=422", ["invalid_amount", "unknown_goal"]],
      ["&http_status=2xx", ["duplicate", "recorded"]],
      ["&order_id=F-2", ["unknown_goal"]],
      [`&click_id=${click_id}`, all],
      [`&conversion_id=${conversion_id}`, ["duplicate", "recorded"]],
      [`&campaign_id=${campaign_id}&affiliate_id=${affiliate_id}`, all],
      ["&affiliate_id=999999", []],
      ["&goal=sale&http_status=201", ["recorded"]],
      ["&ip=203.0.113.9", []],
      ["&ip=127.0.0.1", all],
      ["&source_id=1", []],
      ["&from=2026-11-22T10:00:00Z", all],
      ["&to=2026-11-22T10:00:00Z", []],
    ] as const) {
      expect([
        query,
        outcomesOf(await listPostbacks(api, mine + query)),
      ]).toEqual([query, [...expected]]);
    }
    while (await service.drain.runOnce());
    const [latest] = await listPostbacks(api, `${mine}&limit=1`);
    expect(latest?.customer).toMatchObject({ ip: "127.0.0.1", labels: {} });
  });

  test("page by page, in the order of arrival", async () => {
    const { slug, campaign_id } = await setUp(api);
    const click_id = await api.click(slug);
    for (const order_id of ["P-1", "P-2", "P-3"]) {
      await api.postback({ click_id, order_id });
    }
    const seen: unknown[] = [];
    let cursor = "";
    for (let pages = 0; pages < 4; pages++) {
      const page = await api.call<{
        data: { order_id: string }[];
        next_cursor: string | null;
      }>("GET", `/postbacks?campaign_id=${campaign_id}&limit=1${cursor}`);
      seen.push(...page.data.map(({ order_id }) => order_id));
      if (page.next_cursor === null) break;
      cursor = `&cursor=${page.next_cursor}`;
    }
    expect(seen).toEqual(["P-3", "P-2", "P-1"]);
  });

  test.each([
    ["cursor=Z2FyYmFnZQ", 400, "invalid_cursor"],
    ["source_id=x", 422, "invalid_request"],
    ["http_status=9xx", 422, "invalid_request"],
    ["http_status=ok", 422, "invalid_request"],
    ["from=soon", 422, "invalid_request"],
  ])("and never by a guess: %s", async (query, status, code) => {
    const answer = await api.try("GET", `/postbacks?${query}`);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});

describe("one postback", () => {
  test("is shown as it came but for its secrets, and curl sends it again", async () => {
    const setup = await setUp(api);
    const source = await addSource(api, setup, { require: "token" });
    const click_id = await api.click(setup.slug);
    const sent = await api.fetch(`/v1/postback/${source.key}?token=hush'1`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: "x hush" },
      body: JSON.stringify({ click_id, order_id: "it's $1", token: "hush" }),
    });
    expect(sent.body).toMatchObject({ code: "malformed" });
    const shown = await readPostback(api, sent.body.postback_id);
    expect(JSON.stringify(shown)).not.toContain("hush");
    expect(JSON.stringify(shown)).not.toContain(source.key);
    expect(shown).toMatchObject({
      method: "POST",
      url: "/v1/postback/***?token=***",
      body: `{"click_id":"${click_id}","order_id":"it's $1","token":"***"}`,
      answer: { http_status: 400, outcome: "malformed" },
      earlier: [],
      judged_at: null,
    });
    expect((shown.trace as { ok: boolean }[]).at(-1)).toMatchObject({
      ok: false,
    });
    const child = Bun.spawn(["bash", "-c", String(shown.curl)], {
      env: {
        ...process.env,
        TOKEN: "hush",
        SOURCE_KEY: source.key,
        AUTHORIZATION: "x hush",
      },
      stdout: "pipe",
    });
    const answer = JSON.parse(await new Response(child.stdout).text()) as {
      postback_id: string;
    };
    expect(await child.exited).toBe(0);
    const again = await readPostback(api, answer.postback_id);
    expect(again).toMatchObject({
      url: shown.url,
      body: shown.body,
      method: "POST",
    });
  });
});

describe("the summary", () => {
  const summary = (query: string) =>
    api.call<{
      total: number;
      totals: Record<string, number>;
      as_of: string;
      data: (Record<string, unknown> & {
        count: number;
        example_ids: string[];
      })[];
    }>("GET", `/postbacks/summary?${query}`);

  test("says what came, by what it has in common, with examples", async () => {
    // A separate day.
    clock.advance(10 * 86_400_000);
    const setup = await setUp(api);
    const click_id = await api.click(setup.slug);
    const ids: string[] = [];
    for (let at = 0; at < 7; at++) {
      const sent = await api.postback({ click_id, goal: `g${at}` });
      ids.unshift(String(sent.body.postback_id));
    }
    await api.postback({ click_id });
    const by_code = await summary("group_by=code");
    expect(by_code).toMatchObject({ as_of: "arrival", total: 8 });
    expect(by_code.data).toMatchObject([
      {
        code: "unknown_goal",
        count: 7,
        share: 0.875,
        example_ids: ids.slice(0, 5),
      },
      { code: "recorded", key: "recorded", count: 1, share: 0.125 },
    ]);
    const totals = { recorded: 1, unknown_goal: 7, duplicate: 0, queued: 0 };
    expect(by_code.totals).toMatchObject({ count: 8, ...totals });
    for (const [group_by, key] of [
      ["source", 0],
      ["advertiser", setup.advertiser_id],
      ["campaign", setup.campaign_id],
      ["affiliate", setup.affiliate_id],
      ["day", "2026-12-02"],
    ] as const) {
      const answer = await summary(`group_by=${group_by}`);
      const { data, total } = answer;
      expect(total).toBe(8);
      expect(answer.totals).toMatchObject({ count: 8, ...totals });
      expect(data).toMatchObject([
        { [group_by]: key, key, count: 8, share: 1 },
      ]);
      expect(data[0]?.example_ids).toHaveLength(5);
    }
    for (const group_by of ["goal", "goal_key"]) {
      const goals = await summary(`group_by=${group_by}`);
      expect(goals).toMatchObject({ group_by, as_of: "now" });
      expect(goals.data).toMatchObject([
        { goal: null, goal_key: null, count: 7 },
        { goal: "sale", goal_key: "sale", count: 1 },
      ]);
    }
    const verdicts = await summary("group_by=verdict");
    expect(verdicts.data.map(({ key }) => key)).toEqual([
      "unknown_goal",
      "recorded",
    ]);
    const other = await setUp(api);
    await api.postback({ click_id: await api.click(other.slug) });
    for (const [name, of_first, of_other] of [
      ["advertiser_id", setup.advertiser_id, other.advertiser_id],
      ["campaign_id", setup.campaign_id, other.campaign_id],
      ["affiliate_id", setup.affiliate_id, other.affiliate_id],
    ] as const) {
      const counts = [of_first, of_other, `${of_first},${of_other}`].map(
        async (id) => (await summary(`${name}=${id}`)).totals.count,
      );
      expect([name, await Promise.all(counts)]).toEqual([name, [8, 1, 9]]);
    }
    const minutes = await summary(
      "from=2026-12-02T09:59:59Z&to=2026-12-02T10:00:01Z",
    );
    expect(minutes).toMatchObject({ as_of: "now", total: 9 });
    expect(await summary("to=2026-11-01T00:00:00Z")).toMatchObject({
      total: 0,
      data: [],
    });
  });

  test.each([
    "from=2026-01-01T00:00:00Z",
    "from=2026-12-02T00:00:00Z&to=2026-12-01T00:00:00Z",
    "group_by=colour",
  ])("has bounds: %s", async (query) => {
    const answer = await api.try("GET", `/postbacks/summary?${query}`);
    expect([answer.status, answer.body.code]).toEqual([422, "invalid_request"]);
  });
});
