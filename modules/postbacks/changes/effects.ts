import { formatAmount } from "../../kernel/mod.ts";
import type { Micros } from "../../kernel/mod.ts";
import { ledgerAmounts } from "../../payouts/mod.ts";
import { ledgerPosition } from "../conversions/record.ts";
import type { VersionStep } from "../conversions/record.ts";
import type { OutgoingDelivery } from "../outbound/outbox.ts";

/** What changes add to the books of one party in one currency. */
interface Sum {
  pending: Micros;
  approved: Micros;
}

/** What changes do, or would do: to the money of each party, and whom they tell. */
export class Effects {
  readonly #affiliates = new Map<string, Sum>();
  readonly #advertisers = new Map<string, Sum>();
  readonly #endpoints = new Map<string, number>();
  #steps = 0;
  #deliveries = 0;

  /** How many versions of conversions were made. */
  get steps(): number {
    return this.#steps;
  }

  /** Adds steps of conversions; those of test clicks move no money. */
  addSteps(steps: readonly VersionStep[]): void {
    this.#steps += steps.length;
    for (const { before, after } of steps) {
      if (after.flags.includes("test")) continue;
      const amounts = ledgerAmounts(
        before === null ? null : ledgerPosition(before),
        ledgerPosition(after),
      );
      const { affiliate_id, advertiser_id, currency } = after;
      add(this.#affiliates, `${affiliate_id} ${currency}`, {
        pending: -amounts.payable_pending_micros,
        approved: -amounts.payable_micros,
      });
      add(this.#advertisers, `${advertiser_id} ${currency}`, {
        pending: amounts.receivable_pending_micros,
        approved: amounts.receivable_micros,
      });
    }
  }

  /** Adds postbacks that go out. */
  addDeliveries(deliveries: readonly OutgoingDelivery[]): void {
    this.#deliveries += deliveries.length;
    for (const { affiliate_id, endpoint_id, status } of deliveries) {
      const key = `${affiliate_id} ${endpoint_id} ${status}`;
      this.#endpoints.set(key, (this.#endpoints.get(key) ?? 0) + 1);
    }
  }

  /** Adds what others do. */
  merge(other: Effects): void {
    this.#steps += other.#steps;
    this.#deliveries += other.#deliveries;
    for (const [key, sum] of other.#affiliates) add(this.#affiliates, key, sum);
    for (const [key, sum] of other.#advertisers) {
      add(this.#advertisers, key, sum);
    }
    for (const [key, count] of other.#endpoints) {
      this.#endpoints.set(key, (this.#endpoints.get(key) ?? 0) + count);
    }
  }

  /** As the API shows it: differences to what the books say without the changes. */
  present() {
    return {
      affiliates: present(this.#affiliates, (id, sum, currency) => ({
        affiliate_id: id,
        currency,
        payout_pending: formatAmount(sum.pending, currency),
        payout: formatAmount(sum.approved, currency),
      })),
      advertisers: present(this.#advertisers, (id, sum, currency) => ({
        advertiser_id: id,
        currency,
        revenue_pending: formatAmount(sum.pending, currency),
        revenue: formatAmount(sum.approved, currency),
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
    };
  }
}

function add(sums: Map<string, Sum>, key: string, { pending, approved }: Sum) {
  const sum = sums.get(key) ?? { pending: 0n, approved: 0n };
  sum.pending += pending;
  sum.approved += approved;
  sums.set(key, sum);
}

function present<T>(
  sums: ReadonlyMap<string, Sum>,
  show: (id: number, sum: Sum, currency: string) => T,
): T[] {
  return [...sums]
    .filter(([, { pending, approved }]) => pending !== 0n || approved !== 0n)
    .map(([key, sum]) => {
      const [id, currency = ""] = key.split(" ");
      return show(Number(id), sum, currency);
    });
}
