import type { ClickIdFields } from "../clicks/mod.ts";
import { newId } from "../kernel/mod.ts";
import type { Clock, Micros } from "../kernel/mod.ts";
import type { Proof, ConversionStatus, Refusal } from "../sources/mod.ts";
import type { PriceKey, Money } from "./price_event.ts";
import type { Sale } from "./sale.ts";
import { reportKey } from "./said.ts";
import type { ConversionRow, HeldFields } from "./working_set.ts";
import type {
  CampaignConfig,
  Configuration,
  GoalConfig,
  LinkConfig,
} from "../campaigns/mod.ts";
import { refusal } from "../sources/mod.ts";
import { payoutCurrency } from "./price_event.ts";

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
  /** Days until it approves itself, in place of its goal's; null: never. */
  approve_after_days?: number | null | undefined;
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
    ...startTimes(start, sale, input.received_at),
    refunded_micros: 0n,
    source_id: sale.source?.id ?? null,
    proof: start.flags.includes("late") ? "signature" : sale.needed_proof,
    said_at: sale.said_at,
    said: [reportKey(sale)],
    adv: sale.adv,
    flags: start.flags,
    install: sale.install ?? null,
    clicked_at: sale.click.time_ms,
    occurred_at: sale.occurred_at,
    recorded_at: input.received_at,
    updated_at: input.received_at,
  };
}

/** When a new conversion is approved and payable, or approves itself. */
export function startTimes(
  start: Pick<ConversionStart, "status" | "reason" | "auto_approves">,
  sale: NewSale,
  received_at: number,
): ApprovalTimes {
  return approvalTimes(start.status, {
    before: null,
    goal: termsOf(sale),
    now_ms: received_at,
    // A reason other than the sender's: held here for manual review.
    is_held:
      !start.auto_approves ||
      (start.reason !== null && start.reason !== sale.reason),
  });
}

/** The goal's terms, with the sale's own days until approval. */
function termsOf({ goal_config, approve_after_days }: NewSale) {
  return approve_after_days === undefined
    ? goal_config
    : { ...goal_config, auto_approve_days: approve_after_days };
}

const DAY_MS = 86_400_000;

/** When a conversion was approved, becomes payable, and approves itself if pending. */
export type ApprovalTimes = Pick<
  ConversionRow,
  "approved_at" | "payable_from" | "first_approved_at" | "auto_approve_at"
>;

/** Input of `approvalTimes`. */
interface ApprovalInput {
  before: ConversionRow | null;
  goal: { hold_days: number; auto_approve_days: number | null };
  now_ms: number;
  /** A new conversion held for manual review: it doesn't approve itself. */
  is_held?: boolean;
}

/** Computes the times of a conversion at a status. A reinstated one starts a new hold period. */
export function approvalTimes(
  status: ConversionRow["status"],
  { before, goal, now_ms, is_held = false }: ApprovalInput,
): ApprovalTimes {
  const { hold_days, auto_approve_days } = goal;
  if (status === "approved") {
    const was_approved = before?.status === "approved";
    const approved_at = was_approved ? before.approved_at : now_ms;
    const payable_from = was_approved
      ? before.payable_from
      : now_ms + hold_days * DAY_MS;
    const first_approved_at = before?.first_approved_at ?? approved_at;
    const approved = { approved_at, payable_from, first_approved_at };
    return { ...approved, auto_approve_at: null };
  }
  const approved = {
    approved_at: before?.approved_at ?? null,
    payable_from: before?.payable_from ?? null,
    first_approved_at: before?.first_approved_at ?? null,
  };
  if (status !== "pending") return { ...approved, auto_approve_at: null };
  if (before !== null) {
    return { ...approved, auto_approve_at: before.auto_approve_at };
  }
  const auto_approve_at =
    auto_approve_days === null || is_held
      ? null
      : now_ms + auto_approve_days * DAY_MS;
  return { ...approved, auto_approve_at };
}

/** The owner of a click: its link, campaign and affiliate. */
export interface Owner {
  link: LinkConfig;
  campaign: CampaignConfig;
  plain_postback: string;
  affiliate_status: string;
  /** The currency the affiliate is owed in; null: the campaign's. */
  payout_currency: string | null;
}

/** The configuration needed to resolve an event. */
export type Setup = Pick<
  Configuration,
  "link" | "campaign" | "affiliate" | "advertiser"
>;

/** Finds the owner of a click. A click id proves its link, so this needs no query. */
export function findOwner(link_id: number, setup: Setup): Owner | null {
  const link = setup.link(link_id);
  const campaign = link && setup.campaign(link.campaign_id);
  const advertiser = campaign && setup.advertiser(campaign.advertiser_id);
  if (!link || !campaign || !advertiser) return null;
  const affiliate = setup.affiliate(link.affiliate_id);
  return {
    link,
    campaign,
    plain_postback: advertiser.plain_postback,
    affiliate_status: affiliate?.status ?? "blocked",
    payout_currency: payoutCurrency(campaign, affiliate),
  };
}

/** Finds the named goal, else the one whose key is the event name, else the default goal. */
export function findGoal(
  { goal, event }: { goal: string | null; event: string | null },
  campaign: CampaignConfig,
): GoalConfig | Refusal {
  const named = (name: string) =>
    campaign.goals.find(({ key }) => key === name) ??
    campaign.goals.find(({ key }) => key.toLowerCase() === name.toLowerCase());
  if (goal !== null) return named(goal) ?? unknownGoal(campaign, goal);
  const by_event = event === null ? undefined : named(event);
  return (
    by_event ??
    campaign.goals.find(({ is_default }) => is_default) ??
    campaign.goals[0] ??
    unknownGoal(campaign, goal)
  );
}

/** The refusal of a goal that the campaign doesn't have. */
function unknownGoal(campaign: CampaignConfig, goal: string | null): Refusal {
  const known = campaign.goals.map(({ key }) => key).join(", ");
  const detail = `The campaign has no goal "${goal ?? ""}"; it has: ${known}`;
  return refusal("unknown_goal", detail);
}

/**
 * The currency to convert from; null if there are no amounts, or they are in the
 * campaign's currency.
 */
export function sentCurrency(
  amounts: Pick<Sale, "amount_micros" | "revenue_micros" | "payout_micros"> & {
    currency: string | null;
  },
  campaign: CampaignConfig,
): string | null {
  const { currency, amount_micros, revenue_micros, payout_micros } = amounts;
  const has_money = [amount_micros, revenue_micros, payout_micros].some(
    (micros) => micros !== null,
  );
  return has_money && currency !== campaign.currency ? currency : null;
}
