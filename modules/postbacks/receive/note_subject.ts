import type { FoundClick, KeyOf } from "../judge/find_click.ts";
import { holdsClick, ownOwner, validClicks } from "../judge/find_click.ts";
import type { CanonicalName, NameTable, Parameter } from "../../sources/mod.ts";
import { ORDER_ID_CHARS_MAX } from "../read/read_event.ts";
import { findOwner } from "../../conversions/mod.ts";
import type { Setup } from "../../conversions/mod.ts";
import type { Trace } from "../read/trace.ts";

/** A refused postback, as far as it was read. */
interface Refused {
  trace: Trace;
  parameters: readonly Parameter[];
  names: NameTable;
  clicks: readonly FoundClick[];
  /** The advertiser to whose source it was sent. */
  advertiser_id: number | null;
}

/**
 * Records the click, order and customer that a refused postback names, so that it can be
 * searched by them.
 */
export function noteSubject(
  { trace: { subject }, parameters, names, ...read }: Refused,
  deps: { configuration: Setup; keyOf: KeyOf },
): void {
  const { advertiser_id } = read;
  const own = validClicks(parameters, deps.keyOf);
  const clicks = own.length > 0 ? own : read.clicks;
  const [click] = clicks;
  if (click !== undefined && clicks.every(({ id }) => id === click.id)) {
    const found = findOwner(click.fields.link_id, deps.configuration);
    const owner = ownOwner(found, advertiser_id);
    subject.click_id ??= click.id;
    subject.link_id ??= click.fields.link_id;
    subject.campaign_id ??= owner?.campaign.id ?? null;
    subject.affiliate_id ??= owner?.link.affiliate_id ?? null;
  }
  const others = withoutClicks(parameters, clicks);
  const given = (name: CanonicalName) =>
    searchable(names.only(others, name)[0]?.value ?? "");
  subject.order_id ??= given("order_id");
  subject.customer_id = given("customer_id");
  // A sender that was given the affiliate's own click id sends that.
  subject.click_ref = subject.click_id === null ? given("click_id") : null;
}

/** Leaves out values that hold the click, since `transaction_id` may. */
function withoutClicks(
  parameters: readonly Parameter[],
  clicks: readonly FoundClick[],
): readonly Parameter[] {
  return parameters.filter(({ value }) =>
    clicks.every((click) => !holdsClick(value, click)),
  );
}

/** An id as it is searched for; null for what can't be one. */
function searchable(value: string): string | null {
  const id = value.trim().normalize("NFC");
  const is_sound = id.length <= ORDER_ID_CHARS_MAX && !/[\0\ufffd]/.test(id);
  return id === "" || !is_sound ? null : id.toWellFormed();
}
