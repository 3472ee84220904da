import { expect, test } from "bun:test";
import { foreignReads } from "./reads.ts";
import { sourcesOf } from "./sample.ts";

const SCHEMA = {
  "db/schema/clicks.ts": 'export const clicks = pgTable("clicks", {});',
  "db/schema/payouts.ts": 'export const daySums = pgTable("day_sums", {});',
};

const findingsIn = (text: string) =>
  foreignReads(sourcesOf({ ...SCHEMA, "modules/scheduler/a.ts": text })).map(
    ({ path, advice }) => `${path} ${/reads \w+/.exec(advice)?.[0]}`,
  );

test.each([
  'import { clicks } from "../../db/schema/mod.ts";\nawait tx.select().from(clicks);',
  "await tx.execute(sql`select * from clicks where a = 1`);",
  "await tx.execute(sql`select 1 from a\n join clicks on true`);",
  'await sql.unsafe("SELECT * FROM ONLY \\"clicks\\"");',
])("foreignReads() finds %j", (text) => {
  expect(findingsIn(text)).toEqual(["modules/scheduler/a.ts reads clicks"]);
});

test.each([
  "// select * from clicks",
  "await tx.execute(sql`select * from clicked`);",
  "const from = clicks;",
])("foreignReads() lets %j pass", (text) => {
  expect(findingsIn(text)).toEqual([]);
});

test("foreignReads() lets a module read its own tables", () => {
  const text = "await sql`select * from clicks`;";
  const sources = sourcesOf({ ...SCHEMA, "modules/clicks/a.ts": text });
  expect(foreignReads(sources)).toEqual([]);
});
