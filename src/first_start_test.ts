import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { systemClock } from "../modules/kernel/mod.ts";
import { createTestDatabase, startTestService } from "../tests/harness.ts";
import { readConfig } from "./config.ts";
import { startService } from "./service.ts";

const database = await createTestDatabase();
const first = await startTestService(database);
const data_dir = mkdtempSync(join(tmpdir(), "tallyho-first-start-"));
afterAll(async () => {
  await first.stop();
  await database.drop();
  rmSync(data_dir, { recursive: true });
});

async function whoMayEnter(): Promise<unknown> {
  return await first.db.execute(sql`
    select 'token' as kind, id from api_tokens
    union all select 'user', id from users order by 1, 2`);
}

test.each(["another key", "a key of another data directory", "x"])(
  "a start that fails, here for %s, leaves nobody behind who may enter",
  async (key) => {
    const before = await whoMayEnter();
    const starting = startService({
      config: readConfig({
        PORT: "0",
        TALLYHO_ADMIN_EMAIL: "eve@network.example",
        TALLYHO_ADMIN_PASSWORD: "correct horse battery",
      }),
      address: database.app,
      data_dir,
      secrets: {
        key: key.padEnd(40, "."),
        admin_token: `th_left_${key.length}`,
      },
      clock: systemClock,
      log: () => {},
      background: false,
    });
    expect(await starting.catch(() => "failed")).toBe("failed");
    expect(await whoMayEnter()).toEqual(before);
  },
);
