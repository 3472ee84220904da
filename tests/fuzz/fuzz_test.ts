// Every route of the API document is sent random and near-valid input as every role: it answers
// with a described problem, keeps nothing of what it refuses, and stalls nobody.
import { afterAll, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { ticksMs } from "../../modules/kernel/mod.ts";
import { createTestDatabase, startTestService } from "../harness.ts";
import { IS_LONG } from "../long.ts";
import { readOperations } from "./fuzz_document.ts";
import { FuzzWalk } from "./fuzz_walk.ts";
import { openFuzzWorld } from "./fuzz_world.ts";
import { WrittenRows } from "./written_rows.ts";

const { TALLYHO_FUZZ_SEED, TALLYHO_FUZZ_ROUNDS } = process.env;
const SEED_MAX = 1e9;
const SEED = Number(
  TALLYHO_FUZZ_SEED ?? (IS_LONG ? Math.floor(ticksMs()) % SEED_MAX : 14),
);
const ROUNDS = Number(TALLYHO_FUZZ_ROUNDS ?? (IS_LONG ? 40 : 3));
const TIME_MS_MAX = IS_LONG ? 480_000 : 15_000;
const SET_UP_MS_MAX = 60_000;
const BROKEN_RUNS = 8;

const database = await createTestDatabase();
const service = await startTestService(database, {
  // Nothing outside is asked for a name.
  resolve: async () => [],
});
afterAll(async () => {
  await service.stop();
  await database.drop();
});
const { ids, askers } = await openFuzzWorld(service);
const operations = await readOperations(service.url);
const written = await WrittenRows.open(database);
afterAll(() => written.close());
const deps = { service, written, ids, seed: SEED };

test(
  `no input makes a route fail, stall or keep what it refuses (seed ${SEED})`,
  async () => {
    const until_ms = ticksMs() + TIME_MS_MAX;
    let round = 0;
    const walk = new FuzzWalk({
      ...deps,
      // The first round asks every route, however slow the machine.
      isOver: () => round > 0 && ticksMs() > until_ms,
    });
    for (; round < ROUNDS; round++) {
      for (const operation of operations) {
        // Outside of the API nobody is known by a token.
        const is_api = operation.path.startsWith("/api/");
        for (const asker of is_api ? askers : askers.slice(0, 1)) {
          await walk.visit(operation, asker, { round, runs: 1 });
        }
      }
    }
    // Runs the jobs and deliveries of accepted requests.
    while (await service.deliverer.runOnce());
    await service.scheduler.runOnce();
    const { findings, answers, health_checks } = walk.report;
    expect([...findings, ...service.log]).toEqual([]);
    const asked = [...answers.values()].reduce((sum, one) => sum + one, 0);
    expect(health_checks).toBeGreaterThanOrEqual(asked);
  },
  TIME_MS_MAX + SET_UP_MS_MAX,
);

test("a move of which one file is refused stores none of them", async () => {
  await written.take();
  const file = { name: "a.csv", text: "kind,id,name\n" };
  for (const wrong of [
    { ...file, name: "\0" },
    { ...file, text: "" },
  ]) {
    const files = [file, wrong];
    const { status } = await service.api.try("POST", "/moves", {
      ...{ from: "csv", files },
    });
    expect(status).toBe(422);
  }
  const rows = await written.take();
  expect(rows.map(({ table_name }) => table_name)).not.toContain("move_parts");
});

describe("the walk finds", () => {
  const list = operations.filter(({ path }) => path === "/api/v1/periods");
  const admins = askers.filter(({ role }) => role === "admin");

  async function findingsOf(changed: Partial<typeof deps>): Promise<string> {
    const walk = new FuzzWalk({
      ...{ ...deps, ...changed },
      isOver: () => false,
    });
    for (const operation of list) {
      for (const asker of admins) {
        await walk.visit(operation, asker, { round: 0, runs: BROKEN_RUNS });
      }
    }
    return walk.report.findings.join("\n");
  }

  test("a row that a refused request writes", async () => {
    const one = {
      table_name: "users",
      op: "INSERT",
      columns: null,
      request_id: null,
    };
    const take = async () => [one];
    const found = await findingsOf({ written: { take } as WrittenRows });
    expect(found).toMatch(/answers 4\d\d, but INSERT users/);
    expect(found).not.toContain("answers 200");
  });

  test("a handler that throws, by its answer and by the log", async () => {
    const broken_database = await createTestDatabase();
    const broken = await startTestService(broken_database);
    try {
      const owner = await WrittenRows.open(broken_database);
      await owner.run("drop table locked_periods cascade");
      await owner.close();
      const found = await findingsOf({ service: broken });
      expect(found).toContain("answers 500");
      expect(found).toContain("logs: internal_error");
    } finally {
      await broken.stop();
      await broken_database.drop();
    }
  });

  test("every row that is written", async () => {
    await written.take();
    await service.db.execute(sql`
      update users set email = email || 'x' where email like 'user1%'`);
    await service.db.execute(sql`
      update users set email = email where email like 'user2%'`);
    const rows = await written.take();
    expect(rows.filter((one) => one.table_name === "users")).toEqual([
      {
        table_name: "users",
        op: "UPDATE",
        columns: ["email"],
        request_id: null,
      },
    ]);
  });
});
