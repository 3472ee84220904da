import type { DemoClient } from "../client.ts";
import type { MadeNetwork } from "./set_up.ts";
import { someSale } from "./some_sale.ts";
import { visitLink } from "./visit_link.ts";
import type { Dice } from "./visitors.ts";

/** Between two visitors, on average. */
const PAUSE_MS = 20_000;
/** Before a sale; real buyers take longer, and nobody would wait for them. */
const BUYING_MS = 8_000;
/** Of these visitors so many times more buy, so that something is seen happening. */
const EAGERNESS = 4;
/** Beyond the numbers of orders of the past. */
const FIRST_ORDER = 20_000;

/** Visitors go on coming, and some buy, until the signal. */
export async function playLive(
  input: { client: DemoClient; dice: Dice; network: MadeNetwork },
  signal: AbortSignal,
): Promise<void> {
  const { dice, network } = input;
  for (let number = FIRST_ORDER; !signal.aborted; number += 1) {
    try {
      await visitAndBuy(input, { network, number, signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    await pause(PAUSE_MS * 2 * dice.roll(), signal);
  }
}

async function visitAndBuy(
  { client, dice }: { client: DemoClient; dice: Dice },
  input: { network: MadeNetwork; number: number; signal: AbortSignal },
): Promise<void> {
  const { network, number, signal } = input;
  const link = dice.weighted(network.links, ({ weight }) => weight);
  const click_id = await visitLink({ client, dice }, link);
  const { goals, advertiser } = link.campaign;
  const goal = goals.find(({ rate }) => dice.roll() < rate * EAGERNESS);
  const is_silent = advertiser.plan.silent_days > 0;
  if (click_id === null || goal === undefined || is_silent) return;
  await pause(BUYING_MS, signal);
  const sale = someSale(dice, { link, goal, click_id, number });
  const query = new URLSearchParams(advertiser.plan.say(sale));
  await client.visit(`${advertiser.postback_path}?${query}`);
}

/** Resolves after a time, or at the signal. */
async function pause(time_ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, time_ms);
  const end = () => resolve();
  signal.addEventListener("abort", end, { once: true });
  await promise;
  clearTimeout(timer);
  signal.removeEventListener("abort", end);
}
