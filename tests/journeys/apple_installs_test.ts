// Apple tells nobody who installed an app, only that somebody did, and signs it. The value beside it
// isn't signed: an affiliate who could be paid on it would write it himself.
import { describe, expect, test } from "bun:test";
import {
  AAK_SAMPLES,
  skanSample,
  withParts,
} from "../fixtures/apps/apple_postbacks.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { makeSource } from "../senders.ts";

const service = await serviceForFile();
const { api, clock } = service;

const APP_ID = 525463029;
const DEVELOPMENT_APP_ID = 10738027756;
const [development, forged] = AAK_SAMPLES;
const MINUTE_MS = 60_000;

const fixed = (revenue: string, payout: string) => ({
  revenue: { type: "fixed", amount: revenue },
  payout: { type: "fixed", amount: payout },
});
const GOALS = [
  { key: "install", ...fixed("3.00", "2.00"), auto_approve_days: 0 },
  {
    key: "purchase",
    revenue: { type: "percent", percent: "20" },
    payout: { type: "percent", percent: "10" },
  },
];

interface Shown extends Record<string, unknown> {
  id: string;
  status: string;
}

/** A campaign that promotes an app, and no other campaign that takes its installs. */
async function appWorld(skan: Record<string, unknown> = {}) {
  const made = await setUp(api, { campaign: { goals: GOALS } });
  await noOther(made.campaign_id);
  const path = `/campaigns/${made.campaign_id}/skan`;
  const settings = { app_id: APP_ID, ...skan };
  await api.call("PUT", path, settings);
  return { ...made, path };
}

const taking = new Set<number>();

async function noOther(campaign_id: number) {
  for (const id of taking) {
    await api.call("PUT", `/campaigns/${id}/skan`, { app_id: null });
  }
  taking.clear();
  taking.add(campaign_id);
}

async function post(path: string, sent: unknown) {
  return await api.fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: typeof sent === "string" ? sent : JSON.stringify(sent),
  });
}

async function conversionsOf(campaign_id: number) {
  const { data } = await api.call<{ data: Shown[] }>(
    "GET",
    `/conversions?campaign_id=${campaign_id}`,
  );
  return data;
}

async function payable(affiliate_id: number) {
  const answer = await api.call("GET", `/affiliates/${affiliate_id}/balance`);
  return answer;
}

const INSTALL = [{ goal: "install" }];

describe("an install that Apple signed", () => {
  test("is one pending conversion, whose facts say where it is from", async () => {
    const { campaign_id, link_id } = await appWorld({ values: INSTALL });
    const answer = await post("/v1/skan", skanSample("4.0"));
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      outcome: "recorded",
      status: "pending",
      reason: "install_unconfirmed",
    });
    const [conversion, ...more] = await conversionsOf(campaign_id);
    expect(more).toEqual([]);
    expect(conversion).toMatchObject({
      id: answer.body.conversion_id,
      goal_key: "install",
      status: "pending",
      proof: "skan",
      click_id: null,
      link_id,
      payout: "2.00",
      flags: ["no_click"],
      order_id: "6aafb7a5-0170-41b5-bbe4-fe71dedf1e30:0",
      install: {
        via: "skan",
        version: "4.0",
        app_id: APP_ID,
        source_identifier: "5239",
        window: 0,
        tier: 3,
        fine: 63,
        source_domain: "example.com",
      },
    });
    const { trace } = await api.call<{ trace: { step: string }[] }>(
      "GET",
      `/postbacks/${String(answer.body.postback_id)}`,
    );
    expect(trace.map(({ step }) => step)).toEqual([
      "signature",
      "app",
      "value",
      "click",
      "status",
      "goal",
      "currency",
      "same_event",
      "window",
      "price",
    ]);
  });

  test("stays one whatever value its doubles name, and however many come", async () => {
    const { campaign_id, affiliate_id } = await appWorld({
      values: [...INSTALL, { fine: 1, goal: "purchase", amount: "500.00" }],
    });
    const sample = skanSample("4.0");
    const sent = Array.from({ length: 200 }, (_, index) => ({
      ...sample,
      "conversion-value": index % 64,
    }));
    const answers = await Promise.all(sent.map((one) => post("/v1/skan", one)));
    const outcomes = answers.map(({ body }) => body.outcome);
    expect(outcomes.filter((one) => one === "recorded")).toHaveLength(1);
    expect(outcomes.filter((one) => one === "duplicate")).toHaveLength(199);
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const again = await post("/v1/skan", { ...sample, "conversion-value": 1 });
    expect(again.body.outcome).toBe("duplicate");
    expect(await conversionsOf(campaign_id)).toHaveLength(1);
    expect(JSON.stringify(await payable(affiliate_id))).not.toContain(
      '"500.00"',
    );
  });

  test("says in a double that the value is another", async () => {
    await appWorld({
      values: [...INSTALL, { fine: 1, goal: "purchase", amount: "5.00" }],
    });
    const sample = skanSample("4.0");
    await post("/v1/skan", sample);
    const double = await post("/v1/skan", { ...sample, "conversion-value": 1 });
    expect(double.body).toMatchObject({
      outcome: "duplicate",
      differs: ["conversion_value"],
    });
  });

  test("maps fine and coarse values to goals and money, the nearer entry first", async () => {
    const { campaign_id } = await appWorld({
      values: [
        ...INSTALL,
        { fine: 63, goal: "purchase", amount: "40.00" },
        { coarse: "high", window: 0, goal: "purchase", amount: "12.50" },
        { coarse: "high", goal: "install" },
      ],
    });
    await post("/v1/skan", skanSample("4.0"));
    await post("/v1/skan", skanSample("4.0", 1));
    const found = await conversionsOf(campaign_id);
    expect(found.map(({ goal_key, amount }) => [goal_key, amount])).toEqual([
      ["purchase", "12.50"],
      ["purchase", "40.00"],
    ]);
    expect(found.map(({ status }) => status)).toEqual(["pending", "pending"]);
  });

  test("of an ad that lost is kept, and makes nothing", async () => {
    const { campaign_id } = await appWorld({ values: INSTALL });
    const lost = await post("/v1/skan", skanSample("3.0", 1));
    expect([lost.status, lost.body.outcome]).toEqual([200, "ignored"]);
    expect(await conversionsOf(campaign_id)).toEqual([]);
  });

  test("reaches the advertiser's copy at the addresses that phones send it to", async () => {
    const { campaign_id } = await appWorld({ values: INSTALL });
    for (const end of ["", "/"]) {
      const copy = `/.well-known/skadnetwork/report-attribution${end}`;
      const answer = await post(copy, skanSample("2.2"));
      expect(answer.status).toBe(200);
    }
    expect(await conversionsOf(campaign_id)).toHaveLength(1);
    const other = "/.well-known/appattribution/report-attribution/";
    expect((await post(other, forged?.body)).status).toBe(401);
    expect((await api.fetch(other)).status).toBe(405);
    expect((await api.fetch("/v1/skan")).status).toBe(405);
  });
});

describe("an install is paid", () => {
  test("once the advertiser confirms it, and by nobody without proof", async () => {
    const { advertiser_id } = await appWorld({ values: INSTALL });
    const { key } = await makeSource(api, advertiser_id, {});
    const { body } = await post("/v1/skan", skanSample("4.0"));
    const order_id = String(body.conversion_id);
    const query = `order_id=${order_id}&status=approved`;
    const affiliate = await api.fetch(`/v1/postback?${query}`);
    expect(affiliate.status).toBe(401);
    const confirmed = await api.fetch(`/v1/postback/${key}?${query}`);
    expect(confirmed.body).toMatchObject({
      outcome: "updated",
      status: "approved",
    });
  });

  test("by time only where its campaign says so, whatever its goal says", async () => {
    const runJobs = async () => {
      clock.advance(MINUTE_MS);
      while (await service.scheduler.runOnce());
    };
    const silent = await appWorld({ values: INSTALL });
    await post("/v1/skan", skanSample("4.0"));
    await runJobs();
    const [waiting] = await conversionsOf(silent.campaign_id);
    expect(waiting?.status).toBe("pending");
    const ruled = await appWorld({ values: INSTALL, approve_after_days: 0 });
    await post("/v1/skan", skanSample("4.0"));
    await runJobs();
    const [approved] = await conversionsOf(ruled.campaign_id);
    expect(approved?.status).toBe("approved");
  });
});

describe("an install postback", () => {
  test("that is forged is refused and kept", async () => {
    const { campaign_id } = await appWorld({ values: INSTALL });
    const sample = { ...skanSample("4.0"), "source-app-id": 0 };
    const answer = await post("/v1/skan", sample);
    expect([answer.status, answer.body.code]).toEqual([401, "bad_signature"]);
    const kept = await api.call(
      "GET",
      `/postbacks/${String(answer.body.postback_id)}`,
    );
    expect(kept).toMatchObject({ outcome: "bad_signature", http_status: 401 });
    expect((await post("/v1/aak", forged?.body)).body.code).toBe(
      "bad_signature",
    );
    const jws = withParts(development?.body["jws-string"] ?? "", {
      header: { alg: "none" },
      signature: "",
    });
    const unsigned = { ...development?.body, "jws-string": jws };
    expect((await post("/v1/aak", unsigned)).body.code).toBe("bad_signature");
    expect(await conversionsOf(campaign_id)).toEqual([]);
  });

  test("that can't be read or checked is named, whatever it is", async () => {
    await appWorld({ values: INSTALL });
    for (const [sent, status, code] of [
      ["", 400, "malformed"],
      ["{", 400, "malformed"],
      ["[]", 400, "malformed"],
      [{}, 400, "malformed"],
      [{ ...skanSample("4.0"), version: "2.0" }, 400, "unsupported_version"],
      ["x".repeat(70_000), 413, "too_large"],
    ] as const) {
      const answer = await post("/v1/skan", sent);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
    }
    expect((await post("/v1/aak", "{}")).body.code).toBe("malformed");
  });

  test("by a development key counts in a sandbox only, and as a test", async () => {
    const live = await appWorld({
      app_id: DEVELOPMENT_APP_ID,
      values: INSTALL,
    });
    const refused = await post("/v1/aak", development?.body);
    expect([refused.status, refused.body.code]).toEqual([400, "sandbox_only"]);
    const sandbox = await setUp(api, { campaign: { goals: GOALS } });
    taking.add(sandbox.campaign_id);
    const settings = { app_id: DEVELOPMENT_APP_ID, values: INSTALL };
    await api.call("PUT", `/campaigns/${sandbox.campaign_id}/skan`, {
      ...settings,
      sandbox: true,
      ad_network_id: "ours.adattributionkit",
    });
    const taken = await post("/v1/aak", development?.body);
    expect(taken.body).toMatchObject({
      outcome: "recorded",
      status: "pending",
    });
    expect(await conversionsOf(live.campaign_id)).toEqual([]);
    const [conversion] = await conversionsOf(sandbox.campaign_id);
    expect(conversion).toMatchObject({
      flags: ["no_click", "reengagement", "test"],
      install: { via: "aak", kind: "re-engagement", country: "US" },
    });
    const approved = await api.try(
      "PATCH",
      `/conversions/${conversion?.id ?? ""}`,
      { status: "approved", reason: "checked" },
    );
    expect(approved.status).toBe(200);
    const balance = JSON.stringify(await payable(sandbox.affiliate_id));
    expect(balance).not.toContain('"2.00"');
  });

  test("that no campaign takes is kept, and counts once one does", async () => {
    const { campaign_id } = await appWorld({ app_id: 1, values: [] });
    const { body, status } = await post("/v1/skan", skanSample("3.0"));
    expect([status, body.code]).toEqual([200, "unknown_app"]);
    const replay = `/postbacks/${String(body.postback_id)}/replay`;
    const path = `/campaigns/${campaign_id}/skan`;
    await api.call("PUT", path, { app_id: APP_ID, values: [] });
    await api.call("POST", replay);
    const shown = `/postbacks/${String(body.postback_id)}`;
    expect((await api.call("GET", shown)).outcome).toBe("unmapped_value");
    await api.call("PUT", path, {
      app_id: APP_ID,
      values: [{ fine: 20, goal: "install" }],
    });
    await api.call("POST", replay);
    expect((await api.call("GET", shown)).outcome).toBe("recorded");
    expect(await conversionsOf(campaign_id)).toHaveLength(1);
  });
});

describe("whose an install is", () => {
  async function twoLinks() {
    const made = await setUp(api, { campaign: { goals: GOALS } });
    const other = await setUp(api);
    const link = await api.call<{ id: number }>("POST", "/links", {
      campaign_id: made.campaign_id,
      affiliate_id: other.affiliate_id,
    });
    await noOther(made.campaign_id);
    return { ...made, other_link_id: link.id };
  }

  test("follows from its source identifier, also cut to its last digits", async () => {
    const { campaign_id, link_id, other_link_id } = await twoLinks();
    await api.call("PUT", `/campaigns/${campaign_id}/skan`, {
      app_id: APP_ID,
      source_identifiers: [
        { source_identifier: "5239", link_id },
        { source_identifier: "5240", link_id: other_link_id },
        { source_identifier: "42", link_id: other_link_id },
      ],
      values: INSTALL,
    });
    await post("/v1/skan", skanSample("4.0"));
    await post("/v1/skan", skanSample("4.0", 1));
    await post("/v1/skan", skanSample("2.1"));
    const links = (await conversionsOf(campaign_id)).map((one) => one.link_id);
    expect(links).toEqual([other_link_id, link_id, link_id]);
  });

  test("is nobody's for sure where the digits fit several, and is kept", async () => {
    const { campaign_id, link_id, other_link_id } = await twoLinks();
    const source_identifiers = [
      { source_identifier: "5239", link_id },
      { source_identifier: "4139", link_id: other_link_id },
    ];
    const path = `/campaigns/${campaign_id}/skan`;
    const settings = { app_id: APP_ID, source_identifiers, values: INSTALL };
    await api.call("PUT", path, settings);
    const { status, body } = await post("/v1/skan", skanSample("4.0", 1));
    expect([status, body.code]).toEqual([200, "unknown_link"]);
    await api.call("PUT", path, { ...settings, link_id: other_link_id });
    await api.call("POST", `/postbacks/${String(body.postback_id)}/replay`);
    expect(await conversionsOf(campaign_id)).toMatchObject([
      { link_id: other_link_id },
    ]);
  });

  test("is never two campaigns'", async () => {
    const { path } = await appWorld({
      values: INSTALL,
      source_identifiers: ["5239"],
    });
    const { campaign_id } = await setUp(api, { campaign: { goals: GOALS } });
    const other = `/campaigns/${campaign_id}/skan`;
    for (const source_identifiers of [[], ["39"], ["5239"]]) {
      const answer = await api.try("PUT", other, {
        app_id: APP_ID,
        source_identifiers,
        values: INSTALL,
      });
      expect([answer.status, answer.body.code]).toEqual([
        409,
        "already_exists",
      ]);
    }
    taking.add(campaign_id);
    const settings = { app_id: APP_ID, source_identifiers: ["5240"] };
    expect((await api.try("PUT", other, settings)).status).toBe(200);
    await api.call("PUT", other, { app_id: null });
    expect(await api.call("GET", other)).toMatchObject({ app_id: null });
    expect(await api.call("GET", path)).toMatchObject({ app_id: APP_ID });
  });
});

describe("the settings for install postbacks", () => {
  test("name what is wrong in them, and change nothing then", async () => {
    const { path } = await appWorld({ values: INSTALL });
    const before = await api.call("GET", path);
    const stranger = await setUp(api);
    const twice = ["5239", { source_identifier: "5239", link_id: null }];
    for (const [change, field] of [
      [{ link_id: stranger.link_id }, "link_id"],
      [{ values: [{ goal: "nothing" }] }, "values.0.goal"],
      [{ values: [{ fine: 1, coarse: "low", goal: "install" }] }, "values.0"],
      [{ values: [{ fine: 1, window: 1, goal: "install" }] }, "values.0"],
      [{ values: [{ goal: "install", amount: "12,50" }] }, "values.0.amount"],
      [{ values: [...INSTALL, ...INSTALL] }, "values.1"],
      [{ source_identifiers: twice }, "source_identifiers.1"],
    ] as const) {
      const settings = { app_id: APP_ID, values: INSTALL, ...change };
      const answer = await api.try("PUT", path, settings);
      expect(answer.status).toBe(422);
      expect(answer.body.errors).toMatchObject([{ field }]);
    }
    for (const change of [
      { app_id: "525463029" },
      { source_identifiers: ["52390"] },
      { values: [{ fine: 64, goal: "install" }] },
      { sandbox: "yes" },
      { color: "blue" },
    ]) {
      const settings = { app_id: APP_ID, ...change };
      expect((await api.try("PUT", path, settings)).status).toBe(422);
    }
    expect(await api.call("GET", path)).toEqual(before);
  });

  test("leave a line in the audit", async () => {
    const { campaign_id } = await appWorld({ values: INSTALL });
    const { data } = await api.call<{ data: Record<string, unknown>[] }>(
      "GET",
      `/audit?resource=campaigns&resource_id=${campaign_id}`,
    );
    expect(JSON.stringify(data[0])).toContain(`${APP_ID}`);
  });
});
