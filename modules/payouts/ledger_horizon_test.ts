import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { ledgerHorizon, ledgerTransactions } from "../../db/schema/mod.ts";
import {
  ledgerForFile,
  openTransaction,
  payableEntry,
} from "../../tests/ledger_world.ts";
import { ManualClock, newId } from "../kernel/mod.ts";
import {
  advanceHorizon,
  timeOfId,
  waitForOpenTransactions,
  writeEntries,
} from "./write_entries.ts";

const { db, clock } = await ledgerForFile();

/** Retries, since transactions in other databases of the server can delay it. */
async function advanceTo(id: string): Promise<void> {
  while ((await advanceHorizon(db)) < id) await waitForOpenTransactions(db);
}

async function write(at = clock): Promise<string> {
  const ids = await db.transaction((tx) =>
    writeEntries(tx, at, [payableEntry(1n)]),
  );
  return ids[0] ?? "";
}

async function visibleIds(): Promise<string[]> {
  const rows = await db
    .select({ id: ledgerTransactions.id })
    .from(ledgerTransactions);
  return rows.map(({ id }) => id);
}

describe("advanceHorizon()", () => {
  test("reaches the newest entry where nothing else is under way", async () => {
    const id = await write();
    await advanceTo(id);
    expect(await advanceHorizon(db)).toBe(id);
  });

  test("stays before an entry of a transaction that began earlier and commits later", async () => {
    const before = await advanceHorizon(db);
    let early = "";
    const slow = await openTransaction(db, async (tx) => {
      [early = ""] = await writeEntries(tx, clock, [payableEntry(2n)]);
    });
    const late = await write();
    expect(early < late).toBe(true);
    expect(await visibleIds()).not.toContain(early);

    for (let round = 0; round < 3; round++) {
      expect(await advanceHorizon(db)).toBe(before);
    }
    await slow.end();
    await advanceTo(late);
    expect(await visibleIds()).toContain(early);
  });

  test("stays before what was read as the floor, also where nothing was written yet", async () => {
    const before = await advanceHorizon(db);
    const behind = new ManualClock(clock.nowMs() - 60_000);
    let floor = "";
    const slow = await openTransaction(db, async (tx) => {
      await tx.execute(sql`select pg_current_xact_id()`);
      const [row] = await tx.select().from(ledgerHorizon);
      floor = row?.closing_id ?? "";
    });
    const late = await write();
    expect(await advanceHorizon(db)).toBe(before);
    expect(floor <= before).toBe(true);
    await slow.end();
    await advanceTo(late);
    expect((await write(behind)) > late).toBe(true);
  });

  test("waits for a writer that began while the floor was being announced", async () => {
    const late = await write();
    // As if a process had died right after announcing the floor.
    await db.execute(
      sql`update ledger_horizon set closing_id = ${late}::uuid, closing_xid = null`,
    );
    const slow = await openTransaction(db, (tx) =>
      tx.execute(sql`select pg_current_xact_id()`),
    );
    expect((await advanceHorizon(db)) < late).toBe(true);
    await slow.end();
    await advanceTo(late);
  });

  test("goes on after a restore on a server whose transactions are counted from the start", async () => {
    const id = await write();
    await db.execute(
      sql`update ledger_horizon set closing_id = ${id}::uuid, closing_xid = ${2 ** 50}`,
    );
    await advanceTo(id);
  });

  test("is not moved back or apart by several at once", async () => {
    for (let round = 0; round < 5; round++) {
      const id = await write();
      const before = await advanceHorizon(db);
      const found = await Promise.all(
        Array.from({ length: 4 }, () => advanceHorizon(db)),
      );
      const newest = (await visibleIds()).toSorted().at(-1) ?? "";
      expect(found.every((final_id) => final_id >= before)).toBe(true);
      expect(found.every((final_id) => final_id <= newest)).toBe(true);
      await advanceTo(id);
    }
  });
});

describe("writeEntries()", () => {
  test("gives ids above what is closed where a clock is behind, and dates them by the clock", async () => {
    const newest = await write(new ManualClock(clock.nowMs() + 5_000));
    await advanceTo(newest);
    const id = await write();
    expect(id > newest).toBe(true);
    expect(timeOfId(id)).toBe(timeOfId(newest) + 1);
    const [row] = await db
      .select()
      .from(ledgerTransactions)
      .where(sql`id = ${id}::uuid`);
    expect(row?.booked_at).toBe(clock.nowMs());
  });
});

test("timeOfId() reads back what newId() was made at", () => {
  expect(timeOfId(newId(new ManualClock(1_234_567_890_123)))).toBe(
    1_234_567_890_123,
  );
});
