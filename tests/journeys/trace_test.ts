// Somebody asks what became of a sale, with whatever id is at hand; the answer is one story, cut to
// who asks.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { ApiClient } from "../api_client.ts";
import { clientOf } from "../people.ts";
import { apiClient, ok } from "../client/api_client.ts";
import type { Trace } from "../../web/api/api_types.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { PartnerReceiver } from "../receiver.ts";
import { makeSource } from "../senders.ts";
import { drainAll } from "../visits.ts";

const service = await serviceForFile();
const { api, clock } = service;
const partner = new PartnerReceiver();
afterAll(() => partner.stop());

const HOUR_MS = 3_600_000;
const REF = "their/ref? 1";

/** The network with one story, and another like it. */
interface World extends Setup {
  click_id: string;
  conversion_id: string;
  affiliate: ApiClient;
  advertiser: ApiClient;
}

let world: World;
let other: World;

async function tokenOf(role: string, party: Record<string, unknown>) {
  return await clientOf(api, { role, ...party });
}

async function play(order_id: string): Promise<World> {
  const setup = await setUp(api, {
    campaign: {
      goals: [
        {
          key: "sale",
          hold_days: 30,
          revenue: { type: "percent", percent: "10" },
          payout: { type: "fixed", amount: "12.50" },
        },
      ],
    },
  });
  const { affiliate_id, advertiser_id, slug } = setup;
  await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
    url: `${partner.url}/pb?ref={click_ref}&s={status}`,
  });
  await makeSource(api, advertiser_id);
  const query = new URLSearchParams({ click_ref: REF, sub1: "autumn" });
  const click_id = await api.click(slug, `?${query.toString()}`);
  await drainAll(service);
  clock.advance(HOUR_MS);
  await api.postback({ click_id, order_id, goal: "nosuchgoal" });
  const sale = { click_id, order_id, amount: "200.00", customer_id: "cust-7" };
  const sold = await api.postback(sale);
  await api.postback(sale);
  return {
    ...setup,
    click_id,
    conversion_id: String(sold.body.conversion_id),
    affiliate: await tokenOf("affiliate", { affiliate_id }),
    advertiser: await tokenOf("advertiser", { advertiser_id }),
  };
}

async function sendAll(): Promise<void> {
  while (await service.deliverer.runOnce());
}

beforeAll(async () => {
  for (let count = 0; count < 4; count++) {
    partner.answers.push(new Response("down", { status: 500 }));
  }
  world = await play("A-17");
  for (let count = 0; count < 5; count++) {
    await sendAll();
    clock.advance(6 * HOUR_MS);
  }
  other = await play("B-18");
});

/** Asks as somebody; every answer is checked against the document. */
async function ask(
  q: string,
  who: ApiClient = api,
  more: { affiliate_id?: string; advertiser_id?: string } = {},
): Promise<Trace> {
  const client = apiClient({ api: who });
  const query = { q, ...more };
  return await ok(client.GET("/api/v1/trace", { params: { query } }));
}

const kindsOf = ({ timeline }: Trace) => timeline.map(({ kind }) => kind);
const textsOf = ({ timeline }: Trace) => timeline.map(({ text }) => text);

const FORTY_ZEROS = "0".repeat(40);

describe("the story of a sale", () => {
  test("is one timeline, and one sentence, for its affiliate", async () => {
    const story = await ask("A-17", world.affiliate);
    expect(story.sentence).toBe(
      "The sale A-17 was approved on 2026-11-22, and USD 12.50 will be paid after 2026-12-22; your tracker answered 500 four times and was told on 2026-11-23.",
    );
    expect(textsOf(story)).toEqual([
      "Click (bot) sent to the destination; marked bot",
      "Postback for order A-17 refused with 422 unknown_goal: the campaign has no such goal",
      "Postback for order A-17 recorded: a new sale",
      "Postback for order A-17 duplicate: it said what was known already, nothing changed",
      "Sale A-17, goal sale, approved: payout USD 12.50",
      "Booked (record): payout USD 12.50; payable from 2026-12-22",
      "To be told to your tracker at endpoint 1: approved, USD 12.50; delivered by now",
      "Try 1: your tracker answered 500",
      "Try 2: your tracker answered 500",
      "Try 3: your tracker answered 500",
      "Try 4: your tracker answered 500",
      "Try 5: your tracker answered 200, it was told",
    ]);
    const [click] = story.timeline;
    expect(click).toMatchObject({
      id: world.click_id,
      evidence: { click_ref: REF, slug: world.slug, verdict: "sent" },
    });
    const last = story.timeline.at(-1);
    const [received] = partner.received.slice(4);
    expect(last?.evidence).toMatchObject({
      url: received?.url.href,
      http_status: 200,
      answer: "OK",
    });
  });

  test("tells the advertiser what it owes, and nothing of the affiliate", async () => {
    const story = await ask("A-17", world.advertiser);
    expect(story.sentence).toBe(
      "The sale A-17 was approved on 2026-11-22; you owe USD 20.00.",
    );
    expect(kindsOf(story).join(" ")).toBe(
      "click postback postback postback conversion entry",
    );
    const [, refused] = story.timeline;
    expect(refused?.evidence.detail).toContain("nosuchgoal");
    const text = JSON.stringify(story);
    for (const hidden of [REF, "12.5", "Harbour", "payout", world.slug]) {
      expect([hidden, text.includes(hidden)]).toEqual([hidden, false]);
    }
  });

  test("tells the network both sides", async () => {
    const story = await ask("A-17");
    expect(story.sentence).toBe(
      "The sale A-17 was approved on 2026-11-22, and USD 12.50 will be paid after 2026-12-22; revenue USD 20.00; the affiliate's tracker answered 500 four times and was told on 2026-11-23.",
    );
    const sold = story.timeline.find(({ kind }) => kind === "conversion");
    expect(sold?.evidence).toMatchObject({
      amount: "200.00",
      revenue: "20.00",
      payout: "12.50",
      customer_id: "cust-7",
    });
  });

  test("never tells the affiliate the advertiser's side", async () => {
    const text = JSON.stringify(await ask("A-17", world.affiliate));
    for (const hidden of [
      "20.00",
      "200.00",
      "revenue",
      "cust-7",
      "Northwind",
    ]) {
      expect([hidden, text.includes(hidden)]).toEqual([hidden, false]);
    }
    expect(text).not.toContain("nosuchgoal");
  });
});

test("the amount of a sale is told to the affiliate where its campaign shares it", async () => {
  const path = `/campaigns/${other.campaign_id}`;
  const amounts = async () => {
    const { timeline } = await ask("B-18", other.affiliate);
    const sold = timeline.find(({ kind }) => kind === "conversion");
    return [sold?.evidence.amount, sold?.text.includes("200.00")];
  };
  expect(await amounts()).toEqual([undefined, false]);
  await api.call("PATCH", path, { share_amount: true });
  expect(await amounts()).toEqual(["200.00", true]);
  await api.call("PATCH", path, { share_amount: false });
});

describe("any id finds it", () => {
  /** Ids that only the world's own story has, by the kind that they find. */
  async function ids(): Promise<Record<string, string>> {
    const { timeline } = await ask("A-17");
    const idOf = (kind: string) =>
      timeline.find((step) => step.kind === kind)?.id ?? "";
    return {
      order: "A-17",
      click: world.click_id,
      conversion: world.conversion_id,
      postback: idOf("postback"),
      delivery: idOf("delivery"),
      entry: idOf("entry"),
    };
  }

  test("its own, in either case", async () => {
    for (const [kind, id] of Object.entries(await ids())) {
      for (const q of kind === "order" ? [id] : [id, id.toUpperCase()]) {
        const story = await ask(` ${q} `);
        expect([q, story.timeline[0]?.id]).toEqual([q, world.click_id]);
        const has_sale =
          story.found.length > 0 && kindsOf(story).includes("conversion");
        expect([kind, has_sale]).toEqual([kind, kind !== "postback"]);
      }
    }
  });

  test("pasted as a part of an address, encoded once more or not", async () => {
    const { click_id, slug } = world;
    const inner = `https://shop.example/landing?click_id=${click_id}`;
    for (const address of [
      inner,
      `https://shop.example/thanks/${click_id.toUpperCase()}?x=1`,
      `${service.url}/v1/postback?click_id=${click_id}&amount=5`,
      `${service.url}/v1/postback?txid=A-17&amount=5`,
      `/v1/postback?txid=A-17`,
      `order_id=A-17&amount=5`,
      `https://go.example/?to=${encodeURIComponent(inner)}`,
      `${service.url}/api/v1/conversions/${world.conversion_id}`,
    ]) {
      for (const q of [address, encodeURIComponent(address)]) {
        if (q !== address && !address.startsWith("http")) continue;
        const story = await ask(q, world.affiliate);
        expect([q, story.timeline[0]?.id]).toEqual([q, click_id]);
      }
    }
    const link = await ask(`${service.url}/c/${slug.toUpperCase()}?sub1=x`);
    expect(link.found).toEqual([
      { kind: "link", id: String(world.link_id), by: "slug" },
    ]);
    const query = new URLSearchParams({ aff_click_id: REF }).toString();
    const tracking = await ask(
      `${service.url}/c/${slug}?${query}`,
      world.affiliate,
    );
    expect(tracking.found).toMatchObject([
      { kind: "click", id: world.click_id, by: "click_ref" },
      { kind: "link", id: String(world.link_id), by: "slug" },
    ]);
  });

  test("the affiliate's own of its click, its own clicks only", async () => {
    const mine = await ask(REF, world.affiliate);
    expect(mine.found).toEqual([
      { kind: "click", id: world.click_id, by: "click_ref" },
    ]);
    expect(mine.sentence).toStartWith("The sale A-17 was approved");
    const all = await ask(REF);
    expect(all.found.map(({ id }) => id)).toEqual([
      other.click_id,
      world.click_id,
    ]);
    expect(all.sentence).toStartWith(
      "2 sales match; of the last: the sale B-18",
    );
    for (const query of [
      { affiliate_id: String(world.affiliate_id) },
      { advertiser_id: `${world.advertiser_id},999` },
    ]) {
      const one = await ask(REF, api, query);
      expect(one.found.map(({ id }) => id)).toEqual([world.click_id]);
      expect(kindsOf(one)).toContain("delivery");
    }
  });

  test("the customer, for those who may know it", async () => {
    const mine = await ask("cust-7", world.advertiser);
    expect(mine.found.map(({ kind }) => kind)).toEqual([
      "customer",
      "click",
      "conversion",
    ]);
    expect(mine.timeline[0]?.id).toBe(world.click_id);
    const all = await ask("cust-7");
    expect(all.found.map(({ kind }) => kind)).toEqual([
      "customer",
      "click",
      "click",
      "conversion",
      "conversion",
    ]);
    expect((await ask("cust-7", world.affiliate)).found).toEqual([]);
  });

  test("whatever else it may be", async () => {
    const order_id = other.slug;
    const { click_id } = world;
    await api.postback({ click_id, order_id, amount: "5.00" });
    const story = await ask(order_id);
    const kinds = story.found.map(({ kind }) => kind);
    expect(kinds).toEqual(["conversion", "postback", "link"]);
    expect((await ask(order_id, other.affiliate)).found).toEqual([
      { kind: "link", id: String(other.link_id), by: "slug" },
    ]);
  });
});

describe("another's id and an unknown one", () => {
  test("are answered alike", async () => {
    const { timeline } = await ask("A-17");
    const foreign = timeline.map(({ id }) => id);
    foreign.push("A-17", world.slug, world.conversion_id, world.click_id);
    const unknown = FORTY_ZEROS;
    for (const who of [other.affiliate, other.advertiser]) {
      const none = await ask(unknown, who);
      expect(none).toEqual({
        q: unknown,
        found: [],
        more: [],
        sentence: `Nothing that you may see is known by "${unknown}".`,
        timeline: [],
      });
      for (const q of foreign) {
        const answer = JSON.stringify(await ask(q, who));
        expect(answer.replaceAll(q, unknown)).toBe(JSON.stringify(none));
      }
    }
  });

  test("a party asks for no other party", async () => {
    for (const [who, query] of [
      [world.affiliate, `affiliate_id=${other.affiliate_id}`],
      [world.advertiser, `advertiser_id=${other.advertiser_id}`],
    ] as const) {
      const { body } = await who.try<Trace>("GET", `/trace?q=A-17&${query}`);
      expect(body.found).toEqual([]);
    }
    for (const [who, query] of [
      [world.affiliate, `advertiser_id=${world.advertiser_id}`],
      [world.advertiser, `affiliate_id=${world.affiliate_id}`],
    ] as const) {
      const answer = await who.try("GET", `/trace?q=A-17&${query}`);
      expect(answer.status).toBe(422);
    }
  });
});

test("a manager of some parties finds what is theirs", async () => {
  const { affiliate_id, advertiser_id } = world;
  const body = { name: "Idle Shop" };
  const idle = await api.call<{ id: number }>("POST", "/advertisers", body);
  for (const party of [
    { affiliate_ids: [affiliate_id] },
    { advertiser_ids: [advertiser_id, idle.id] },
    { affiliate_ids: [affiliate_id], advertiser_ids: [advertiser_id] },
  ]) {
    const manager = await tokenOf("manager", party);
    const mine = await ask("A-17", manager);
    expect(mine.sentence).toStartWith("The sale A-17 was approved on");
    expect(kindsOf(mine)).toContain("delivery");
    for (const q of ["B-18", other.click_id, other.conversion_id]) {
      expect((await ask(q, manager)).found).toEqual([]);
    }
    const asked = { affiliate_id: String(other.affiliate_id) };
    expect((await ask("B-18", manager, asked)).found).toEqual([]);
  }
});

test("a click that is still in the journal is found by its id", async () => {
  const click_id = await api.click(world.slug, "?sub1=now");
  const early = await ask(click_id, world.affiliate);
  expect(early.timeline).toMatchObject([
    { kind: "click", id: click_id, evidence: { stored: false } },
  ]);
  expect(early.sentence).toContain("is genuine and being stored");
  expect((await ask(click_id, other.affiliate)).found).toEqual([]);
  await api.postback({ click_id, order_id: "J-1", amount: "5.00" });
  expect(kindsOf(await ask(click_id, world.affiliate))).toContain("conversion");
  await drainAll(service);
  const late = await ask(click_id, world.affiliate);
  expect(late.timeline[0]?.evidence).toMatchObject({ verdict: "sent" });
});
