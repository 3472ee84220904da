import { invalid } from "../../http/mod.ts";
import { parseAmount, parseCurrency } from "../../kernel/mod.ts";
import type { NewConversion } from "../../conversions/mod.ts";
import type { MovedConversion } from "../moved_thing.ts";
import { goalKeyOf } from "./campaign_goals.ts";
import type { Kind, Work } from "./kind.ts";
import { affiliateOf } from "./link.ts";
import { here } from "./plan_named.ts";

const DAY_MS = 86_400_000;
const DAYS_DEFAULT = 90;
/** Characters that an order's id may have. */
const ORDER_CHARS_MAX = 255;

/** Conversions of the last days, so that their orders are known. They are recorded many at once. */
export const CONVERSION: Pick<
  Kind<MovedConversion>,
  "nameOf" | "needs" | "plan"
> = {
  nameOf: ({ old_id }) => old_id,
  needs: (thing, from) => [
    { kind: "campaign", old_id: thing.campaign },
    affiliateOf(thing, from),
  ],
  async plan(work, thing, earlier) {
    const { settings, now_ms } = work;
    const { conversions_days = DAYS_DEFAULT } = settings;
    for (const field of ["amount", "payout", "revenue"] as const) {
      amountIn(thing, field);
    }
    if (
      thing.currency !== undefined &&
      parseCurrency(thing.currency) === null
    ) {
      throw invalid("currency", "must be an ISO 4217 currency code");
    }
    if ((thing.order_id?.length ?? 0) > ORDER_CHARS_MAX) {
      const message = `must have at most ${ORDER_CHARS_MAX} characters`;
      throw invalid("order_id", message);
    }
    if (thing.converted_at > now_ms) {
      throw invalid("converted_at", "is in the future");
    }
    if (thing.converted_at < now_ms - conversions_days * DAY_MS) {
      const reason = `It is older than ${conversions_days} days`;
      return { verdict: "skip", reason };
    }
    await goalKeyOf(work, thing.campaign, thing.goal);
    return earlier === undefined ? { verdict: "create" } : here(earlier.id);
  },
};

/**
 * A conversion as it is recorded, at its old time. One that isn't pending was settled by the old
 * tracker, so that none of its money is owed again; a pending one is booked once it is approved.
 */
export async function newConversionOf(
  work: Work,
  thing: MovedConversion,
  place: { link_id: number; click_id: string | undefined },
): Promise<NewConversion> {
  const { currency, is_same } = await currencyOf(work, thing);
  const is_pending = thing.status === "pending";
  const money = {
    revenue_micros: is_same ? amountIn(thing, "revenue") : undefined,
    payout_micros: is_same ? amountIn(thing, "payout") : undefined,
  };
  const { link_id, click_id } = place;
  return {
    ...(click_id === undefined ? { link_id } : { click_id }),
    goal: await goalKeyOf(work, thing.campaign, thing.goal),
    order_id: thing.order_id,
    key: thing.order_id === undefined ? thing.old_id : undefined,
    status: thing.status === "reversed" ? "rejected" : thing.status,
    currency,
    amount_micros: is_same ? amountIn(thing, "amount") : undefined,
    ...(is_pending ? money : { revenue_micros: 0n, payout_micros: 0n }),
    is_settled: !is_pending,
    is_unbooked: is_pending,
    occurred_at: thing.converted_at,
    recorded_at: thing.converted_at,
  };
}

/** Whether its amounts are in the campaign's currency: those in others had another day's rate. */
async function currencyOf(
  { names, deps }: Work,
  { campaign, currency }: MovedConversion,
) {
  const id = names.idOf("campaign", campaign);
  const own = deps.configuration.campaign(id)?.currency ?? "";
  const is_same =
    currency === undefined || currency.toUpperCase() === own.toUpperCase();
  return await Promise.resolve({ currency: own, is_same });
}

function amountIn(
  thing: MovedConversion,
  field: "amount" | "payout" | "revenue",
): bigint | undefined {
  const text = thing[field];
  if (text === undefined) return undefined;
  const micros = parseAmount(text);
  if (micros !== null) return micros;
  throw invalid(field, "must be a decimal string such as 12.50");
}

/** The old id of the link of a campaign and an affiliate, as a move adds it. */
export function pairOf(
  thing: { campaign: string; affiliate?: string },
  from: string,
): string {
  return `${affiliateOf(thing, from).old_id}/${thing.campaign}`;
}
