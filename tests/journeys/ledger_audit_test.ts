// Somebody with the owner's privileges changes an amount in the database. By the next morning the
// tracker reports it unasked.
import { afterAll, expect, test } from "bun:test";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { setUp } from "../factory.ts";
import { createTestDatabase, startTestService } from "../harness.ts";

const database = await createTestDatabase();
const owner = openDatabase(database.owner, { connections_max: 1 });
const service = await startTestService(database);
const { api, clock, scheduler } = service;

afterAll(async () => {
  await service.stop();
  await closeDatabase(owner);
  await database.drop();
});

async function audit() {
  await api.call("POST", "/jobs/audit_ledger/run");
  await scheduler.runOnce();
  return (await api.fetch<Record<string, unknown>>("/readyz")).body;
}

async function addToMargin(micros: number) {
  await owner.$client.unsafe(
    `update ledger_transactions set margin_micros = margin_micros - ${micros}, cash_micros = cash_micros + ${micros}`,
  );
}

test("an entry that was changed in the database is found by the audit, named in /readyz, and gone from there once mended", async () => {
  const { slug } = await setUp(api);
  await api.postback({ click_id: await api.click(slug), order_id: "1" });
  expect(await audit()).toMatchObject({ ready: true, degraded: [] });
  await addToMargin(1);
  const seen = await audit();
  expect(seen).toMatchObject({ ready: true, degraded: ["ledger"] });
  expect(seen.ledger).toContain("The ledger does not hold: first at entry");
  expect(service.log.join("\n")).toContain("The ledger does not hold");
  const jobs = await api.call<{ data: { name: string; last_error: string }[] }>(
    "GET",
    "/jobs",
  );
  const job = jobs.data.find(({ name }) => name === "audit_ledger");
  expect(job?.last_error).toBe(String(seen.ledger));
  await addToMargin(-1);
  // A failed job is retried after a while; requesting it waits no longer than that.
  clock.advance(3_600_000);
  expect(await audit()).toMatchObject({ ready: true, degraded: [] });
});
