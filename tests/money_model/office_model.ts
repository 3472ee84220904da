import { minorUnit } from "./ledger_model.ts";
import type { LedgerModel, ModelEntry } from "./ledger_model.ts";

/** A payment with its entries. */
export interface ModelPayment {
  id: string;
  affiliate: number;
  currency: string;
  state: "draft" | "closed" | "paid" | "failed" | "void";
  /** Amount sent, in whole minor units. */
  amount: bigint;
  entries_sum: bigint;
  word: string;
}

/** An invoice with its entries. */
export interface ModelInvoice {
  id: string;
  advertiser: number;
  currency: string;
  state: "open" | "paid" | "void";
  amount: bigint;
  receipts: Map<string, bigint>;
}

/** Input of a run. */
export interface ModelRun {
  currency: string;
  up_to: number;
  minimum: bigint;
  affiliates: readonly number[] | null;
}

/** Models payments, invoices, adjustments, released holds and locked months. */
export class OfficeModel {
  readonly payments = new Map<string, ModelPayment>();
  readonly invoices = new Map<string, ModelInvoice>();
  readonly adjustments = new Map<string, string>();
  readonly locked = new Set<string>();
  /** Affiliates' own minimums, which apply in any currency. */
  readonly minimums = new Map<number, bigint>();
  readonly #ledger: LedgerModel;

  constructor(ledger: LedgerModel) {
    this.#ledger = ledger;
  }

  /** Returns what a run over everything payable should pay, by affiliate. */
  plan(run: ModelRun): Map<number, { sum: bigint; entries: ModelEntry[] }> {
    const { now } = this.#ledger;
    const by_affiliate = Map.groupBy(
      this.#ledger.entries.filter(
        (entry) =>
          entry.currency === run.currency &&
          isPayable(entry, Math.min(run.up_to, now)) &&
          entry.at < run.up_to &&
          (run.affiliates ?? [entry.affiliate]).includes(entry.affiliate ?? 0),
      ),
      (entry) => entry.affiliate ?? 0,
    );
    const chosen = new Map<number, { sum: bigint; entries: ModelEntry[] }>();
    for (const [affiliate, entries] of by_affiliate) {
      const sum = owed(entries);
      const sent = sum - (sum % minorUnit(run.currency));
      const minimum = this.minimums.get(affiliate) ?? 0n;
      if (sent <= 0n || sent < minimum || sent < run.minimum) continue;
      chosen.set(affiliate, { sum, entries });
    }
    return chosen;
  }

  /** Adds a payment made by a run. */
  make(id: string, affiliate: number, currency: string, entries: ModelEntry[]) {
    const entries_sum = owed(entries);
    const amount = entries_sum - (entries_sum % minorUnit(currency));
    const draft = { id, affiliate, currency, amount, entries_sum };
    this.payments.set(id, { ...draft, state: "draft", word: "" });
    for (const entry of entries) entry.payment = id;
  }

  /** Closes a draft; the rest below the minor unit stays owed. False if it is void. */
  close(payment: ModelPayment): boolean {
    if (payment.state === "void") return false;
    if (payment.state !== "draft") return true;
    payment.state = "closed";
    const rest = payment.entries_sum - payment.amount;
    const about = payment.id;
    const { affiliate, currency } = payment;
    const out = this.#ledger.post({
      ...{ kind: "payment_rest", about, currency, affiliate },
      amounts: { payable: rest, variance: -rest },
    });
    if (out !== null) out.payment = payment.id;
    this.#ledger.post({
      ...{ kind: "payment_carry", about, currency, affiliate },
      amounts: { payable: -rest, variance: rest },
    });
    return true;
  }

  /** Marks a payment as sent; false if not allowed: a draft must be closed first. */
  pay(payment: ModelPayment, reference: string): boolean {
    if (payment.state === "paid") return payment.word === reference;
    if (payment.state === "draft" || payment.state === "void") return false;
    this.#cash(payment, "payment", payment.amount);
    Object.assign(payment, { state: "paid", word: reference });
    return true;
  }

  /** Marks a payment as failed. */
  fail(payment: ModelPayment, reason: string): boolean {
    const { state } = payment;
    if (state !== "closed" && state !== "failed") return false;
    Object.assign(payment, { state: "failed", word: reason });
    return true;
  }

  /** Voids a payment and releases its entries. */
  voidPayment(payment: ModelPayment): void {
    if (payment.state === "void") return;
    if (payment.state === "paid") {
      this.#cash(payment, "payment_void", -payment.amount);
    }
    payment.state = "void";
    for (const entry of this.#ledger.entries) {
      if (entry.payment === payment.id) entry.payment = null;
    }
  }

  #cash(payment: ModelPayment, kind: string, amount: bigint): void {
    const { id: about, affiliate, currency } = payment;
    const amounts = { payable: amount, cash: -amount };
    this.#ledger.post({ kind, about, currency, affiliate, amounts });
  }

  /** Approved entries of a period that aren't on an invoice. */
  billable(asked: {
    advertiser: number;
    currency: string;
    from: number;
    to: number;
  }): ModelEntry[] {
    return this.#ledger.entries.filter(
      ({ advertiser, currency, at, kind, amounts, invoice }) =>
        advertiser === asked.advertiser &&
        currency === asked.currency &&
        at >= asked.from &&
        at < asked.to &&
        invoice === null &&
        (amounts.receivable ?? 0n) !== 0n &&
        kind !== "receipt" &&
        kind !== "receipt_void",
    );
  }

  /** Adds an invoice. */
  invoice(
    id: string,
    asked: { advertiser: number; currency: string },
    entries: readonly ModelEntry[],
  ): void {
    const { advertiser, currency } = asked;
    const rest = charged(entries) % minorUnit(currency);
    const amount = charged(entries) - rest;
    const made = { id, advertiser, currency, amount, receipts: new Map() };
    this.invoices.set(id, { ...made, state: "open" });
    const out = this.#ledger.post({
      ...{ kind: "invoice_rest", about: id, currency, advertiser },
      amounts: { receivable: -rest, variance: rest },
    });
    for (const entry of [...entries, ...(out === null ? [] : [out])]) {
      entry.invoice = id;
    }
    this.#ledger.post({
      ...{ kind: "invoice_carry", about: id, currency, advertiser },
      amounts: { receivable: rest, variance: -rest },
    });
  }

  /** Receives money for an invoice; returns the expected refusal code, or null. */
  receive(
    invoice: ModelInvoice,
    reference: string,
    amount: bigint,
  ): string | null {
    const known = invoice.receipts.get(reference);
    if (known !== undefined) {
      return known === amount ? null : "already_received";
    }
    if (invoice.state === "void") return "invoice_void";
    const received = amount + total(invoice.receipts.values());
    if (received > invoice.amount) return "over_payment";
    invoice.receipts.set(reference, amount);
    if (received === invoice.amount) invoice.state = "paid";
    this.#receipt(invoice, "receipt", amount);
    return null;
  }

  /** Voids an invoice and its receipts. */
  voidInvoice(invoice: ModelInvoice): void {
    if (invoice.state === "void") return;
    invoice.state = "void";
    for (const amount of invoice.receipts.values()) {
      this.#receipt(invoice, "receipt_void", -amount);
    }
    for (const entry of this.#ledger.entries) {
      if (entry.invoice === invoice.id) entry.invoice = null;
    }
  }

  #receipt(invoice: ModelInvoice, kind: string, amount: bigint): void {
    const { currency, advertiser } = invoice;
    const amounts = { cash: amount, receivable: -amount };
    this.#ledger.post({ kind, about: "", currency, advertiser, amounts });
  }

  /** Releases the holds of an entry's conversion; false if there are none. */
  release(entry: ModelEntry): boolean {
    const { now } = this.#ledger;
    const held = this.#ledger.entries.filter(
      (other) =>
        other.about === entry.about &&
        (other.amounts.payable ?? 0n) !== 0n &&
        ((other.payable_from ?? 0) > now || other.is_released),
    );
    if (entry.payable_from === null || !held.includes(entry)) return false;
    for (const other of held) other.is_released = true;
    return true;
  }

  /** The expected balance of an affiliate in a currency. */
  balance(affiliate: number, currency: string) {
    const { now, entries } = this.#ledger;
    const mine = entries.filter(
      (entry) => entry.affiliate === affiliate && entry.currency === currency,
    );
    const theirs = [...this.payments.values()].filter(
      (one) => one.affiliate === affiliate && one.currency === currency,
    );
    const of = (...states: ModelPayment["state"][]) =>
      theirs.filter(({ state }) => states.includes(state));
    const held = mine.filter(
      (entry) => isOnHold(entry, now) && entry.payment === null,
    );
    const by_day = Map.groupBy(held, ({ payable_from }) =>
      new Date(payable_from ?? 0).toISOString().slice(0, 10),
    );
    return {
      pending: -total(mine.map(({ amounts }) => amounts.payable_pending ?? 0n)),
      on_hold: [...by_day]
        .map(([until, some]) => ({ until, amount: owed(some) }))
        .filter(({ amount }) => amount !== 0n)
        .sort((a, b) => (a.until < b.until ? -1 : 1)),
      payable: owed(mine.filter((entry) => isPayable(entry, now))),
      in_payments:
        total(of("draft").map(({ entries_sum }) => entries_sum)) +
        total(of("closed", "failed").map(({ amount }) => amount)),
      paid: total(of("paid").map(({ amount }) => amount)),
    };
  }
}

function isOnHold(entry: ModelEntry, at: number): boolean {
  const { payable_from, is_released, amounts } = entry;
  return (
    (amounts.payable ?? 0n) !== 0n &&
    !is_released &&
    payable_from !== null &&
    payable_from > at
  );
}

/**
 * Whether a payment may claim an entry: not on hold, not claimed, and not booked
 * by a payment.
 */
function isPayable(entry: ModelEntry, at: number): boolean {
  return (
    (entry.amounts.payable ?? 0n) !== 0n &&
    entry.affiliate !== null &&
    entry.payment === null &&
    entry.kind !== "payment" &&
    entry.kind !== "payment_void" &&
    !isOnHold(entry, at)
  );
}

function owed(entries: readonly ModelEntry[]): bigint {
  return -total(entries.map(({ amounts }) => amounts.payable ?? 0n));
}

/** The advertiser's charge for entries. */
export function charged(entries: readonly ModelEntry[]): bigint {
  return total(entries.map(({ amounts }) => amounts.receivable ?? 0n));
}

function total(values: Iterable<bigint>): bigint {
  let sum = 0n;
  for (const value of values) sum += value;
  return sum;
}
