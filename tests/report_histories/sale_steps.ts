import { sendSigned } from "../senders.ts";
import type { Answer } from "../api_client.ts";
import type { PlayedClick, PlayedSale } from "./memory.ts";
import type { HistoryWorld } from "./world.ts";

const GOALS = ["sale", "sale", "sale", "lead", "trial", "paid"] as const;
const OTHER_CURRENCIES = 0.15;
const UNKNOWN = 0.05;
const SIGNED = 0.3;
const RECENT = 0.7;
const LATEST = 12;

function anyOf<T>({ chance }: HistoryWorld, all: readonly T[]): T | undefined {
  // Rather one of the latest, which is still within its windows.
  const from = chance.happens(RECENT) ? Math.max(0, all.length - LATEST) : 0;
  return all[chance.between(from, all.length)];
}

/** A shop reports a sale, of a click or of one that doesn't exist. */
export async function reportSale(world: HistoryWorld): Promise<void> {
  const { chance, memory } = world;
  const clicks = [...memory.clicks.values()].filter(
    ({ click_id }) => click_id !== "",
  );
  const click = anyOf(world, clicks);
  if (click === undefined) return;
  const order_id = world.name("order");
  const amount = chance.between(1, 30_000);
  const goal = click.link.currency === "USD" ? chance.oneOf(GOALS) : "sale";
  const status = chance.oneOf([null, null, "pending", "approved", "rejected"]);
  const click_id = chance.happens(UNKNOWN)
    ? click.click_id.replace(/.{4}$/, "0000")
    : click.click_id;
  const answer = await send(world, click, {
    ...{ click_id, order_id, goal, amount: amountText(click, amount) },
    ...(status === null ? {} : { status }),
    ...(chance.happens(OTHER_CURRENCIES)
      ? { currency: chance.oneOf(["USD", "EUR", "GBP"]) }
      : {}),
  });
  note(
    world,
    `sale ${order_id} of ${click.ref}: ${goal} ${status} ${amount}`,
    answer,
  );
  const { conversion_id } = answer.body;
  if (typeof conversion_id !== "string") return;
  memory.sales.push({ click, order_id, goal, amount, conversion_id });
}

/** A shop says what became of a sale. */
export async function changeSale(world: HistoryWorld): Promise<void> {
  const { chance, memory } = world;
  const sale = anyOf(world, memory.sales);
  if (sale === undefined) return;
  const status = chance.oneOf([
    "approved",
    "approved",
    "refunded",
    "rejected",
    "reversed",
    "pending",
  ]);
  const part = chance.oneOf([1, 1, 0.5, 0.25]);
  const amount = Math.max(1, Math.floor(sale.amount * part));
  const { click, order_id, goal } = sale;
  const answer = await send(world, click, {
    ...{ click_id: click.click_id, order_id, goal, status },
    ...(chance.happens(0.7) ? { amount: amountText(click, amount) } : {}),
  });
  note(world, `change ${order_id}: ${status} ${amount}`, answer);
}

/** Amounts in cents, or in whole yen. */
export function amountText({ link }: PlayedClick, amount: number): string {
  return link.currency === "JPY" ? String(amount) : (amount / 100).toFixed(2);
}

async function send(
  world: HistoryWorld,
  { link, at_ms }: PlayedClick,
  parameters: Record<string, string>,
): Promise<Answer> {
  const { chance, clock, api, source_keys } = world;
  if (!chance.happens(SIGNED)) return await api.postback(parameters);
  const path = `/v1/postback/${source_keys.get(link.advertiser_id)}`;
  const now_ms = clock.nowMs();
  const occurred_ms = chance.between(at_ms, now_ms + 1);
  const occurred_at = new Date(occurred_ms).toISOString();
  const said = chance.happens(0.5)
    ? { ...parameters, occurred_at }
    : parameters;
  return await sendSigned(world, said, { path });
}

function note(
  { memory }: HistoryWorld,
  what: string,
  { status, body }: Answer,
): void {
  memory.steps.push(
    `${what}: ${status} ${String(body["outcome"] ?? body["code"] ?? "")}`,
  );
}

/** Somebody of the network corrects a sale. */
export async function correctSale(world: HistoryWorld): Promise<void> {
  const { chance, memory, api } = world;
  const sale = anyOf(world, memory.sales);
  if (sale === undefined) return;
  const status = chance.oneOf(["approved", "rejected", "reversed", "pending"]);
  const change = {
    reason: "looked at",
    ...(chance.happens(0.7)
      ? { status }
      : { amount: amountText(sale.click, chance.between(1, 20_000)) }),
  };
  const answer = await api.try(
    "PATCH",
    `/conversions/${sale.conversion_id}`,
    change,
  );
  note(world, `by hand ${sale.order_id}: ${JSON.stringify(change)}`, answer);
}

/** Sales to choose from. */
export function someSales(world: HistoryWorld, count: number): PlayedSale[] {
  return Array.from({ length: count }, () =>
    anyOf(world, world.memory.sales),
  ).filter((sale) => sale !== undefined);
}
