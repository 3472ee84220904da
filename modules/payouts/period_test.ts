import { expect, test } from "bun:test";
import { eq } from "drizzle-orm";
import { ledgerTransactions } from "../../db/schema/mod.ts";
import { ledgerForFile, payableEntry } from "../../tests/ledger_world.ts";
import { lockPeriod } from "./period.ts";
import { writeEntries } from "./write_entries.ts";

const { db, clock } = await ledgerForFile();

async function lock(month: string) {
  const input = { month, locked_by: "a test", reason: null };
  return await lockPeriod({ db, clock }, input);
}

test("an older month that is locked later opens no younger one", async () => {
  clock.set(Date.UTC(2026, 11, 5));
  await lock("2026-11");
  await lock("2026-08");
  clock.set(Date.UTC(2026, 10, 15));
  const entry = payableEntry(5n);
  const [id = ""] = await db.transaction((tx) =>
    writeEntries(tx, clock, [entry]),
  );
  const [row] = await db
    .select()
    .from(ledgerTransactions)
    .where(eq(ledgerTransactions.id, id));
  expect(row?.booked_at).toBe(Date.UTC(2026, 11, 1));
});
