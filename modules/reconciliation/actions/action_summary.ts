import { parseAmount, shownMoney } from "../../kernel/mod.ts";
import type { Micros } from "../../kernel/mod.ts";
import type { ConversionDoor } from "../../conversions/mod.ts";
import type { Outcome, VarianceStep } from "./action_types.ts";
import { presentPosition } from "./present_position.ts";

/** Effects of conversion changes as the API shows them. */
export type PresentedEffects = ReturnType<
  Awaited<ReturnType<ConversionDoor["change"]>>["effects"]["present"]
>;

/** A summary as the API shows it, and as it is stored with a batch. */
export type PresentedSummary = ReturnType<ActionSummary["present"]>;

const EXAMPLES_SHOWN = 50;

interface Money {
  pending: Micros;
  counted: Micros;
}

/**
 * Totals of applied, rehearsed or undone actions: counts by result, money by party,
 * and deliveries.
 */
export class ActionSummary {
  readonly #outcomes = new Map<string, Map<string, number>>();
  readonly #affiliates = new Map<string, Money>();
  readonly #advertisers = new Map<string, Money>();
  readonly #variance = new Map<string, Micros>();
  readonly #endpoints = new Map<string, number>();
  readonly #examples: unknown[] = [];
  #deliveries = 0;

  /** Restores a stored summary, to add to it. */
  static from(stored: Partial<PresentedSummary> | null): ActionSummary {
    const summary = new ActionSummary();
    if (stored?.outcomes !== undefined) summary.#restore(stored);
    return summary;
  }

  #restore(stored: Partial<PresentedSummary>): void {
    const { outcomes = {}, variance = [], examples = [] } = stored;
    for (const [action, counts] of Object.entries(outcomes)) {
      for (const [result, count] of Object.entries(counts)) {
        this.#count(action, result, count);
      }
    }
    const { affiliates = [], advertisers = [] } = stored;
    const deliveries = stored.deliveries ?? { count: 0, endpoints: [] };
    this.addEffects({ affiliates, advertisers, deliveries });
    for (const one of variance) {
      addTo(this.#variance, one.currency, read(one, "amount"));
    }
    this.#examples.push(...examples);
  }

  /** Adds the effects of conversion changes. */
  addEffects({ affiliates, advertisers, deliveries }: PresentedEffects): void {
    for (const one of affiliates) {
      addMoney(this.#affiliates, `${one.affiliate_id} ${one.currency}`, {
        pending: read(one, "payout_pending"),
        counted: read(one, "payout"),
      });
    }
    for (const one of advertisers) {
      addMoney(this.#advertisers, `${one.advertiser_id} ${one.currency}`, {
        pending: read(one, "revenue_pending"),
        counted: read(one, "revenue"),
      });
    }
    this.#deliveries += deliveries.count;
    for (const {
      affiliate_id,
      endpoint_id,
      status,
      count,
    } of deliveries.endpoints) {
      const key = `${affiliate_id} ${endpoint_id} ${status}`;
      this.#endpoints.set(key, (this.#endpoints.get(key) ?? 0) + count);
    }
  }

  /** Adds a variance entry, which changes what the advertiser owes. */
  addVariance({
    advertiser_id,
    currency,
    receivable_micros,
  }: VarianceStep): void {
    const money = { pending: 0n, counted: receivable_micros };
    addMoney(this.#advertisers, `${advertiser_id} ${currency}`, money);
    addTo(this.#variance, currency, -receivable_micros);
  }

  /**
   * Adds outcomes; the first 50 that changed something or were refused are kept as
   * examples.
   */
  addOutcomes(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) {
      const { action, result } = outcome;
      this.#count(action, result, 1);
      const is_idle = result === "unchanged" || result === "skipped";
      if (is_idle || this.#examples.length === EXAMPLES_SHOWN) continue;
      this.#examples.push(presentOutcome(outcome));
    }
  }

  /** Adds another summary. */
  add(other: ActionSummary): void {
    this.#restore(other.present());
    this.#examples.splice(EXAMPLES_SHOWN);
  }

  #count(action: string, result: string, count: number): void {
    const counts = this.#outcomes.get(action) ?? new Map<string, number>();
    this.#outcomes.set(action, counts);
    counts.set(result, (counts.get(result) ?? 0) + count);
  }

  /** Returns the number of outcomes. */
  countAll(): number {
    return this.#sum(() => true);
  }

  /** Returns the number of outcomes with any of these results, over all actions. */
  countOf(...results: string[]): number {
    return this.#sum((result) => results.includes(result));
  }

  #sum(counts: (result: string) => boolean): number {
    return [...this.#outcomes.values()]
      .flatMap((of_action) => [...of_action])
      .filter(([result]) => counts(result))
      .reduce((sum, [, count]) => sum + count, 0);
  }

  /**
   * Presents the summary: counts by action and result, changes in money, and
   * examples.
   */
  present() {
    return {
      outcomes: Object.fromEntries(
        [...this.#outcomes].map(([action, counts]) => [
          action,
          Object.fromEntries(counts),
        ]),
      ),
      affiliates: moneyOf(this.#affiliates, (id, currency, money) => ({
        affiliate_id: id,
        currency,
        ...shownMoney(currency, {
          payout_pending: money.pending,
          payout: money.counted,
        }),
      })),
      advertisers: moneyOf(this.#advertisers, (id, currency, money) => ({
        advertiser_id: id,
        currency,
        ...shownMoney(currency, {
          revenue_pending: money.pending,
          revenue: money.counted,
        }),
      })),
      variance: [...this.#variance]
        .filter(([, micros]) => micros !== 0n)
        .map(([currency, micros]) => ({
          currency,
          ...shownMoney(currency, { amount: micros }),
        })),
      deliveries: {
        count: this.#deliveries,
        endpoints: [...this.#endpoints].map(([key, count]) => {
          const [affiliate_id, endpoint_id, status] = key.split(" ");
          return {
            affiliate_id: Number(affiliate_id),
            endpoint_id: Number(endpoint_id),
            status,
            count,
          };
        }),
      },
      examples: this.#examples,
    };
  }
}

/** Presents the outcome of a break for the API. */
export function presentOutcome(outcome: Outcome) {
  const { key, action, result, detail, conversion_id, before, after } = outcome;
  return {
    id: key,
    action,
    result,
    detail,
    conversion_id,
    before: presentPosition(before),
    after: presentPosition(after),
    entry_id: outcome.entry_id,
  };
}

function addMoney(
  sums: Map<string, Money>,
  key: string,
  { pending, counted }: Money,
): void {
  const sum = sums.get(key) ?? { pending: 0n, counted: 0n };
  sum.pending += pending;
  sum.counted += counted;
  sums.set(key, sum);
}

function addTo(sums: Map<string, Micros>, key: string, micros: Micros): void {
  sums.set(key, (sums.get(key) ?? 0n) + micros);
}

/** Reads an amount as shown: unrounded where it was rounded, so nothing is lost. */
function read<Field extends string>(
  shown: Record<Field, string> & { exact?: Partial<Record<Field, string>> },
  field: Field,
): Micros {
  const text = shown.exact?.[field] ?? shown[field];
  const micros = parseAmount(text, { negative: true });
  if (micros === null) throw new Error(`No amount: "${text}"`);
  return micros;
}

function moneyOf<T>(
  sums: ReadonlyMap<string, Money>,
  show: (id: number, currency: string, money: Money) => T,
): T[] {
  return [...sums]
    .filter(([, { pending, counted }]) => pending !== 0n || counted !== 0n)
    .map(([key, money]) => {
      const [id, currency = ""] = key.split(" ");
      return show(Number(id), currency, money);
    });
}
