import { beforeEach, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { START_MS } from "../../tests/harness.ts";
import { openSchedulerBench } from "../../tests/schedulers.ts";
import { isoTime } from "../kernel/mod.ts";
import type { JobContext, JobDefinition } from "./job_definition.ts";
import { unfiltered } from "../http/mod.ts";
import { deleteOldTasks, listTasks, readTask, TASK_LIST } from "./task.ts";

const SECOND_MS = 1_000;
const DAY_MS = 24 * 3_600_000;
const PIECES = 10;

const bench = await openSchedulerBench();
const { db, clock, failures, rows, schedulerOf, endClaims } = bench;
/** The pieces whose transactions were committed, in order. */
const pieces: number[] = [];
beforeEach(() => {
  pieces.length = 0;
});

/**
 * A task of ten pieces, each a row in the transaction that also saves the cursor. The
 * rows are in job_runs, whose primary key refuses a repeated piece.
 */
function tenPieces(
  between: (piece: number, context: JobContext) => unknown = () => {},
): Partial<JobDefinition> {
  return {
    name: "ten",
    is_task: true,
    run: async (context) => {
      const { cursor, signal } = context;
      const first = cursor === null ? 0 : (cursor as { next: number }).next;
      for (let piece = first; piece < PIECES; piece++) {
        signal.throwIfAborted();
        await db.transaction(async (tx) => {
          await tx.execute(
            sql`insert into job_runs (name, last_started_at, last_duration_ms) values (${`piece ${piece}`}, now(), 0)`,
          );
          await context.save(tx, {
            done: piece + 1,
            total: PIECES,
            cursor: { next: piece + 1 },
          });
        });
        pieces.push(piece);
        clock.advance(SECOND_MS);
        await between(piece, context);
      }
      return { pieces: PIECES };
    },
  };
}

/** Every piece once: a repeat of the same name would have been refused. */
async function expectAllPieces(): Promise<void> {
  const stored = await rows(
    sql`select name from job_runs where name like 'piece %' order by name`,
  );
  expect(stored).toHaveLength(PIECES);
  expect(pieces.toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: PIECES }, (_, piece) => piece),
  );
}

describe("a task", () => {
  test("is kept when it is done, with what it did and what came of it", async () => {
    const scheduler = schedulerOf(tenPieces());
    const { id } = await scheduler.enqueue(db, { name: "ten", key: "all" });
    expect(await readTask({ db }, id)).toMatchObject({
      state: "waiting",
      done: 0,
      total: null,
      started_at: null,
      due_at: isoTime(START_MS),
    });
    await scheduler.runOnce();
    await expectAllPieces();
    expect(await readTask({ db }, id)).toEqual({
      id,
      name: "ten",
      key: "all",
      state: "done",
      done: PIECES,
      total: PIECES,
      rate_per_second: null,
      eta_at: null,
      created_at: isoTime(START_MS),
      started_at: isoTime(START_MS),
      finished_at: isoTime(START_MS + PIECES * SECOND_MS),
      due_at: null,
      attempt: 0,
      error: null,
      cancel_requested_at: null,
      result: { pieces: PIECES },
    });
  });

  test("shows while it runs how fast it goes and when it will be through", async () => {
    const shown: unknown[] = [];
    const scheduler = schedulerOf(
      tenPieces(async (piece, { id }) => {
        if (piece === 4) shown.push(await readTask({ db }, id));
      }),
    );
    await scheduler.enqueue(db, { name: "ten" });
    await scheduler.runOnce();
    // Five pieces in the four seconds up to the last save.
    expect(shown).toMatchObject([
      {
        state: "running",
        done: 5,
        total: PIECES,
        rate_per_second: 1.25,
        eta_at: isoTime(START_MS + 8 * SECOND_MS),
      },
    ]);
  });

  test("that is cancelled stops between two pieces, and goes on from there when it is resumed, with nothing done twice", async () => {
    const scheduler = schedulerOf(
      tenPieces(async (piece, { id }) => {
        if (piece !== 3) return;
        expect(await scheduler.cancel(id)).toMatchObject({ state: "running" });
        await scheduler.renew();
      }),
    );
    const { id } = await scheduler.enqueue(db, { name: "ten" });
    await scheduler.runOnce();
    expect(pieces).toEqual([0, 1, 2, 3]);
    expect(await readTask({ db }, id)).toMatchObject({
      state: "cancelled",
      done: 4,
      error: null,
    });
    await scheduler.runOnce();
    expect(pieces).toHaveLength(4);
    await scheduler.resume(id);
    await scheduler.runOnce();
    await expectAllPieces();
    expect(await readTask({ db }, id)).toMatchObject({
      state: "done",
      done: PIECES,
      cancel_requested_at: null,
    });
    expect(failures).toEqual([]);
  });

  test("notices a cancellation by another instance at its next save", async () => {
    const other = schedulerOf(tenPieces());
    const scheduler = schedulerOf(
      tenPieces(async (piece, { id }) => {
        if (piece === 3) await other.cancel(id);
      }),
    );
    const { id } = await scheduler.enqueue(db, { name: "ten" });
    await scheduler.runOnce();
    expect(pieces).toEqual([0, 1, 2, 3, 4]);
    expect(await readTask({ db }, id)).toMatchObject({ state: "cancelled" });
  });

  test("is cancelled at once where it waits, or where its process has died", async () => {
    const scheduler = schedulerOf(tenPieces());
    const waiting = await scheduler.enqueue(db, { name: "ten" });
    expect(await scheduler.cancel(waiting.id)).toMatchObject({
      state: "cancelled",
      finished_at: isoTime(START_MS),
    });
    const begun = Promise.withResolvers<void>();
    const dead = schedulerOf({
      name: "ten",
      is_task: true,
      run: async () => {
        begun.resolve();
        await new Promise(() => {});
      },
    });
    const { id } = await dead.enqueue(db, { name: "ten" });
    void dead.runOnce();
    await begun.promise;
    await endClaims();
    expect(await scheduler.cancel(id)).toMatchObject({ state: "cancelled" });
    await scheduler.runOnce();
    expect(pieces).toEqual([]);
  });

  test("that was taken over goes on from the last piece, and the first run's next piece is undone", async () => {
    const begun = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const slow = schedulerOf(
      tenPieces(async (piece) => {
        if (piece !== 3) return;
        begun.resolve();
        await gate.promise;
      }),
    );
    const { id } = await slow.enqueue(db, { name: "ten" });
    const running = slow.runOnce();
    await begun.promise;
    await endClaims();
    const second = Promise.withResolvers<void>();
    const second_gate = Promise.withResolvers<void>();
    const living = schedulerOf(
      tenPieces(async (piece) => {
        if (piece !== 5) return;
        second.resolve();
        await second_gate.promise;
      }),
    );
    const taken = living.runOnce();
    await second.promise;
    gate.resolve();
    await running;
    second_gate.resolve();
    await taken;
    await expectAllPieces();
    expect(await readTask({ db }, id)).toMatchObject({
      state: "done",
      done: PIECES,
      attempt: 0,
    });
  });

  test("that throws continues from the last piece at its next attempt, and attempts are counted per piece", async () => {
    const scheduler = schedulerOf({
      ...tenPieces(() => {
        throw new Error("Tired after each piece");
      }),
      attempts_max: 2,
    });
    const { id } = await scheduler.enqueue(db, { name: "ten" });
    for (let time = 0; time < PIECES; time++) {
      await scheduler.runOnce();
      expect(pieces).toHaveLength(time + 1);
      clock.advance(DAY_MS);
    }
    await scheduler.runOnce();
    await expectAllPieces();
    expect(await readTask({ db }, id)).toMatchObject({ state: "done" });
  });

  test("stops with its tracker after the current piece, and the next tracker continues at once, without counting an attempt", async () => {
    const begun = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const scheduler = schedulerOf(
      tenPieces(async (piece) => {
        if (piece !== 3) return;
        begun.resolve();
        await gate.promise;
      }),
    );
    const { id } = await scheduler.enqueue(db, { name: "ten" });
    scheduler.start();
    await begun.promise;
    const stopped = scheduler.stop();
    gate.resolve();
    await stopped;
    expect(await readTask({ db }, id)).toMatchObject({
      state: "waiting",
      done: 4,
      attempt: 0,
      error: null,
    });
    await schedulerOf(tenPieces()).runOnce();
    await expectAllPieces();
    expect(failures).toEqual([]);
  });

  test("saves the progress at most once a second, and the rest at its end", async () => {
    const saved: unknown[] = [];
    const scheduler = schedulerOf({
      name: "ten",
      is_task: true,
      run: async ({ id, progress, signal }) => {
        for (let done = 1; done <= 25; done++) {
          signal.throwIfAborted();
          await progress({ done, cursor: { after: done } });
          saved.push((await readTask({ db }, id)).done);
          clock.advance(100);
        }
        throw new Error("no more");
      },
    });
    const { id } = await scheduler.enqueue(db, { name: "ten" });
    await scheduler.runOnce();
    expect(new Set(saved)).toEqual(new Set([0, 11, 21]));
    const [row] = await rows(sql`select done::int, cursor from jobs`);
    expect(row).toEqual({ done: 25, cursor: { after: 25 } });
    expect(await readTask({ db }, id)).toMatchObject({ state: "waiting" });
  });

  test("can't be cancelled when it has ended, resumed while it has not, nor where another one has its key by now", async () => {
    const scheduler = schedulerOf(tenPieces());
    const input = { name: "ten", key: "all" };
    const first = await scheduler.enqueue(db, input);
    await expect(scheduler.resume(first.id)).rejects.toMatchObject({
      status: 409,
      code: "task_not_stopped",
    });
    const cancelled = await scheduler.cancel(first.id);
    expect(await scheduler.cancel(first.id)).toEqual(cancelled);
    const second = await scheduler.enqueue(db, input);
    await expect(scheduler.resume(first.id)).rejects.toMatchObject({
      status: 409,
      code: "already_exists",
    });
    for (let run = 0; run < 20; run += 1) await scheduler.runOnce();
    await expect(scheduler.cancel(second.id)).rejects.toMatchObject({
      status: 409,
      code: "task_ended",
    });
    await expect(scheduler.cancel("1")).rejects.toMatchObject({ status: 404 });
  });
});

describe("listTasks()", () => {
  test("lists tasks, the newest first and in pages, and of other jobs only what stopped for good", async () => {
    const scheduler = schedulerOf(
      { name: "ten", is_task: true },
      {
        name: "bad",
        attempts_max: 1,
        run: async () => {
          throw new Error("no");
        },
      },
      { name: "later" },
    );
    const ids: string[] = [];
    for (const name of ["ten", "later", "bad", "ten", "ten"]) {
      const { id } = await scheduler.enqueue(db, {
        name,
        ...(name === "later" ? { due_at: START_MS + DAY_MS } : {}),
      });
      clock.advance(1);
      if (name !== "later") ids.unshift(id);
    }
    await scheduler.runOnce();
    const first = await listTasks(
      { db },
      unfiltered(TASK_LIST, { limit: 3, after: null }),
    );
    expect(first.data.map(({ id }) => id)).toEqual(ids.slice(0, 3));
    expect(first.next_cursor).toBeString();
    const after = ids[2] ?? "";
    const rest = await listTasks(
      { db },
      unfiltered(TASK_LIST, { limit: 3, after }),
    );
    expect(rest.data.map(({ id }) => id)).toEqual(ids.slice(3));
    expect(rest.next_cursor).toBeNull();
    const wrong = unfiltered(TASK_LIST, { limit: 3, after: "x" });
    await expect(
      (async () => await listTasks({ db }, wrong))(),
    ).rejects.toMatchObject({ code: "invalid_cursor" });
  });
});

describe("deleteOldTasks()", () => {
  test("deletes what ended more than thirty days ago, in pieces, and nothing else", async () => {
    await db.execute(sql`
      insert into jobs (id, name, is_task, state, payload, due_at, created_at, finished_at)
      select gen_random_uuid(), 'ten', true, 'done', '{}', now(), now(),
        ${isoTime(START_MS)}::timestamptz + make_interval(secs => n)
      from generate_series(1, 2500) as n`);
    const scheduler = schedulerOf({ name: "ten", is_task: true });
    await scheduler.enqueue(db, { name: "ten" });
    clock.advance(30 * DAY_MS + 2_400 * SECOND_MS);
    expect(await deleteOldTasks({ db, clock })).toBe(2_399);
    expect(await rows(sql`select from jobs`)).toHaveLength(102);
    const stopped = AbortSignal.abort(new Error("stopping"));
    await expect(deleteOldTasks({ db, clock }, stopped)).rejects.toThrow(
      "stopping",
    );
  });
});
