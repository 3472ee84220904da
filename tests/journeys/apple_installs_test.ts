// Apple tells nobody who installed an app, only that somebody did, and signs it. The value beside it
// isn't signed: an affiliate who could be paid on it would write it himself.
import { describe, expect, test } from "bun:test";
import { AppleWorld, GOALS, INSTALL, APP_ID } from "../apple_world.ts";
import {
  AAK_SAMPLES,
  skanSample,
  withParts,
} from "../fixtures/apps/apple_postbacks.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { longTest } from "../long.ts";
import { makeSource } from "../senders.ts";

const service = await serviceForFile();
const { api, clock } = service;
const world = new AppleWorld(api);

const DEVELOPMENT_APP_ID = 10738027756;
const [development, forged] = AAK_SAMPLES;
const MINUTE_MS = 60_000;

async function payable(affiliate_id: number) {
  return await api.call("GET", `/affiliates/${affiliate_id}/balance`);
}

describe("an install that Apple signed", () => {
  test("is one pending conversion, whose facts say where it is from", async () => {
    const { campaign_id, link_id } = await world.campaign({ values: INSTALL });
    const answer = await world.post("/v1/skan", skanSample("4.0"));
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      outcome: "recorded",
      status: "pending",
      reason: "install_unconfirmed",
    });
    const [conversion, ...more] = await world.conversionsOf(campaign_id);
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
    const { campaign_id, affiliate_id } = await world.campaign({
      values: [...INSTALL, { fine: 1, goal: "purchase", amount: "500.00" }],
    });
    const sample = skanSample("4.0");
    const sent = Array.from({ length: 200 }, (_, index) => ({
      ...sample,
      "conversion-value": index % 64,
    }));
    const answers = await Promise.all(
      sent.map((one) => world.post("/v1/skan", one)),
    );
    const outcomes = answers.map(({ body }) => body.outcome);
    expect(outcomes.filter((one) => one === "recorded")).toHaveLength(1);
    expect(outcomes.filter((one) => one === "duplicate")).toHaveLength(199);
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const again = await world.post("/v1/skan", {
      ...sample,
      "conversion-value": 1,
    });
    expect(again.body.outcome).toBe("duplicate");
    expect(await world.conversionsOf(campaign_id)).toHaveLength(1);
    expect(await payable(affiliate_id)).toMatchObject({
      data: [{ payable: "0.00" }],
    });
  });

  longTest(
    "stays one of 10,000 that come, whatever value they name",
    async () => {
      const { campaign_id, affiliate_id } = await world.campaign({
        values: [...INSTALL, { fine: 1, goal: "purchase", amount: "500.00" }],
      });
      const sample = skanSample("4.0");
      const counts = new Map<string, number>();
      for (let round = 0; round < 50; round++) {
        const answers = await Promise.all(
          Array.from({ length: 200 }, (_, index) =>
            world.post("/v1/skan", {
              ...sample,
              "conversion-value": (round + index) % 64,
            }),
          ),
        );
        for (const { status, body } of answers) {
          const outcome = `${status} ${String(body.outcome)}`;
          counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
        }
      }
      expect(Object.fromEntries(counts)).toEqual({
        "200 recorded": 1,
        "200 duplicate": 9_999,
      });
      expect(await world.conversionsOf(campaign_id)).toHaveLength(1);
      expect(await payable(affiliate_id)).toMatchObject({
        data: [{ payable: "0.00" }],
      });
    },
    300_000,
  );

  test("stays one when another campaign of the advertiser takes it later", async () => {
    const first = await world.campaign({ values: INSTALL });
    const sample = skanSample("2.2");
    const made = await world.post("/v1/skan", sample);
    expect(made.body.outcome).toBe("recorded");
    const { advertiser_id, affiliate_id } = first;
    const sibling = await api.call<{ id: number }>("POST", "/campaigns", {
      advertiser_id,
      name: "Moved",
      currency: "USD",
      destination_url: "https://apps.example/walks",
      goals: GOALS,
    });
    await api.call("POST", "/links", {
      campaign_id: sibling.id,
      affiliate_id,
    });
    await world.alone(sibling.id);
    await api.call("PUT", `/campaigns/${sibling.id}/skan`, {
      ...{ app_id: APP_ID, values: INSTALL },
    });
    const moved = await Promise.all(
      Array.from({ length: 20 }, () => world.post("/v1/skan", sample)),
    );
    for (const { status, body } of moved) {
      expect([status, body.outcome]).toEqual([200, "duplicate"]);
      expect(body.conversion_id).toBe(made.body.conversion_id as string);
    }
    expect(await world.conversionsOf(sibling.id)).toEqual([]);
  });

  test("says in a double that the value is another", async () => {
    await world.campaign({
      values: [...INSTALL, { fine: 1, goal: "purchase", amount: "5.00" }],
    });
    const sample = skanSample("4.0");
    await world.post("/v1/skan", sample);
    const double = await world.post("/v1/skan", {
      ...sample,
      "conversion-value": 1,
    });
    expect(double.body).toMatchObject({
      outcome: "duplicate",
      differs: ["conversion_value"],
    });
  });

  test("maps fine and coarse values to goals and money, the nearer entry first", async () => {
    const { campaign_id } = await world.campaign({
      values: [
        ...INSTALL,
        { fine: 63, goal: "purchase", amount: "40.00" },
        { coarse: "high", window: 0, goal: "purchase", amount: "12.50" },
        { coarse: "high", goal: "install" },
      ],
    });
    await world.post("/v1/skan", skanSample("4.0"));
    await world.post("/v1/skan", skanSample("4.0", 1));
    const found = await world.conversionsOf(campaign_id);
    expect(found.map(({ goal_key, amount }) => [goal_key, amount])).toEqual([
      ["purchase", "12.50"],
      ["purchase", "40.00"],
    ]);
    expect(found.map(({ status }) => status)).toEqual(["pending", "pending"]);
  });

  test("of an ad that lost is kept, and makes nothing", async () => {
    const { campaign_id } = await world.campaign({ values: INSTALL });
    const lost = await world.post("/v1/skan", skanSample("3.0", 1));
    expect([lost.status, lost.body.outcome]).toEqual([200, "ignored"]);
    expect(await world.conversionsOf(campaign_id)).toEqual([]);
  });

  test("reaches the advertiser's copy at the addresses that phones send it to", async () => {
    const { campaign_id } = await world.campaign({ values: INSTALL });
    for (const end of ["", "/"]) {
      const copy = `/.well-known/skadnetwork/report-attribution${end}`;
      const answer = await world.post(copy, skanSample("2.2"));
      expect(answer.status).toBe(200);
    }
    expect(await world.conversionsOf(campaign_id)).toHaveLength(1);
    const other = "/.well-known/appattribution/report-attribution/";
    expect((await world.post(other, forged?.body)).status).toBe(401);
    expect((await api.fetch(other)).status).toBe(405);
    expect((await api.fetch("/v1/skan")).status).toBe(405);
  });
});

describe("an install is paid", () => {
  test("once the advertiser confirms it, and by nobody without proof", async () => {
    const { advertiser_id } = await world.campaign({ values: INSTALL });
    const { key } = await makeSource(api, advertiser_id, {});
    const { body } = await world.post("/v1/skan", skanSample("4.0"));
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
    const silent = await world.campaign({ values: INSTALL });
    await world.post("/v1/skan", skanSample("4.0"));
    await runJobs();
    const [waiting] = await world.conversionsOf(silent.campaign_id);
    expect(waiting?.status).toBe("pending");
    const ruled = await world.campaign({
      values: INSTALL,
      approve_after_days: 0,
    });
    await world.post("/v1/skan", skanSample("4.0"));
    await runJobs();
    const [approved] = await world.conversionsOf(ruled.campaign_id);
    expect(approved?.status).toBe("approved");
  });
});

describe("an install postback", () => {
  test("that is forged is refused and kept", async () => {
    const { campaign_id } = await world.campaign({ values: INSTALL });
    const sample = { ...skanSample("4.0"), "source-domain": "example.org" };
    const answer = await world.post("/v1/skan", sample);
    expect([answer.status, answer.body.code]).toEqual([401, "bad_signature"]);
    const kept = await api.call(
      "GET",
      `/postbacks/${String(answer.body.postback_id)}`,
    );
    expect(kept).toMatchObject({ outcome: "bad_signature", http_status: 401 });
    expect((await world.post("/v1/aak", forged?.body)).body.code).toBe(
      "bad_signature",
    );
    const jws = withParts(development?.body["jws-string"] ?? "", {
      header: { alg: "none" },
      signature: "",
    });
    const unsigned = { ...development?.body, "jws-string": jws };
    expect((await world.post("/v1/aak", unsigned)).body.code).toBe(
      "bad_signature",
    );
    expect(await world.conversionsOf(campaign_id)).toEqual([]);
  });

  test("that can't be read or checked is named, whatever it is", async () => {
    await world.campaign({ values: INSTALL });
    for (const [sent, status, code] of [
      ["", 400, "malformed"],
      ["{", 400, "malformed"],
      ["[]", 400, "malformed"],
      [{}, 400, "malformed"],
      [{ ...skanSample("4.0"), version: "2.0" }, 400, "unsupported_version"],
      ["x".repeat(70_000), 413, "too_large"],
    ] as const) {
      const answer = await world.post("/v1/skan", sent);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
    }
    expect((await world.post("/v1/aak", "{}")).body.code).toBe("malformed");
  });

  test("by a development key counts in a sandbox only, and as a test", async () => {
    const live = await world.campaign({
      app_id: DEVELOPMENT_APP_ID,
      values: INSTALL,
    });
    const refused = await world.post("/v1/aak", development?.body);
    expect([refused.status, refused.body.code]).toEqual([400, "sandbox_only"]);
    const back = { ...GOALS[0], key: "back", auto_approve_days: null };
    const sandbox = await setUp(api, { campaign: { goals: [...GOALS, back] } });
    world.beside(sandbox.campaign_id);
    const settings = {
      app_id: DEVELOPMENT_APP_ID,
      values: INSTALL,
      sandbox: true,
      ad_network_id: "ours.adattributionkit",
    };
    const path = `/campaigns/${sandbox.campaign_id}/skan`;
    await api.call("PUT", path, settings);
    const no_install = await world.post("/v1/aak", development?.body);
    expect([no_install.status, no_install.body.code]).toEqual([
      200,
      "unmapped_value",
    ]);
    const values = [{ goal: "back" }];
    await api.call("PUT", path, { ...settings, values });
    const taken = await world.post("/v1/aak", development?.body);
    expect(taken.body).toMatchObject({
      outcome: "recorded",
      status: "pending",
    });
    expect(await world.conversionsOf(live.campaign_id)).toEqual([]);
    const [conversion] = await world.conversionsOf(sandbox.campaign_id);
    expect(conversion).toMatchObject({
      goal_key: "back",
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
    const { campaign_id } = await world.campaign({ app_id: 1, values: [] });
    const { body, status } = await world.post("/v1/skan", skanSample("3.0"));
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
    expect(await world.conversionsOf(campaign_id)).toHaveLength(1);
  });
});
