// The app's measurement partner says what an affiliate's click led to: an install, a purchase, or that it was
// fraud. Its postbacks are filled into the very addresses that the sheet hands over.
import { describe, expect, test } from "bun:test";
import { MMPS } from "../fixtures/mmps.ts";
import { serviceForFile } from "../harness.ts";
import { filled, mmpWorld, said } from "../mmp_world.ts";
import type { Fill, MmpWorld } from "../mmp_world.ts";
import { expectBooked } from "../senders.ts";
import type { ShownConversion } from "../senders.ts";
import { visit, AGENTS } from "../visits.ts";

const MINUTE_MS = 60_000;
const service = await serviceForFile();
const { api, clock } = service;
await api.call("PUT", "/fx-rates", {
  date: new Date(clock.nowMs()).toISOString().slice(0, 10),
  base: "EUR",
  rates: { USD: "1.25" },
});

const worlds = new Map<string, MmpWorld>();
for (const mmp of MMPS) worlds.set(mmp.preset, await mmpWorld(api, mmp));
const all = [...worlds.values()];
const cases = all.map((world): [string, MmpWorld] => [world.mmp.title, world]);

let orders = 0;

/** A click that is a minute old, and an order for its purchase. */
async function aClick({ slug }: MmpWorld): Promise<Required<Fill>> {
  const click = await api.click(slug);
  clock.advance(MINUTE_MS);
  const at_ms = Math.floor(clock.nowMs() / 1_000) * 1_000;
  return { click, at_ms, order: `P-${++orders}`, values: {} };
}

async function conversionsOf(click: string): Promise<ShownConversion[]> {
  const path = `/conversions?click_id=${click}`;
  return (await api.call<{ data: ShownConversion[] }>("GET", path)).data;
}

/** The only conversion of a click, with its money in the books, but for the postbacks about it. */
async function onlyOf(click: string) {
  const made = await conversionsOf(click);
  expect(made).toHaveLength(1);
  const booked = await expectBooked(service, made[0]?.id);
  return { ...booked, postbacks: null };
}

describe.each(cases)("%s", (_title, world) => {
  const { mmp } = world;
  const send = async (form: "install" | "event" | "rejected", fill: Fill) =>
    await api.fetch(filled(world, form, fill));

  test("an install counts once, however often it is sent", async () => {
    const fill = await aClick(world);
    expect(said(await send("install", fill))).toEqual([200, "recorded"]);
    const made = await onlyOf(fill.click);
    expect(made).toMatchObject({
      goal_key: "install",
      status: "approved",
      payout: "2.00",
      proof: "token",
      order_id: null,
      occurred_at: new Date(fill.at_ms).toISOString(),
      ...mmp.made.install,
    });
    expect(said(await send("install", fill))).toEqual([200, "duplicate"]);
    expect(await onlyOf(fill.click)).toEqual(made);
  });

  test("an event is its goal, with its money and its own id", async () => {
    const fill = await aClick(world);
    expect(said(await send("event", fill))).toEqual([200, "recorded"]);
    const made = await onlyOf(fill.click);
    const expected = JSON.parse(
      JSON.stringify(mmp.made.event).replace("<order>", fill.order),
    );
    expect(made).toMatchObject({
      goal_key: "purchase",
      status: "approved",
      occurred_at: new Date(fill.at_ms).toISOString(),
      ...expected,
    });
    // 10 % of 25.00 EUR, or of 25.00 USD at 1.25.
    expect(made.payout).toBe(mmp.preset === "branch" ? "2.00" : "2.50");
    expect(said(await send("event", fill))).toEqual([200, "duplicate"]);
    expect(await onlyOf(fill.click)).toEqual(made);
  });

  test("what it rejects after the install is taken back, with its reason", async () => {
    const fill = await aClick(world);
    await send("install", fill);
    clock.advance(MINUTE_MS);
    expect(said(await send("rejected", fill))).toEqual([200, "updated"]);
    const made = await onlyOf(fill.click);
    expect(made).toMatchObject({
      goal_key: "install",
      status: "reversed",
      reason: mmp.made.rejected,
      payout: "0.00",
      revenue: "0.00",
    });
    expect(said(await send("rejected", fill))).toEqual([200, "duplicate"]);
    expect(said(await send("install", fill))).toEqual([200, "duplicate"]);
    expect(await onlyOf(fill.click)).toEqual(made);
  });

  test("what it rejects without an install is kept as rejected, and an install doesn't undo that", async () => {
    const fill = await aClick(world);
    expect(said(await send("rejected", fill))).toEqual([200, "recorded"]);
    const made = await onlyOf(fill.click);
    expect(made).toMatchObject({
      goal_key: "install",
      status: "rejected",
      reason: mmp.made.rejected,
      payout: "0.00",
    });
    expect(said(await send("rejected", fill))).toEqual([200, "duplicate"]);
    clock.advance(MINUTE_MS);
    expect(said(await send("install", fill))).toEqual([
      200,
      "illegal_transition",
    ]);
    expect(await onlyOf(fill.click)).toEqual(made);
  });

  test("what it didn't fill in is refused by name", async () => {
    const { click, at_ms } = await aClick(world);
    for (const form of ["install", "event"] as const) {
      // The address as the sheet has it.
      const bare = await api.fetch(encodeURI(world.forms[form]));
      expect(said(bare)).toEqual([200, "unreplaced_macro"]);
    }
    const { event_name } = mmp;
    const values = { [event_name]: event_name };
    const answer = await send("event", { click, at_ms, order: "X", values });
    expect(said(answer)).toEqual([200, "unreplaced_macro"]);
    expect(String(answer.body.detail)).toContain(`"event_name"`);
    expect(await conversionsOf(click)).toEqual([]);
  });

  test("nobody reports who doesn't know its address", async () => {
    const fill = await aClick(world);
    const url = filled(world, "install", fill);
    const forged = await api.fetch(url.replace(world.key, "0".repeat(22)));
    expect(said(forged)).toEqual([404, "unknown_source"]);
    const plain = await api.fetch(url.replace(`/${world.key}`, ""));
    expect([401, 200]).toContain(plain.status);
    expect(plain.body.code).toBe("bad_token");
    expect(await conversionsOf(fill.click)).toEqual([]);
  });

  test("a time that can't be is left out, and refuses nothing", async () => {
    const DAY_MS = 86_400_000;
    for (const away_ms of [-DAY_MS, DAY_MS, 400 * DAY_MS]) {
      const fill = await aClick(world);
      const at_ms = fill.at_ms + away_ms;
      const answer = await send("install", { ...fill, at_ms });
      expect(said(answer)).toEqual([200, "recorded"]);
      const { occurred_at } = await onlyOf(fill.click);
      expect(occurred_at).toBeNull();
    }
    const fill = await aClick(world);
    const names = Object.keys(mmp.times);
    const values = Object.fromEntries(names.map((name) => [name, "soon"]));
    await send("install", { ...fill, values });
    expect((await onlyOf(fill.click)).occurred_at).toBeNull();
  });

  test("its link carries the click id once, and who sent the visitor", async () => {
    const { words, click_param, affiliate_param } = mmp.destination;
    const destination_url = Object.entries(words).reduce(
      (url, [word, value]) => url.replace(word, value),
      world.destination_url,
    );
    expect(destination_url).not.toMatch(/[A-Z]{5}/);
    const path = `/campaigns/${world.campaign_id}`;
    await api.call("PATCH", path, { destination_url });
    const { url } = await visit(api, world.slug, {
      user_agent: AGENTS.android,
      query: "?sub1=spring&source=blog",
    });
    const values = url?.searchParams.getAll(click_param);
    expect(values).toHaveLength(1);
    const [click = ""] = values ?? [];
    expect(click).toMatch(/^[0-9a-z]{32}$/);
    expect(url?.href.split(click)).toHaveLength(2);
    expect(url?.searchParams.get(affiliate_param)).toBe(
      String(world.affiliate_id),
    );
    const fill = { click, at_ms: clock.nowMs() };
    expect(said(await send("install", fill))).toEqual([200, "recorded"]);
  });
});

test("all six are here, and nothing failed", () => {
  expect(MMPS.map(({ preset }) => preset).join(" ")).toBe(
    "appsflyer adjust branch kochava singular appmetrica",
  );
  expect(service.log).toEqual([]);
});
