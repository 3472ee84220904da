// An affiliate whose tracker shows other figures than ours asks why. It is told which part of each
// day's difference is what, and that nothing explains the rest: never a figure that isn't ours.
import { beforeAll, describe, expect, test } from "bun:test";
import type { ApiClient } from "../api_client.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { clientOf } from "../people.ts";
import { makeSource } from "../senders.ts";
import { AGENTS, BEHIND_PROXY, drainAll, visit } from "../visits.ts";

const service = await serviceForFile({ env: BEHIND_PROXY });
const { api, clock } = service;

const PERIOD = { from: "2026-11-23", to: "2026-11-26", timezone: "UTC" };
const DAYS = ["2026-11-23", "2026-11-24", "2026-11-25"];

interface Side {
  theirs: number;
  ours: Record<string, unknown>;
  difference: number;
  explained: Record<string, number>;
  unexplained: number;
}

interface Both {
  sentence: string;
  clicks: Side;
  conversions: Side | null;
}

interface Discrepancy extends Both {
  tracker: Record<string, unknown>;
  data: (Both & { day: string; is_over: boolean })[];
  not_compared: string[];
  limits: string[];
}

let shoes: Setup;
let paused: Setup;
let affiliate: ApiClient;

/** Asks about figures of the days, in order. */
async function explain(
  theirs: readonly (number | [number, number])[],
  change: Record<string, unknown> = {},
  client: ApiClient = api,
): Promise<Discrepancy> {
  const rows = theirs.map((one, at) => {
    const [clicks, conversions] = [one].flat();
    return { day: DAYS[at], clicks, conversions };
  });
  const { affiliate_id } = shoes;
  const body = { affiliate_id, ...PERIOD, rows, ...change };
  return await client.call("POST", "/reports/discrepancy", body);
}

/** Parts that aren't 0. */
function partsOf({ explained, unexplained }: Side): Record<string, number> {
  const parts = Object.entries({ ...explained, unexplained });
  return Object.fromEntries(parts.filter(([, count]) => count !== 0));
}

let visitors = 0;

/** Visits of as many people; returns the click of the last. */
async function come(
  count: number,
  { slug = shoes.slug, agent = AGENTS.windows as string, is_new = true } = {},
): Promise<string> {
  let last = "";
  for (let one = 0; one < count; one++) {
    if (is_new) visitors++;
    const ip = `8.8.4.${visitors}`;
    const { click_id } = await visit(api, slug, { ip, user_agent: agent });
    last = click_id;
  }
  return last;
}

function at(time: string): void {
  clock.set(Date.parse(`${time}:00Z`));
}

/** Three days: valid clicks 5, 6 and 5 in UTC, and 5, 5 and 4 in New York. */
beforeAll(async () => {
  shoes = await setUp(api, { affiliate: { timezone: "America/New_York" } });
  const link = { ...shoes, campaign_id: shoes.campaign_id };
  const made = await api.call<{ id: number; slug: string }>("POST", "/links", {
    campaign_id: link.campaign_id,
    affiliate_id: link.affiliate_id,
    fallback_url: "https://fallback.example/",
  });
  paused = { ...shoes, link_id: made.id, slug: made.slug };
  await api.call("PATCH", `/links/${made.id}`, { paused: true });
  await makeSource(api, shoes.advertiser_id);
  const { affiliate_id } = shoes;
  affiliate = await clientOf(api, { role: "affiliate", affiliate_id });
  const sale = async (click_id: string, order_id: string, more = {}) => {
    await api.postback({ click_id, order_id, amount: "50", ...more });
  };
  at("2026-11-23T03:30");
  await come(2);
  at("2026-11-23T12:00");
  const early = await come(1);
  await come(1, { is_new: false });
  await come(3, { agent: AGENTS.robot });
  await api.call("POST", `/links/${shoes.link_id}/test-click`, {});
  at("2026-11-23T23:30");
  await come(1);
  at("2026-11-24T04:00");
  await come(2);
  await sale(early, "A-1");
  at("2026-11-24T12:00");
  const late = await come(3);
  await come(1, { is_new: false });
  await come(4, { slug: paused.slug });
  await come(1, { agent: AGENTS.robot });
  await sale(late, "A-2");
  await sale(late, "A-3", { status: "pending" });
  at("2026-11-25T02:00");
  await come(1);
  at("2026-11-25T12:00");
  await come(4);
  await come(1, { slug: paused.slug });
  const other = await setUp(api, { affiliate: { name: "Another" } });
  await come(9, { slug: other.slug });
  await drainAll(service);
  at("2026-11-25T18:00");
});

describe("a difference of clicks", () => {
  test("is none where the figures are ours", async () => {
    const { clicks, sentence, data, ...found } = await explain([5, 6, 5]);
    expect(sentence).toBe("The tracker shows as many clicks as we count (16).");
    expect(clicks).toMatchObject({
      ...{ theirs: 16, difference: 0, unexplained: 0 },
      ours: {
        ...{ valid: 16, unique: 14, repeats: 2, bots: 4, refused: 5, tests: 1 },
        refused_because: [
          {
            verdict: "paused",
            reason: "the link, campaign or affiliate was paused",
            count: 5,
          },
        ],
        prefetches: 0,
      },
    });
    expect(data.map((day) => [day.day, day.is_over])).toEqual([
      ["2026-11-23", true],
      ["2026-11-24", true],
      ["2026-11-25", false],
    ]);
    expect(found).toMatchObject({
      conversions: null,
      not_compared: [],
      tracker: { timezone: "UTC", offset: "+00:00", or_timezones: [] },
    });
  });

  test("is of bots and of refused clicks, if their tracker counts them", async () => {
    const { data, sentence, tracker } = await explain([8, 11, 6]);
    expect(data.map(({ clicks }) => partsOf(clicks))).toEqual([
      { bots: 3 },
      { bots: 1, refused: 4 },
      { refused: 1 },
    ]);
    expect(sentence).toBe(
      "The tracker shows 9 more clicks than we count (25, we 16): 4 are of bots, which we don't count; 5 were refused (5 because the link, campaign or affiliate was paused).",
    );
    expect(tracker).toMatchObject({
      clicks: {
        counts: ["unique", "repeats", "bots", "refused"],
        or_counts: [],
      },
    });
  });

  test("is of repeats, if their tracker leaves them out", async () => {
    const { data } = await explain([4, 5, 5]);
    expect(data.map(({ clicks }) => partsOf(clicks))).toEqual([
      { duplicates: -1 },
      { duplicates: -1 },
      {},
    ]);
    expect(data.map(({ sentence }) => sentence)).toEqual([
      "The tracker shows 1 fewer click than we count (4, we 5): it leaves out 1 of visitors who had come within 24 hours before.",
      "The tracker shows 1 fewer click than we count (5, we 6): it leaves out 1 of visitors who had come within 24 hours before.",
      "The tracker shows as many clicks as we count (5).",
    ]);
  });

  test("is of another zone's days, which are named", async () => {
    const { data, tracker, sentence } = await explain([5, 5, 4]);
    expect(tracker).toMatchObject({
      timezone: "America/New_York",
      offset: "-05:00",
    });
    expect(data.map(({ clicks }) => partsOf(clicks))).toEqual([
      {},
      { zone: -1 },
      { zone: -1 },
    ]);
    expect(sentence).toBe(
      "The tracker shows 2 fewer clicks than we count (14, we 16): its days fit those of America/New_York (-05:00), which makes 2 fewer.",
    );
    const told = await explain([5, 5, 4], { timezone: "America/New_York" });
    expect(told.clicks).toMatchObject({ difference: 0, ours: { valid: 14 } });
  });

  test("is unexplained where nothing of ours explains it, whichever side has more", async () => {
    const more = await explain([5, 6, 105]);
    expect(more.data.map(({ clicks }) => partsOf(clicks))).toEqual([
      {},
      {},
      { unexplained: 100 },
    ]);
    expect(more.sentence).toBe(
      "The tracker shows 100 more clicks than we count (116, we 16): nothing that we recorded explains 100 more.",
    );
    const fewer = await explain([5, 0, 5]);
    expect(partsOf(fewer.clicks)).toEqual({ unexplained: -6 });
    expect(fewer.sentence).toBe(
      "The tracker shows 6 fewer clicks than we count (10, we 16): nothing explains 6 clicks that we count and it doesn't show.",
    );
  });

  test("is of those days that there are figures of", async () => {
    const { clicks, not_compared } = await explain([5]);
    expect(clicks).toMatchObject({ difference: 0, ours: { valid: 5 } });
    expect(not_compared).toEqual(DAYS.slice(1));
  });
});

test("days of ours that aren't counted whole yet are named", async () => {
  const day = Date.parse("2026-11-24") / 86_400_000;
  const { $client } = service.db;
  await $client`insert into report_recounts values ('click', ${day})`;
  const { limits } = await explain([5, 6, 5]);
  await $client`delete from report_recounts`;
  expect(limits).toEqual(["clicks: 2026-11-24 is still being counted"]);
  expect((await explain([5, 6, 5])).limits).toEqual([]);
});

describe("a difference of conversions", () => {
  const parts = async (...conversions: number[]) => {
    const clicks = [5, 6, 5];
    const asked = await explain(
      conversions.map((count, day) => [clicks[day] ?? 0, count]),
    );
    const days = asked.data.map((day) => partsOf(day.conversions!));
    return { ...asked, days };
  };

  test("is of pending ones, if their tracker leaves them out", async () => {
    const { days, conversions } = await parts(0, 2, 0);
    expect(days).toEqual([{}, { pending: -1 }, {}]);
    expect(conversions?.ours).toMatchObject({ counted: 3, approved: 2 });
  });

  test("is of the time at which they count", async () => {
    const { days, tracker, sentence } = await parts(1, 2, 0);
    expect(days).toEqual([{ late: 1 }, { late: -1 }, {}]);
    expect(tracker).toMatchObject({ conversions: { time: "click" } });
    expect(sentence).toEndWith(
      "The tracker shows as many conversions as we count (3).",
    );
  });

  test("is unexplained where nothing of ours explains it", async () => {
    const { days } = await parts(0, 3, 9);
    expect(days).toEqual([{}, {}, { unexplained: 9 }]);
  });
});

test("the answer is the same once clicks and conversions are folded", async () => {
  const asked = async () =>
    await explain([
      [8, 1],
      [11, 2],
      [9, 4],
    ]);
  const live = await asked();
  for (const name of [
    "fold_conversions",
    "merge_report_blocks",
    "sort_report_days",
  ]) {
    await service.scheduler.enqueue(service.db, { name });
    while (await service.scheduler.runOnce());
  }
  const { as_of: _, ...folded } = (await asked()) as never as { as_of: string };
  expect(live).toMatchObject(folded);
});

describe("a tracker's file", () => {
  const of = async (file: string, change = {}) =>
    await explain([], { rows: undefined, file, ...change });

  test.each([
    [
      "with commas",
      "Date,Clicks,Conversions\n2026-11-23,8,0\n2026-11-24,11,2\n2026-11-25,6,0\n",
    ],
    [
      "with semicolons, days as in Germany, and their sum",
      "Datum;Kampagne;Klicks;Conversions\r\n23.11.2026;a;8,00;0\r\n24.11.2026;a;11;2\r\n25.11.2026;a;6;0\r\nSumme;;25;2\r\n",
    ],
    [
      "with tabs, days as in America, and a title",
      "Report of November\n\nDay\tClicks\tConversions\n11/25/2026\t6\t0\n11/24/2026\t11\t2\n11/23/2026\t8\t0\n",
    ],
  ])("is read %s", async (_how, file) => {
    const { data } = await of(file);
    expect(data.map(({ clicks }) => partsOf(clicks))).toEqual([
      { bots: 3 },
      { bots: 1, refused: 4 },
      { refused: 1 },
    ]);
    expect(data.map((day) => partsOf(day.conversions!))).toEqual([
      {},
      { pending: -1 },
      {},
    ]);
  });
});

describe("who asks", () => {
  const rows = [{ day: "2026-11-23", clicks: 8 }];
  const ask = async (client: ApiClient, affiliate_id?: number) =>
    await client.try("POST", "/reports/discrepancy", {
      ...PERIOD,
      rows,
      ...(affiliate_id === undefined ? {} : { affiliate_id }),
    });

  test("an affiliate asks about itself, and about nobody else", async () => {
    const { status, body } = await ask(affiliate);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      affiliate_id: shoes.affiliate_id,
      clicks: { explained: { bots: 3 } },
    });
    const other = await ask(affiliate, shoes.affiliate_id + 1);
    expect([other.status, other.body.code]).toEqual([422, "unknown_reference"]);
  });

  test("a manager of some affiliates asks about them", async () => {
    const client = async (affiliate_id: number) =>
      await clientOf(api, { role: "manager", affiliate_ids: [affiliate_id] });
    const own = await client(shoes.affiliate_id);
    expect((await ask(own, shoes.affiliate_id)).status).toBe(200);
    const others = await client(shoes.affiliate_id + 1);
    expect((await ask(others, shoes.affiliate_id)).status).toBe(422);
  });

  test("an advertiser doesn't learn that there is such a question", async () => {
    const { advertiser_id } = shoes;
    const client = await clientOf(api, { role: "advertiser", advertiser_id });
    expect((await ask(client, shoes.affiliate_id)).status).toBe(404);
  });

  test("by external id, too", async () => {
    const path = `/affiliates/${shoes.affiliate_id}`;
    await api.call("PATCH", path, { external_id: "harbour" });
    const affiliate_id = "external_id:harbour";
    const { body } = await api.try("POST", "/reports/discrepancy", {
      ...{ ...PERIOD, rows, affiliate_id },
    });
    expect(body).toMatchObject({ affiliate_id: shoes.affiliate_id });
  });
});
