// An install names no affiliate, only digits that an ad network chose: they must lead to one link for
// sure, and never to two campaigns.
import { describe, expect, test } from "bun:test";
import { AppleWorld, APP_ID, GOALS, INSTALL } from "../apple_world.ts";
import { skanSample } from "../fixtures/apps/apple_postbacks.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";

const { api } = await serviceForFile();
const world = new AppleWorld(api);

describe("whose an install is", () => {
  async function twoLinks() {
    const made = await setUp(api, { campaign: { goals: GOALS } });
    const other = await setUp(api);
    const link = await api.call<{ id: number }>("POST", "/links", {
      campaign_id: made.campaign_id,
      affiliate_id: other.affiliate_id,
    });
    await world.alone(made.campaign_id);
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
    await world.post("/v1/skan", skanSample("4.0"));
    await world.post("/v1/skan", skanSample("4.0", 1));
    await world.post("/v1/skan", skanSample("2.1"));
    const links = (await world.conversionsOf(campaign_id)).map(
      (one) => one.link_id,
    );
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
    const { status, body } = await world.post("/v1/skan", skanSample("4.0", 1));
    expect([status, body.code]).toEqual([200, "unknown_link"]);
    await api.call("PUT", path, { ...settings, link_id: other_link_id });
    await api.call("POST", `/postbacks/${String(body.postback_id)}/replay`);
    expect(await world.conversionsOf(campaign_id)).toMatchObject([
      { link_id: other_link_id },
    ]);
  });

  test("is never two campaigns'", async () => {
    const { path } = await world.campaign({
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
    world.beside(campaign_id);
    const settings = { app_id: APP_ID, source_identifiers: ["5240"] };
    expect((await api.try("PUT", other, settings)).status).toBe(200);
    await api.call("PUT", other, { app_id: null });
    expect(await api.call("GET", other)).toMatchObject({ app_id: null });
    expect(await api.call("GET", path)).toMatchObject({ app_id: APP_ID });
  });

  test("is never two campaigns' either where one comes back from the archive", async () => {
    const settings = {
      app_id: APP_ID,
      source_identifiers: ["5239"],
      values: INSTALL,
    };
    const old = await world.campaign(settings);
    const at = `/campaigns/${old.campaign_id}`;
    await api.call("PATCH", at, { status: "archived" });
    const { campaign_id } = await setUp(api, { campaign: { goals: GOALS } });
    world.beside(campaign_id);
    const path = `/campaigns/${campaign_id}/skan`;
    await api.call("PUT", path, settings);
    for (const status of ["active", "paused", "draft"]) {
      const answer = await api.try("PATCH", at, { status });
      expect([status, answer.status, answer.body.code]).toEqual([
        status,
        409,
        "already_exists",
      ]);
    }
    expect(await api.call("GET", at)).toMatchObject({ status: "archived" });
    expect((await api.try("PATCH", at, { name: "Old" })).status).toBe(200);
    await api.call("PUT", path, { app_id: null });
    await api.call("PATCH", at, { status: "active" });
    expect((await api.try("PUT", path, settings)).status).toBe(409);
  });
});

describe("the settings for install postbacks", () => {
  test("name what is wrong in them, and change nothing then", async () => {
    const { path, campaign_id } = await world.campaign({ values: INSTALL });
    await api.call("POST", `/campaigns/${campaign_id}/goals`, {
      key: "renewal",
      after: "install",
      revenue: { type: "fixed", amount: "2.00" },
      payout: { type: "fixed", amount: "1.00" },
    });
    const before = await api.call("GET", path);
    const stranger = await setUp(api);
    const twice = ["5239", { source_identifier: "5239", link_id: null }];
    for (const [change, field] of [
      [{ link_id: stranger.link_id }, "link_id"],
      [{ values: [{ goal: "nothing" }] }, "values.0.goal"],
      [{ values: [{ goal: "renewal" }] }, "values.0.goal"],
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
    const { campaign_id } = await world.campaign({ values: INSTALL });
    const { data } = await api.call<{ data: Record<string, unknown>[] }>(
      "GET",
      `/audit?resource=campaigns&resource_id=${campaign_id}`,
    );
    expect(JSON.stringify(data[0])).toContain(`${APP_ID}`);
  });
});
