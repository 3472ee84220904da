import { isoTime, systemClock } from "../../../modules/kernel/mod.ts";
import type { Setup } from "../../factory.ts";
import type { WholeNetwork } from "./network.ts";

const VISITORS = 6;
const PAUSE_MS = 20;
const TRIES_MAX = 600;
const TRY_AGAIN_MS = 100;
const SALE_SHARE = 0.5;
const REPEAT_SHARE = 0.3;
const REFUND_SHARE = 0.2;
const PAY_EVERY_MS = 3_000;

/** A run's load: who asks, and until when. */
export interface Load {
  network: WholeNetwork;
  made: Setup;
  random: () => number;
  isOver(): boolean;
}

/** Runs visitors, their shop, an office that pays, and readers of reports, until the run is over. */
export async function runLoad(load: Load): Promise<void> {
  await Promise.all([
    ...Array.from({ length: VISITORS }, (_, index) => visitOn(load, index)),
    payOn(load),
    readOn(load),
  ]);
}

async function visitOn(load: Load, visitor: number): Promise<void> {
  const { network, random } = load;
  for (let visit = 0; !load.isOver(); visit++) {
    const ref = `v${visitor}-${visit}`;
    const click_id = await click(load, ref);
    if (click_id !== null && random() < SALE_SHARE) {
      const amount_cents = BigInt(100 * (1 + Math.floor(random() * 200)));
      const sale = {
        order_id: ref,
        click_id,
        amount_cents,
        is_refunded: false,
      };
      network.books.sales.set(ref, sale);
      const outcome = await tell(load, sale, {});
      if (random() < REPEAT_SHARE) {
        await Promise.all([tell(load, sale, {}), tell(load, sale, {})]);
      }
      // A refund of a sale that waits in another's journal may come before it.
      if (outcome !== "queued" && random() < REFUND_SHARE) {
        sale.is_refunded = true;
        await tell(load, sale, { status: "reversed" });
      }
    }
    await Bun.sleep(PAUSE_MS);
  }
}

/** Visits the link at either instance; null without an answer. */
async function click(
  { network, made, random }: Load,
  ref: string,
): Promise<string | null> {
  const { books } = network;
  const api = network.apiOf(random() < 0.5 ? 0 : 1);
  books.unknown_clicks.add(ref);
  const answer = await fetch(`${api.url}/c/${made.slug}?click_ref=${ref}`, {
    redirect: "manual",
    signal: AbortSignal.timeout(5_000),
  }).catch(() => null);
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
async function tell(
  { network, random }: Load,
  sale: { order_id: string; click_id: string; amount_cents: bigint },
  more: Record<string, string>,
): Promise<string> {
  const { order_id, click_id, amount_cents } = sale;
  const amount = `${amount_cents / 100n}.${String(amount_cents % 100n).padStart(2, "0")}`;
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
    if (answer?.status === 202) {
      network.books.queued++;
      return "queued";
    }
    if (answer?.ok === true && body?.postback_id !== undefined) {
      const { outcome = "", postback_id } = body;
      network.books.answered.push({ outcome, postback_id });
      return outcome;
    }
    if (answer !== null && answer.status < 500 && answer.status !== 429) {
      throw new Error(`${query} was refused: ${JSON.stringify(body)}`);
    }
    network.books.failed++;
    await Bun.sleep(TRY_AGAIN_MS);
  }
  throw new Error(`${query} was never answered`);
}

/** Makes payment runs, closes and pays what they made, as an office would: what isn't answered is looked up. */
async function payOn(load: Load): Promise<void> {
  const { network } = load;
  while (!load.isOver()) {
    await Bun.sleep(PAY_EVERY_MS);
    await payOnce(network).catch(() => network.books.failed++);
  }
}

/** Pays what is payable now; throws where an instance doesn't answer. */
export async function payOnce(network: WholeNetwork): Promise<void> {
  const api = network.apiOf(0);
  await api.call("POST", "/payment-runs", {
    ...{ currency: "USD", up_to: isoTime(systemClock.nowMs()) },
  });
  const { data } = await api.call<{ data: { id: string; state: string }[] }>(
    "GET",
    "/payments?limit=500",
  );
  for (const { id, state } of data) {
    if (state === "draft") await api.call("POST", `/payments/${id}/close`);
    if (state === "draft" || state === "closed") {
      await api.call("POST", `/payments/${id}/pay`, { reference: id });
    }
  }
}

async function readOn(load: Load): Promise<void> {
  const { network } = load;
  while (!load.isOver()) {
    await Bun.sleep(PAY_EVERY_MS);
    await network
      .apiOf(1)
      .call("GET", "/reports?group_by=campaign&period=today")
      .catch(() => network.books.failed++);
  }
}
