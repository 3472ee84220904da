// Somebody with the owner's privileges changes an amount in the database. By the next morning the
// tracker reports it unasked.
import { afterAll, expect, test } from "bun:test";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { verifyLedger } from "../../modules/payouts/mod.ts";
import { storeResult } from "../../src/commands/verify.ts";
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

/** Takes from the program what an audit reads, or gives it back. */
async function prevent(is_prevented: boolean) {
  await owner.$client.unsafe(
    is_prevented
      ? "alter table balance_snapshots rename to taken_away"
      : "alter table taken_away rename to balance_snapshots",
  );
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
  // An audit that can't be made doesn't hide what the one before found.
  await prevent(true);
  clock.advance(3_600_000);
  expect(await audit()).toMatchObject({ degraded: ["ledger"] });
  await prevent(false);
  await addToMargin(-1);
  // A failed job is retried after a while; requesting it waits no longer than that.
  clock.advance(3_600_000);
  expect(await audit()).toMatchObject({ ready: true, degraded: [] });
});

test("an audit that could not be made is said as that, and nowhere as a wrong ledger", async () => {
  await prevent(true);
  clock.advance(3_600_000);
  const seen = await audit();
  expect(seen).toMatchObject({ ready: true, degraded: [] });
  expect(seen.ledger).toBeUndefined();
  await prevent(false);
  // The first one's figures are still kept.
  const other = await startTestService(database, { clock });
  try {
    const { body } = await other.api.fetch<{ problems: { code: string }[] }>(
      "/readyz",
    );
    const codes = body.problems.map(({ code }) => code);
    expect(codes).toContain("audit_not_made");
    expect(codes).not.toContain("ledger");
    const scraped = await other.api.fetch<{ text: string }>("/metrics");
    const { text } = scraped.body;
    expect(text).toContain('\ntallyho_verify_made{what="ledger"} 0\n');
    expect(text).not.toContain('\ntallyho_verify_ok{what="ledger"}');
  } finally {
    await other.stop();
  }
  clock.advance(3_600_000);
  expect(await audit()).toMatchObject({ ready: true, degraded: [] });
});

test("what tallyho verify finds, and that it is mended, is said at once", async () => {
  const verify = async () => {
    const { ok, difference } = await verifyLedger(service.db);
    const found = { ok, lines: [], ledger: difference, reports: [] };
    await storeResult(service.db, clock.nowMs(), found, true);
    return (await api.fetch<{ ledger?: string }>("/readyz")).body.ledger;
  };
  await addToMargin(1);
  expect(await verify()).toStartWith("LedgerAuditError: The ledger does not");
  await addToMargin(-1);
  expect(await verify()).toBeUndefined();
});
