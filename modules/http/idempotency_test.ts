import { afterAll, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { createTestDatabase } from "../../tests/harness.ts";
import { ManualClock, Problem, sealKeyFrom } from "../kernel/mod.ts";
import { fateOf, Idempotency } from "./idempotency.ts";
import type { KeyedRequest } from "./idempotency.ts";
import { forgetKeys } from "./idempotency_store.ts";

const HOUR_MS = 3_600_000;
const database = await createTestDatabase();
const db = openDatabase(database.app, { connections_max: 4 });
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});
const clock = new ManualClock(Date.UTC(2026, 10, 22));
const failures: string[] = [];
const deps = {
  db,
  clock,
  seal_key: sealKeyFrom(Buffer.from("a key that only tests have")),
  failed: (what: string) => failures.push(what),
};

/** Waits take no time: each pause is a step of this clock. */
function openKeys(
  wait_ms: number,
  onPause: () => Promise<void> = async () => {},
) {
  let ticks = 0;
  return new Idempotency({
    ...deps,
    wait_ms,
    ticksMs: () => ticks,
    async sleep(ms) {
      ticks += ms;
      await onPause();
    },
  });
}

function keyed(
  key: string,
  change: Partial<KeyedRequest> & { text?: string } = {},
): KeyedRequest {
  const { text = "body", ...rest } = change;
  const hash = new Bun.CryptoHasher("sha256").update(text).digest();
  return {
    caller: "token 1",
    method: "POST",
    path: "/api/v1/advertisers",
    key,
    hash,
    digest: () => Promise.resolve(hash),
    ...rest,
  };
}

const ok = (text: string, status = 201) =>
  Promise.resolve(
    new Response(text, {
      status,
      headers: {
        "content-type": "application/json",
        etag: '"1"',
        "x-other": "no",
      },
    }),
  );
const problem = (
  status: number,
  code: string,
  headers: Record<string, string> = {},
) => Promise.resolve(Response.json({ code, status }, { status, headers }));
const never = () => Promise.reject(new Error("executed twice"));

async function refusalOf(answer: Promise<Response>): Promise<string> {
  const error: unknown = await answer.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof Problem ? error.code : String(error);
}

describe("a key", () => {
  const keys = openKeys(0);

  test("repeats status, body and type, and says so", async () => {
    const first = await keys.answer(keyed("a"), () => ok('{"id":1}'));
    expect(first.headers.get("idempotency-replayed")).toBeNull();
    const second = await keys.answer(keyed("a"), never);
    expect(second.status).toBe(201);
    expect(await second.text()).toBe(await first.text());
    expect(Object.fromEntries(second.headers)).toEqual({
      "content-type": "application/json",
      etag: '"1"',
      "idempotency-replayed": "true",
    });
  });

  test("is one of a caller, a method and a path", async () => {
    for (const other of [
      { caller: "token 2" },
      { method: "PUT" },
      { path: "/api/v1/links" },
      { key: "b" },
    ]) {
      const answer = await keys.answer(keyed("a", other), () => ok("other"));
      expect(await answer.text()).toBe("other");
    }
  });

  test("is refused for another body", async () => {
    expect(
      await refusalOf(keys.answer(keyed("a", { text: "other" }), never)),
    ).toBe("idempotency_conflict");
  });

  test("is free again after 24 hours", async () => {
    clock.advance(24 * HOUR_MS - 1);
    expect(await (await keys.answer(keyed("a"), never)).text()).toBe(
      '{"id":1}',
    );
    clock.advance(1);
    const anew = await keys.answer(keyed("a", { text: "other" }), () =>
      ok("anew"),
    );
    expect(await anew.text()).toBe("anew");
    expect(
      await (await keys.answer(keyed("a", { text: "other" }), never)).text(),
    ).toBe("anew");
  });

  test("is forgotten after 24 hours", async () => {
    clock.advance(24 * HOUR_MS);
    await keys.answer(keyed("young"), () => ok("young"));
    await forgetKeys(deps, new AbortController().signal);
    const rows = await db.execute(sql`select from idempotency_keys`);
    expect(rows).toHaveLength(1);
  });

  test("keeps no answer in clear, and not for another seal key", async () => {
    await keys.answer(keyed("sealed"), () => ok("th_secret"));
    const rows = await db.execute<{ answer: Uint8Array }>(
      sql`select answer from idempotency_keys where answer is not null`,
    );
    for (const { answer } of rows)
      expect(Buffer.from(answer).includes("th_secret")).toBe(false);
    const seal_key = sealKeyFrom(Buffer.from("another key"));
    const other = new Idempotency({
      ...deps,
      seal_key,
      wait_ms: 0,
      ticksMs: () => 0,
      sleep: async () => {},
    });
    expect(await refusalOf(other.answer(keyed("sealed"), never))).toBe(
      "in_flight",
    );
  });
});

describe("a key that is taken", () => {
  test("is waited for", async () => {
    const first = Promise.withResolvers<Response>();
    const running = openKeys(0).answer(keyed("wait"), () => first.promise);
    const claimed = () =>
      db.execute(sql`select from idempotency_keys where status is null`);
    while ((await claimed()).length === 0);
    const waiting = openKeys(1_000, async () => {
      first.resolve(await ok("done"));
      await running;
    });
    const second = await waiting.answer(keyed("wait"), never);
    expect(await second.text()).toBe("done");
  });

  test("is refused when the wait is over, also after its process ended", async () => {
    await openKeys(0).answer(keyed("ended"), () => ok("committed"));
    await db.execute(
      sql`update idempotency_keys set status = null, answer = null where status is not null`,
    );
    let pauses = 0;
    const waiting = openKeys(10_000, async () => void (pauses += 1));
    expect(await refusalOf(waiting.answer(keyed("ended"), never))).toBe(
      "in_flight",
    );
    expect(pauses).toBe(100);
    clock.advance(24 * HOUR_MS);
    const anew = await openKeys(0).answer(keyed("ended"), () => ok("anew"));
    expect(await anew.text()).toBe("anew");
  });

  test("is executed by one of many", async () => {
    let executed = 0;
    const execute = async () => {
      executed += 1;
      await db.execute(sql`select 1`);
      return await ok("one");
    };
    const instances = [0, 1].map(
      () =>
        new Idempotency({
          ...deps,
          ticksMs: () => performance.now(),
          sleep: async () =>
            void (await db.execute(sql`select pg_sleep(0.01)`)),
        }),
    );
    const answers = await Promise.all(
      Array.from({ length: 12 }, async (_, at) =>
        (await instances[at % 2]!.answer(keyed("many"), execute)).text(),
      ),
    );
    expect(new Set(answers)).toEqual(new Set(["one"]));
    expect(executed).toBe(1);
  });
});

describe("what becomes of a key", () => {
  test.each([
    [200, undefined, false, "keep"],
    [201, undefined, false, "keep"],
    [204, undefined, false, "keep"],
    [404, "not_found", false, "keep"],
    [409, "already_exists", false, "keep"],
    [422, "unknown_reference", false, "keep"],
    [400, "malformed", false, "release"],
    [413, "too_large", false, "release"],
    [415, "unsupported_media_type", false, "release"],
    [422, "invalid_request", false, "release"],
    [429, "rate_limited", false, "release"],
    [409, "matching", true, "release"],
    [503, "bookings_open", true, "release"],
    [500, "internal_error", false, "stay"],
    [503, "unavailable", true, "stay"],
  ] as const)("%d %s, again %p: %s", (status, code, comes_again, fate) => {
    expect(fateOf({ status, code, comes_again })).toBe(fate);
  });

  test("is what its answer was", async () => {
    const keys = openKeys(0);
    await keys.answer(keyed("free"), () => problem(422, "invalid_request"));
    expect(
      await (await keys.answer(keyed("free"), () => ok("put right"))).text(),
    ).toBe("put right");
    await keys.answer(keyed("kept"), () => problem(409, "already_exists"));
    expect((await keys.answer(keyed("kept"), never)).status).toBe(409);
    await keys.answer(keyed("unsure"), () => problem(500, "internal_error"));
    expect(await refusalOf(keys.answer(keyed("unsure"), never))).toBe(
      "in_flight",
    );
    const refused = new Problem(404, "not_found", "Nothing here");
    expect(
      await refusalOf(
        keys.answer(keyed("thrown"), () => Promise.reject(refused)),
      ),
    ).toBe("not_found");
    expect((await keys.answer(keyed("thrown"), () => ok("later"))).status).toBe(
      201,
    );
    expect(await refusalOf(keys.answer(keyed("fell"), never))).toContain(
      "executed twice",
    );
    expect(await refusalOf(keys.answer(keyed("fell"), () => ok("no")))).toBe(
      "in_flight",
    );
    expect(failures).toEqual([]);
  });
});
