// "We sent it, where is it?" An advertiser's developer finds its own requests with what became of
// them and why, tries out a correction, and sees neither the affiliate's side nor another's sales.
import { describe, expect, test } from "bun:test";
import type { ApiClient } from "../api_client.ts";
import { clientOf } from "../people.ts";
import { sql } from "drizzle-orm";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { countRows } from "../refusals.ts";
import { makeSource } from "../senders.ts";

const service = await serviceForFile();
const { api } = service;

interface Shown extends Record<string, unknown> {
  id: string;
  trace: { step: string; found?: string; ok: boolean }[];
}

/** An advertiser with a campaign, a source and a client of its own. */
async function anAdvertiser(name = "Northwind Shoes") {
  const setup = await setUp(api, {
    advertiser: { name },
    affiliate: { name: "Secretive Media" },
    campaign: { name: `Sale of ${name}` },
  });
  const { advertiser_id, slug } = setup;
  const source = await makeSource(api, advertiser_id, {
    name: `Server of ${name}`,
    require: "token",
  });
  const party = { role: "advertiser", advertiser_id };
  const own = await clientOf(api, party);
  const click = () =>
    api.click(slug, "?click_ref=ref-of-affiliate&sub1=label-of-affiliate");
  const send = async (query: string) => {
    const url = `/v1/postback/${source.key}?${query}`;
    const { body } = await api.fetch<{ postback_id: string }>(url);
    return body.postback_id;
  };
  return { ...setup, own, source, click, send };
}

async function idsOf(client: ApiClient, query = "") {
  const path = `/postbacks?limit=500${query}`;
  const { data } = await client.call<{ data: { id: string }[] }>("GET", path);
  return data.map(({ id }) => id);
}

describe("an advertiser's postbacks", () => {
  test("are those of its sources and clicks, with what became of them", async () => {
    const { own, click, send, advertiser_id, affiliate_id } =
      await anAdvertiser();
    const click_id = await click();
    const recorded = await send(`click_id=${click_id}&order_id=P-1&token=hush`);
    const refused = await send(
      `click_id=${click_id}&order_id=P-2&goal=nothing`,
    );
    const placeholder = await send("click_id={click_id}&order_id=P-3");
    const unproven = await api.postback({ click_id, order_id: "P-4" });
    await api.fetch("/v1/postback?order_id=P-5");
    const all = [
      unproven.body.postback_id,
      placeholder,
      refused,
      recorded,
    ] as string[];
    expect(await idsOf(own)).toEqual(all);
    expect(await idsOf(own, "&code=unknown_goal")).toEqual([refused]);
    expect(await idsOf(own, "&order_id=P-5")).toEqual([]);
    const one = await own.call<Shown>("GET", `/postbacks/${recorded}`);
    expect(one).toMatchObject({
      advertiser_id,
      affiliate_id,
      click_id,
      outcome: "recorded",
      method: "GET",
    });
    expect(String(one.url)).not.toContain("hush");
    const why = await own.call<Shown>("GET", `/postbacks/${refused}`);
    expect(why).toMatchObject({
      outcome: "unknown_goal",
      detail: 'The campaign has no goal "nothing"; it has: sale',
    });
    expect(why.trace.at(-1)).toMatchObject({ step: "goal", ok: false });
  });

  test("show neither the affiliate's side nor whose it is by name", async () => {
    const { own, click, send } = await anAdvertiser();
    const id = await send(`click_id=${await click()}&order_id=Q-1&amount=99`);
    const paths = [
      "/postbacks",
      `/postbacks/${id}`,
      "/postbacks/summary?group_by=affiliate",
    ];
    const answers = await Promise.all(
      paths.map((path) => own.call("GET", path)),
    );
    const again = { dry_run: true };
    answers.push(await own.call("POST", `/postbacks/${id}/replay`, again));
    const filter = { order_id: "Q-1" };
    answers.push(
      await own.call("POST", "/postbacks/replay", { filter, dry_run: true }),
    );
    const seen = JSON.stringify(answers);
    // The payout is 12.50 of 20.00.
    for (const secret of [
      "12.5",
      "Secretive",
      "ref-of-affiliate",
      "label-of-affiliate",
      "payout",
    ]) {
      expect([secret, seen.includes(secret)]).toEqual([secret, false]);
    }
    const { trace } = await own.call<Shown>("GET", `/postbacks/${id}`);
    const steps = trace.map(({ step }) => step);
    expect(steps).toContain("goal");
    expect(steps).not.toContain("price");
    const whole = await api.call<Shown>("GET", `/postbacks/${id}`);
    expect(whole.trace.map(({ step }) => step)).toContain("price");
    for (const path of ["/postbacks?click_ref=x", "/postbacks?sort=payout"]) {
      expect((await own.try("GET", path)).status).toBe(422);
    }
    const by_ref = { click_ref: "ref-of-affiliate" };
    const probe = { filter: by_ref, dry_run: true };
    const refused = await own.try("POST", "/postbacks/replay", probe);
    expect(refused.body).toMatchObject({
      code: "invalid_request",
      errors: [{ field: "filter.click_ref" }],
    });
  });

  test("are never another's, by any id", async () => {
    const one = await anAdvertiser("Northwind");
    const other = await anAdvertiser("Contoso");
    const theirs = await other.send(
      `click_id=${await other.click()}&order_id=R-1`,
    );
    const { own, advertiser_id } = one;
    for (const [method, path, body] of [
      ["GET", `/postbacks/${theirs}`],
      ["POST", `/postbacks/${theirs}/replay`, { dry_run: true }],
    ] as const) {
      expect((await own.try(method, path, body)).status).toBe(404);
    }
    const mine = await one.send(`click_id=${await one.click()}&order_id=R-2`);
    const of = (id: unknown) => idsOf(own, `&advertiser_id=${String(id)}`);
    expect(await of(other.advertiser_id)).toEqual([]);
    expect(await of(0)).toEqual([]);
    expect(await of(advertiser_id)).toEqual([mine]);
    expect(await of(`${advertiser_id},${other.advertiser_id}`)).toEqual([mine]);
    expect(await idsOf(own, `&source_id=${other.source.id}`)).toEqual([]);
    expect(await idsOf(own, `&campaign_id=${other.campaign_id}`)).toEqual([]);
    const summed = (query: string) =>
      own.call<{ data: unknown[]; totals: Record<string, number> }>(
        "GET",
        `/postbacks/summary?group_by=source${query}`,
      );
    expect((await summed("")).data).toMatchObject([
      { key: one.source.id, count: 1 },
    ]);
    for (const query of [
      `&advertiser_id=${other.advertiser_id}`,
      `&source_id=${other.source.id}`,
      `&campaign_id=${other.campaign_id}`,
    ]) {
      expect((await summed(query)).data).toEqual([]);
    }
    for (const filter of [
      { advertiser_id: other.advertiser_id },
      { advertiser_id: String(other.advertiser_id) },
      { source_id: other.source.id },
      { order_id: "R-1" },
    ]) {
      const replay = { filter, dry_run: true };
      const tried = await own.call("POST", "/postbacks/replay", replay);
      expect(tried).toMatchObject({ judged: 0, count: 0 });
    }
  });

  test("that name another's click tell nothing of whose it is", async () => {
    const one = await anAdvertiser("Northwind");
    const other = await anAdvertiser("Contoso");
    const click_id = await other.click();
    const id = await one.send(`click_id=${click_id}&order_id=S-1&amount=x`);
    const mixed = await one.send(`click_id=${click_id}&order_id=S-2`);
    for (const [which, outcome] of [
      [id, "invalid_amount"],
      [mixed, "advertiser_mismatch"],
    ] as const) {
      const shown = await one.own.call<Shown>("GET", `/postbacks/${which}`);
      expect(shown).toMatchObject({
        outcome,
        click_id,
        campaign_id: null,
        affiliate_id: null,
      });
      expect(JSON.stringify(shown)).not.toContain("Contoso");
      expect((await other.own.try("GET", `/postbacks/${which}`)).status).toBe(
        404,
      );
    }
    const by_campaign = "/postbacks/summary?group_by=campaign";
    const { data } = await one.own.call<{ data: unknown[] }>(
      "GET",
      by_campaign,
    );
    expect(data).toMatchObject([{ key: null, count: 2 }]);
  });
});

describe("an advertiser tries out", () => {
  test("a replay, and can't make one", async () => {
    const { own, click, send, campaign_id } = await anAdvertiser();
    const id = await send(`click_id=${await click()}&order_id=T-1&goal=lead`);
    await api.call("POST", `/campaigns/${campaign_id}/goals`, {
      key: "lead",
      revenue: { type: "fixed", amount: "3.00" },
      payout: { type: "fixed", amount: "1.75" },
    });
    const before = await countRows(service);
    for (const body of [undefined, {}, { dry_run: false }]) {
      const refused = await own.try("POST", `/postbacks/${id}/replay`, body);
      expect(refused).toMatchObject({
        status: 403,
        body: { code: "dry_run_only" },
      });
      const many = { filter: { order_id: "T-1" }, ...body };
      const all = await own.try("POST", "/postbacks/replay", many);
      expect(all).toMatchObject({
        status: 403,
        body: { code: "dry_run_only" },
      });
    }
    const dry_run = true;
    const tried = await own.call("POST", `/postbacks/${id}/replay`, {
      dry_run,
    });
    expect(tried).toMatchObject({
      before: { outcome: "unknown_goal" },
      after: { outcome: "recorded" },
      conversions: {
        made: 1,
        examples: [
          { after: { status: "approved", currency: "USD", revenue: "3.00" } },
        ],
      },
      money: [{ currency: "USD", revenue: "3.00" }],
    });
    const filter = { outcome: "unknown_goal" };
    const many = await own.call("POST", "/postbacks/replay", {
      filter,
      dry_run,
    });
    expect(many).toMatchObject({
      dry_run,
      judged: 1,
      next_after: null,
      outcomes: [{ before: "unknown_goal", after: "recorded", count: 1 }],
    });
    const too_many = { filter, dry_run, limit: 101 };
    const refused = await own.try("POST", "/postbacks/replay", too_many);
    expect(refused.body).toMatchObject({ errors: [{ field: "limit" }] });
    expect(await countRows(service)).toEqual(before);
  });

  test("one dry run at a time, while another's goes on", async () => {
    const one = await anAdvertiser();
    const other = await anAdvertiser("Contoso");
    const body = { filter: { order_id: "T-1" }, dry_run: true };
    const ask = ({ own }: typeof one) =>
      own.try("POST", "/postbacks/replay", body);
    const asked: ReturnType<typeof ask>[] = [];
    await service.db.transaction(async (tx) => {
      await tx.execute(sql`lock table postbacks in access exclusive mode`);
      asked.push(ask(one), ask(one), ask(other));
      expect(await Promise.race(asked)).toMatchObject({
        status: 409,
        body: { code: "dry_run_under_way" },
      });
    });
    const answers = await Promise.all(asked);
    const statuses = answers.map(({ status }) => status);
    expect(statuses.slice(0, 2).toSorted()).toEqual([200, 409]);
    expect(statuses[2]).toBe(200);
    expect((await ask(one)).status).toBe(200);
  });

  test("a request to its own source, and to no other address", async () => {
    const one = await anAdvertiser("Northwind");
    const other = await anAdvertiser("Contoso");
    const query = `click_id=${await one.click()}&order_id=U-1`;
    const own_url = `${one.source.url}?${query}`;
    const tried = await one.own.call<Shown>("POST", "/sandbox/postback", {
      url: own_url,
    });
    expect(tried).toMatchObject({
      verdict: { outcome: "recorded", conversion: { revenue: "20.00" } },
    });
    expect(JSON.stringify(tried)).not.toMatch(
      /(?<!:)12\.5|payout|"owed|Secretive/,
    );
    const messages = await Promise.all(
      [
        { query },
        { url: `${other.source.url}?${query}` },
        { url: `/v1/postback/no-such-key?${query}` },
        { query: `click_id=${await other.click()}` },
        { url: `/postback?clickid=${await other.click()}` },
      ].map(async (body) => {
        const answer = await one.own.try("POST", "/sandbox/postback", body);
        expect(answer.status).toBe(422);
        return answer.body.detail;
      }),
    );
    expect(new Set(messages).size).toBe(1);
    const at = `/advertisers/${one.advertiser_id}/sources/${one.source.id}/test`;
    for (const body of [
      { url: `${other.source.url}?click_id=CLICK_ID` },
      { url: `/v1/postback?click_id=${await other.click()}` },
    ]) {
      const checked = await one.own.try("POST", at, body);
      expect(checked.status).toBe(422);
      expect(JSON.stringify(checked.body)).not.toContain("Contoso");
    }
    const theirs = { query: `click_id=${await other.click()}` };
    const checked = await one.own.try("POST", at, theirs);
    expect(checked.status).toBe(200);
    expect(JSON.stringify(checked.body)).not.toContain("Contoso");
  });
});
