import { expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { serviceForFile } from "../../../tests/harness.ts";
import { StatementOffice } from "../../../tests/statement_office.ts";
import { actionJobs } from "./action_tasks.ts";

const service = await serviceForFile();
const { api, clock, db } = service;
const { conversions } = service.postbacks;
const [apply, undo] = actionJobs({ db, clock, conversions });
const COUNT = 1_100;

async function large() {
  const office = new StatementOffice(service);
  const { affiliate_id, campaign_id } = await office.open();
  const before = await office.balances();
  const { id } = await office.import(
    Array.from({ length: COUNT }, (_, at) => ({
      order_id: `L-${at}`,
      affiliate: String(affiliate_id),
      campaign: String(campaign_id),
      amount: "10.00",
    })),
  );
  return { office, id, before };
}

/** Runs a job up to its first save, then abandons it, as if its process had died. */
async function runAndDie(job: typeof apply, task_id: unknown) {
  const [row] = await db.execute<{ payload: unknown }>(
    sql`select payload from jobs where id = ${String(task_id)}::uuid`,
  );
  const stop = new AbortController();
  const saved: unknown[] = [];
  const run = job?.run({
    id: String(task_id),
    payload: row?.payload,
    done: 0,
    cursor: null,
    signal: stop.signal,
    progress: async () => {},
    save: async (_tx, { done }) => {
      saved.push(done);
      stop.abort(new Error("The process dies"));
    },
  });
  await expect(run).rejects.toThrow("dies");
  expect(saved).toEqual([500]);
}

test("each line is done once and undone once, also where a process dies right after a piece", async () => {
  const { office, id, before } = await large();
  const path = `/imports/${id}`;
  const body = { as_task: true };
  const asked = await api.call("POST", `${path}/apply`, body);
  const busy = await api.try("POST", `${path}/undo`, {});
  expect([busy.status, busy.body.code]).toEqual([409, "task_under_way"]);
  const remapped = await api.try("POST", `${path}/mapping`, {});
  expect(remapped.status).toBe(409);
  await runAndDie(apply, asked.task_id);
  await office.work();
  const applied = await api.call("GET", `/tasks/${String(asked.task_id)}`);
  expect(applied).toMatchObject({
    state: "done",
    result: {
      outcomes: { create: { done: COUNT }, set: { already_applied: 500 } },
    },
  });
  const [made] = await db.execute<{ count: string; versions: string }>(sql`
    select count(*)::text as count, max(version)::text as versions
    from conversions where campaign_id = ${office.setup.campaign_id}`);
  expect({ ...made }).toEqual({ count: String(COUNT), versions: "1" });

  const undoing = await api.call("POST", `${path}/undo`, body);
  await runAndDie(undo, undoing.task_id);
  await office.work();
  const undone = await api.call("GET", `/tasks/${String(undoing.task_id)}`);
  expect(undone).toMatchObject({
    state: "done",
    result: { outcomes: { undo: { done: COUNT - 500 } } },
  });
  expect(await office.balances()).toEqual(before);
  expect((await office.look(path)).status).toBe("undone");
});

test("a cancelled one can be undone, and doesn't start again after that", async () => {
  const { office, id, before } = await large();
  const path = `/imports/${id}`;
  const asked = await api.call("POST", `${path}/apply`, { as_task: true });
  await runAndDie(apply, asked.task_id);
  await api.call("POST", `/tasks/${String(asked.task_id)}/cancel`);
  expect(await office.balances()).not.toEqual(before);
  await office.undo(id, {}, "imports");
  expect(await office.balances()).toEqual(before);
  await api.call("POST", `/tasks/${String(asked.task_id)}/resume`);
  await office.work();
  expect(
    await api.call("GET", `/tasks/${String(asked.task_id)}`),
  ).toMatchObject({ state: "done", result: { stopped: true } });
  expect(await office.balances()).toEqual(before);
});

test("nothing failed", () => {
  expect(service.log).toEqual([]);
});
