import { afterAll, expect, test } from "bun:test";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { endpointHealth, endpoints, webhooks } from "../../db/schema/mod.ts";
import { createTestDatabase } from "../../tests/harness.ts";
import { watchEndpoints } from "./watch_setup.ts";

const database = await createTestDatabase();
const db = openDatabase(database.app, { connections_max: 1 });
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});

test("watchEndpoints() finds what fails, and what is off for it, but not what is off by hand", async () => {
  const reasons = [
    null,
    "It answered 410 Gone",
    "Switched off",
    "Paused",
    "Paused: their tracker moves",
  ];
  const found = [];
  for (const disabled_reason of reasons) {
    const state = { enabled: disabled_reason === null, disabled_reason };
    const [endpoint] = await db
      .insert(endpoints)
      .values({
        ...state,
        affiliate_id: 1,
        url: "",
        statuses: [],
        created_at: 0,
      })
      .returning();
    const [webhook] = await db
      .insert(webhooks)
      .values({ ...state, url: "", events: [], secrets: [], created_at: 0 })
      .returning();
    const ids = [Number(endpoint?.id), Number(webhook?.id)];
    await db.insert(endpointHealth).values(
      ids.map((endpoint_id) => ({
        ...{ endpoint_id, failing_since: 0, failures: 9 },
      })),
    );
    found.push([`endpoint ${ids[0]}`, `webhook ${ids[1]}`]);
  }
  const { seen } = await watchEndpoints({
    ...{ db, now_ms: 100 * 3_600_000, threshold: 5, window_hours: 6 },
  });
  expect(seen.map(({ subject }) => subject).toSorted()).toEqual(
    found.slice(0, 2).flat().toSorted(),
  );
});
