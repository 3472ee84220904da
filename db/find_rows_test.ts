import { expect, test } from "bun:test";
import { postbackCounts } from "./schema/mod.ts";
import { findRows } from "./statements.ts";
import { insertRows } from "./write_rows.ts";
import { serviceForFile } from "../tests/harness.ts";

const { db } = await serviceForFile();

test("findRows() gives each row once whose columns equal a key, as it was written", async () => {
  const row = {
    hour: Date.UTC(2026, 10, 22, 10),
    advertiser_id: 1,
    source_id: 2,
    outcome: 'it\'s "recorded"',
    count: 3,
    last_at: Date.UTC(2026, 10, 22, 10, 5, 0, 7),
    last_id: "019a0000-0000-7000-8000-000000000000",
  };
  await insertRows(db, postbackCounts, [row, { ...row, advertiser_id: 9 }]);
  const { outcome, advertiser_id } = row;
  const key = { outcome, advertiser_id };
  const by = ["advertiser_id", "outcome"] as const;
  const keys = [key, key, { ...key, outcome: "refused" }];
  expect(await findRows(db, postbackCounts, by, keys)).toEqual([row]);
  expect(await findRows(db, postbackCounts, by, [])).toEqual([]);
});
