import type { FoundClick, KeyOf } from "../judge/find_click.ts";
import { validClicks } from "../judge/find_click.ts";
import type { NameTable, Parameter } from "../../sources/mod.ts";
import { ORDER_ID_CHARS_MAX } from "../read/read_event.ts";
import { findOwner } from "../../conversions/mod.ts";
import type { Setup } from "../../conversions/mod.ts";
import type { Trace } from "../read/trace.ts";

/** A refused postback, as far as it was read. */
interface Refused {
  trace: Trace;
  parameters: readonly Parameter[];
  names: NameTable;
}

/**
 * Records the click and order that a refused postback names, so that it can be searched by
 * them.
 */
export function noteSubject(
  { trace: { subject }, parameters, names }: Refused,
  deps: { configuration: Setup; keyOf: KeyOf },
): void {
  const clicks = validClicks(parameters, deps.keyOf);
  const [click] = clicks;
  if (click !== undefined && clicks.every(({ id }) => id === click.id)) {
    const owner = findOwner(click.fields.link_id, deps.configuration);
    subject.click_id ??= click.id;
    subject.link_id ??= click.fields.link_id;
    subject.campaign_id ??= owner?.campaign.id ?? null;
    subject.affiliate_id ??= owner?.link.affiliate_id ?? null;
  }
  subject.order_id ??= orderOf(parameters, names, clicks);
}

/**
 * Skips values that hold the click, since `transaction_id` may; skips what can't be an order
 * id, since no search could find it.
 */
function orderOf(
  parameters: Refused["parameters"],
  names: Refused["names"],
  clicks: readonly FoundClick[],
): string | null {
  const isClick = (value: string) =>
    clicks.some(({ id }) => id === value.trim().toLowerCase());
  const others = parameters.filter(({ value }) => !isClick(value));
  const [given] = names.only(others, "order_id");
  const order_id = given?.value.trim().normalize("NFC") ?? "";
  const is_sound =
    order_id.length <= ORDER_ID_CHARS_MAX && !/[\0\ufffd]/.test(order_id);
  return order_id === "" || !is_sound ? null : order_id.toWellFormed();
}
