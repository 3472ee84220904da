import { isoTime } from "../../modules/kernel/mod.ts";
import type { AffiliateServer } from "./affiliate_server.ts";
import type { BookLine } from "./books.ts";
import type { DemoAnswer, DemoClient } from "./client.ts";
import type { ForwardClock } from "./forward_clock.ts";

const DAY_MS = 86_400_000;
const FAILURES = 2;

/** Dependencies of the story. */
export interface Stage {
  client: DemoClient;
  affiliate: AffiliateServer;
  clock: ForwardClock;
  signal: AbortSignal;
  say(line: string): void;
}

/** The expected books after the story, written by hand. */
export const PLAYED: readonly BookLine[] = [
  { what: "click visit-1", value: "sent, newsletter" },
  { what: "click visit-2", value: "sent, banner" },
  { what: "postback 1", value: "201 recorded, order A-1001" },
  { what: "postback 2", value: "200 duplicate, order A-1001" },
  { what: "postback 3", value: "400 invalid_click_id, order A-9999" },
  { what: "postback 4", value: "201 recorded, order A-1002" },
  { what: "postback 5", value: "200 updated, order A-1001" },
  { what: "order A-1001", value: "reversed, payout 0.00 USD" },
  { what: "order A-1001, sale", value: "80.00" },
  {
    what: "order A-1001, history",
    value: "record approved 8.00/6.40, reverse reversed 0.00/0.00",
  },
  {
    what: "order A-1001, postbacks behind it",
    value: "recorded, duplicate, updated",
  },
  {
    what: "order A-1001, told of version 1",
    value: "delivered: approved 6.40, tries 503 503 200",
  },
  {
    what: "order A-1001, told of version 2",
    value: "delivered: reversed 0.00, tries 200",
  },
  { what: "order A-1002", value: "approved, payout 4.00 USD" },
  { what: "order A-1002, sale", value: "50.00" },
  { what: "order A-1002, history", value: "record approved 5.00/4.00" },
  { what: "order A-1002, postbacks behind it", value: "recorded" },
  {
    what: "order A-1002, told of version 1",
    value: "delivered: approved 4.00, tries 200",
  },
  { what: "affiliate heard 1", value: "visit-1 approved 6.40, answered 503" },
  { what: "affiliate heard 2", value: "visit-1 approved 6.40, answered 503" },
  { what: "affiliate heard 3", value: "visit-1 approved 6.40, answered 200" },
  { what: "affiliate heard 4", value: "visit-2 approved 4.00, answered 200" },
  { what: "affiliate heard 5", value: "visit-1 reversed 0.00, answered 200" },
  { what: "webhook-ids heard", value: "1 1 1 2 3" },
  { what: "USD receivable_pending", value: "0.00" },
  { what: "USD receivable", value: "5.00" },
  { what: "USD payable_pending", value: "0.00" },
  { what: "USD payable", value: "-4.00" },
  { what: "USD margin_pending", value: "0.00" },
  { what: "USD margin", value: "-1.00" },
  { what: "USD cash", value: "0.00" },
  { what: "USD variance", value: "0.00" },
  { what: "USD fx", value: "0.00" },
  { what: "USD, all accounts together", value: "0.00" },
];

/** Plays the story, one readable step after another. */
export async function playStory(stage: Stage): Promise<void> {
  const slug = await setUp(stage);
  const first = await click(stage, slug, "visit-1", "newsletter");
  await recordAfterADay(stage, first);
  await retry(stage);
  await repeat(stage, first);
  await refuse(stage, first);
  const second = await click(stage, slug, "visit-2", "banner");
  await recordAtOnce(stage, second);
  await refund(stage, first);
}

async function setUp({ client, affiliate, say }: Stage): Promise<string> {
  const advertiser = await client.create("/advertisers", {
    name: "Example Shop",
  });
  const told = await client.create("/affiliates", { name: "Example Blog" });
  const campaign = await client.create("/campaigns", {
    advertiser_id: advertiser.id,
    name: "Shoes",
    destination_url: "https://shop.example/shoes",
    currency: "USD",
    goals: [
      {
        key: "sale",
        revenue: { type: "percent", percent: "10" },
        payout: { type: "percent", percent: "8" },
      },
    ],
  });
  const link = await client.create("/links", {
    campaign_id: campaign.id,
    affiliate_id: told.id,
  });
  await client.create(`/affiliates/${String(told.id)}/postbacks`, {
    url: affiliate.postback_url,
    statuses: ["approved", "reversed"],
  });
  say("");
  say("Set up: the shop pays 10% of a sale; 8% go to the affiliate.");
  say(`  the affiliate's link: ${String(link.url)}`);
  say(`  the affiliate is told at ${affiliate.postback_url}`);
  return String(link.slug);
}

async function click(
  { client, say }: Stage,
  slug: string,
  click_ref: string,
  sub1: string,
): Promise<string> {
  const path = `/c/${slug}?click_ref=${click_ref}&sub1=${sub1}`;
  const answer = await client.visit(path);
  const location = URL.parse(answer.location ?? "");
  const click_id = location?.searchParams.get("click_id") ?? "";
  say("");
  say("A visitor clicks the affiliate's link and is sent on with a click id.");
  say(`  GET ${path}`);
  say(`  ${answer.status} to ${String(answer.location)}`);
  if (answer.status === 302 && click_id !== "") return click_id;
  throw new Error(`The click was answered ${answer.status} without a click id`);
}

async function recordAfterADay(stage: Stage, click_id: string): Promise<void> {
  const { clock, say, affiliate } = stage;
  clock.moveTo(clock.nowMs() + DAY_MS);
  affiliate.failNext(FAILURES);
  say("");
  say("A day later the shop reports the sale: the postback comes late.");
  say("  (the tracker's clock was moved forward by a day)");
  await postback(stage, { click_id, order_id: "A-1001", amount: "80.00" });
}

async function retry(stage: Stage): Promise<void> {
  const { client, affiliate, clock, signal, say } = stage;
  say("");
  say("The affiliate is told, but its server fails twice.");
  for (let tries = 1; tries <= FAILURES; tries++) {
    const heard = await affiliate.waitForRequest(tries, signal);
    const delivery = await client.readUntil(
      `/deliveries/${heard.delivery_id}`,
      ({ attempts }) => attempts === tries,
    );
    const due_at = String(delivery.due_at);
    say(`  try ${tries}: answered ${heard.answered}, so again at ${due_at}`);
    say("  (the clock was moved there)");
    clock.moveTo(Date.parse(due_at));
  }
  const heard = await affiliate.waitForRequest(FAILURES + 1, signal);
  await settled(stage, heard.delivery_id);
  say(`  try ${FAILURES + 1}: answered ${heard.answered}, under the same id`);
}

async function repeat(stage: Stage, click_id: string): Promise<void> {
  stage.say("");
  stage.say("The shop sends the same postback again: it counts once.");
  await postback(stage, { click_id, order_id: "A-1001", amount: "80.00" });
}

async function refuse(stage: Stage, click_id: string): Promise<void> {
  const { client, say } = stage;
  const last = click_id.endsWith("0") ? "1" : "0";
  say("");
  say("Somebody changes one letter of a click id: refused, with the reason.");
  const { body } = await postback(stage, {
    click_id: click_id.slice(0, -1) + last,
    order_id: "A-9999",
    amount: "999.00",
  });
  const kept = await client.read(`/postbacks/${String(body.postback_id)}`);
  const trace = kept.trace as { step: string; ok: boolean }[];
  const checks = trace.map(
    ({ step, ok }) => `${step} ${ok ? "ok" : "REFUSED"}`,
  );
  say(`  kept all the same, with its checks: ${checks.join(", ")}`);
}

async function recordAtOnce(stage: Stage, click_id: string): Promise<void> {
  const { affiliate, signal, say } = stage;
  say("");
  say("This visitor buys at once, and the affiliate's server answers.");
  await postback(stage, { click_id, order_id: "A-1002", amount: "50.00" });
  const heard = await affiliate.waitForRequest(FAILURES + 2, signal);
  await settled(stage, heard.delivery_id);
  say(`  told: ${heard.ref} ${heard.status}, payout ${heard.payout}`);
}

async function refund(stage: Stage, click_id: string): Promise<void> {
  const { affiliate, signal, say } = stage;
  say("");
  say("The first order is refunded: booked back, and the affiliate is told.");
  await postback(stage, { click_id, order_id: "A-1001", status: "refunded" });
  const heard = await affiliate.waitForRequest(FAILURES + 3, signal);
  await settled(stage, heard.delivery_id);
  say(`  told: ${heard.ref} ${heard.status}, payout ${heard.payout}`);
}

/** Sends a postback and prints the answer; PLAYED has the expected outcome. */
async function postback(
  { client, clock, say }: Stage,
  parameters: Record<string, string>,
): Promise<DemoAnswer> {
  const query = new URLSearchParams(parameters).toString();
  const path = `/v1/postback?${query}`;
  const at = isoTime(clock.nowMs());
  const answer = await client.visit(path);
  const { outcome, status, code, detail } = answer.body;
  say(`  ${at} GET ${path}`);
  const said =
    outcome === undefined
      ? `${String(code)}: ${String(detail)}`
      : `${String(outcome)}, the conversion is ${String(status)}`;
  say(`  ${answer.status} ${said}`);
  return answer;
}

async function settled(stage: Stage, delivery_id: string): Promise<void> {
  await stage.client.readUntil(
    `/deliveries/${delivery_id}`,
    ({ settled_at }) => settled_at !== null,
  );
}
