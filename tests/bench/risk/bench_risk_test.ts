// The short form of `bun run bench risk`: a network with an affiliate that injects clicks, and one in
// which everybody is honest, as odd as they are.
import { afterAll, beforeAll, expect, test } from "bun:test";
import postgres from "postgres";
import { closeDatabase, openDatabase } from "../../../db/mod.ts";
import type { Database } from "../../../db/mod.ts";
import { createTestDatabase } from "../../harness.ts";
import type { TestDatabase } from "../../harness.ts";
import { scoreWorlds } from "./bench_risk.ts";
import { isHeld, measure, precisionOf, recallOf } from "./measure.ts";
import type { Case } from "./measure.ts";

const FEW = { prevalence: 0.05, honest: 500 };

let database: TestDatabase;
let sql: postgres.Sql;
let db: Database;
let cases: { injected: Case[]; honest: Case[] };

beforeAll(async () => {
  database = await createTestDatabase();
  sql = postgres({ ...database.owner, max: 1, onnotice: () => {} });
  db = openDatabase(database.app, { connections_max: 3 });
  const [injected = [], honest = []] = await scoreWorlds({ sql, db }, [
    { ...FEW, seed: 1, frauds: ["injection"], is_mixed: false },
    { seed: 2, prevalence: 0, honest: 700 },
  ]);
  cases = { injected, honest };
});
afterAll(async () => {
  await sql.end();
  await closeDatabase(db);
  await database.drop();
});

test("an affiliate that injects clicks is held, because its installs come too fast", () => {
  const found = measure(cases.injected, isHeld);
  expect(recallOf(found)).toBeGreaterThan(0.9);
  expect(precisionOf(found)).toBeGreaterThan(0.95);
  for (const one of cases.injected.filter(isHeld)) {
    if (one.fraud === null) continue;
    expect(one.reasons.map(({ code }) => code)).toContain("ctit_too_fast");
  }
});

test("honest affiliates are not held, however odd they are", () => {
  const oddities = new Set(cases.honest.map(({ oddity }) => oddity));
  expect(oddities.size).toBeGreaterThan(3);
  const held = cases.honest.filter(isHeld);
  expect(held.length / cases.honest.length).toBeLessThan(0.005);
});
