// Frames are requested the moment a statement shows `review`, when the run that set it may not have
// ended yet, while background work does the matching: none is lost.
import { expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { IS_LONG } from "../long.ts";
import { StatementOffice } from "../statement_office.ts";
import { until } from "../until.ts";
import type {
  ShownReconciliation,
  StatementLine,
} from "../statement_office.ts";

const service = await serviceForFile({ background: true });
const { api, db } = service;
const office = new StatementOffice(service);
office.setup = await setUp(api);
const lines: StatementLine[] = [];
for (let at = 0; at < 10; at++) {
  const { line } = await office.sell(`FRAME-${at}`, `${100 + at}.00`);
  lines.push(line);
}

const POLLS_MAX = 5_000;
/** A run may end before it can be held. */
const TRIES_MAX = 20;

/** Background work polls once a second, or when woken: a job run by hand wakes it. */
async function wake(): Promise<void> {
  await api.call("POST", "/jobs/end_sessions/run", {});
}

/** Polls until a reconciliation shows `review`. */
async function untilReview(id: string): Promise<ShownReconciliation> {
  return await until("the reconciliation shows review", async () => {
    const shown = await office.look(`/reconciliations/${id}`);
    return shown.status === "review" ? shown : null;
  });
}

/** Uploads a statement of some of the sales, and returns its id once matched. */
async function state(count: number): Promise<string> {
  const window = { from: "2026-11-01", to: "2026-12-01", timezone: "UTC" };
  const brought = lines.slice(0, count);
  const { id } = await office.upload("/reconciliations", brought, window);
  await wake();
  await untilReview(id);
  await api.call("POST", `/reconciliations/${id}/mapping`, {});
  await wake();
  expect(await untilReview(id)).toMatchObject({ problem: null });
  return id;
}

/** Requests a frame, whatever the response, and wakes the background work. */
async function ask(id: string, frame: object = {}) {
  const path = `/reconciliations/${id}/frame`;
  const answer = await api.try("POST", path, frame);
  await wake();
  return answer;
}

/** Requests frames repeatedly, each the moment it shows `review`. */
async function askAgainAndAgain(id: string, times: number): Promise<void> {
  for (let asked = 0; asked < times; asked++) {
    expect(await ask(id)).toMatchObject({ status: 202 });
    await untilReview(id);
  }
}

/** Requests a frame and returns its started run, held so that it can't end before `release`. */
async function askHeld(id: string) {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const { body } = await ask(id);
    const release = await holdRun(String(body.task_id));
    if (release !== null) return { task_id: body.task_id, release };
    await untilReview(id);
  }
  throw new Error("Each run was too quick to be held");
}

/**
 * Locks the row of a running task, so that its end must wait; null if it has ended. With a stopped
 * clock, no run saves its progress there.
 */
async function holdRun(task_id: string): Promise<(() => Promise<void>) | null> {
  const held = Promise.withResolvers<boolean>();
  const released = Promise.withResolvers<void>();
  const holding = db.transaction(async (tx) => {
    for (let look = 0; look < POLLS_MAX; look++) {
      const [row] = await tx.execute<{ state: string }>(sql`
        select state from jobs where id = ${task_id} and state <> 'waiting' for update skip locked`);
      if (row === undefined) continue;
      held.resolve(row.state === "running");
      if (row.state === "running") await released.promise;
      return;
    }
    held.resolve(false);
  });
  if (!(await held.promise)) {
    await holding;
    return null;
  }
  return async () => {
    released.resolve();
    await holding;
  };
}

/** Polls until no matching waits or runs, and returns how each of a reconciliation's ended. */
async function ended(id: string): Promise<string[]> {
  return await until("no matching waits or runs", async () => {
    const { data } = await api.call<{ data: { key: string; state: string }[] }>(
      "GET",
      "/tasks?limit=500",
    );
    const states = data.filter(({ key }) => key === id).map((one) => one.state);
    return states.every((state) => state === "done") ? states : null;
  });
}

/** Matching takes a tenth of a second, and several times that on a busy machine. */
const TIMES = IS_LONG ? 32 : 8;
const first = await state(10);

test(`asked for ${TIMES} times, each the moment it shows review, it is matched in each time`, async () => {
  const before = await ended(first);
  await askAgainAndAgain(first, TIMES);
  expect(await ended(first)).toHaveLength(before.length + TIMES);
});

test("asked for while the run that put it into review has not ended, it is matched in after it", async () => {
  for (const offset_minutes of [60, 0]) {
    const { task_id, release } = await askHeld(first);
    try {
      await untilReview(first);
      const asked = await ask(first, { offset_minutes });
      expect(asked.status).toBe(202);
      expect(asked.body.task_id).not.toBe(task_id);
      const again = await ask(first);
      expect([again.status, again.body.code]).toEqual([409, "in_flight"]);
    } finally {
      await release();
    }
    await wake();
    const shown = await untilReview(first);
    expect(shown).toMatchObject({ frame: { offset_minutes } });
  }
});

test("several at once are each matched in their frame", async () => {
  const ids = await Promise.all([8, 7, 6].map(state));
  await Promise.all(ids.map((id) => askAgainAndAgain(id, 4)));
  for (const id of ids) expect((await ended(id)).length).toBeGreaterThan(4);
});

test("requested twice at once, it is matched by the first, and the second is told that it is in flight", async () => {
  for (let round = 0; round < 4; round++) {
    const answers = await Promise.all([ask(first), ask(first)]);
    const said = answers.map(({ status, body }) => body.code ?? status);
    // One may come so late that the other has been matched by then.
    const others = said.filter((one) => one !== 202);
    expect(others.length).toBeLessThan(2);
    expect(others).toEqual(others.map(() => "in_flight"));
    await untilReview(first);
  }
  await ended(first);
  await untilReview(first);
});

test("nothing failed", () => {
  expect(service.log).toEqual([]);
});
