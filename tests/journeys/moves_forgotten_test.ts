// Files of an old tracker are full of people: addresses of visitors are kept as they came only for as long as the move
// needs them, whatever becomes of it.
import { expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { serviceForFile } from "../harness.ts";
import { NETWORK, planMove, work } from "../moves_world.ts";

const IP = "203.0.113.77";
const DAY_MS = 86_400_000;
const service = await serviceForFile({ env: { TALLYHO_IP_STORAGE: "hashed" } });
const { api, clock, db } = service;
const ago = (days: number) =>
  new Date(clock.nowMs() - days * DAY_MS).toISOString();
const click = { kind: "click", campaign: "12", affiliate: "7", ip: IP };
const THINGS = [
  ...NETWORK,
  { ...click, old_id: "g1", clicked_at: ago(1) },
  { ...click, old_id: "g2", clicked_at: ago(1), campaign: "99" },
];

/** Where the visitor's address stands. */
async function kept(): Promise<string[]> {
  const rows = await db.execute<{ thing: string }>(
    sql`select thing::text as thing from move_rows where thing::text like ${`%${IP}%`}`,
  );
  const batches = await db.execute<{ bytes: Uint8Array }>(
    sql`select bytes from move_batches where length(bytes) > 0`,
  );
  const unpacked = batches.filter(({ bytes }) =>
    Bun.zstdDecompressSync(bytes).toString().includes(IP),
  );
  return [...rows.map(() => "a row"), ...unpacked.map(() => "a batch")];
}

test("those of a move that is applied", async () => {
  const { id } = await planMove(api, THINGS);
  expect(await kept()).toEqual(["a batch"]);
  await work(api, id, "apply");
  expect(await kept()).toEqual([]);
  await work(api, id, "undo");
});

test("those of a move that is undone before it was applied whole", async () => {
  const { id } = await planMove(api, THINGS);
  await db.execute(
    sql`update moves set status = 'applying' where id = ${id}::uuid`,
  );
  const undone = await work(api, id, "undo");
  expect(undone.status).toBe("undone");
  expect(await kept()).toEqual([]);
});

test("nor a name or an address of who was taken back", async () => {
  const { id } = await planMove(api, THINGS, { dry_run: false });
  await work(api, id, "undo");
  const rows = await db.execute<{ no: number }>(
    sql`select no from move_rows where thing::text like '%harbour.example%'`,
  );
  expect([...rows]).toEqual([]);
});

test("those of a plan that nobody applies", async () => {
  const { id } = await planMove(api, THINGS);
  clock.advance(31 * DAY_MS);
  while (await service.scheduler.runOnce());
  expect(await kept()).toEqual([]);
  const { status, problem } = await api.call("GET", `/moves/${id}`);
  expect(status).toBe("failed");
  expect(problem).toContain("send the files again");
});
