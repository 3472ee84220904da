import type {
  Claimed,
  Finished,
  Health,
  OpenBreaker,
  Store,
  Turn,
} from "./delivery_types.ts";

const CLAIM_MS = 60_000;
const EXPIRE_MAX = 500;
const BREAKER_STALE_MS = 60_000;

/** A queued delivery that isn't settled. */
export interface Queued {
  due_at: number;
  expires_at: number;
  attempt: number;
  claim: number;
  claimed_until: number | null;
}

/** A delivery in the model. */
export interface ModelDelivery {
  id: string;
  endpoint_id: number;
  conversion_id: string;
  version: number;
  status: string;
  payout_micros: bigint;
  created_at: number;
  expires_at: number;
  state: string;
  reason: string | null;
  attempts: number;
  settled_at: number | null;
  /** When its click's row becomes visible. */
  click_at: number;
  queued: Queued | null;
}

/** An endpoint's health in the model. */
export interface ModelHealth extends Health {
  last_success_at: number | null;
  last_failure_at: number | null;
  last_error: string | null;
}

/** In-memory model of the Postgres delivery store: each call is one atomic step. */
export class DeliveryModelStore implements Store {
  readonly deliveries = new Map<string, ModelDelivery>();
  readonly attempts = new Map<string, NonNullable<Finished["attempt"]>>();
  readonly health = new Map<number, ModelHealth>();
  readonly breakers = new Map<string, OpenBreaker>();
  /** The model has no webhooks. */
  readonly events: Store["events"] = {
    claim: async () => [],
    finish: async () => [],
  };
  /** Queued deliveries by endpoint and conversion. */
  readonly #queues = new Map<number, Map<string, Set<ModelDelivery>>>();
  readonly #db_now: () => number;

  /** `db_now` is the database's clock, by which claims expire. */
  constructor(db_now: () => number) {
    this.#db_now = db_now;
  }

  /** Adds a version of a conversion to deliver to an endpoint. */
  add(
    given: Omit<
      ModelDelivery,
      "state" | "reason" | "attempts" | "settled_at" | "queued"
    >,
  ): ModelDelivery {
    const { created_at: due_at, expires_at } = given;
    const added: ModelDelivery = {
      ...given,
      state: "due",
      reason: null,
      attempts: 0,
      settled_at: null,
      queued: { due_at, expires_at, attempt: 0, claim: 0, claimed_until: null },
    };
    this.deliveries.set(added.id, added);
    this.#versionsOf(added).add(added);
    return added;
  }

  /** Queued deliveries of one endpoint, or of all. */
  *waiting(
    endpoint_id?: number,
  ): Generator<ModelDelivery & { queued: Queued }> {
    const queues =
      endpoint_id === undefined
        ? this.#queues.values()
        : [this.#queues.get(endpoint_id) ?? new Map<string, never>()];
    for (const queue of queues) {
      for (const versions of queue.values()) {
        for (const delivery of versions) {
          if (isQueued(delivery)) yield delivery;
        }
      }
    }
  }

  /** Whether an earlier version of the same conversion is still queued. */
  isBehind(delivery: ModelDelivery): boolean {
    const versions = this.#versionsOf(delivery);
    return [...versions].some(({ version }) => version < delivery.version);
  }

  async ready(now_ms: number): Promise<number[]> {
    const ids = [...this.#queues.keys()].sort((a, b) => a - b);
    return ids.filter((id) =>
      this.waiting(id).some(({ queued }) => this.#isFree(queued, now_ms)),
    );
  }

  async claim(turns: readonly Turn[], now_ms: number): Promise<Claimed[]> {
    const claimed = turns.flatMap((turn) => this.#due(turn, now_ms));
    for (const { queued } of claimed) {
      queued.claim += 1;
      queued.claimed_until = this.#db_now() + CLAIM_MS;
    }
    return claimed.map((delivery) => this.#read(delivery));
  }

  async finish(finished: readonly Finished[]): Promise<Health[]> {
    for (const { attempt } of finished) {
      if (attempt === null) continue;
      const { delivery_id, attempt: number, claim, started_at } = attempt;
      const key = [delivery_id, number, claim, started_at].join(" ");
      if (!this.attempts.has(key)) this.attempts.set(key, attempt);
    }
    for (const one of finished) this.#settle(one);
    return this.#noteHealth(finished);
  }

  async expire(now_ms: number): Promise<number> {
    for (const [origin, { probe_at }] of this.breakers) {
      if (probe_at < now_ms - BREAKER_STALE_MS) this.breakers.delete(origin);
    }
    const old = this.waiting()
      .filter(({ queued }) => queued.expires_at <= now_ms)
      .filter(({ queued }) => this.#isUnclaimed(queued))
      .toArray()
      .sort((a, b) => a.queued.expires_at - b.queued.expires_at)
      .slice(0, EXPIRE_MAX);
    for (const delivery of old) {
      this.#leave(delivery);
      delivery.state = "expired";
      delivery.settled_at = now_ms;
      delivery.reason ??= "it could not be sent in time";
    }
    return old.length;
  }

  async breaker(origin: string, open: OpenBreaker | null): Promise<void> {
    if (open === null) {
      this.breakers.delete(origin);
      return;
    }
    const { opened_at } = this.breakers.get(origin) ?? open;
    this.breakers.set(origin, { ...open, opened_at });
  }

  async openOrigins(): Promise<string[]> {
    return [...this.breakers.keys()];
  }

  #due(turn: Turn, now_ms: number): (ModelDelivery & { queued: Queued })[] {
    const { total } = turn;
    const due = this.waiting(turn.endpoint_id)
      .filter(({ queued }) => this.#isFree(queued, now_ms))
      .filter((delivery) => !this.isBehind(delivery))
      .toArray()
      .sort((a, b) => a.queued.due_at - b.queued.due_at);
    const fresh = due.filter(({ queued }) => queued.attempt === 0);
    const retries = due.filter(({ queued }) => queued.attempt > 0);
    const for_fresh = total - Math.min(retries.length, total - turn.fresh);
    const for_retries = total - Math.min(fresh.length, turn.fresh);
    return [...fresh.slice(0, for_fresh), ...retries.slice(0, for_retries)];
  }

  #read(delivery: ModelDelivery & { queued: Queued }): Claimed {
    const { id, endpoint_id, conversion_id, version, status } = delivery;
    const { queued, payout_micros, created_at, click_at } = delivery;
    const before = [...this.deliveries.values()]
      .filter((other) => isSame(other, delivery) && other.version < version)
      .sort((a, b) => b.version - a.version);
    const told = before.find(({ state }) => state === "delivered");
    const versions = [...this.#versionsOf(delivery)];
    return {
      id,
      endpoint_id,
      conversion_id,
      version,
      status,
      payout_micros,
      created_at,
      expires_at: queued.expires_at,
      attempt: queued.attempt,
      claim: queued.claim,
      delivered_payout_micros: told?.payout_micros ?? 0n,
      was_tried_before: before.some(({ attempts }) => attempts > 0),
      was_delivered_before: told !== undefined,
      click_columns: [],
      has_newer: versions.some((other) => other.version > version),
      currency: "USD",
      campaign_id: 1,
      affiliate_id: 1,
      goal_key: "sale",
      order_id: null,
      reason: null,
      amount_micros: null,
      sale_currency: "USD",
      adv: null,
      occurred_at: created_at,
      click_id: CLICK_ID,
      click: this.#db_now() >= click_at ? {} : null,
    };
  }

  #settle({ delivery_id, claim, attempt, ...settled }: Finished): void {
    const delivery = this.deliveries.get(delivery_id);
    const queued = delivery?.queued;
    if (delivery === undefined || queued?.claim !== claim) return;
    const attempts = queued.attempt + (attempt === null ? 0 : 1);
    const expires_at = settled.expires_at ?? queued.expires_at;
    delivery.state = settled.state;
    delivery.reason = settled.reason;
    delivery.attempts = attempts;
    delivery.settled_at = settled.settled_at;
    delivery.expires_at = expires_at;
    if (settled.due_at === null) {
      this.#leave(delivery);
    } else {
      const { due_at } = settled;
      const changed = { due_at, expires_at, attempt: attempts };
      Object.assign(queued, changed, { claimed_until: null });
    }
  }

  #noteHealth(finished: readonly Finished[]): Health[] {
    const changed = new Set<ModelHealth>();
    let is_any_failing = false;
    const tried = finished.filter(({ attempt }) => attempt !== null);
    for (const [endpoint_id, tries] of Map.groupBy(
      tried,
      (one) => one.endpoint_id,
    )) {
      const last_success = tries.findLast(({ attempt }) => attempt?.succeeded);
      const since =
        last_success === undefined ? -1 : tries.indexOf(last_success);
      const failures = tries.slice(since + 1);
      is_any_failing ||= failures.length > 0;
      const success_at = last_success?.attempt?.started_at ?? null;
      const failure_at = failures.at(-1)?.attempt?.started_at ?? null;
      const first_at = failures[0]?.attempt?.started_at ?? null;
      const error = tries.findLast(
        ({ attempt }) => !attempt?.succeeded,
      )?.reason;
      const old = this.health.get(endpoint_id);
      const is_fresh =
        failures.length === 0 &&
        old?.failing_since === null &&
        (old.last_success_at ?? 0) > (success_at ?? 0) - 60_000;
      if (is_fresh) continue;
      const is_new_row = success_at !== null || old === undefined;
      const now: ModelHealth = {
        endpoint_id,
        failing_since: is_new_row ? first_at : (old.failing_since ?? first_at),
        failures: (is_new_row ? 0 : old.failures) + failures.length,
        last_success_at: success_at ?? old?.last_success_at ?? null,
        last_failure_at: failure_at ?? old?.last_failure_at ?? null,
        last_error: error ?? old?.last_error ?? null,
      };
      this.health.set(endpoint_id, now);
      changed.add(now);
    }
    return is_any_failing ? [...changed] : [];
  }

  #isFree(queued: Queued, now_ms: number): boolean {
    return queued.due_at <= now_ms && this.#isUnclaimed(queued);
  }

  #isUnclaimed({ claimed_until }: Queued): boolean {
    return claimed_until === null || claimed_until < this.#db_now();
  }

  #leave(delivery: ModelDelivery): void {
    delivery.queued = null;
    const versions = this.#versionsOf(delivery);
    versions.delete(delivery);
    if (versions.size > 0) return;
    this.#queues.get(delivery.endpoint_id)?.delete(delivery.conversion_id);
  }

  #versionsOf(delivery: ModelDelivery): Set<ModelDelivery> {
    const { endpoint_id, conversion_id } = delivery;
    return this.#queues
      .getOrInsertComputed(endpoint_id, () => new Map())
      .getOrInsertComputed(conversion_id, () => new Set());
  }
}

/** Any click id; the simulation doesn't need different ones. */
const CLICK_ID = new Uint8Array(20);

function isQueued(
  delivery: ModelDelivery,
): delivery is ModelDelivery & { queued: Queued } {
  return delivery.queued !== null;
}

function isSame(a: ModelDelivery, b: ModelDelivery): boolean {
  return a.endpoint_id === b.endpoint_id && a.conversion_id === b.conversion_id;
}
