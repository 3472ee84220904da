import { micros, portion } from "./ledger_model.ts";
import type { LedgerModel } from "./ledger_model.ts";

/** A goal's price rule. */
export interface ModelRule {
  type: "fixed" | "percent" | "fixed_plus_percent" | "none";
  amount?: string;
  percent?: string;
}

/** A campaign with one goal. */
export interface ModelCampaign {
  id: number;
  slugs: string[];
  currency: string;
  advertiser: number;
  source_key: string;
  may_reinstate: boolean;
  revenue: ModelRule;
  payout: ModelRule;
  hold_days: number;
  prorates: boolean;
}

/** A status that an advertiser sends for an order. */
export type Word = "pending" | "approved" | "rejected" | "reversed";

/** The current state of a conversion. */
export interface ModelConversion {
  order: string;
  campaign: ModelCampaign;
  affiliate: number;
  status: Word;
  amount: bigint | null;
  refunded: bigint;
  revenue: bigint;
  payout: bigint;
  /** Currency owed to the affiliate, if it differs from the campaign's. */
  owed_in: string | null;
  /** Prices that it was recorded with. */
  prices: Pick<ModelCampaign, "revenue" | "payout">;
  payable_from: number | null;
  version: number;
  said: string[];
}

/** A postback about an order. */
export interface ModelPostback {
  order: string;
  campaign: ModelCampaign;
  affiliate: number;
  word: Word | null;
  /** Negative for the amount refunded. */
  amount: bigint | null;
}

/** A conversion's next state. */
interface Next {
  kind: string;
  status: Word;
  amount: bigint | null;
  refunded: bigint;
}

type Judged = Next | string;

const DAY_MS = 86_400_000;

/** Conversions by order, whatever the sequence of postbacks. */
export class ConversionModel {
  readonly all = new Map<string, ModelConversion>();
  /** Affiliates' payout currencies. */
  readonly payout_currencies = new Map<number, string>();
  readonly #ledger: LedgerModel;

  constructor(ledger: LedgerModel) {
    this.#ledger = ledger;
  }

  /** Applies a postback, and returns the outcome that the tracker should answer. */
  receive(postback: ModelPostback): string {
    const known = this.all.get(postback.order);
    if (known === undefined) return this.#begin(postback);
    const text = textOf(postback);
    if (known.said.includes(text)) return "duplicate";
    const next = judge(known, postback);
    if (typeof next === "string") return next;
    const money = priced(known, next);
    if (money === null) return "missing_amount";
    const before = { ...known };
    Object.assign(known, next, money, { version: known.version + 1 });
    known.said.push(text);
    if (next.status === "approved" && before.status !== "approved") {
      known.payable_from = this.#payableFrom(known.campaign);
    }
    this.#book(before, known, next.kind);
    return "updated";
  }

  #begin(postback: ModelPostback): string {
    const { campaign, amount } = postback;
    const { revenue, payout } = campaign;
    const is_refund = amount !== null && amount < 0n;
    const status = is_refund ? "reversed" : (postback.word ?? "approved");
    const made: ModelConversion = {
      order: postback.order,
      campaign,
      affiliate: postback.affiliate,
      status,
      amount: magnitude(amount),
      refunded: 0n,
      revenue: 0n,
      payout: 0n,
      owed_in: this.#owedIn(postback),
      prices: { revenue, payout },
      payable_from: status === "approved" ? this.#payableFrom(campaign) : null,
      version: 1,
      said: [textOf(postback)],
    };
    const money = priced(made, { ...made, kind: "record" });
    if (money === null) return "missing_amount";
    Object.assign(made, money);
    this.all.set(postback.order, made);
    this.#book(null, made, "record");
    return "recorded";
  }

  #owedIn({ affiliate, campaign }: ModelPostback): string | null {
    const own = this.payout_currencies.get(affiliate) ?? campaign.currency;
    return own === campaign.currency ? null : own;
  }

  #payableFrom({ hold_days }: ModelCampaign): number {
    return this.#ledger.now + hold_days * DAY_MS;
  }

  #book(before: ModelConversion | null, after: ModelConversion, kind: string) {
    const was = before === null ? NOTHING : accountsOf(before);
    const is = accountsOf(after);
    const receivable = {
      receivable_pending: is.pending_revenue - was.pending_revenue,
      receivable: is.revenue - was.revenue,
      margin_pending:
        was.pending_revenue -
        is.pending_revenue +
        (is.pending_payout - was.pending_payout),
      margin: was.revenue - is.revenue + (is.payout - was.payout),
    };
    const { order: about, version, affiliate, payable_from } = after;
    const { advertiser, currency } = after.campaign;
    const posted = { kind, about, version, currency, advertiser };
    const { owed_in } = after;
    if (owed_in === null) {
      const payable = payableOf(was, is);
      const amounts = { ...receivable, ...payable };
      this.#post({ ...posted, affiliate, payable_from, amounts });
      return;
    }
    const { payable_pending, payable } = payableOf(was, is);
    const fx = payable_pending + payable;
    this.#ledger.post({ ...posted, amounts: { ...receivable, fx } });
    const owed = payableOf(exchange(was, after), exchange(is, after));
    this.#post({
      ...{ kind: "fx", about, version, affiliate, payable_from },
      currency: owed_in,
      amounts: { ...owed, fx: -owed.payable_pending - owed.payable },
    });
  }

  /**
   * Books the affiliate's side. A released hold stays released, also for later
   * deductions.
   */
  #post(said: Parameters<LedgerModel["post"]>[0]): void {
    const entry = this.#ledger.post(said);
    if (entry === null) return;
    const is_held = (entry.payable_from ?? 0) > this.#ledger.now;
    entry.is_released =
      is_held &&
      this.#ledger.entries.some(
        (other) =>
          other.about === entry.about &&
          other.is_released &&
          other.payable_from === entry.payable_from,
      );
  }
}

/** Units of each currency for the same value; equal on all days. */
export const RATES: Readonly<Record<string, bigint>> = {
  ...{ USD: 10_000n, JPY: 1_513_700n, KWD: 3_071n },
};

function exchange(
  money: ReturnType<typeof accountsOf>,
  { campaign, owed_in }: ModelConversion,
) {
  const to = RATES[owed_in ?? campaign.currency] ?? 0n;
  const from = RATES[campaign.currency] ?? 0n;
  return {
    ...money,
    pending_payout: portion(money.pending_payout, to, from),
    payout: portion(money.payout, to, from),
  };
}

/** The amount owed to the affiliate for a conversion, in its own currency. */
export function owedFor(conversion: ModelConversion) {
  return exchange(accountsOf(conversion), conversion);
}

function payableOf(
  was: Pick<ReturnType<typeof accountsOf>, "payout" | "pending_payout">,
  is: Pick<ReturnType<typeof accountsOf>, "payout" | "pending_payout">,
) {
  return {
    payable_pending: was.pending_payout - is.pending_payout,
    payable: was.payout - is.payout,
  };
}

const NOTHING = {
  ...{ pending_revenue: 0n, pending_payout: 0n, revenue: 0n, payout: 0n },
};

/** A conversion's money in its current accounts. */
export function accountsOf({ status, revenue, payout }: ModelConversion) {
  if (status === "pending") {
    return { ...NOTHING, pending_revenue: revenue, pending_payout: payout };
  }
  return status === "approved" ? { ...NOTHING, revenue, payout } : NOTHING;
}

function judge(known: ModelConversion, postback: ModelPostback): Judged {
  const { status, amount, refunded } = known;
  const is_refund = postback.amount !== null && postback.amount < 0n;
  const word = is_refund ? "reversed" : postback.word;
  const said = magnitude(postback.amount);
  const next: Next = { kind: "", status, amount: said ?? amount, refunded };
  const is_over = status === "rejected" || status === "reversed";
  if (is_over) return judgeEnded(known, word, next);
  if (word === "rejected" || word === "reversed") {
    return takeBack(known, said ?? 0n, next);
  }
  if (word === null || word === status) {
    if (said === null || said === amount) return "duplicate";
    if (said < refunded) return "invalid_amount";
    return { ...next, kind: "amend" };
  }
  if (word === "pending") return "duplicate";
  if (said !== null && said < refunded) return "invalid_amount";
  return { ...next, kind: "approve", status: "approved" };
}

function judgeEnded(
  known: ModelConversion,
  word: Word | null,
  next: Next,
): Judged {
  if (word === "rejected" || word === "reversed") return "duplicate";
  const began_so = known.said.every((text) =>
    /^(rejected|reversed) /.test(text),
  );
  if (word === "approved" && known.campaign.may_reinstate) {
    return { ...next, kind: "reinstate", status: "approved" };
  }
  const is_paid_after_all = word === "approved" && known.status === "rejected";
  if (began_so && !is_paid_after_all) return { ...next, kind: "predecessor" };
  return word === "approved" ? "illegal_transition" : "duplicate";
}

/** The source may define that an amount beside such a status is the total refunded. */
function takeBack(known: ModelConversion, given: bigint, next: Next): Judged {
  const { amount, refunded, status } = known;
  if (given === 0n || given === amount) {
    const is_pending = status === "pending";
    return {
      amount,
      refunded: 0n,
      status: is_pending ? "rejected" : "reversed",
      kind: is_pending ? "reject" : "reverse",
    };
  }
  if (amount === null || given > amount) return "invalid_amount";
  if (given <= refunded) return "duplicate";
  return { ...next, amount, refunded: given, kind: "part_reversed" };
}

/**
 * The money of a conversion's next state; null if a percentage has no amount to
 * apply to.
 */
function priced(known: ModelConversion, next: Next) {
  if (next.status === "rejected" || next.status === "reversed") {
    return { revenue: 0n, payout: 0n };
  }
  const revenue = apply(known.prices.revenue, known.campaign, next);
  const payout = apply(known.prices.payout, known.campaign, next);
  return revenue === null || payout === null ? null : { revenue, payout };
}

function apply(
  { type, amount = "0", percent = "0" }: ModelRule,
  { prorates }: ModelCampaign,
  next: Next,
): bigint | null {
  if (type === "none") return 0n;
  const net = next.amount === null ? null : next.amount - next.refunded;
  const is_part = prorates && next.refunded > 0n && net !== null;
  const fixed = is_part
    ? portion(micros(amount), net, next.amount ?? 1n)
    : micros(amount);
  if (type === "fixed") return fixed;
  if (net === null) return null;
  const part = portion(net, micros(percent), 100_000_000n);
  return type === "percent" ? part : fixed + part;
}

function textOf({ word, amount }: ModelPostback): string {
  return `${word ?? ""} ${amount ?? ""}`;
}

function magnitude(amount: bigint | null): bigint | null {
  return amount !== null && amount < 0n ? -amount : amount;
}
