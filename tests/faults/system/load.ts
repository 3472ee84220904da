import { ticksMs } from "../../../modules/kernel/mod.ts";
import type { Setup } from "../../factory.ts";
import type { Refund, Sale } from "./books.ts";
import type { WholeNetwork } from "./network.ts";

const VISITORS = 6;
const PAUSE_MS = 20;
const TRIES_MAX = 600;
const TRY_AGAIN_MS = 100;
const SALE_SHARE = 0.5;
const REPEAT_SHARE = 0.3;
/** Of sales: in each order that a refund can come in. */
const REFUND_SHARE = 0.07;
const REFUNDS = ["after the sale", "before the sale", "together"] as const;

/** A run's load: who asks, and until when. */
export interface Load {
  network: WholeNetwork;
  random: () => number;
  isOver(): boolean;
}

/** Runs visitors and their shop until the run is over; each visitor pauses for a while after each visit. */
export async function visit(
  load: Load,
  shops: readonly Setup[],
  { visitors = VISITORS, pause_ms = PAUSE_MS, sale_share = SALE_SHARE } = {},
): Promise<void> {
  await Promise.all(
    Array.from({ length: visitors }, async (_, visitor) => {
      const made = shops[visitor % shops.length];
      if (made === undefined) return;
      for (let visit = 0; !load.isOver(); visit++) {
        const ref = `v${visitor}-${visit}`;
        const click_id = await click(load, made, ref);
        if (click_id !== null && load.random() < sale_share) {
          await sell(load, ref, click_id);
        }
        await Bun.sleep(pause_ms);
      }
    }),
  );
}

async function sell(
  load: Load,
  order_id: string,
  click_id: string,
): Promise<void> {
  const { random } = load;
  const amount_cents = BigInt(100 * (1 + Math.floor(random() * 200)));
  const refund: Refund = REFUNDS[Math.floor(random() / REFUND_SHARE)] ?? "none";
  const stated_cents = null;
  const sale: Sale = { order_id, click_id, amount_cents, refund, stated_cents };
  load.network.books.sales.set(order_id, sale);
  if (refund === "together") {
    await Promise.all([tell(load, sale, {}), refundOf(load, sale)]);
  } else {
    const first = await (refund === "before the sale"
      ? refundOf(load, sale)
      : tell(load, sale, {}));
    // One tracker's journal may be overtaken by news at the other.
    if (first === "queued" && refund !== "none") sale.refund = "together";
    if (refund === "after the sale") await refundOf(load, sale);
    if (refund === "before the sale") await tell(load, sale, {});
  }
  if (random() < REPEAT_SHARE) {
    await Promise.all([tell(load, sale, {}), tell(load, sale, {})]);
  }
}

async function refundOf(load: Load, sale: Sale): Promise<string> {
  return await tell(load, sale, { status: "reversed" });
}

/** Visits a link at either instance; null without an answer. */
export async function click(
  { network, random }: Load,
  { slug }: Setup,
  ref: string,
): Promise<string | null> {
  const { books } = network;
  const index = random() < 0.5 ? 0 : 1;
  const { disk } = network.instanceOf(index);
  const { url } = network.apiOf(index);
  books.unknown_clicks.add(ref);
  const asked_ms = ticksMs();
  const answer = await fetch(`${url}/c/${slug}?click_ref=${ref}`, {
    redirect: "manual",
    signal: AbortSignal.timeout(5_000),
  }).catch(() => null);
  if (disk.wasFull(asked_ms, ticksMs())) books.full_disk_clicks.add(ref);
  const location = URL.parse(answer?.headers.get("location") ?? "");
  if (answer?.status !== 302 || location === null) {
    books.failed++;
    return null;
  }
  books.unknown_clicks.delete(ref);
  books.clicks.add(ref);
  return location.searchParams.get("click_id");
}

/** Sends a postback to either instance until one has answered; returns the outcome. */
export async function tell(
  { network, random }: Load,
  sale: Pick<Sale, "order_id" | "click_id" | "amount_cents">,
  more: Record<string, string>,
): Promise<string> {
  const { order_id, click_id, amount_cents } = sale;
  const amount = textOf(amount_cents);
  const query = new URLSearchParams({ order_id, click_id, amount, ...more });
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const { url } = network.apiOf(random() < 0.5 ? 0 : 1);
    const answer = await fetch(`${url}/v1/postback?${query}`, {
      signal: AbortSignal.timeout(10_000),
    }).catch(() => null);
    const body = (await answer?.json().catch(() => null)) as {
      outcome?: string;
      postback_id?: string;
    } | null;
    if (answer?.ok === true && body?.postback_id !== undefined) {
      const { outcome = "", postback_id } = body;
      if (answer.status === 202) {
        network.books.queued.add(postback_id);
        return "queued";
      }
      network.books.answered.push({ outcome, postback_id });
      return outcome;
    }
    if (answer !== null && answer.status < 500 && answer.status !== 429) {
      throw new Error(`${query} was refused: ${JSON.stringify(body)}`);
    }
    network.books.failed++;
    network.books.miss(String(query));
    await Bun.sleep(TRY_AGAIN_MS);
  }
  throw new Error(`${query} was never answered`);
}

/** An amount as its sender writes it. */
export function textOf(cents: bigint): string {
  return `${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`;
}
