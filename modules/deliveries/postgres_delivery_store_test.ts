import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import { createTestDatabase, START_MS } from "../../tests/harness.ts";
import { DeliveryModelStore } from "../../tests/simulation/delivery_model_store.ts";
import type { ModelDelivery } from "../../tests/simulation/delivery_model_store.ts";
import { addDeliveries } from "../../tests/simulation/delivery_rows.ts";
import { Chance } from "../../tests/simulation/virtual_time.ts";
import { postgresDeliveryStore } from "./postgres_delivery_store.ts";
import type { ClaimedDelivery, Finished } from "./delivery_store.ts";

const database = await createTestDatabase();
const db = openDatabase(database.owner, { connections_max: 4 });
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});
beforeEach(async () => {
  await db.execute(sql`truncate deliveries, delivery_queue, conversions,
    delivery_attempts, endpoint_health, open_breakers`);
});

const store = postgresDeliveryStore(db);
const HOUR_MS = 3_600_000;

describe("the store in Postgres and the one that the simulation takes", () => {
  test.each([1, 2, 3])(
    "behave the same for any sequence of calls (seed %i)",
    async (seed) => {
      const pair = new StorePair(seed);
      for (let step = 1; step <= 300; step++) {
        await pair.step();
        if (step % 10 === 0) await pair.compare();
      }
      await pair.compare();
      expect(pair.model.deliveries.size).toBeGreaterThan(50);
      expect(pair.model.attempts.size).toBeGreaterThan(20);
    },
  );
});

/** Drives both stores alike; each step compares the results, and `compare` their whole contents. */
class StorePair {
  readonly model: DeliveryModelStore;
  readonly #chance: Chance;
  #now_ms = START_MS;
  /** The database's clock as the model sees it: it only advances when claims expire. */
  #db_ms = START_MS;
  #numbers = 0;
  #claimed: ClaimedDelivery[] = [];

  constructor(seed: number) {
    this.#chance = new Chance(seed);
    this.model = new DeliveryModelStore(() => this.#db_ms);
  }

  async step(): Promise<void> {
    this.#now_ms += this.#chance.between(1, 60_000);
    await this.#chance.oneOf([
      () => this.#add(),
      () => this.#add(),
      () => this.#claim(),
      () => this.#claim(),
      () => this.#claim(),
      () => this.#finish(),
      () => this.#finish(),
      () => this.#lapse(),
      () => this.#expire(),
      () => this.#breaker(),
    ])();
  }

  async compare(): Promise<void> {
    const rows = await db.execute(sql`
      select id, state, reason, attempts,
        (extract(epoch from settled_at) * 1000)::float8 as settled_at,
        (extract(epoch from d.expires_at) * 1000)::float8 as expires_at,
        (extract(epoch from due_at) * 1000)::float8 as due_at,
        attempt, claim, claimed_until >= now() as is_claimed,
        (extract(epoch from q.expires_at) * 1000)::float8 as queue_expires_at
      from deliveries d left join delivery_queue q on q.delivery_id = d.id
      order by id`);
    const deliveries = [...this.model.deliveries.values()];
    expect([...rows]).toEqual(deliveries.map((one) => this.#shown(one)));
    const attempts = await db.execute(sql`
      select delivery_id, attempt, claim, succeeded from delivery_attempts
      order by delivery_id, claim, attempt`);
    const kept = [...this.model.attempts.values()]
      .map(({ delivery_id, attempt, claim, succeeded }) => {
        return { delivery_id, attempt, claim, succeeded };
      })
      .sort((a, b) => compareTexts(nameOf(a), nameOf(b)));
    expect([...attempts]).toEqual(kept);
    const ms = (name: string) =>
      sql.raw(`(extract(epoch from ${name}) * 1000)::float8 as ${name}`);
    const health = await db.execute(sql`
      select endpoint_id, ${ms("failing_since")}, failures,
        ${ms("last_success_at")}, ${ms("last_failure_at")}, last_error
      from endpoint_health order by endpoint_id`);
    const expected = [...this.model.health.values()];
    expect([...health]).toEqual(
      expected
        .sort((a, b) => a.endpoint_id - b.endpoint_id)
        .map((row): Record<string, unknown> => ({ ...row })),
    );
    const breakers = await db.execute(sql`
      select origin, ${ms("opened_at")}, ${ms("probe_at")}, reason
      from open_breakers order by origin`);
    expect([...breakers]).toEqual(
      [...this.model.breakers]
        .map(([origin, open]) => ({ origin, ...open }))
        .sort((a, b) => compareTexts(a.origin, b.origin)),
    );
  }

  #shown(delivery: ModelDelivery) {
    const { id, state, reason, attempts, settled_at, expires_at } = delivery;
    const { queued } = delivery;
    const until = queued?.claimed_until ?? null;
    return {
      ...{ id, state, reason, attempts, settled_at, expires_at },
      due_at: queued?.due_at ?? null,
      attempt: queued?.attempt ?? null,
      claim: queued?.claim ?? null,
      is_claimed: until === null ? null : until >= this.#db_ms,
      queue_expires_at: queued?.expires_at ?? null,
    };
  }

  async #add(): Promise<void> {
    const endpoint_id = this.#chance.between(1, 4);
    const rows = Array.from({ length: this.#chance.between(1, 6) }, () => {
      const conversion = this.#chance.between(1, 30);
      const conversion_id = idOf(conversion);
      const versions = [...this.model.deliveries.values()].filter(
        (one) =>
          one.endpoint_id === endpoint_id &&
          one.conversion_id === conversion_id,
      );
      const id = idOf(1000 + ++this.#numbers);
      // Each is due at a different time, so that there is one order.
      const created_at = (this.#now_ms += 1);
      const version = versions.length + 1;
      const row = {
        ...{ id, endpoint_id, conversion_id, version, created_at },
        status: "approved",
        payout_micros: BigInt(version) * 1_000_000n,
        expires_at: created_at + this.#chance.between(1, 90) * 60_000,
      };
      this.model.add({ ...row, click_at: Number.POSITIVE_INFINITY });
      return row;
    });
    await addDeliveries(db, rows);
  }

  async #claim(): Promise<void> {
    const ready = (await store.ready(this.#now_ms)).sort((a, b) => a - b);
    expect(ready).toEqual(await this.model.ready(this.#now_ms));
    const turns = ready.map((endpoint_id) => {
      const total = this.#chance.between(1, 8);
      return { endpoint_id, total, fresh: this.#chance.between(0, total + 1) };
    });
    const claimed = (await store.claim(
      turns,
      this.#now_ms,
    )) as ClaimedDelivery[];
    const expected = await this.model.claim(turns, this.#now_ms);
    expect(claimed.map(essence).sort(byName)).toEqual(
      expected.map(essence).sort(byName),
    );
    this.#claimed.push(...claimed);
  }

  /** Several results at a time, including those of claims that were taken over. */
  async #finish(): Promise<void> {
    const share = this.#chance.next();
    const done = this.#claimed.filter(() => this.#chance.happens(share));
    this.#claimed = this.#claimed.filter((one) => !done.includes(one));
    const finished = done.map((one) => this.#resultOf(one));
    const failing = await store.finish(finished);
    const expected = await this.model.finish(finished);
    const healths = expected.map(({ endpoint_id, failing_since, failures }) => {
      return { endpoint_id, failing_since, failures };
    });
    expect(
      failing.map(plain).sort((a, b) => a.endpoint_id - b.endpoint_id),
    ).toEqual(healths.sort((a, b) => a.endpoint_id - b.endpoint_id));
  }

  #resultOf(claimed: ClaimedDelivery): Finished {
    const { id: delivery_id, endpoint_id, claim, attempt } = claimed;
    this.#now_ms += 1;
    const state = this.#chance.oneOf([
      ...(["delivered", "due", "due", "parked", "expired"] as const),
      ...(["superseded", "cancelled"] as const),
    ]);
    const is_waiting = state === "due" || state === "parked";
    const is_tried = state === "delivered" || state === "due";
    const due_at = this.#now_ms + this.#chance.between(1, 600_000);
    const wins_time = state === "parked" && this.#chance.happens(0.3);
    return {
      ...{ delivery_id, endpoint_id, claim, state },
      due_at: is_waiting ? due_at : null,
      settled_at: is_waiting ? null : this.#now_ms,
      reason: state === "delivered" ? null : `reason ${this.#now_ms}`,
      ...(wins_time ? { expires_at: claimed.expires_at + 5_000 } : {}),
      attempt: is_tried
        ? tryOf({ delivery_id, attempt: attempt + 1, claim }, this.#now_ms, {
            succeeded: state === "delivered",
          })
        : null,
    };
  }

  /** All claims expire. */
  async #lapse(): Promise<void> {
    this.#db_ms += 61_000;
    await db.execute(sql`update delivery_queue
      set claimed_until = now() - interval '1 second'
      where claimed_until is not null`);
  }

  async #expire(): Promise<void> {
    expect(await store.expire(this.#now_ms)).toBe(
      await this.model.expire(this.#now_ms),
    );
  }

  async #breaker(): Promise<void> {
    const origin = `https://p${this.#chance.between(0, 3)}.example`;
    const opened_at = this.#now_ms;
    const probe_at = opened_at + 30_000;
    const is_open = this.#chance.happens(0.6);
    const open = is_open ? { opened_at, probe_at, reason: "away" } : null;
    await store.breaker(origin, open);
    await this.model.breaker(origin, open);
  }
}

describe("postgresDeliveryStore()", () => {
  test("ends what is past its age budget in pieces, the oldest first, and leaves what is under way", async () => {
    const rows = Array.from({ length: 1203 }, (_, index) => ({
      id: idOf(index),
      endpoint_id: 1,
      conversion_id: idOf(10_000 + index),
      version: 1,
      status: "approved",
      payout_micros: 1_000_000n,
      created_at: START_MS + index,
      expires_at: START_MS + HOUR_MS + index,
    }));
    await addDeliveries(db, rows);
    const claimed = await store.claim(
      [{ endpoint_id: 1, total: 2, fresh: 2 }],
      START_MS + HOUR_MS,
    );
    expect(claimed.map(({ id }) => id).sort()).toEqual([idOf(0), idOf(1)]);
    const end_ms = START_MS + HOUR_MS + 1201;
    expect(await store.expire(end_ms)).toBe(500);
    const [first] = await db.execute(sql`
      select count(*)::int as count, max(id::text) as last
      from deliveries where state = 'expired'`);
    expect(first).toMatchObject({ count: 500, last: idOf(501) });
    expect(await store.expire(end_ms)).toBe(500);
    expect(await store.expire(end_ms)).toBe(200);
    expect(await store.expire(end_ms)).toBe(0);
    const left = await db.execute(sql`
      select delivery_id from delivery_queue order by delivery_id`);
    expect(left.map(({ delivery_id }) => delivery_id)).toEqual(
      [0, 1, 1202].map(idOf),
    );
    const [expired] = await db.execute(sql`
      select state, reason, attempts from deliveries where id = ${idOf(2)}`);
    expect(expired).toEqual({
      state: "expired",
      reason: "it could not be sent in time",
      attempts: 0,
    });
  });

  test("shows a breaker from its first opening on, until it closes or nobody holds it any more", async () => {
    const origin = "https://p.example";
    const open = { opened_at: START_MS, probe_at: START_MS + 30_000 };
    await store.breaker(origin, { ...open, reason: "HTTP 500" });
    const later = { opened_at: START_MS + 40_000, probe_at: START_MS + 90_000 };
    await store.breaker(origin, { ...later, reason: "timeout" });
    const shown = () =>
      db.execute(sql`select origin, reason,
        opened_at = ${isoTime(START_MS)} as is_first
        from open_breakers`);
    const row = { origin, reason: "timeout", is_first: true };
    expect([...(await shown())]).toEqual([row]);
    await store.expire(START_MS + 150_000);
    expect([...(await shown())]).toEqual([row]);
    await store.expire(START_MS + 150_001);
    expect([...(await shown())]).toEqual([]);
    await store.breaker(origin, { ...open, reason: "HTTP 500" });
    await store.breaker(origin, null);
    expect([...(await shown())]).toEqual([]);
  });
});

function tryOf(
  key: { delivery_id: string; attempt: number; claim: number },
  started_at: number,
  { succeeded }: { succeeded: boolean },
): NonNullable<Finished["attempt"]> {
  return {
    ...key,
    campaign_id: 1,
    started_at,
    duration_ms: 12,
    method: "GET",
    url: "https://p.example/pb",
    headers: {},
    succeeded,
  };
}

/** The parts of a claim that the deliverer uses. */
function essence(claimed: ClaimedDelivery) {
  const { id, endpoint_id, attempt, claim, version, expires_at } = claimed;
  const {
    delivered_payout_micros,
    was_tried_before,
    has_newer,
    payout_micros,
  } = claimed;
  return {
    ...{ id, endpoint_id, attempt, claim, version, expires_at },
    ...{ delivered_payout_micros, was_tried_before, has_newer, payout_micros },
    has_click: claimed.click !== null,
  };
}

function byName(a: { id: string }, b: { id: string }): number {
  return compareTexts(a.id, b.id);
}

function nameOf(one: { delivery_id: string; claim: number; attempt: number }) {
  const { delivery_id, claim, attempt } = one;
  const number = (value: number) => String(value).padStart(6, "0");
  return `${delivery_id} ${number(claim)} ${number(attempt)}`;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function plain<T extends object>(row: T): T {
  return { ...row };
}

function idOf(number: number): string {
  return `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;
}
