// An owner who sees something wrong undoes a move while it is applied: nothing of it may come after that.
import { expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { serviceForFile } from "../harness.ts";
import { NETWORK, planMove, work } from "../moves_world.ts";
import { until } from "../until.ts";

const service = await serviceForFile();
const { api, clock, db } = service;
const IMPORTS = sql`hashtextextended('old clicks', 0)`;

async function isImportWaiting(): Promise<boolean> {
  const [row] = await db.execute<{ waiting: boolean }>(
    sql`select exists (select from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())) as waiting`,
  );
  return row?.waiting === true;
}

test("clicks that are imported while their move is undone are gone as well", async () => {
  const click = { kind: "click", old_id: "late-1", campaign: "12" };
  const clicked_at = new Date(clock.nowMs() - 86_400_000).toISOString();
  const things = [...NETWORK, { ...click, affiliate: "7", clicked_at }];
  const { id } = await planMove(api, things);
  let applying: Promise<unknown> | undefined;
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${IMPORTS})`);
    applying = work(api, id, "apply");
    await until("the import waits", isImportWaiting);
    await work(api, id, "undo");
  });
  await applying;
  const { status } = await api.call("GET", `/moves/${id}`);
  expect(status).toBe("undone");
  const { body } = await api.postback({ click_id: "late-1", order_id: "L-1" });
  expect(body).toMatchObject({ code: "invalid_click_id" });
});
