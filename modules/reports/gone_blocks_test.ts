// Blocks that others took the place of are let go, also by a report that asks for none of them.
import { afterAll, expect, spyOn, test } from "bun:test";
import { sql } from "drizzle-orm";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { createTestDatabase } from "../../tests/harness.ts";
import { systemClock } from "../kernel/mod.ts";
import { BlockBuilder, insertBlocks, packBlock } from "../rollups/mod.ts";
import { countReport } from "./count_report.ts";
import { KeptBlocks } from "./kept_blocks.ts";
import type { ReportRequest } from "./model.ts";
import { ReportThread } from "./report_thread.ts";

const DAY = 20_000;
const DAY_MS = 86_400_000;
/** As many as are looked for. */
const BLOCKS = 256;

const database = await createTestDatabase();
const db = openDatabase(database.owner, { connections_max: 2 });
const thread = new ReportThread();
afterAll(async () => {
  await thread.stop();
  await closeDatabase(db);
  await database.drop();
});

async function count(): Promise<void> {
  const deps = { db, clock: systemClock, thread, default_timezone: "UTC" };
  const request: ReportRequest = {
    ...{ group_by: [], filters: [], sort: null, limit: 2, after: null },
    ...{ from_ms: DAY * DAY_MS, to_ms: (DAY + 1) * DAY_MS, timezone: "UTC" },
    axis: "conversion",
    ...{ currency: null, default_currency: "EUR" },
    ...{ compare: null, empty: false },
  };
  const { report } = await countReport(
    deps,
    request,
    new AbortController().signal,
  );
  await report.close();
}

test("blocks that are gone are dropped by the next report", async () => {
  const blocks = Array.from({ length: BLOCKS }, () => {
    const builder = new BlockBuilder("click", DAY, 1);
    builder.add({ affiliate: "1", campaign: "1", kind: "1 sent" });
    return packBlock(builder.finish());
  });
  await db.transaction((tx) => insertBlocks(tx, blocks, "part"));
  const dropped = spyOn(KeptBlocks.prototype, "dropGone");
  await count();
  expect(dropped).not.toHaveBeenCalled();
  await db.execute(
    sql`delete from report_blocks where id % 2 = 0 and day = ${DAY}`,
  );
  await count();
  const [[looked_for, found] = []] = dropped.mock.calls;
  expect(looked_for).toHaveLength(BLOCKS);
  expect(found?.size).toBe(BLOCKS / 2);
  expect([...(found ?? [])].every((id) => id % 2 === 1)).toBeTrue();
});
