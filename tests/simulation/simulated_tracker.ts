import type { DeliveryModelStore } from "./delivery_model_store.ts";
import type {
  Claimed,
  DelivererDeps,
  Delivering,
  Endpoint,
  Outgoing,
  SendResult,
  Store,
} from "./delivery_types.ts";
import type { Fate } from "./hostile_receiver.ts";
import type { Chance, VirtualTime } from "./virtual_time.ts";

/** Reference state of a destination's gate, kept apart from the deliverer's own. */
export interface Shadow {
  readonly is_open: boolean;
  /** When its breaker last changed state, and until when it stays open. */
  readonly changed_at: number;
  readonly probe_at: number;
  mayBegin(now_ms: number): boolean;
  begin(): void;
  end(
    result: SendResult,
    endpoint: Endpoint,
    times: { started_ms: number; now_ms: number },
  ): void;
}

/** The code under test, passed in. */
export interface Parts {
  newDeliverer(deps: DelivererDeps): Delivering;
  newShadow(): Shadow;
}

/** An attempt begun by a tracker. */
export interface Try {
  delivery_id: string;
  endpoint: Endpoint;
  request: Outgoing;
  started_ms: number;
}

/** A tracker's environment. */
export interface Surroundings {
  time: VirtualTime;
  chance: Chance;
  store: DeliveryModelStore;
  parts: Parts;
  /** How often statements fail, and how often their responses take minutes. */
  faults: { fails: number; stalls: number };
  /** Maximum clock skew of trackers. */
  skew_ms: number;
  /** Polls less often while idle. */
  is_lazy: boolean;
  endpoint(id: number): Endpoint | undefined;
  switchOff(id: number, reason: string): void;
  began(tracker: SimulatedTracker, one: Try): void;
  heard(one: Try, result: SendResult): void;
  violate(what: string): void;
  fateOf(one: Try): Fate;
}

/** Thrown when a simulated statement fails. */
class StoreFault extends Error {
  readonly is_repeatable: boolean;

  constructor(is_repeatable: boolean) {
    super(is_repeatable ? "deadlock detected" : "the connection is gone");
    this.is_repeatable = is_repeatable;
  }
}

const POLL_MS = 500;
const POLL_MS_MAX = 60_000;
const EXPIRE_POLL_MS = 5_000;

/** A tracker process: its deliverer and its connections, until it is killed. */
export class SimulatedTracker {
  readonly skew_ms: number;
  readonly claims = new Map<string, number>();
  readonly shadows = new Map<string, Shadow>();
  readonly in_flight = new Set<Try>();
  /** Start times of attempts by endpoint, kept for a second. */
  readonly started = new Map<number, number[]>();
  readonly #world: Surroundings;
  readonly #deliverer: Delivering;
  #is_alive = true;
  #is_nudged = false;
  #wake: (() => void) | undefined;

  constructor(world: Surroundings) {
    const { time, chance, parts } = world;
    this.#world = world;
    this.skew_ms = chance.between(-world.skew_ms, world.skew_ms);
    this.#deliverer = parts.newDeliverer({
      store: this.#connection(),
      clock: { nowMs: () => this.nowMs() },
      ticks_ms: () => time.nowMs(),
      keeps_addresses: true,
      names: { campaign: () => undefined },
      directory: { byId: (id) => world.endpoint(id) },
      random: chance.next,
      send: (request) => this.#send(request),
      switchOff: (id, reason) =>
        this.#call(async () => world.switchOff(id, reason)),
      nudge: () => this.nudge(),
      failed: () => {},
      isRepeatable: (error) =>
        error instanceof StoreFault && error.is_repeatable,
      isRowFault: () => false,
    });
    void this.#pumpOn();
    void this.#expireOn();
  }

  /** The time by its own clock. */
  nowMs(): number {
    return this.#world.time.nowMs() + this.skew_ms;
  }

  get is_alive(): boolean {
    return this.#is_alive;
  }

  /** Kills it at once: whatever was pending goes no further. */
  kill(): void {
    this.#is_alive = false;
  }

  /** Signals that an endpoint has something due. */
  hint(endpoint_id: number): void {
    if (!this.#is_alive) return;
    this.#deliverer.hint([endpoint_id]);
    this.nudge();
  }

  /** Wakes the deliverer. */
  nudge(): void {
    this.#is_nudged = true;
    this.#wake?.();
  }

  /** Returns a destination's reference gate. */
  shadow(origin: string): Shadow {
    const { parts } = this.#world;
    return this.shadows.getOrInsertComputed(origin, () => parts.newShadow());
  }

  async #pumpOn(): Promise<void> {
    for (let rests = 0; this.#is_alive;) {
      this.#is_nudged = false;
      const has_more = await this.#deliverer.pump().catch(() => false);
      if (has_more) rests = 0;
      else rests = (await this.#rest(rests)) ? 0 : rests + 1;
    }
  }

  /** Waits for a nudge or the next poll; true for a nudge. */
  async #rest(rests: number): Promise<boolean> {
    if (this.#is_nudged) return true;
    const { promise, resolve } = Promise.withResolvers<void>();
    const factor = this.#world.is_lazy ? 1.5 ** Math.min(rests, 20) : 1;
    this.#world.time.after(Math.min(POLL_MS * factor, POLL_MS_MAX), resolve);
    this.#wake = resolve;
    await promise;
    this.#wake = undefined;
    return this.#is_nudged;
  }

  async #expireOn(): Promise<void> {
    const { time, is_lazy } = this.#world;
    while (this.#is_alive) {
      const has_more = await this.#deliverer.expire().catch(() => false);
      if (!has_more) await time.pass(EXPIRE_POLL_MS * (is_lazy ? 12 : 1));
    }
  }

  #connection(): Store {
    const { store } = this.#world;
    return {
      ready: (now_ms) => this.#call(() => store.ready(now_ms)),
      claim: async (turns, now_ms) => {
        const claimed = await this.#call(() => store.claim(turns, now_ms));
        return this.#note(claimed);
      },
      finish: (finished) => this.#call(() => store.finish(finished)),
      events: store.events,
      expire: (now_ms) => this.#call(() => store.expire(now_ms)),
      breaker: (origin, open) => this.#call(() => store.breaker(origin, open)),
    };
  }

  #note(claimed: Claimed[]): Claimed[] {
    for (const { id, claim } of claimed) this.claims.set(id, claim);
    return claimed;
  }

  /**
   * Runs a statement: it may fail before or after its work, and complete although
   * nobody waits any more.
   */
  #call<T>(work: () => Promise<T>): Promise<T> {
    const { time, chance, faults } = this.#world;
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const fails = chance.happens(faults.fails);
    const is_repeatable = fails && chance.happens(0.3);
    const is_done = !fails || (!is_repeatable && chance.happens(0.5));
    const answer_ms = chance.happens(faults.stalls)
      ? chance.between(10_000, 150_000)
      : chance.between(1, 5);
    time.after(chance.between(1, 5), () => {
      if (!this.#is_alive && chance.happens(0.5)) return;
      const done = is_done ? work() : undefined;
      time.after(answer_ms, () => {
        if (!this.#is_alive) return;
        if (fails || done === undefined) reject(new StoreFault(is_repeatable));
        else done.then(resolve, reject);
      });
    });
    return promise;
  }

  #send(request: Outgoing): Promise<SendResult> {
    const { time, chance } = this.#world;
    const delivery_id = request.headers["webhook-id"] ?? "";
    const { pathname } = new URL(request.url);
    const target = this.#world.endpoint(Number(pathname.slice(1)));
    if (target === undefined) {
      this.#world.violate(`${delivery_id} is sent to an endpoint that is off`);
      return Promise.reject(new Error("Nobody is there"));
    }
    const started_ms = this.nowMs();
    const one: Try = { delivery_id, endpoint: target, request, started_ms };
    this.#world.began(this, one);
    this.in_flight.add(one);
    const shadow = this.shadow(target.origin);
    shadow.begin();
    const fate = this.#world.fateOf(one);
    const { arrives_after_ms, ends_after_ms, result } = fate;
    if (arrives_after_ms !== null) {
      time.after(arrives_after_ms, () => {
        if (!this.#is_alive && chance.happens(0.3)) return;
        this.#world.heard(one, result);
      });
    }
    const { promise, resolve } = Promise.withResolvers<SendResult>();
    time.after(ends_after_ms, () => {
      if (!this.#is_alive) return;
      this.in_flight.delete(one);
      shadow.end(result, target, { started_ms, now_ms: this.nowMs() });
      resolve(result);
    });
    return promise;
  }
}
