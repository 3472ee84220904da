// A request that was sent whole gets its answer, however long the database takes.
import { expect } from "bun:test";
import { sql } from "drizzle-orm";
import { serviceForFile } from "../harness.ts";
import { longTest } from "../long.ts";

const service = await serviceForFile();
/** More than a client may pause while it sends. */
const HELD_S = 14;

longTest(
  "a change that waits for a lock is answered",
  async () => {
    const { promise: locked, resolve } = Promise.withResolvers<void>();
    const holding = service.db.transaction(async (tx) => {
      await tx.execute(sql`update config_version set version = version`);
      resolve();
      await tx.execute(sql`select pg_sleep(${HELD_S})`);
    });
    await locked;
    const body = { name: "Northwind Shoes" };
    const answer = await service.api.try("POST", "/advertisers", body);
    expect(answer.status).toBe(201);
    await holding;
  },
  60_000,
);
