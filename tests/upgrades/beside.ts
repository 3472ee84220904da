/**
 * Runs an earlier program and this one side by side on one database, as while instances are exchanged one after the
 * other:
 *
 *     bun tests/upgrades/beside.ts DIRECTORY    of the earlier checkout, with its packages installed
 *
 * Each records sales of the other's clicks, and of its own. Prints what was counted; throws at the first difference.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { isoTime, systemClock } from "../../modules/kernel/mod.ts";
import { ExternalPostgres } from "../faults/external_postgres.ts";
import { ADMIN_TOKEN, TEST_KEY } from "../harness.ts";
import { PartnerReceiver } from "../receiver.ts";
import { until } from "../until.ts";
import { OldProgram } from "./old_program.ts";
import { click, setUp, tell } from "./play_day.ts";

const ROUNDS = 25;

const [, , earlier] = process.argv;
if (earlier === undefined) throw new Error("Name the earlier checkout");
const base = mkdtempSync(join(tmpdir(), "tallyho-beside-"));
chmodSync(base, 0o755);
const postgres = await ExternalPostgres.start(base, "postgres_15");
const partner = new PartnerReceiver();
const programs: OldProgram[] = [];
try {
  const url = await postgres.makeDatabase("beside", "createrole");
  const start = async (checkout: string, name: string) => {
    const program = await OldProgram.start(checkout, {
      PORT: "0",
      DATABASE_URL: url,
      TALLYHO_DATA_DIR: join(base, name),
      TALLYHO_ADMIN_TOKEN: ADMIN_TOKEN,
      TALLYHO_KEY: TEST_KEY,
      TALLYHO_ALLOW_PRIVATE_TARGETS: "127.0.0.0/8",
    });
    programs.push(program);
    return program;
  };
  const old = await start(resolve(earlier), "old");
  const network = await setUp(old, partner.url);
  const now = await start(join(import.meta.dir, "..", ".."), "now");
  const orders = await sell(old, now, network.slug);
  await until("every order is told", () => toldOf(partner).size === orders);
  await pay(old, now);
  const { body } = await now.admin("GET", "/ledger/verify");
  if (body.ok !== true) throw new Error(JSON.stringify(body));
  console.log(`${orders} orders recorded once and told, two runs paid`);
} finally {
  for (const program of programs) await program.kill();
  await partner.stop();
  await postgres.stop();
  rmSync(base, { recursive: true, force: true });
}

/** Sells through both programs, crosswise; returns the number of orders. */
async function sell(
  old: OldProgram,
  now: OldProgram,
  slug: string,
): Promise<number> {
  let orders = 0;
  await until("the other knows the link", async () => {
    return (await now.visit(`/c/${slug}`)).status === 302;
  });
  for (let round = 0; round < ROUNDS; round++) {
    for (const [at, by, again] of [
      [old, now, old],
      [now, old, now],
      [old, old, now],
      [now, now, old],
    ] as const) {
      const click_id = await click(at, slug, `visit-${orders}`);
      const sale = { click_id, order_id: `A-${++orders}`, amount: "10.00" };
      expectSame("recorded", await tell(by, sale));
      expectSame("duplicate", await tell(again, sale));
    }
  }
  for (const program of [old, now]) {
    const { body } = await program.admin("GET", "/conversions?limit=500");
    expectSame(orders, (body.data as unknown[]).length);
  }
  return orders;
}

/** Pays by one program, then by the other: what is paid is payable no more. */
async function pay(old: OldProgram, now: OldProgram): Promise<void> {
  const paid: string[] = [];
  for (const program of [old, now]) {
    const run = await program.create("/payment-runs", {
      ...{ currency: "USD", up_to: isoTime(systemClock.nowMs()) },
    });
    const { body } = await program.admin("GET", "/payments");
    const mine = (body.data as { run_id?: string; amount: string }[]).filter(
      ({ run_id }) => run_id === run.id,
    );
    paid.push(mine.map(({ amount }) => amount).join());
  }
  expectSame("80.00,", paid.join());
}

function toldOf({ received }: PartnerReceiver): Set<string | null> {
  return new Set(received.map(({ url }) => url.searchParams.get("order")));
}

function expectSame(wanted: unknown, found: unknown): void {
  if (found === wanted) return;
  throw new Error(`${String(wanted)} was expected, not ${String(found)}`);
}
