import type { PlayMessage } from "./play_message.ts";
import type { PlayPurchase } from "./play_purchase.ts";

const DAY_MS = 86_400_000;
/** No subscription renews sooner than after a week; test purchases do after minutes. */
const LATE_MS = DAY_MS;
const TEST_LATE_MS = 240_000;
/** An order may be made so long after the event that it is of, by another clock. */
const CLOCKS_MS = 3_600_000;
const TEST_CLOCKS_MS = 60_000;

/** A subscription's orders: the first one, and how many renewals follow it. */
interface OrderSeries {
  first: string;
  renewals: number;
}

/**
 * The orders up to one: Google numbers a subscription's renewals behind two points, from 0. Null for
 * what isn't numbered so.
 */
export function seriesOf(order_id: string): OrderSeries | null {
  const [, first, number] = /^(.+?)\.\.(\d{1,6})$/.exec(order_id) ?? [];
  if (first === undefined) return null;
  return { first, renewals: Number(number) + 1 };
}

/** The id of an order in a series; 0 is the first. */
export function orderIn({ first }: OrderSeries, index: number): string {
  return index === 0 ? first : `${first}..${index - 1}`;
}

/**
 * Whose order a subscription's event is, since a notification names none, and the purchase tells only the latest
 * one: `latest`; `first`, for the purchase itself; `dated`: another one may have followed since.
 */
export function placeOfOrder(
  { type, event_at, order_id, is_subscription }: PlayMessage,
  { is_test }: PlayPurchase,
  received_at: number,
): "latest" | "first" | "dated" {
  if (order_id !== null || !is_subscription) return "latest";
  if (type === "subscription.purchased") return "first";
  // A revoked subscription has no later order.
  if (type === "subscription.revoked" || event_at === null) return "latest";
  const late_ms = is_test ? TEST_LATE_MS : LATE_MS;
  return received_at - event_at > late_ms ? "dated" : "latest";
}

/** Whether an order was made by the time of an event. */
export function isMadeBy(
  made_at: number,
  event_at: number,
  { is_test }: PlayPurchase,
): boolean {
  return made_at <= event_at + (is_test ? TEST_CLOCKS_MS : CLOCKS_MS);
}
