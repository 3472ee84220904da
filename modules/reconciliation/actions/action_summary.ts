import { readShown, shownMoney } from "../../kernel/mod.ts";
import type { Micros } from "../../kernel/mod.ts";
import { Effects } from "../../conversions/mod.ts";
import type { PresentedEffects } from "../../conversions/mod.ts";
import type { Outcome, VarianceStep } from "./action_types.ts";
import { presentPosition } from "./present_position.ts";

/** A summary as the API shows it, and as it is stored with a batch. */
export type PresentedSummary = ReturnType<ActionSummary["present"]>;

const EXAMPLES_SHOWN = 50;

/**
 * Totals of applied, rehearsed or undone actions: counts by result, money by party,
 * and deliveries.
 */
export class ActionSummary {
  readonly #outcomes = new Map<string, Map<string, number>>();
  readonly #effects = new Effects();
  readonly #variance = new Map<string, Micros>();
  readonly #examples: unknown[] = [];

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
      addTo(this.#variance, one.currency, readShown(one, "amount"));
    }
    this.#examples.push(...examples);
  }

  /** Adds the effects of conversion changes. */
  addEffects(effects: PresentedEffects): void {
    this.#effects.addPresented(effects);
  }

  /** Adds a variance entry, which changes what the advertiser owes. */
  addVariance({
    advertiser_id,
    currency,
    receivable_micros,
  }: VarianceStep): void {
    this.#effects.addMoney([
      {
        party: "advertiser",
        id: advertiser_id,
        currency,
        pending_micros: 0n,
        counted_micros: receivable_micros,
      },
    ]);
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
    const { affiliates, advertisers, deliveries } = this.#effects.present();
    return {
      outcomes: Object.fromEntries(
        [...this.#outcomes].map(([action, counts]) => [
          action,
          Object.fromEntries(counts),
        ]),
      ),
      affiliates,
      advertisers,
      variance: [...this.#variance]
        .filter(([, micros]) => micros !== 0n)
        .map(([currency, micros]) => ({
          currency,
          ...shownMoney(currency, { amount: micros }),
        })),
      deliveries,
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

function addTo(sums: Map<string, Micros>, key: string, micros: Micros): void {
  sums.set(key, (sums.get(key) ?? 0n) + micros);
}
