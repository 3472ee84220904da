import type { ClickIdFields } from "../clicks/mod.ts";
import { newId } from "../kernel/mod.ts";
import type { Clock, Micros } from "../kernel/mod.ts";
import type { Proof, ConversionStatus } from "../sources/mod.ts";
import { approvalTimes } from "./approval_times.ts";
import type { PriceKey } from "./choose_price.ts";
import type { Money } from "./price_event.ts";
import type { Sale } from "./sale.ts";
import { reportKey } from "./transition.ts";
import type { ConversionRow, HeldFields } from "./working_set.ts";

/** A sale with the other fields that its conversion stores. */
export interface NewSale extends Sale {
  click: ClickIdFields;
  customer_id: string | null;
  reason: string | null;
  source: { id: number } | null;
  /** The proof that the advertiser requires of its senders. */
  needed_proof: Proof;
  said_at: number;
  adv: Record<string, string> | null;
}

/** The initial state of a conversion, as judged. */
export interface ConversionStart {
  /** Null: keyed by its own id. */
  dedupe_key: string | null;
  status: ConversionStatus;
  reason: string | null;
  flags: string[];
  /** In the campaign's currency; null while it waits for a rate. */
  amount_micros: Micros | null;
  money: Money;
  fields: HeldFields;
  /** Whether it may be approved automatically. */
  auto_approves: boolean;
  price: PriceKey;
}

/** Builds the first version of a conversion. */
export function newConversion(
  start: ConversionStart,
  sale: NewSale,
  input: { received_at: number; clock: Clock },
): ConversionRow {
  const id = newId(input.clock);
  return {
    campaign_id: sale.campaign.id,
    id,
    goal_key: sale.goal_config.key,
    dedupe_key: start.dedupe_key ?? `e:${id}`,
    version: 1,
    status: start.status,
    reason: start.reason,
    click_id: sale.click_bytes,
    link_id: sale.link.id,
    affiliate_id: sale.link.affiliate_id,
    advertiser_id: sale.campaign.advertiser_id,
    order_id: sale.order_id,
    customer_id: sale.customer_id,
    currency: sale.campaign.currency,
    amount_micros: start.amount_micros,
    ...start.money,
    ...start.fields,
    ...start.price,
    ...approvalTimes(start.status, {
      before: null,
      goal: sale.goal_config,
      now_ms: input.received_at,
      // A reason other than the sender's: held here for manual review.
      is_held:
        !start.auto_approves ||
        (start.reason !== null && start.reason !== sale.reason),
    }),
    refunded_micros: 0n,
    source_id: sale.source?.id ?? null,
    proof: start.flags.includes("late") ? "signature" : sale.needed_proof,
    said_at: sale.said_at,
    said: [reportKey(sale)],
    adv: sale.adv,
    flags: start.flags,
    clicked_at: sale.click.time_ms,
    occurred_at: sale.occurred_at,
    recorded_at: input.received_at,
    updated_at: input.received_at,
  };
}
