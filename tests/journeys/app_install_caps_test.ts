// A cap is what the advertiser pays for at most. Anybody who has a click's id can report an install: those take
// no room from the installs that somebody proves.
import { describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { makeSource } from "../senders.ts";
import { AGENTS, visit } from "../visits.ts";

const service = await serviceForFile();
const { api, clock } = service;

const TOKEN = "a-token-of-enough-characters";
const CAP = { metric: "conversions", period: "day", limit: 2 };

/** The usage of caps is summed anew. */
async function refreshed() {
  clock.advance(60_000);
  while (await service.scheduler.runOnce());
}

/** An app's campaign whose installs are capped at two a day. */
async function cappedApp(over_cap: string) {
  const made = await setUp(api, {
    campaign: {
      goals: [
        {
          key: "install",
          revenue: { type: "fixed", amount: "3.00" },
          payout: { type: "fixed", amount: "2.00" },
        },
      ],
      destination_url:
        "https://play.google.com/store/apps/details?id=com.northwind.shoes",
      fallback_url: "https://fallback.example/",
      over_cap,
    },
  });
  const { advertiser_id, campaign_id, slug } = made;
  const caps = `/campaigns/${campaign_id}/caps`;
  await api.call("POST", caps, CAP);
  const source = await makeSource(api, advertiser_id, { require: "token" });
  const rotate = `/advertisers/${advertiser_id}/sources/${source.id}/rotate-token`;
  await api.call("POST", rotate, { token: TOKEN });
  const click = async () =>
    (await visit(api, slug, { user_agent: AGENTS.android })).url ??
    new URL("https://nowhere.example");
  const clickId = async () =>
    (await click()).searchParams.get("click_id") ?? "";
  const used = async () =>
    (await api.call<{ data: { used: number }[] }>("GET", caps)).data[0]?.used;
  return { ...made, click, clickId, used };
}

async function install(click_id: string, { is_proven = false } = {}) {
  const { status, body } = await api.fetch("/v1/install", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(is_proven ? { authorization: `Bearer ${TOKEN}` } : {}),
    },
    body: JSON.stringify({ click_id }),
  });
  return `${status} ${String(body.code ?? body.status)}`;
}

async function flagsOf(campaign_id: number) {
  const path = `/conversions?campaign_id=${campaign_id}`;
  const { data } = await api.call<{
    data: { status: string; payout: string; flags: string[] }[];
  }>("GET", path);
  return data
    .filter(({ flags }) => flags.includes("over_cap"))
    .map(({ status, payout, flags }) => [
      status,
      payout,
      flags.includes("unpaid"),
    ]);
}

describe("installs that nobody has proven", () => {
  test("take nothing of a cap, which those that a server proves use up", async () => {
    const { clickId, click, used } = await cappedApp("reject");
    const guessed = [await clickId(), await clickId(), await clickId()];
    const ids = [await clickId(), await clickId(), await clickId()];
    for (const id of guessed) expect(await install(id)).toBe("201 pending");
    expect(await used()).toBe(0);
    await refreshed();
    expect(await used()).toBe(0);
    expect((await click()).host).toBe("play.google.com");
    const answers: string[] = [];
    for (const id of ids) answers.push(await install(id, { is_proven: true }));
    expect(answers).toEqual([
      "201 approved",
      "201 approved",
      "422 cap_reached",
    ]);
    expect(await used()).toBe(2);
    await refreshed();
    expect(await used()).toBe(2);
  });

  test("count once a server confirms them, and then only as many as the cap has", async () => {
    const { clickId, used } = await cappedApp("reject");
    const ids = [await clickId(), await clickId(), await clickId()];
    for (const id of ids) await install(id);
    const answers: string[] = [];
    for (const id of ids) answers.push(await install(id, { is_proven: true }));
    expect(answers).toEqual([
      "200 approved",
      "200 approved",
      "422 cap_reached",
    ]);
    expect(await used()).toBe(2);
    await refreshed();
    expect(await used()).toBe(2);
  });

  test.each([
    ["unpaid", ["approved", "0.00", true]],
    ["accept", ["approved", "2.00", false]],
    ["pending", ["pending", "2.00", false]],
  ])(
    "over the cap that says %s become so when they are confirmed",
    async (over_cap, last) => {
      const { clickId, campaign_id } = await cappedApp(over_cap);
      const ids = [await clickId(), await clickId(), await clickId()];
      for (const id of ids) await install(id);
      for (const id of ids) await install(id, { is_proven: true });
      expect(await flagsOf(campaign_id)).toEqual([last]);
    },
  );

  test("lift nobody into a dearer tier, which those that a server proves do", async () => {
    const { campaign_id, clickId } = await cappedApp("accept");
    await api.call("POST", `/campaigns/${campaign_id}/goals/install/payouts`, {
      tiers: {
        by: "count",
        period: "day",
        steps: [{ from: "1", payout: { type: "fixed", amount: "2.50" } }],
      },
    });
    clock.advance(5_000);
    const ids = [await clickId(), await clickId(), await clickId()];
    const [guessed = "", ...proven] = ids;
    expect(await install(guessed)).toBe("201 pending");
    for (const id of proven) await install(id, { is_proven: true });
    const path = `/conversions?campaign_id=${campaign_id}`;
    const { data } = await api.call<{
      data: { status: string; payout: string }[];
    }>("GET", path);
    const payouts = data
      .filter(({ status }) => status === "approved")
      .map(({ payout }) => payout);
    expect(payouts.toSorted()).toEqual(["2.00", "2.50"]);
  });
});
