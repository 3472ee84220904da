import { join } from "node:path";
import postgres from "postgres";
import type { ApiClient } from "../api_client.ts";
import type { TrackerDirectory } from "./tracker_process.ts";

/** Rounds of each fault: one, unless the long suite asks for more. */
export const ROUNDS = Number(process.env.TALLYHO_FAULT_ROUNDS ?? "1");

/** Maximum concurrent requests. */
const SENDERS = 32;

/** Responses to postbacks, by order id. */
export type Answered = Map<string, { status: number; conversion_id: unknown }>;

/**
 * Sends a postback for each order, on one of several clicks. Postbacks without a
 * response are omitted: the sender knows nothing about them.
 */
export async function sendOrders(
  api: ApiClient,
  orders: readonly { order_id: string; click_id: string }[],
  onAnswer: (count: number) => void = () => {},
): Promise<Answered> {
  const answered: Answered = new Map();
  const left = [...orders];
  const send = async () => {
    for (let order = left.shift(); order !== undefined; order = left.shift()) {
      const answer = await api.postback(order).catch(() => null);
      if (answer === null) continue;
      const { conversion_id } = answer.body;
      answered.set(order.order_id, { status: answer.status, conversion_id });
      onAnswer(answered.size);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
  return answered;
}

/** Orders with unique numbers, spread over several clicks. */
export function ordersOn(clicks: readonly string[], count: number) {
  return Array.from({ length: count }, (_, index) => ({
    order_id: `order-${index}`,
    click_id: clicks[index % clicks.length] ?? "",
  }));
}

/** Reproducible random numbers below 1 from a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Queries a tracker's embedded database directly. */
export async function ask(
  directory: TrackerDirectory,
  text: string,
): Promise<Record<string, unknown>[]> {
  const sql = postgres({
    host: join(directory.data_dir, "postgres", "socket"),
    port: 5432,
    user: "tallyho_app",
    database: "tallyho",
    max: 1,
    onnotice: () => {},
  });
  try {
    return await sql.unsafe(text);
  } finally {
    await sql.end();
  }
}
