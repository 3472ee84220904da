import { partiesOf } from "../../payouts/mod.ts";
import { bookingOf, isBooked } from "../record.ts";
import type { OutgoingDelivery } from "../../deliveries/mod.ts";
import { PartySums } from "./party_sums.ts";
import type { PartyMoney } from "./party_sums.ts";
import type { VersionStep } from "../working_set.ts";

/** Effects in API form. */
export type PresentedEffects = ReturnType<Effects["present"]>;

/** The recipient of a delivery, and the status it receives. */
type Receiver = Pick<
  OutgoingDelivery,
  "affiliate_id" | "endpoint_id" | "status"
>;

/** The effects of changes: money per party, and deliveries. */
export class Effects {
  readonly #parties = new PartySums();
  readonly #endpoints = new Map<string, number>();
  #steps = 0;
  #deliveries = 0;

  /** Number of conversion versions created. */
  get steps(): number {
    return this.#steps;
  }

  /** Adds steps, with the money that the ledger books for them. */
  addSteps(steps: readonly VersionStep[]): void {
    this.#steps += steps.length;
    const booked = steps.filter(isBooked);
    this.#parties.add(booked.flatMap((step) => partiesOf(bookingOf(step))));
  }

  /** Adds outgoing postbacks. */
  addDeliveries(deliveries: readonly OutgoingDelivery[]): void {
    this.#deliveries += deliveries.length;
    for (const one of deliveries) this.#addToEndpoint(one, 1);
  }

  /** Adds the money of entries that no conversion explains. */
  addMoney(money: readonly PartyMoney[]): void {
    this.#parties.add(money);
  }

  /** Adds effects in API form. */
  addPresented({ deliveries, ...sums }: PresentedEffects): void {
    this.#parties.addPresented(sums);
    this.#deliveries += deliveries.count;
    for (const one of deliveries.endpoints) {
      this.#addToEndpoint(one, one.count);
    }
  }

  #addToEndpoint(
    { affiliate_id, endpoint_id, status }: Receiver,
    count: number,
  ): void {
    const key = `${affiliate_id} ${endpoint_id} ${status}`;
    this.#endpoints.set(key, (this.#endpoints.get(key) ?? 0) + count);
  }

  /** Adds the effects of another batch. */
  merge(other: Effects): void {
    this.#steps += other.#steps;
    this.#deliveries += other.#deliveries;
    this.#parties.merge(other.#parties);
    for (const [key, count] of other.#endpoints) {
      this.#endpoints.set(key, (this.#endpoints.get(key) ?? 0) + count);
    }
  }

  /** In API form: differences to the books without the changes. */
  present() {
    return {
      ...this.#parties.present(),
      deliveries: {
        count: this.#deliveries,
        endpoints: [...this.#endpoints].map(([key, count]) => {
          const [affiliate_id, endpoint_id, status] = key.split(" ");
          return {
            affiliate_id: Number(affiliate_id),
            endpoint_id: Number(endpoint_id),
            status: status as Receiver["status"],
            count,
          };
        }),
      },
    };
  }
}
