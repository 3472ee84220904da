import { clickIdBytes, clickIdText, peekClickId } from "../../clicks/mod.ts";
import type { ClickIdFields } from "../../clicks/mod.ts";
import { refusal, neededProof } from "../../sources/mod.ts";
import type { Refusal, SourceDirectory } from "../../sources/mod.ts";
import type { NewSale, Setup } from "../new_conversion.ts";
import { findGoal, findOwner, sentCurrency } from "../new_conversion.ts";
import type { ConversionRow } from "../working_set.ts";
import type { NewConversion } from "./change_types.ts";

export interface ResolveDeps {
  configuration: Setup;
  sources: Pick<SourceDirectory, "defaultOf" | "ofAdvertiser">;
}

/** A sale without a postback: created by hand, or repriced. */
export interface SaleByHand extends NewSale {
  affiliate_status: string;
}

/** A sale resolved against the configuration, or why it can't be. */
export type ResolvedByHand =
  { ok: true; sale: SaleByHand } | { ok: false; refusal: Refusal };

/** A click whose id was already verified. */
export interface KnownClick {
  click_id: string;
  fields: ClickIdFields;
}

/** Resolves a new conversion against the configuration. */
export function resolveNew(
  given: NewConversion,
  { click_id, fields }: KnownClick,
  deps: ResolveDeps,
  now_ms: number,
): ResolvedByHand {
  return resolve(
    {
      click_id,
      click: fields,
      goal: given.goal ?? null,
      order_id: given.order_id ?? null,
      customer_id: given.customer_id ?? null,
      amount_micros: given.amount_micros ?? null,
      revenue_micros: given.revenue_micros ?? null,
      payout_micros: given.payout_micros ?? null,
      currency: given.currency ?? null,
      status: given.status ?? null,
      reason: given.reason ?? null,
      occurred_at: given.occurred_at ?? null,
      nonce: given.key ?? null,
    },
    deps,
    now_ms,
  );
}

/** Rebuilds the sale of a recorded conversion, so that it can be repriced. */
export function resolveRow(
  row: ConversionRow,
  deps: ResolveDeps,
  now_ms: number,
): ResolvedByHand {
  const click_id = clickIdText(row.click_id);
  const read = peekClickId(click_id);
  if (read === null) throw new Error("A conversion's click id can't be read");
  return resolve(
    {
      click_id,
      click: read.fields,
      goal: row.goal_key,
      order_id: row.order_id,
      customer_id: row.customer_id,
      amount_micros: row.amount_micros,
      revenue_micros: null,
      payout_micros: null,
      currency: null,
      status: row.status,
      reason: row.reason,
      occurred_at: row.occurred_at,
      nonce: null,
    },
    deps,
    now_ms,
  );
}

type UnresolvedSale = Pick<
  SaleByHand,
  | "click_id"
  | "click"
  | "order_id"
  | "customer_id"
  | "amount_micros"
  | "revenue_micros"
  | "payout_micros"
  | "status"
  | "reason"
  | "occurred_at"
  | "nonce"
> & { goal: string | null; currency: string | null };

function resolve(
  { goal, currency, ...given }: UnresolvedSale,
  { configuration, sources }: ResolveDeps,
  received_at: number,
): ResolvedByHand {
  const owner = findOwner(given.click.link_id, configuration);
  if (owner === null) {
    const detail = `There is no link ${given.click.link_id} here`;
    return { ok: false, refusal: refusal("unknown_click", detail) };
  }
  const { campaign, link, affiliate_status, payout_currency } = owner;
  const goal_config = findGoal({ goal, event: null }, campaign);
  if ("code" in goal_config) return { ok: false, refusal: goal_config };
  const { advertiser_id } = campaign;
  const sale: SaleByHand = {
    ...given,
    ...{ campaign, link, affiliate_status, payout_currency, goal_config },
    click_bytes: clickIdBytes(given.click_id) ?? new Uint8Array(),
    mode: "add",
    is_refund: false,
    sent_currency: sentCurrency({ ...given, currency }, campaign),
    sent_amount_micros: given.amount_micros,
    source: null,
    needed_proof: neededProof(
      sources.defaultOf(advertiser_id),
      sources.ofAdvertiser(advertiser_id),
    ),
    said_at: received_at,
    received_at,
    adv: null,
  };
  return { ok: true, sale };
}
