import type {
  Parameter,
  ShopReading,
  SourceConfig,
  SourceDirectory,
} from "../../sources/mod.ts";
import type { ClickSearch } from "../judge/find_click.ts";
import { referredClick } from "../read/locate_sender.ts";
import type { ReadPostbackDeps } from "../read/read_deps.ts";

/** The source of an order, and where booked orders are looked up. */
interface Orders {
  source: Pick<SourceConfig, "id" | "advertiser_id" | "preset">;
  references: ReadPostbackDeps["references"];
  sources: Pick<SourceDirectory, "ofAdvertiser">;
}

/** The conversion that an order is already, by the first of its ids that is booked. */
interface Booked {
  order_id: string;
  found: ClickSearch;
}

/** Finds the conversion that the order is already: a refund seldom names a click, and may name the payment alone. */
export async function bookedOrder(
  { order_ids, payment_id }: Pick<ShopReading, "order_ids" | "payment_id">,
  orders: Orders,
): Promise<Booked | null> {
  const booked = await bookedOf(order_ids, orders);
  if (booked !== null || payment_id === null) return booked;
  const payment = { source_id: orders.source.id, payment_id };
  const order_id = await orders.references.orderOfPayment?.(payment);
  return order_id == null ? null : await bookedOf([order_id], orders);
}

async function bookedOf(
  named: readonly string[],
  { source: { id: source_id }, references }: Orders,
): Promise<Booked | null> {
  const order_ids = named.flatMap((id) => [id, ownId(id, source_id)]);
  const clicks = await Promise.all(
    order_ids.map((order_id) =>
      references.click({ kind: "order", source_id, order_id }),
    ),
  );
  const at = clicks.findIndex((click_id) => click_id !== null);
  const click_id = clicks[at] ?? null;
  const order_id = order_ids[at];
  if (click_id === null || order_id === undefined) return null;
  const by = `the conversion of order ${order_id.slice(0, 60)}`;
  const found = referredClick({ referred: { click_id, by } });
  return found === null ? null : { order_id, found };
}

/** The click of an earlier order, whose later payment or upsell this is. */
export async function earlierClick(
  { earlier_id, order_ids }: ShopReading,
  orders: Orders,
): Promise<ClickSearch | null> {
  if (earlier_id === null || order_ids.includes(earlier_id)) return null;
  const earlier = await bookedOf([earlier_id], orders);
  return earlier?.found ?? null;
}

/**
 * The id under which a new order is booked. Shops number their orders from 1 on, so that two of an advertiser's may have
 * the same one: if another shop has it for another click, the source's own id tells them apart. For the same click it is
 * one order that is told twice.
 */
export async function newOrderId(
  { order_ids: [order_id] }: ShopReading,
  found: ClickSearch,
  { source, references, sources }: Orders,
): Promise<string | null> {
  if (order_id === undefined || !found.ok) return null;
  const others = sources
    .ofAdvertiser(source.advertiser_id)
    .filter(({ id, preset }) => id !== source.id && preset === source.preset);
  const clicks = await Promise.all(
    others.map(({ id: source_id }) =>
      references.click({ kind: "order", source_id, order_id }),
    ),
  );
  const is_taken = clicks.some(
    (click_id) => click_id !== null && click_id !== found.click.id,
  );
  return is_taken ? ownId(order_id, source.id) : null;
}

function ownId(order_id: string, source_id: number): string {
  return `${order_id}@${source_id}`;
}

/** The parameters, with another order id than the shop's own. */
export function withOrderId(
  parameters: readonly Parameter[],
  value: string | null,
): readonly Parameter[] {
  if (value === null) return parameters;
  return parameters.map((parameter) =>
    parameter.name === "order_id" ? { ...parameter, value } : parameter,
  );
}
