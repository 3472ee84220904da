import { readShown, shownMoney } from "../../kernel/mod.ts";
import type { Micros } from "../../kernel/mod.ts";
import type { partiesOf } from "../../payouts/mod.ts";

/** One party's money in a booking. */
export type PartyMoney = ReturnType<typeof partiesOf>[number];

/** Sums in API form. */
export type PresentedSums = ReturnType<PartySums["present"]>;

/** The change to one party's books in one currency. */
interface Sum {
  pending: Micros;
  counted: Micros;
}

/** A party with a currency, and its pending and counted micros. */
type SavedSum = [key: string, pending: string, counted: string];

/** Sums of parties as JSON. */
export interface SavedPartySums {
  affiliates: SavedSum[];
  advertisers: SavedSum[];
}

/** Sums money by party and currency, as the ledger books it. */
export class PartySums {
  readonly #affiliates = new Map<string, Sum>();
  readonly #advertisers = new Map<string, Sum>();

  /** Adds the money of bookings. */
  add(money: readonly PartyMoney[]): void {
    for (const one of money) {
      const sums =
        one.party === "affiliate" ? this.#affiliates : this.#advertisers;
      addTo(sums, `${one.id} ${one.currency}`, {
        pending: one.pending_micros,
        counted: one.counted_micros,
      });
    }
  }

  /** Adds sums in API form. */
  addPresented({ affiliates, advertisers }: PresentedSums): void {
    for (const one of affiliates) {
      addTo(this.#affiliates, `${one.affiliate_id} ${one.currency}`, {
        pending: readShown(one, "payout_pending"),
        counted: readShown(one, "payout"),
      });
    }
    for (const one of advertisers) {
      addTo(this.#advertisers, `${one.advertiser_id} ${one.currency}`, {
        pending: readShown(one, "revenue_pending"),
        counted: readShown(one, "revenue"),
      });
    }
  }

  merge(other: PartySums): void {
    for (const [key, sum] of other.#affiliates) {
      addTo(this.#affiliates, key, sum);
    }
    for (const [key, sum] of other.#advertisers) {
      addTo(this.#advertisers, key, sum);
    }
  }

  /** As JSON, which `from` reads, so that a task can go on with it. */
  toJSON(): SavedPartySums {
    return {
      affiliates: save(this.#affiliates),
      advertisers: save(this.#advertisers),
    };
  }

  static from({ affiliates, advertisers }: SavedPartySums): PartySums {
    const made = new PartySums();
    for (const [key, sum] of restore(affiliates)) {
      made.#affiliates.set(key, sum);
    }
    for (const [key, sum] of restore(advertisers)) {
      made.#advertisers.set(key, sum);
    }
    return made;
  }

  /** In API form: differences to the books without the changes. */
  present() {
    return {
      affiliates: present(this.#affiliates, (id, sum, currency) => ({
        affiliate_id: id,
        currency,
        ...shownMoney(currency, {
          payout_pending: sum.pending,
          payout: sum.counted,
        }),
      })),
      advertisers: present(this.#advertisers, (id, sum, currency) => ({
        advertiser_id: id,
        currency,
        ...shownMoney(currency, {
          revenue_pending: sum.pending,
          revenue: sum.counted,
        }),
      })),
    };
  }
}

interface ConversionMoney {
  currency: string;
  revenue_micros: Micros;
  payout_micros: Micros;
  owed_currency?: string | null;
  owed_micros?: Micros | null;
}

/**
 * A conversion's money for people. `owed` is the payout in the currency it is owed in; null if
 * that is the campaign's.
 */
export function presentMoney<T extends Record<string, Micros | null>>(
  money: ConversionMoney,
  others: T,
) {
  const { currency, revenue_micros, payout_micros } = money;
  const { owed_currency = null, owed_micros } = money;
  const owed =
    owed_currency === null
      ? null
      : { micros: owed_micros ?? 0n, currency: owed_currency };
  const shown = { revenue: revenue_micros, payout: payout_micros, owed };
  return {
    currency,
    ...shownMoney(currency, { ...others, ...shown }),
    owed_currency,
  };
}

function addTo(
  sums: Map<string, Sum>,
  key: string,
  { pending, counted }: Sum,
): void {
  const sum = sums.get(key) ?? { pending: 0n, counted: 0n };
  sum.pending += pending;
  sum.counted += counted;
  sums.set(key, sum);
}

function save(sums: ReadonlyMap<string, Sum>): SavedSum[] {
  return [...sums].map(([key, { pending, counted }]) => [
    key,
    pending.toString(),
    counted.toString(),
  ]);
}

function restore(saved: readonly SavedSum[]): [string, Sum][] {
  return saved.map(([key, pending, counted]) => [
    key,
    { pending: BigInt(pending), counted: BigInt(counted) },
  ]);
}

function present<T>(
  sums: ReadonlyMap<string, Sum>,
  show: (id: number, sum: Sum, currency: string) => T,
): T[] {
  return [...sums]
    .filter(([, { pending, counted }]) => pending !== 0n || counted !== 0n)
    .map(([key, sum]) => {
      const [id, currency = ""] = key.split(" ");
      return show(Number(id), sum, currency);
    });
}
