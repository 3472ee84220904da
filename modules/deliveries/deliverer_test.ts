import { describe, expect, test } from "bun:test";
import { ManualClock, newWebhookSecret } from "../kernel/mod.ts";
import { START_MS } from "../../tests/harness.ts";
import { claimedWith, endpointWith } from "../../tests/simulation/endpoints.ts";
import { Deliverer } from "./deliverer.ts";
import { DELIVERY_MACROS } from "./delivery_macros.ts";
import type { EndpointConfig } from "./endpoints/endpoint_config.ts";
import { SWITCH_OFF } from "./judge_health.ts";
import { NOTHING_SENT } from "./send_request.ts";
import type { OutgoingRequest, SendResult } from "./send_request.ts";
import type { Recipient } from "./recipient.ts";
import type { WebhookConfig } from "./webhooks/webhook_config.ts";
import type {
  ClaimedDelivery,
  ClaimedEvent,
  DeliveryStore,
  Finished,
  OpenBreaker,
} from "./delivery_store.ts";

const HOUR_MS = 3_600_000;
const OK: Partial<SendResult> = { http_status: 200 };
const REFUSED: Partial<SendResult> = { error: "ConnectionRefused" };

function endpoint(change: Partial<EndpointConfig> = {}): EndpointConfig {
  const { url: _url, body: _body, ...rest } = change;
  const { id = 1 } = change;
  const url = `https://p${id}.example/pb`;
  return endpointWith({ url, macros: DELIVERY_MACROS, ...rest });
}

function claimed(change: Partial<ClaimedDelivery> = {}): ClaimedDelivery {
  return claimedWith({ created_at: START_MS, ...change });
}

const HOOK: WebhookConfig = {
  kind: "webhook",
  id: 9,
  url: "https://hook.example/",
  origin: "https://hook.example",
  secrets: [newWebhookSecret()],
  role: null,
  rate_per_second: null,
  success_match: null,
};

const EVENT: ClaimedEvent = {
  id: "event",
  endpoint_id: HOOK.id,
  attempt: 0,
  claim: 1,
  created_at: START_MS,
  expires_at: START_MS + HOUR_MS,
  why_silent: null,
  event: { id: "e1", type: "ledger.broken", data: {}, created_at: START_MS },
};

/** A deliverer whose store and receivers are played by the test. */
class Stage {
  readonly clock = new ManualClock(START_MS);
  readonly finished: Finished[] = [];
  readonly sent: OutgoingRequest[] = [];
  readonly switched_off: string[] = [];
  readonly breakers: [string, OpenBreaker | null][] = [];
  readonly faults: string[] = [];
  readonly endpoints: Recipient[];
  ready: number[] = [];
  due: ClaimedDelivery[] = [];
  /** Events that wait for their webhook. */
  events: ClaimedEvent[] = [];
  onClaimEvents: () => void = () => {};
  onFinishEvents: () => void = () => {};
  is_repeatable = false;
  health: Awaited<ReturnType<DeliveryStore["finish"]>> = [];
  onClaim: () => unknown = () => {};
  onBreaker: () => void = () => {};
  answer: () => Promise<Partial<SendResult>> = async () => OK;
  readonly deliverer: Deliverer;

  constructor(...endpoints: Recipient[]) {
    this.endpoints = endpoints.length === 0 ? [endpoint()] : endpoints;
    this.deliverer = new Deliverer({
      store: this.#store(),
      clock: this.clock,
      ticks_ms: () => this.clock.nowMs(),
      keeps_addresses: true,
      names: { campaign: () => undefined },
      directory: { byId: (id) => this.endpoints.find((one) => one.id === id) },
      random: () => 0.5,
      send: async (request) => {
        this.sent.push(request);
        const { headers } = request;
        return { ...NOTHING_SENT, headers, ...(await this.answer()) };
      },
      switchOff: async (id, reason) => {
        this.switched_off.push(`${id}: ${reason}`);
      },
      nudge: () => {},
      failed: (what) => this.faults.push(what),
      isRepeatable: () => this.is_repeatable,
      isRowFault: () => false,
    });
  }

  /** Sends one delivery and returns its result. */
  async deliver(delivery: ClaimedDelivery): Promise<Finished | undefined> {
    this.due.push(delivery);
    this.deliverer.hint([delivery.endpoint_id]);
    await this.deliverer.pump();
    await this.deliverer.idle();
    return this.finished.at(-1);
  }

  #store(): DeliveryStore {
    return {
      ready: async () => this.ready,
      claim: async (turns) => {
        const claimed = turns.flatMap(({ endpoint_id, total }) =>
          this.due
            .filter((one) => one.endpoint_id === endpoint_id)
            .slice(0, total),
        );
        this.due = this.due.filter((one) => !claimed.includes(one));
        await this.onClaim();
        return claimed;
      },
      finish: async (finished) => {
        this.finished.push(...finished);
        return this.health;
      },
      events: {
        claim: async () => {
          this.onClaimEvents();
          return this.events.splice(0);
        },
        finish: async (finished) => {
          this.onFinishEvents();
          this.finished.push(...finished);
          return [];
        },
      },
      expire: async () => 0,
      breaker: async (origin, open) => {
        this.onBreaker();
        this.breakers.push([origin, open]);
      },
    };
  }
}

describe("Deliverer", () => {
  test("sends what is claimed, and writes the try as it went", async () => {
    const stage = new Stage();
    const result = await stage.deliver(claimed({ attempt: 2, claim: 5 }));
    expect(result).toMatchObject({
      state: "delivered",
      claim: 5,
      due_at: null,
      attempt: { attempt: 3, claim: 5, http_status: 200, succeeded: true },
    });
    expect(stage.sent.map(({ url }) => url)).toEqual(["https://p1.example/pb"]);
  });

  test("what isn't to be sent is settled without asking anybody, and is no try", async () => {
    const only_final = { only_final: true };
    const cases: [Partial<ClaimedDelivery>, Partial<EndpointConfig>, string][] =
      [
        [{ expires_at: START_MS }, {}, "expired"],
        [{ has_newer: true }, only_final, "superseded"],
        [{ status: "reversed", version: 2 }, {}, "cancelled"],
        [{ endpoint_id: 2 }, {}, "parked"],
      ];
    for (const [delivery, config, state] of cases) {
      const stage = new Stage(endpoint(config));
      const { endpoint_id = 1 } = delivery;
      // It was on when turns were dealt.
      const off = endpoint({ id: endpoint_id });
      if (endpoint_id === 2) stage.endpoints.push(off);
      stage.onClaim = () => stage.endpoints.splice(1);
      const result = await stage.deliver(claimed(delivery));
      expect(result).toMatchObject({ state, attempt: null });
      expect(stage.sent).toEqual([]);
    }
  });

  test("a reversal is sent to endpoints tried before, and to those for reversals only", async () => {
    const reversed = claimed({ status: "reversed", version: 2 });
    const told = new Stage();
    await told.deliver({ ...reversed, was_tried_before: true });
    expect(told.sent).toHaveLength(1);
    const alone = new Stage(endpoint({ statuses: ["reversed"] }));
    await alone.deliver(reversed);
    expect(alone.sent).toHaveLength(1);
  });

  test("an older version is sent before the newer one, unless only the last is wanted", async () => {
    const stage = new Stage();
    await stage.deliver(claimed({ has_newer: true }));
    expect(stage.finished).toMatchObject([{ state: "delivered" }]);
  });

  test("what is hinted at while a claim is under way is not forgotten", async () => {
    const stage = new Stage();
    const late = claimed({ id: "late" });
    stage.onClaim = () => {
      stage.onClaim = () => {};
      stage.due.push(late);
      stage.deliverer.hint([1]);
    };
    await stage.deliver(claimed());
    await stage.deliverer.pump();
    await stage.deliverer.idle();
    expect(stage.finished.map(({ delivery_id }) => delivery_id)).toContain(
      "late",
    );
  });

  test("after a claim that failed its endpoints are asked for again", async () => {
    const stage = new Stage();
    stage.onClaim = () => {
      throw new Error("the connection is gone");
    };
    stage.due.push(claimed());
    stage.deliverer.hint([1]);
    await expect(stage.deliverer.pump()).rejects.toThrow("is gone");
    stage.onClaim = () => {};
    stage.due.push(claimed());
    await stage.deliverer.pump();
    await stage.deliverer.idle();
    expect(stage.finished).toMatchObject([{ state: "delivered" }]);
  });

  test("a claim of events that fails costs no claim of conversions, and is made again", async () => {
    const stage = new Stage(endpoint(), HOOK);
    stage.onClaimEvents = () => {
      throw new Error("the connection is gone");
    };
    stage.events.push(EVENT);
    stage.due.push(claimed());
    stage.deliverer.hint([1, HOOK.id]);
    await stage.deliverer.pump();
    await stage.deliverer.idle();
    expect(stage.sent.map(({ url }) => url)).toEqual(["https://p1.example/pb"]);
    expect(stage.finished).toMatchObject([{ state: "delivered" }]);
    expect(stage.faults).toEqual(["claiming deliveries"]);
    stage.onClaimEvents = () => {};
    stage.clock.advance(100);
    await stage.deliverer.pump();
    await stage.deliverer.idle();
    expect(stage.finished.at(-1)).toMatchObject({ delivery_id: EVENT.id });
  });

  test("results of events that are saved again repeat none of conversions", async () => {
    const stage = new Stage(endpoint(), HOOK);
    let faults = 0;
    stage.is_repeatable = true;
    stage.onFinishEvents = () => {
      if (++faults <= 3) throw new Error("a deadlock");
    };
    stage.events.push(EVENT);
    stage.due.push(claimed({ id: "sale" }));
    stage.deliverer.hint([1, HOOK.id]);
    await stage.deliverer.pump();
    await stage.deliverer.idle();
    const saved = stage.finished.map(({ delivery_id }) => delivery_id);
    expect(saved).toEqual(["sale", EVENT.id]);
    expect(faults).toBe(4);
  });

  test("a claim that was answered so late that it may run out is left alone", async () => {
    const stage = new Stage();
    stage.onClaim = () => stage.clock.advance(20_000);
    await stage.deliver(claimed());
    expect(stage.sent).toEqual([]);
    stage.onClaim = () => stage.clock.advance(19_999);
    await stage.deliver(claimed());
    expect(stage.sent).toHaveLength(1);
  });

  test("what was claimed before the breaker opened is held back, visibly, until it may be asked", async () => {
    const stage = new Stage();
    for (let n = 0; n < 200; n++) await stage.deliver(claimed());
    const answer = Promise.withResolvers<Partial<SendResult>>();
    stage.answer = () => answer.promise;
    stage.due.push(...Array.from({ length: 12 }, () => claimed()));
    stage.deliverer.hint([1]);
    await stage.deliverer.pump();
    expect(stage.deliverer.in_flight).toBe(12);
    stage.onClaim = async () => {
      answer.resolve(REFUSED);
      await stage.deliverer.idle();
    };
    const sent = stage.sent.length;
    const held_back = await stage.deliver(claimed({ id: "held back" }));
    expect(stage.sent).toHaveLength(sent);
    const probe_at = START_MS + 30_000;
    expect(stage.breakers).toMatchObject([
      ["https://p1.example", { probe_at }],
    ]);
    expect(held_back).toMatchObject({
      delivery_id: "held back",
      state: "parked",
      due_at: probe_at,
      attempt: null,
    });
    stage.onClaim = () => {};
    stage.answer = async () => OK;
    stage.clock.advance(30_000);
    await stage.deliver(claimed());
    expect(stage.sent).toHaveLength(sent + 1);
    expect(stage.breakers.at(-1)).toEqual(["https://p1.example", null]);
  });

  test("a breaker that could not be shown is shown with the next look, and the result is written all the same", async () => {
    const stage = new Stage();
    stage.answer = async () => REFUSED;
    stage.onBreaker = () => {
      throw new Error("the connection is gone");
    };
    for (let n = 0; n < 10; n++) await stage.deliver(claimed());
    expect(stage.finished).toHaveLength(10);
    expect(stage.breakers).toEqual([]);
    expect(stage.faults).toEqual(["showing an open breaker"]);
    stage.onBreaker = () => {};
    stage.clock.advance(500);
    await stage.deliverer.pump();
    expect(stage.breakers).toMatchObject([["https://p1.example", {}]]);
  });

  test("a try that throws gives its place back, and its claim is left to run out", async () => {
    const stage = new Stage();
    stage.answer = async () => {
      throw new Error("a bug");
    };
    for (let n = 0; n < 20; n++) await stage.deliver(claimed());
    expect(stage.sent).toHaveLength(20);
    expect(stage.finished).toEqual([]);
    expect(stage.faults).toEqual(Array<string>(20).fill("a delivery"));
  });

  test("410 switches the endpoint off, and says why", async () => {
    const stage = new Stage();
    stage.answer = async () => ({ http_status: 410 });
    await stage.deliver(claimed());
    expect(stage.switched_off).toEqual(["1: It answered 410 Gone"]);
  });

  test("five days and twenty failures without one success switch it off; less of either does not", async () => {
    const failing_since = START_MS - SWITCH_OFF.after_ms;
    const { failures } = SWITCH_OFF;
    const cases = [
      { failing_since: failing_since + 1, failures: 1000, off: false },
      { failing_since, failures: failures - 1, off: false },
      { failing_since: null, failures, off: false },
      { failing_since, failures, off: true },
    ];
    for (const { off, ...health } of cases) {
      const stage = new Stage();
      stage.answer = async () => REFUSED;
      stage.health = [{ endpoint_id: 1, ...health }];
      await stage.deliver(claimed());
      expect(stage.switched_off.length).toBe(off ? 1 : 0);
    }
  });

  test("a fault of ours spends no try and no time, and the destination is asked again a little later", async () => {
    const stage = new Stage();
    stage.answer = async () => ({ is_ours: true, error: "EMFILE" });
    const result = await stage.deliver(claimed());
    expect(result).toMatchObject({
      state: "due",
      attempt: null,
      expires_at: START_MS + 72 * HOUR_MS + 5_000,
      due_at: START_MS + 5_000,
    });
    await stage.deliver(claimed());
    expect(stage.sent).toHaveLength(1);
    stage.clock.advance(5_000);
    await stage.deliver(claimed());
    expect(stage.sent.length).toBeGreaterThan(1);
  });
});
