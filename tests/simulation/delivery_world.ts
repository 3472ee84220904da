import { parseUrlTemplate } from "../../modules/kernel/mod.ts";
import { DeliveryModelStore } from "./delivery_model_store.ts";
import type { ModelDelivery } from "./delivery_model_store.ts";
import type { Endpoint, SendResult } from "./delivery_types.ts";
import { fateOf, moodAt, SUCCESS_MATCH } from "./hostile_receiver.ts";
import type { Fate, Partner } from "./hostile_receiver.ts";
import type { Plan } from "./delivery_plan.ts";
import { SimulatedTracker } from "./simulated_tracker.ts";
import type { Parts, Surroundings, Try } from "./simulated_tracker.ts";
import { Chance, VirtualTime } from "./virtual_time.ts";

const START_MS = Date.UTC(2026, 10, 22, 10);
const HOUR_MS = 3_600_000;
const STEPS_MAX = 2_000_000;
/** Maximum time that a breaker's row outlives its next probe. */
const SHOWN_TOO_LONG_MS = 200_000;
/** A failed statement is retried at the next poll, at most a minute later. */
const SHOWN_WITHIN_MS = 130_000;

/** A request received by a partner. */
export interface ReceivedRequest {
  at_ms: number;
  url: string;
  is_accepted: boolean;
}

/**
 * Trackers, partners and a store on one virtual clock, with the promises that must
 * always hold.
 */
export class DeliveryWorld implements Surroundings {
  readonly time = new VirtualTime(START_MS);
  readonly chance: Chance;
  readonly store: DeliveryModelStore;
  readonly parts: Parts;
  readonly faults: Plan["faults"];
  readonly skew_ms: number;
  readonly is_lazy: boolean;
  readonly heard_of = new Map<string, ReceivedRequest[]>();
  readonly violations: string[] = [];
  readonly switched_off = new Map<number, string>();
  readonly #plan: Plan;
  readonly #endpoints: readonly Endpoint[];
  readonly #partners: ReadonlyMap<string, Partner>;
  readonly #paused = new Set<number>();
  readonly #trackers: SimulatedTracker[] = [];

  constructor(parts: Parts, plan: Plan, seed: number) {
    this.#plan = plan;
    this.parts = parts;
    this.chance = new Chance(seed ^ 0x5eed);
    this.faults = plan.faults;
    this.skew_ms = plan.skew_ms;
    this.is_lazy = plan.is_lazy;
    const skew_ms = this.chance.between(-plan.skew_ms, plan.skew_ms);
    this.store = new DeliveryModelStore(() => this.time.nowMs() + skew_ms);
    this.#partners = new Map(
      plan.partners.map((partner) => [
        partner.origin,
        {
          ...partner,
          phases: partner.phases.map(({ until_ms, mood }) => {
            return { until_ms: START_MS + until_ms, mood };
          }),
        },
      ]),
    );
    this.#endpoints = plan.endpoints.map((given, index) =>
      endpointOf(index + 1, given),
    );
    this.#schedule();
  }

  /** Runs everything up to the end of the last age budget. */
  run(): void {
    const end_ms = START_MS + this.#plan.end_ms;
    for (let steps = 0; this.violations.length === 0; steps++) {
      if (steps === STEPS_MAX) return this.violate("it never comes to rest");
      if (steps % 64 === 0) this.#checkShown();
      if (this.#isAtRest() || !this.time.step(end_ms)) break;
    }
    for (const delivery of this.store.deliveries.values()) {
      if (this.violations.length === 0) this.#checkEnd(delivery);
    }
    for (const tracker of this.#trackers) tracker.kill();
  }

  violate(what: string): void {
    const at_s = (this.time.nowMs() - START_MS) / 1000;
    this.violations.push(`after ${at_s} s: ${what}`);
  }

  endpoint(id: number): Endpoint | undefined {
    if (this.switched_off.has(id) || this.#paused.has(id)) return undefined;
    return this.#endpoints[id - 1];
  }

  switchOff(id: number, reason: string): void {
    this.switched_off.set(id, reason);
  }

  fateOf({ endpoint, request }: Try): Fate {
    const partner = this.#partners.get(endpoint.origin);
    if (partner === undefined) throw new Error("There is no such partner");
    return fateOf(partner, request, this.time.nowMs(), this.chance);
  }

  /** The current mood of an endpoint's partner. */
  moodOf({ origin }: Endpoint): string {
    const partner = this.#partners.get(origin);
    return partner === undefined ? "" : moodAt(partner, this.time.nowMs());
  }

  heard({ delivery_id, request, endpoint }: Try, result: SendResult): void {
    const { http_status, response_body } = result;
    const body = Buffer.from(response_body ?? []).toString();
    const is_accepted =
      http_status === 200 && body.includes(endpoint.success_match ?? "");
    const { url } = request;
    const heard = this.heard_of.getOrInsertComputed(delivery_id, () => []);
    heard.push({ at_ms: this.time.nowMs(), url, is_accepted });
    if (heard[0]?.url !== url) this.violate(`${delivery_id} changed its URL`);
  }

  /** Checks that an attempt was allowed to begin. */
  began(tracker: SimulatedTracker, one: Try): void {
    const { delivery_id, endpoint, request, started_ms } = one;
    const delivery = this.store.deliveries.get(delivery_id);
    const told = new URL(request.url).searchParams.get("d");
    const is_same = told === delivery_id && delivery !== undefined;
    if (!is_same) return this.violate("a try is not under the delivery's id");
    const name = `${delivery_id} (version ${delivery.version})`;
    const { queued } = delivery;
    if (queued?.claim !== tracker.claims.get(delivery_id)) {
      this.violate(`${name} is sent under a claim that is no more`);
    }
    if (this.store.isBehind(delivery)) {
      this.violate(`${name} is sent before an earlier one is settled`);
    }
    if (started_ms >= delivery.expires_at) {
      this.violate(`${name} is sent past its age budget`);
    }
    for (const other of this.#trackers) {
      const tries = other.is_alive ? [...other.in_flight] : [];
      if (tries.some((busy) => busy.delivery_id === delivery_id)) {
        this.violate(`${name} is sent twice at a time`);
      }
    }
    if (!tracker.shadow(endpoint.origin).mayBegin(started_ms)) {
      this.violate(`${endpoint.origin} is sent more than its gate allows`);
    }
    this.#checkRate(tracker, one);
  }

  #checkRate(tracker: SimulatedTracker, { endpoint, started_ms }: Try): void {
    const { id, rate_per_second } = endpoint;
    if (rate_per_second === null) return;
    const before = tracker.started.get(id) ?? [];
    const recent = before.filter((at_ms) => at_ms > started_ms - 1000);
    recent.push(started_ms);
    tracker.started.set(id, recent);
    if (recent.length > rate_per_second) {
      this.violate(`endpoint ${id} is sent more than its rate`);
    }
  }

  /** An open breaker is shown, and what is shown is really held back. */
  #checkShown(): void {
    const now_ms = this.time.nowMs();
    for (const [origin, { probe_at }] of this.store.breakers) {
      if (probe_at + SHOWN_TOO_LONG_MS >= now_ms || this.faults.stalls > 0) {
        continue;
      }
      if (this.#trackers.some(({ is_alive }) => is_alive)) {
        this.violate(`${origin} is shown as left alone, and it is not`);
      }
    }
    // With several trackers, one may send while another still waits; then nothing is
    // held back.
    if (this.faults.stalls > 0 || this.#plan.trackers > 1) return;
    for (const tracker of this.#trackers.filter(({ is_alive }) => is_alive)) {
      for (const [origin, shadow] of tracker.shadows) {
        const { changed_at, probe_at } = shadow;
        const is_held = shadow.is_open && tracker.nowMs() < probe_at;
        const is_due = tracker.nowMs() > changed_at + SHOWN_WITHIN_MS;
        if (is_held && is_due && !this.store.breakers.has(origin)) {
          this.violate(`${origin} is left alone, and it is not shown`);
        }
      }
    }
  }

  #checkEnd(delivery: ModelDelivery): void {
    const { id, state, endpoint_id, version, queued } = delivery;
    const name = `${id} (version ${version})`;
    const is_settled = SETTLED.includes(state) && delivery.settled_at !== null;
    if (is_settled !== (queued === null)) {
      this.violate(`${name} is ${state}, and its queue says otherwise`);
    }
    if (queued !== null) this.violate(`${name} is still ${state} at the end`);
    const heard = this.heard_of.get(id) ?? [];
    const accepted = heard.filter(({ is_accepted }) => is_accepted).length;
    if (state === "delivered" && accepted === 0) {
      this.violate(`${name} is delivered, and nobody heard of it`);
    }
    const is_calm =
      this.faults.fails + this.faults.stalls + this.#plan.crashes.length === 0;
    if (is_calm && accepted > 1) this.violate(`${name} was heard twice`);
    const endpoint = this.#endpoints[endpoint_id - 1];
    if (state === "superseded" && endpoint?.only_final !== true) {
      this.violate(`${name} is superseded where each version is wanted`);
    }
    if (state === "cancelled" && delivery.status !== "reversed") {
      this.violate(`${name} is cancelled, and takes nothing back`);
    }
  }

  #isAtRest(): boolean {
    const { deliveries } = this.store;
    if (deliveries.size < this.#plan.deliveries.length) return false;
    return this.store.waiting().next().done === true;
  }

  #schedule(): void {
    const { deliveries, crashes, pauses, trackers } = this.#plan;
    for (const given of deliveries) {
      this.time.after(given.at_ms, () => this.#add(given));
    }
    for (let slot = 0; slot < trackers; slot++) this.#start(slot);
    for (const { at_ms, slot, away_ms } of crashes) {
      this.time.after(at_ms, () => this.#trackers[slot]?.kill());
      this.time.after(at_ms + away_ms, () => this.#start(slot));
    }
    for (const { endpoint_id, at_ms, for_ms } of pauses) {
      this.time.after(at_ms, () => this.#paused.add(endpoint_id));
      this.time.after(at_ms + for_ms, () => this.#paused.delete(endpoint_id));
    }
  }

  #start(slot: number): void {
    this.#trackers[slot]?.kill();
    this.#trackers[slot] = new SimulatedTracker(this);
  }

  #add(given: Plan["deliveries"][number]): void {
    const { endpoint_id, conversion, version, status, click_late_ms } = given;
    const now_ms = this.time.nowMs();
    const budget_ms =
      (this.#endpoints[endpoint_id - 1]?.age_budget_hours ?? 1) * HOUR_MS;
    const number = this.store.deliveries.size;
    this.store.add({
      id: `delivery-${number}`,
      endpoint_id,
      conversion_id: `conversion-${conversion}`,
      version,
      status,
      payout_micros: BigInt(version) * 1_000_000n,
      created_at: now_ms,
      expires_at: now_ms + budget_ms,
      click_at: now_ms + click_late_ms,
    });
    this.#trackers[number % this.#trackers.length]?.hint(endpoint_id);
  }
}

const SETTLED: readonly string[] = [
  ...["delivered", "expired", "superseded", "cancelled"],
];
const MACROS = new Set(["delivery_id", "conversion_id", "status", "payout"]);

function endpointOf(id: number, given: Plan["endpoints"][number]): Endpoint {
  const text = `${given.origin}/${id}?d={delivery_id}&c={conversion_id}&s={status}&p={payout}`;
  const url = parseUrlTemplate(text, { known: MACROS });
  if (!url.ok) throw new Error(url.detail);
  return {
    id,
    affiliate_id: 1,
    campaign_id: null,
    preset: null,
    method: "GET",
    url: url.template,
    body: null,
    click_columns: [],
    headers: {},
    secrets: [],
    statuses: ["approved", "reversed"],
    goals: null,
    also_general: false,
    send_zero: false,
    timeout_ms: 10_000,
    ad: null,
    authorization: null,
    success_match: given.looks_at_body ? SUCCESS_MATCH : null,
    ...given,
  };
}
