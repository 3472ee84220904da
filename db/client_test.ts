import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { createTestDatabase } from "../tests/harness.ts";
import { closeDatabase, isConnectionFault, openDatabase } from "./client.ts";
import type { Queryable } from "./client.ts";

const database = await createTestDatabase();
/** One connection, which each transaction has to leave in order. */
const db = openDatabase(database.owner, { connections_max: 1 });
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});

await db.execute(
  sql`create table numbers (n integer unique deferrable initially deferred)`,
);
beforeEach(async () => {
  await db.execute(sql`truncate numbers`);
});

async function add(on: Queryable, n: number): Promise<void> {
  await on.execute(sql`insert into numbers values (${n})`);
}

async function kept(): Promise<number[]> {
  const rows = await db.execute<{ n: number }>(
    sql`select n from numbers order by n`,
  );
  return rows.map(({ n }) => n);
}

describe("transaction()", () => {
  test("keeps nothing of work that fails, be it only at the commit", async () => {
    const failing = db.transaction(async (tx) => {
      await add(tx, 1);
      throw new Error("Changed my mind");
    });
    await expect(failing).rejects.toThrow("Changed my mind");
    const twice = db.transaction(async (tx) => {
      await add(tx, 1);
      await add(tx, 1);
    });
    await expect(twice).rejects.toMatchObject({ code: "23505" });
    expect(await kept()).toEqual([]);
  });

  test("in another rolls back its own work only", async () => {
    await db.transaction(async (tx) => {
      await add(tx, 1);
      const failing = tx.transaction(async (inner) => {
        await add(inner, 2);
        await inner.transaction((deep) => add(deep, 3));
        await inner.execute(sql`select 1 / 0`);
      });
      await expect(failing).rejects.toThrow();
      await tx.transaction((inner) => add(inner, 4));
    });
    expect(await kept()).toEqual([1, 4]);
  });

  test("has the isolation and the access asked for", async () => {
    const settings = await db.transaction(
      async (tx) =>
        await tx.execute(
          sql`select current_setting('transaction_isolation') as isolation,
            current_setting('transaction_read_only') as read_only`,
        ),
      { isolationLevel: "repeatable read", accessMode: "read only" },
    );
    expect([...settings]).toEqual([
      { isolation: "repeatable read", read_only: "on" },
    ]);
  });

  test("lets work that outlasts it send nothing more", async () => {
    const ended = Promise.withResolvers<void>();
    const late: Promise<unknown>[] = [];
    const failing = db.transaction(async (tx) => {
      const deep = Promise.withResolvers<void>();
      late.push(
        ended.promise.then(() => add(tx, 1)),
        ended.promise.then(() => tx.transaction((inner) => add(inner, 2))),
        tx.transaction(async (inner) => {
          deep.resolve();
          await ended.promise;
          await add(inner, 3);
        }),
      );
      await deep.promise;
      await Promise.all([...late, Promise.reject(new Error("One failed"))]);
    });
    await expect(failing).rejects.toThrow("One failed");
    ended.resolve();
    const results = await Promise.allSettled(late);
    expect(results.map(({ status }) => status)).toEqual([
      "rejected",
      "rejected",
      "rejected",
    ]);
    await db.transaction((tx) => add(tx, 4));
    expect(await kept()).toEqual([4]);
  });
});

test("a connection that was refused is tried again within a second, however often", () => {
  const { backoff } = db.$client.options;
  if (typeof backoff !== "function") throw new TypeError("There is no delay");
  const delays_s = [0, 1, 2, 3, 10, 100, 2_000].map((failures) =>
    backoff(failures),
  );
  expect(delays_s.every((delay) => 0 < delay && delay <= 1)).toBe(true);
});

test("isConnectionFault() takes a lost connection for one, and no fault of a file", () => {
  const fault = (code: string, more = {}) =>
    new Error("failed", {
      cause: Object.assign(new Error(code), { code, ...more }),
    });
  for (const code of ["ECONNREFUSED", "EPIPE", "EACCES", "08006", "57P01"]) {
    expect([code, isConnectionFault(fault(code))]).toEqual([code, true]);
  }
  const path = "/data/journal";
  for (const found of [
    fault("ENOSPC"),
    fault("ENOTDIR", { path }),
    fault("EACCES", { path }),
    fault("23505"),
  ]) {
    expect([found.cause, isConnectionFault(found)]).toEqual([
      found.cause,
      false,
    ]);
  }
});
