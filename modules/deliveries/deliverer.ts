import { Batcher } from "../kernel/mod.ts";
import type { Clock, Report } from "../kernel/mod.ts";
import { GoogleAccess } from "./ads/google_access.ts";
import type { AdSender } from "./ads/send_ad.ts";
import { BreakerNotes } from "./breaker_notes.ts";
import type { Names } from "./delivery_request.ts";
import { Destinations } from "./destinations.ts";
import type { Place } from "./destinations.ts";
import { whyGivenUp } from "./judge_health.ts";
import type { Settled } from "./judge_try.ts";
import { loggedTries } from "./logged_try.ts";
import type { Done } from "./logged_try.ts";
import { groupDeliveries, packDeliveries } from "./parcel.ts";
import type { DeliveredParcel, Parcel } from "./parcel.ts";
import type { OutgoingRequest, SendResult } from "./send_request.ts";
import { UnderWay } from "./under_way.ts";
import { isEvent } from "./recipient.ts";
import type { Claimed, Recipient } from "./recipient.ts";
import type {
  DeliveryQueue,
  DeliveryStore,
  EndpointHealth,
  Finished,
  Turn,
} from "./delivery_store.ts";

/** Maximum requests in flight. */
const IN_FLIGHT_MAX = 480;
/** Maximum including those whose result is still to be written. */
const UNFINISHED_MAX = IN_FLIGHT_MAX * 3;
/**
 * Below this much room it waits briefly for more: claiming one costs nearly as much as
 * claiming many.
 */
const CLAIM_MIN = 240;
const CLAIM_REST_MS = 20;
const FINISH_BATCH_MAX = 500;
/** Interval for finding due deliveries that nobody announced. */
const SWEEP_MS = 500;
/**
 * A claim that took longer is dropped: the rest of its time would be too short for a
 * try of up to 30 s.
 */
const CLAIM_USE_MS = 20_000;
/** Delay if the destination's room ran out between claim and try. */
const HELD_BACK_MS = 1_000;

export interface DelivererDeps {
  store: DeliveryStore;
  clock: Clock;
  names: Names;
  /** Whether visitors' addresses are kept whole. */
  keeps_addresses: boolean;
  directory: { byId(id: number): Recipient | undefined };
  send(request: OutgoingRequest): Promise<SendResult>;
  random(): number;
  /** Milliseconds of a monotonic clock. */
  ticks_ms(): number;
  switchOff(endpoint_id: number, reason: string): Promise<void>;
  /** Called when there is room again. */
  nudge(): void;
  /** Called with errors outside the tries themselves. */
  failed(what: string, error: unknown): void;
  report?: Report | undefined;
  /** Classify errors of statements: may be retried, or caused by a single row. */
  isRepeatable(error: unknown): boolean;
  isRowFault(error: unknown): boolean;
}

/**
 * Sends what is in the outbox. Each destination has its own room, so that a hanging one
 * delays no other. No database connection is held during HTTP. Deliveries are claimed
 * in batches, and results are written in batches.
 */
export class Deliverer {
  readonly #deps: DelivererDeps;
  readonly #conversions_finisher: Batcher<Finished, void>;
  /** Their own, so that a fault of one kind doesn't repeat what was saved of the other. */
  readonly #events_finisher: Batcher<Finished, void>;
  readonly #destinations = new Destinations();
  readonly #ads: AdSender;
  /** Endpoints that may have due deliveries. */
  readonly #hints = new Set<number>();
  readonly #under_way = new UnderWay();
  readonly #notes: BreakerNotes;
  /** Of those in flight, how many only wait for their result to be written. */
  #finishing = 0;
  #claimed_at = Number.NEGATIVE_INFINITY;
  #swept_at = Number.NEGATIVE_INFINITY;
  #turn = 0;

  constructor(deps: DelivererDeps) {
    this.#deps = deps;
    this.#conversions_finisher = this.#finisherOf(deps.store);
    this.#events_finisher = this.#finisherOf(deps.store.events);
    this.#notes = new BreakerNotes(deps);
    this.#ads = {
      send: deps.send,
      access: new GoogleAccess({ clock: deps.clock, send: deps.send }),
    };
  }

  #finisherOf(queue: Pick<DeliveryQueue, "finish">): Batcher<Finished, void> {
    const { isRepeatable: repeat, isRowFault: split } = this.#deps;
    return new Batcher({
      name: "delivery results",
      batch_max: FINISH_BATCH_MAX,
      queue_max: UNFINISHED_MAX,
      repeat,
      split,
      run: async (finished) => {
        const failing = await queue.finish(finished);
        for (const health of failing) this.#judgeHealth(health);
        return finished.map(() => ({ ok: true, value: undefined }));
      },
    });
  }

  /** Number of tries in flight. */
  get in_flight(): number {
    return this.#under_way.count;
  }

  /** Marks endpoints as having due deliveries. */
  hint(endpoint_ids: Iterable<number>): void {
    for (const id of endpoint_ids) this.#hints.add(id);
  }

  /**
   * Claims as many deliveries as there is room for and starts sending them, without
   * waiting for answers. Returns true if there may be more.
   */
  async pump(): Promise<boolean> {
    const now_ms = this.#deps.clock.nowMs();
    await this.#sweep(now_ms);
    const room = this.#room();
    if (room <= 0) return false;
    const { turns, passed_over } = this.#destinations.turns({
      endpoints: this.#hinted(),
      room,
      now_ms,
    });
    if (turns.length === 0) return false;
    const claimed = await this.#claim(turns, now_ms);
    const got = Map.groupBy(claimed, ({ endpoint_id }) => endpoint_id);
    const full = turns.filter(
      ({ endpoint_id, total }) => got.get(endpoint_id)?.length === total,
    );
    this.hint(full.map(({ endpoint_id }) => endpoint_id));
    const has_more = passed_over || full.length > 0;
    const { directory } = this.#deps;
    const groups = groupDeliveries(claimed, (id) => directory.byId(id));
    for (const group of groups) void this.#begin(group);
    return has_more && this.#room() > 0 && claimed.length > 0;
  }

  /** Pumps until nothing is in flight or due; for tests. Returns true if anything was done. */
  async runOnce(): Promise<boolean> {
    this.#swept_at = Number.NEGATIVE_INFINITY;
    let has_done = false;
    for (;;) {
      const before = this.in_flight;
      const has_more = await this.pump();
      if (this.in_flight > before || has_more) has_done = true;
      if (this.in_flight === 0 && !has_more) return has_done;
      if (!has_more) await this.idle();
    }
  }

  /** Waits for all tries in flight. */
  async idle(): Promise<void> {
    await this.#under_way.idle();
  }

  /** Expires deliveries past their age budget. Returns true if there may be more. */
  async expire(): Promise<boolean> {
    return (await this.#deps.store.expire(this.#deps.clock.nowMs())) > 0;
  }

  /** How many tries may start now. */
  #room(): number {
    const sending = this.in_flight - this.#finishing;
    const room = Math.min(
      IN_FLIGHT_MAX - sending,
      UNFINISHED_MAX - this.in_flight,
    );
    const rested_ms = this.#deps.ticks_ms() - this.#claimed_at;
    return room < CLAIM_MIN && rested_ms < CLAIM_REST_MS ? 0 : room;
  }

  /** Without room, another pump would change nothing. */
  #nudge(): void {
    if (this.#room() > 0) this.#deps.nudge();
  }

  /** Claims of both kinds at once; what one of them claimed is kept if the other fails. */
  async #claim(turns: readonly Turn[], now_ms: number): Promise<Claimed[]> {
    const { store, failed } = this.#deps;
    this.#claimed_at = this.#deps.ticks_ms();
    const kinds = Map.groupBy(turns, (turn) => turn.is_webhook === true);
    const claims = await Promise.allSettled(
      [...kinds].map(([is_webhook, some]) =>
        this.#claimOf(is_webhook ? store.events : store, some, now_ms),
      ),
    );
    const faults = claims.filter((one) => one.status === "rejected");
    if (faults.length === claims.length) throw faults[0]?.reason;
    for (const { reason } of faults) failed("claiming deliveries", reason);
    return claims.flatMap((one) =>
      one.status === "fulfilled" ? one.value : [],
    );
  }

  async #claimOf(
    queue: Pick<DeliveryQueue<Claimed>, "claim">,
    turns: readonly Turn[],
    now_ms: number,
  ): Promise<Claimed[]> {
    const { ticks_ms } = this.#deps;
    const asked_at = ticks_ms();
    const ids = turns.map(({ endpoint_id }) => endpoint_id);
    // Deleted first: what a hint announces during the claim may be missing from its result.
    for (const id of ids) this.#hints.delete(id);
    try {
      const claimed = await queue.claim(turns, now_ms);
      return ticks_ms() - asked_at < CLAIM_USE_MS ? claimed : [];
    } catch (error) {
      this.hint(ids);
      throw error;
    }
  }

  async #sweep(now_ms: number): Promise<void> {
    const ticks_ms = this.#deps.ticks_ms();
    if (ticks_ms - this.#swept_at < SWEEP_MS) return;
    this.#swept_at = ticks_ms;
    const ended = this.#destinations.takeEndedPauses(now_ms);
    this.#notes.pausesEnded(ended);
    void this.#notes.save();
    this.hint(await this.#deps.store.ready(now_ms));
  }

  /** Endpoints with hints, rotated so that each call starts with another one. */
  #hinted(): Recipient[] {
    const ids = [...this.#hints];
    if (ids.length === 0) return [];
    this.#turn = (this.#turn + 1) % ids.length;
    const turned = [...ids.slice(this.#turn), ...ids.slice(0, this.#turn)];
    return turned.flatMap((id) => {
      const endpoint = this.#deps.directory.byId(id);
      // A disabled endpoint keeps its rows, which are shown as parked.
      if (endpoint === undefined) this.#hints.delete(id);
      return endpoint ?? [];
    });
  }

  async #begin(group: readonly Claimed[]): Promise<void> {
    this.#under_way.begin();
    try {
      await this.#deliver(group);
    } catch (error) {
      this.#deps.failed("a delivery", error);
    } finally {
      this.#under_way.end();
      this.#nudge();
    }
  }

  /** Each async function costs as much as a good part of a try: there are few of them. */
  #deliver(group: readonly Claimed[]): Promise<unknown> {
    const { clock, directory, names, keeps_addresses } = this.#deps;
    const started_at = clock.nowMs();
    const found = directory.byId(group[0]?.endpoint_id ?? 0);
    const { parcel, unsent } = packDeliveries(group, found, {
      names,
      keeps_addresses,
      now_ms: started_at,
    });
    if (parcel === null) return this.#finish(unsent);
    const sent = this.#deliverParcel(parcel, started_at);
    return unsent.length === 0
      ? sent
      : Promise.all([this.#finish(unsent), sent]);
  }

  async #deliverParcel(parcel: Parcel, started_at: number): Promise<void> {
    const { clock } = this.#deps;
    const { recipient: endpoint, deliveries } = parcel;
    const place = this.#destinations.begin(endpoint, started_at);
    if (place === null) {
      const settled = this.#heldBack(endpoint, started_at);
      await this.#finish(deliveries.map((delivery) => ({ delivery, settled })));
      return;
    }
    const sent = await this.#send(parcel, place);
    const ended_at = clock.nowMs();
    const took_ms = ended_at - started_at;
    const [first] = sent.tries;
    if (first === undefined) return;
    const change = place.end(first, { took_ms, now_ms: ended_at });
    const paused_until = this.#destinations.pausedUntil(endpoint);
    const shown = { endpoint, change, paused_until };
    const is_shown = this.#notes.note(first, shown);
    const done = loggedTries(deliveries, sent, { started_at, took_ms });
    for (const one of done) this.#reportFailure(one, sent.result);
    await this.#finish(done);
    if (is_shown) await this.#notes.save();
    // The next version of some was waiting for this one, or some go again at once.
    const is_awaited =
      deliveries.some((one) => !isEvent(one) && one.has_newer) ||
      done.some(({ settled }) => isDue(settled, ended_at));
    if (is_awaited) this.hint([endpoint.id]);
    if (sent.switch_off !== null) {
      await this.#deps.switchOff(endpoint.id, sent.switch_off);
    }
  }

  async #send(parcel: Parcel, place: Place): Promise<DeliveredParcel> {
    const { clock, random } = this.#deps;
    const ended_ms = () => clock.nowMs();
    try {
      return await parcel.deliver(this.#ads, { random, ended_ms });
    } catch (error) {
      place.drop();
      throw error;
    }
  }

  /** A partner's answer is in the log of tries; an event says only that it failed. */
  #reportFailure(
    { delivery, settled: { state, reason } }: Done,
    { http_status }: SendResult,
  ): void {
    if (state === "delivered") return;
    const { id, endpoint_id, attempt } = delivery;
    const tried = { delivery_id: id, endpoint_id, attempt: attempt + 1 };
    const result = { http_status, state, reason: reason ?? null };
    this.#deps.report?.("delivery_failed", { ...tried, ...result });
  }

  async #finish(done: readonly Done[]): Promise<void> {
    if (done.length === 0) return;
    this.#finishing += 1;
    this.#nudge();
    try {
      const [only] = done;
      await (done.length === 1 && only !== undefined
        ? this.#submit(only)
        : Promise.all(done.map((one) => this.#submit(one))));
    } finally {
      this.#finishing -= 1;
    }
  }

  #submit({ delivery, settled, attempt = null }: Done): Promise<void> {
    const { id: delivery_id, endpoint_id, claim } = delivery;
    const is_ours = settled.expires_at !== undefined;
    const finisher = isEvent(delivery)
      ? this.#events_finisher
      : this.#conversions_finisher;
    return finisher.submit({
      delivery_id,
      endpoint_id,
      claim,
      ...settled,
      // A try that failed for our own fault, before reaching anybody, is not logged.
      attempt: is_ours ? null : attempt,
    });
  }

  /** The result if the destination closed between claim and try. */
  #heldBack(endpoint: Recipient, now_ms: number): Settled {
    const opens_at = this.#destinations.opensAt(endpoint) ?? now_ms;
    const is_asked = this.#destinations.pausedUntil(endpoint) > now_ms;
    const reason = is_asked
      ? "its endpoint asks to wait (Retry-After)"
      : "its destination is left alone for a while";
    const due_at = Math.max(opens_at, now_ms + HELD_BACK_MS);
    return { state: "parked", due_at, settled_at: null, reason };
  }

  /** Switches off an endpoint that has failed for days. Its deliveries stay queued. */
  #judgeHealth(health: EndpointHealth): void {
    const { clock, switchOff, failed } = this.#deps;
    const reason = whyGivenUp(health, clock.nowMs());
    if (reason === null) return;
    switchOff(health.endpoint_id, reason).catch((error: unknown) =>
      failed("switching an endpoint off", error),
    );
  }
}

function isDue({ due_at }: Settled, now_ms: number): boolean {
  return due_at !== null && due_at <= now_ms;
}
