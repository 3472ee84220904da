// Money hangs on what a measurement partner says, and its templates are pasted by hand: the wrong form at the
// wrong place must not pay, and what one MMP rejects must not cost the right affiliate.
import { describe, expect, test } from "bun:test";
import { MMPS } from "../fixtures/mmps.ts";
import type { MmpFixture } from "../fixtures/mmps.ts";
import { serviceForFile } from "../harness.ts";
import { APP_GOALS, mmpWorld, said } from "../mmp_world.ts";
import type { MmpWorld } from "../mmp_world.ts";
import { expectBooked } from "../senders.ts";
import type { ShownConversion } from "../senders.ts";

const service = await serviceForFile();
const { api, clock } = service;

function fixture(preset: string): MmpFixture {
  const found = MMPS.find((mmp) => mmp.preset === preset);
  if (found === undefined) throw new Error(`No MMP ${preset}`);
  return found;
}

const adjust = await mmpWorld(api, fixture("adjust"));
const appsflyer = await mmpWorld(api, fixture("appsflyer"));

async function aClick({ slug }: { slug: string }): Promise<string> {
  const click = await api.click(slug);
  clock.advance(60_000);
  return click;
}

async function send(
  { key }: MmpWorld,
  values: Record<string, string>,
  init: RequestInit = {},
) {
  const query = new URLSearchParams(values);
  return await api.fetch(`/v1/postback/${key}?${query}`, init);
}

async function conversionsOf(click: string): Promise<ShownConversion[]> {
  const path = `/conversions?click_id=${click}&sort=recorded_at`;
  return (await api.call<{ data: ShownConversion[] }>("GET", path)).data;
}

describe("the form of installs at another place", () => {
  test("doesn't make an event an install", async () => {
    const branch = await mmpWorld(api, fixture("branch"));
    for (const [world, values] of [
      [branch, { event_name: "OPEN" }],
      [adjust, { activity_kind: "event" }],
      [adjust, { activity_kind: "uninstall" }],
    ] as const) {
      const click_id = await aClick(world);
      const answer = await send(world, {
        form: "install",
        click_id,
        ...values,
      });
      expect(said(answer)).toEqual([200, "unknown_goal"]);
      expect(await conversionsOf(click_id)).toEqual([]);
    }
  });

  test("is a rejection where a reason stands in it", async () => {
    const click_id = await aClick(appsflyer);
    const good = { form: "install", click_id };
    await send(appsflyer, { ...good, rejection_reason: "(blocked-reason)" });
    expect(await conversionsOf(click_id)).toMatchObject([
      { status: "approved", flags: [] },
    ]);
    await send(appsflyer, { ...good, reject_reason: "bots" });
    expect(await conversionsOf(click_id)).toMatchObject([
      { status: "reversed", reason: "fake_install: AppsFlyer says bots" },
    ]);
  });
});

describe("an event", () => {
  test("without a name, or of no goal, is no default goal", async () => {
    const click_id = await aClick(adjust);
    for (const values of [
      { form: "event", amount: "5.00" },
      { form: "event", event_name: "level_3" },
      { form: "event", event_name: "", event: "" },
    ]) {
      const answer = await send(adjust, { click_id, ...values });
      expect(said(answer)).toEqual([200, "unknown_goal"]);
      const is_named = values.event_name === "level_3";
      expect(String(answer.body.detail)).toContain(
        is_named ? "level_3" : "needs its name",
      );
    }
    expect(await conversionsOf(click_id)).toEqual([]);
    const { unmapped } = await api.call<{ unmapped: { word: string }[] }>(
      "GET",
      `/advertisers/${adjust.advertiser_id}/sources/${adjust.source_id}/health`,
    );
    expect(unmapped.map(({ word }) => word)).toContain("level_3");
  });

  test("is mapped by its name or token, in whatever case", async () => {
    const mapped = await mmpWorld(api, fixture("adjust"), {
      source: { goal_map: { bkrfgq: "purchase" } },
    });
    const click_id = await aClick(mapped);
    const event = { form: "event", click_id, amount: "5.00" };
    await send(mapped, { ...event, event: "BKRFGQ", order_id: "1" });
    await send(mapped, { ...event, event_name: "Purchase", order_id: "2" });
    expect(await conversionsOf(click_id)).toMatchObject([
      { goal_key: "purchase", order_id: "1" },
      { goal_key: "purchase", order_id: "2" },
    ]);
  });

  test("that is rejected takes back its own purchase alone", async () => {
    const click_id = await aClick(appsflyer);
    const value = (id: string) => JSON.stringify({ af_order_id: id });
    const event = { form: "event", click_id, event_name: "purchase" };
    for (const id of ["r1", "r2"]) {
      const amount = id === "r1" ? "10.00" : "20.00";
      await send(appsflyer, { ...event, amount, event_value: value(id) });
    }
    // The amount that it repeats is in another currency: all of it is taken back.
    const answer = await send(appsflyer, {
      ...event,
      form: "rejected",
      event_value: value("r1"),
      amount: "11.70",
      currency: "USD",
      rejection_reason: "inapps_bots",
    });
    expect(said(answer)).toEqual([200, "updated"]);
    const made = await conversionsOf(click_id);
    expect(made).toMatchObject([
      { order_id: "r1", status: "reversed", payout: "0.00" },
      { order_id: "r2", status: "approved", payout: "2.00" },
    ]);
    for (const { id } of made) await expectBooked(service, id);
  });
});

describe("an install", () => {
  test("that was rejected for one click still counts for the right one, of the same device", async () => {
    const [wrong, right] = [await aClick(adjust), await aClick(adjust)];
    const adv1 = "18546f6171f67e29d1cb983322ad1329";
    // The device's id may even stand where an order does.
    const of_device = { adv1, order_id: adv1 };
    await send(adjust, {
      ...of_device,
      form: "rejected",
      click_id: wrong,
      rejection_reason: "distribution_outlier",
    });
    const answer = await send(adjust, {
      ...of_device,
      form: "install",
      click_id: right,
    });
    expect(said(answer)).toEqual([200, "recorded"]);
    expect(await conversionsOf(wrong)).toMatchObject([
      {
        status: "rejected",
        reason: "ctit_flat: Adjust says distribution_outlier",
      },
    ]);
    expect(await conversionsOf(right)).toMatchObject([{ status: "approved" }]);
  });

  test("confirms what the app itself reported", async () => {
    const click_id = await aClick(appsflyer);
    const reported = await api.fetch("/v1/install", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ click_id }),
    });
    expect(reported.body).toMatchObject({ status: "pending" });
    const answer = await send(appsflyer, { form: "install", click_id });
    expect(said(answer)).toEqual([200, "updated"]);
    expect(await conversionsOf(click_id)).toMatchObject([
      { goal_key: "install", status: "approved" },
    ]);
  });

  test("is of the goal that the campaign has for installs", async () => {
    const [install = {}, purchase = {}] = APP_GOALS;
    const named = await mmpWorld(api, fixture("kochava"), {
      campaign: {
        goals: [
          purchase,
          { ...install, key: "first_open", default_status: "pending" },
        ],
      },
    });
    const click_id = await aClick(named);
    const values = { form: "install", event_name: "_install", click_id };
    expect(said(await send(named, values))).toEqual([200, "unknown_goal"]);
    const path = `/campaigns/${named.campaign_id}/app`;
    await api.call("PUT", path, { install_goal: "first_open" });
    expect(said(await send(named, values))).toEqual([200, "recorded"]);
    expect(await conversionsOf(click_id)).toMatchObject([
      { goal_key: "first_open", status: "pending" },
    ]);
  });

  test("of a user who came back is none, but its own goal", async () => {
    const back = { ...APP_GOALS[0], key: "reengagement" };
    const singular = await mmpWorld(api, fixture("singular"), {
      campaign: { goals: [...APP_GOALS, back] },
    });
    const click_id = await aClick(singular);
    const values = { form: "install", click_id, reengagement: "1", view: "1" };
    await send(singular, values);
    expect(await conversionsOf(click_id)).toMatchObject([
      { goal_key: "reengagement", flags: ["view_through", "reengagement"] },
    ]);
    const without = await aClick(adjust);
    const answer = await send(adjust, {
      form: "install",
      activity_kind: "reattribution",
      click_id: without,
    });
    expect(said(answer)).toEqual([200, "unknown_goal"]);
  });

  test("whose click came after it began is flagged", async () => {
    const click_id = await aClick(appsflyer);
    const at = Math.floor(clock.nowMs() / 1_000);
    await send(appsflyer, {
      form: "install",
      click_id,
      referrer_click_at: String(at - 5),
      install_begin_at: String(at - 20),
    });
    expect(await conversionsOf(click_id)).toMatchObject([
      { flags: ["click_after_install"] },
    ]);
  });

  test("by a view is held by a rule on its flag", async () => {
    const world = await mmpWorld(api, fixture("appmetrica"));
    await api.call("POST", "/conversion-rules", {
      campaign_id: world.campaign_id,
      field: "flag",
      op: "eq",
      values: ["view_through"],
      action: "reject",
      reason: "only clicks count",
    });
    const click_id = await aClick(world);
    await send(world, { form: "install", click_id, touch: "impression" });
    expect(await conversionsOf(click_id)).toMatchObject([
      { status: "rejected", reason: "only clicks count" },
    ]);
  });
});

describe("a test", () => {
  test("makes nothing of a real click, and books nothing of a test click", async () => {
    const sandbox = { form: "install", environment: "sandbox" };
    const click_id = await aClick(adjust);
    const real = await send(adjust, { ...sandbox, click_id });
    expect(said(real)).toEqual([200, "ignored"]);
    expect(await conversionsOf(click_id)).toEqual([]);
    const { click_id: tried } = await api.call<{ click_id: string }>(
      "POST",
      `/links/${adjust.link_id}/test-click`,
    );
    const test = await send(adjust, { ...sandbox, click_id: tried });
    expect(said(test)).toEqual([200, "recorded"]);
    const [made] = await conversionsOf(tried);
    expect(made?.flags).toContain("test");
    await expectBooked(service, made?.id);
  });
});

describe("what can't be read", () => {
  test("is refused by name, pays nobody, and is never a fault of ours", async () => {
    const click_id = await aClick(appsflyer);
    const long = "x".repeat(9_000);
    for (const [values, outcome] of [
      [{ form: "sale", click_id }, "malformed"],
      [{ form: "(form)", click_id }, "malformed"],
      [{ form: "install" }, "missing_click_id"],
      [{ form: "install", click_id: "" }, "missing_click_id"],
      [{ form: "install", click_id: "0".repeat(32) }, "invalid_click_id"],
      [
        { form: "event", click_id, event_name: "purchase", amount: "a lot" },
        "invalid_amount",
      ],
      [
        { form: "event", click_id, event_name: "purchase", amount: "-5" },
        "invalid_amount",
      ],
      [
        { form: "event", click_id, event_name: "purchase", currency: "XXY" },
        "unknown_currency",
      ],
      [{ form: "event", click_id, event_name: long }, "unknown_goal"],
    ] as const) {
      const answer = await send(appsflyer, values);
      expect(said(answer)).toEqual([200, outcome]);
    }
    expect(await conversionsOf(click_id)).toEqual([]);
    const odd = await send(appsflyer, {
      form: "rejected",
      click_id,
      rejection_reason: `a\0b\n${long}`,
      rejection_value: "\ud800",
    });
    expect(said(odd)).toEqual([200, "recorded"]);
    const [made] = await conversionsOf(click_id);
    expect(made).toMatchObject({ status: "rejected", payout: "0.00" });
    expect(String(made?.reason).length).toBeLessThan(400);
    expect(service.log).toEqual([]);
  });

  test("may come as a form or JSON as well", async () => {
    for (const [type, body] of [
      [
        "application/x-www-form-urlencoded",
        (id: string) => `form=install&click_id=${id}`,
      ],
      [
        "application/json",
        (id: string) => JSON.stringify({ form: "install", click_id: id }),
      ],
    ] as const) {
      const click_id = await aClick(appsflyer);
      const answer = await send(
        appsflyer,
        {},
        {
          method: "POST",
          headers: { "content-type": type },
          body: body(click_id),
        },
      );
      expect(said(answer)).toEqual([200, "recorded"]);
      expect(await conversionsOf(click_id)).toMatchObject([
        { goal_key: "install" },
      ]);
    }
  });
});

describe("the source", () => {
  test("says what it has of its own, and warns of what an MMP can't do", async () => {
    const path = `/advertisers/${appsflyer.advertiser_id}/sources/${appsflyer.source_id}`;
    const shown = await api.call<{ warnings: object[]; in_force: object }>(
      "GET",
      path,
    );
    expect(shown.warnings).toEqual([]);
    expect(shown.in_force).toMatchObject({ answer: "always_200" });
    const signed = await api.call<{
      warnings: { field: string; message: string }[];
    }>("PATCH", path, { require: "signature" });
    expect(signed.warnings.map(({ message }) => message)).toContain(
      "AppsFlyer signs nothing: its postbacks are refused",
    );
    await api.call("PATCH", path, { require: "token" });
  });

  test("is ready by its own checklist", async () => {
    const path = `/advertisers/${appsflyer.advertiser_id}/sources/${appsflyer.source_id}/test`;
    const { ready, checks } = await api.call<{
      ready: boolean;
      checks: { check: string; state: string; found: string }[];
    }>("POST", path, {});
    expect(checks.filter(({ state }) => state === "failed")).toEqual([]);
    expect(ready).toBe(true);
  });

  test("shows its sheet by a link, without its key", async () => {
    const path = `/advertisers/${adjust.advertiser_id}/sources/${adjust.source_id}/sheet/link`;
    const { url } = await api.call<{ url: string }>("POST", path, {});
    const { body } = await api.fetch<{ text: string }>(new URL(url).pathname);
    expect(body.text).toContain("Forms for Adjust");
    expect(body.text).toContain(
      "/v1/postback/KEY?form=install&click_id={label}",
    );
    expect(body.text).toContain(
      "https://app.adjust.com/LINK_TOKEN?label={click_id}",
    );
    expect(body.text).not.toContain(adjust.key);
  });
});
