import { expect, test } from "bun:test";
import { eq, sql } from "drizzle-orm";
import { reconciliations, statementRows } from "../../../db/schema/mod.ts";
import { setUp } from "../../../tests/factory.ts";
import { serviceForFile } from "../../../tests/harness.ts";
import { rowsOf, sendFile } from "../../../tests/statement_world.ts";
import type { JobContext, Progress } from "../../scheduler/mod.ts";
import { readingJobs } from "./read_statement.ts";

const service = await serviceForFile();
const { api, db } = service;
/** Enough rows for several pieces. */
const NOTE = "x".repeat(5_000);
const ROWS = 3_000;

function contextOf(
  payload: object,
  save: (progress: Progress) => void = () => {},
): JobContext {
  return {
    id: crypto.randomUUID(),
    payload,
    cursor: null,
    done: 0,
    signal: new AbortController().signal,
    progress: () => Promise.resolve(),
    save: (_, progress) => Promise.resolve(save(progress)),
  };
}

async function openStatement(
  text: string,
  columns: object = { order_id: "order_id" },
): Promise<string> {
  const { advertiser_id } = await setUp(api);
  const query = {
    advertiser_id: String(advertiser_id),
    mapping: JSON.stringify({ columns }),
  };
  return (await sendFile(service, text, query)).body.id;
}

function reading(
  told: string[] = [],
  isClickId: (text: string) => boolean = () => false,
) {
  const [job] = readingJobs({
    db,
    isClickId,
    afterReading: (_, id) => Promise.resolve(void told.push(id)),
  });
  if (job === undefined) throw new Error("There is no task");
  return job;
}

test("a run that was torn off in the middle leaves nothing that the next one does not replace", async () => {
  const lines = Array.from({ length: ROWS }, (_, n) => `R-${n},${NOTE}\n`);
  const id = await openStatement(`order_id,note\n${lines.join("")}`);
  const payload = { reconciliation_id: id, mapping_version: 1 };
  const told: string[] = [];
  const job = reading(told);
  let saved = 0;
  const torn = contextOf(payload, () => {
    if (++saved === 3) throw new Error("torn off");
  });
  await expect(job.run(torn)).rejects.toThrow("torn off");
  const left = await rowsOf(service, id);
  expect(left.length).toBeGreaterThan(0);
  expect(told).toEqual([]);
  const progress: Progress[] = [];
  const whole = contextOf(payload, (said) => progress.push(said));
  expect(await job.run(whole)).toEqual({ rows: ROWS, problems: 0 });
  expect(told).toEqual([id]);
  expect(progress.length).toBeGreaterThan(3);
  expect(progress.at(-1)).toEqual({ done: ROWS, total: ROWS });
  const [count] = await db
    .select({
      rows: sql<number>`count(*)::int`,
      orders: sql<number>`count(distinct order_id)::int`,
      last: sql<number>`max(row_no)`,
    })
    .from(statementRows)
    .where(eq(statementRows.reconciliation_id, id));
  expect(count).toEqual({ rows: ROWS, orders: ROWS, last: ROWS });
});

test("a run by a mapping that was changed meanwhile writes nothing, and tells nobody", async () => {
  const id = await openStatement("order_id,note\nA,1\n");
  const told: string[] = [];
  const payload = { reconciliation_id: id, mapping_version: 0 };
  expect(await reading(told).run(contextOf(payload))).toEqual({
    superseded: true,
  });
  expect(await rowsOf(service, id)).toEqual([]);
  expect(told).toEqual([]);
});

test("a run after one whose end was not known reads nothing again, whatever became of the statement", async () => {
  const id = await openStatement("order_id,note\nA,1\nB,2\n");
  const payload = { reconciliation_id: id, mapping_version: 1 };
  const told: string[] = [];
  const job = reading(told);
  await job.run(contextOf(payload));
  const mine = eq(reconciliations.id, id);
  await db.update(reconciliations).set({ status: "applied" }).where(mine);
  const before = await rowsOf(service, id);
  told.length = 0;
  const saved: Progress[] = [];
  const again = contextOf(payload, (progress) => saved.push(progress));
  expect(await job.run(again)).toEqual({ superseded: true });
  const [row] = await db.select().from(reconciliations).where(mine);
  expect(row?.status).toBe("applied");
  expect(await rowsOf(service, id)).toEqual(before);
  expect([told, saved]).toEqual([[], []]);
});

test("whatever else the process has to do gets its turn between some hundred rows of a piece", async () => {
  const lines = Array.from({ length: ROWS }, (_, n) => `R-${n},C-${n}\n`);
  const id = await openStatement(`order_id,click\n${lines.join("")}`, {
    order_id: "order_id",
    click_id: "click",
  });
  let [rows, since_turn, most, is_over] = [0, 0, 0, false];
  const turn = () => {
    most = Math.max(most, since_turn);
    since_turn = 0;
    if (!is_over) setImmediate(turn);
  };
  const job = reading([], () => {
    rows++;
    since_turn++;
    return false;
  });
  setImmediate(turn);
  try {
    await job.run(contextOf({ reconciliation_id: id, mapping_version: 1 }));
  } finally {
    is_over = true;
  }
  expect(rows).toBe(ROWS);
  expect(most).toBeWithin(1, 500);
});

test("a statement without rows has failed", async () => {
  const id = await openStatement("order_id,note\n");
  const payload = { reconciliation_id: id, mapping_version: 1 };
  await reading().run(contextOf(payload));
  const [row] = await db
    .select()
    .from(reconciliations)
    .where(eq(reconciliations.id, id));
  expect(row).toMatchObject({
    status: "failed",
    problem: "The statement has no rows",
  });
});

test("what Postgres would read as its own stays the text that it is", async () => {
  const cells = ['a\\b"c', "{x,y}", "\\N", "NULL", "tab\there", 'q""'];
  const rows = cells.map((cell) => ({ order_id: cell, note: "line\nbreak\r" }));
  const lines = rows.map((row) => JSON.stringify(row)).join("\n");
  const id = await openStatement(lines);
  const payload = { reconciliation_id: id, mapping_version: 1 };
  await reading().run(contextOf(payload));
  const read = await rowsOf(service, id);
  expect(read.map((row) => row.cells)).toEqual(
    rows.map(({ order_id, note }) => [order_id, note]),
  );
  expect(read.map((row) => row["order_id"])).toEqual(cells);
});
