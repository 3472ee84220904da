import { shownMoney } from "../../kernel/mod.ts";
import type { Micros } from "../../kernel/mod.ts";
import { PartySums, presentMoney } from "../../conversions/mod.ts";
import type { PartyMoney, SavedPartySums } from "../../conversions/mod.ts";

const EXAMPLES_MAX = 5;
const CONVERSIONS_SHOWN = 10;

/** Status and money of a conversion. */
export interface MoneyState {
  status: string;
  currency: string;
  revenue_micros: Micros;
  payout_micros: Micros;
  /** The amount owed, if it is in another currency. */
  owed_currency?: string | null;
  owed_micros?: Micros | null;
}

/** The change that a replay made to a conversion, or would make. */
export interface ConversionStep {
  /** Null for a conversion that a dry run would create. */
  conversion_id: string | null;
  before: MoneyState | null;
  after: MoneyState;
  /** From a test click: nothing is booked for it. */
  is_test: boolean;
  /** Money moved, by party. */
  money: readonly PartyMoney[];
}

interface Change {
  before: string;
  after: string;
  count: number;
  example_ids: string[];
}

/** A difference as JSON. */
export interface SavedDifference {
  count: number;
  changes: Change[];
  made: number;
  changed: number;
  tests: number;
  shown: unknown[];
  /** Currency, revenue and payout in micros. */
  money: [currency: string, revenue: string, payout: string][];
  parties: SavedPartySums;
}

/** Totals the changes of a replay: verdicts, conversions and money. */
export class Difference {
  readonly #changes = new Map<string, Change>();
  readonly #money = new Map<string, { revenue: Micros; payout: Micros }>();
  #parties = new PartySums();
  readonly #shown: unknown[] = [];
  /** Those changed since the totals were read. */
  readonly #changed = new Set<string>();
  #changed_before = 0;
  #made = 0;
  #tests = 0;
  #count = 0;

  /** As JSON, which `from` reads, so that a task can go on with it. */
  toJSON(): SavedDifference {
    return {
      count: this.#count,
      changes: [...this.#changes.values()],
      made: this.#made,
      changed: this.#changed_before + this.#changed.size,
      tests: this.#tests,
      shown: this.#shown,
      money: [...this.#money].map(([currency, { revenue, payout }]) => [
        currency,
        revenue.toString(),
        payout.toString(),
      ]),
      parties: this.#parties.toJSON(),
    };
  }

  /** A conversion that was changed both before and after counts twice as changed. */
  static from(saved: SavedDifference): Difference {
    const difference = new Difference();
    difference.#count = saved.count;
    difference.#made = saved.made;
    difference.#changed_before = saved.changed;
    difference.#tests = saved.tests;
    difference.#shown.push(...saved.shown);
    for (const change of saved.changes) {
      difference.#changes.set(`${change.before} ${change.after}`, change);
    }
    for (const [currency, revenue, payout] of saved.money) {
      const sum = { revenue: BigInt(revenue), payout: BigInt(payout) };
      difference.#money.set(currency, sum);
    }
    difference.#parties = PartySums.from(saved.parties);
    return difference;
  }

  /** Adds a postback with its outcome before and after. */
  add(postback_id: string, before: string, after: string): void {
    this.#count += 1;
    const key = `${before} ${after}`;
    const change = this.#changes.get(key) ?? {
      before,
      after,
      count: 0,
      example_ids: [],
    };
    this.#changes.set(key, change);
    change.count += 1;
    if (change.example_ids.length < EXAMPLES_MAX) {
      change.example_ids.push(postback_id);
    }
  }

  /** Adds a postback's change to a conversion. */
  addStep(postback_id: string, step: ConversionStep): void {
    const { before, after, conversion_id, is_test } = step;
    if (before === null) this.#made += 1;
    else this.#changed.add(conversion_id ?? postback_id);
    if (is_test) this.#tests += 1;
    this.#book(step.money);
    if (this.#shown.length === CONVERSIONS_SHOWN) return;
    this.#shown.push({
      postback_id,
      conversion_id,
      before: before === null ? null : presentState(before),
      after: presentState(after),
    });
  }

  #book(money: readonly PartyMoney[]): void {
    this.#parties.add(money);
    for (const { party, currency, pending_micros, counted_micros } of money) {
      const sum = this.#money.get(currency) ?? { revenue: 0n, payout: 0n };
      this.#money.set(currency, sum);
      const name = party === "advertiser" ? "revenue" : "payout";
      sum[name] += pending_micros + counted_micros;
    }
  }

  /** The totals as shown, most common changes first. */
  present() {
    const changes = [...this.#changes.values()];
    return {
      count: this.#count,
      outcomes: changes.sort((one, other) => other.count - one.count),
      conversions: {
        made: this.#made,
        changed: this.#changed_before + this.#changed.size,
        tests: this.#tests,
        examples: this.#shown,
      },
      money: [...this.#money].map(([currency, { revenue, payout }]) => ({
        currency,
        ...shownMoney(currency, { revenue, payout }),
      })),
      ...this.#parties.present(),
    };
  }
}

function presentState(state: MoneyState) {
  return { status: state.status, ...presentMoney(state, {}) };
}
