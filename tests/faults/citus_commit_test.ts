// Citus commits on the coordinator first, and on the workers a moment later. A proxy makes that moment long, or cuts
// it: what is booked is chained once it can be read, and a partner is told without waiting for a lease to end.
import {
  afterAll,
  beforeAll,
  describe,
  expect,
  setDefaultTimeout,
  test,
} from "bun:test";
import { sql } from "drizzle-orm";
import {
  detectDistribution,
  isDistributed,
  takeSnapshotEverywhere,
} from "../../db/citus/mod.ts";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { extendLedger, verifyLedger } from "../../modules/payouts/mod.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { createTestDatabase, startTestService } from "../harness.ts";
import type { TestService } from "../harness.ts";
import { runProgram } from "../program.ts";
import { PartnerReceiver } from "../receiver.ts";
import { until } from "../until.ts";
import { CitusNodes, HAS_CITUS } from "./citus_nodes.ts";
import { TcpProxy } from "./tcp_proxy.ts";
import { TrackerDirectory } from "./tracker_process.ts";

const TIMEOUT_MS = 300_000;
const SECOND_PHASE = "COMMIT PREPARED";
/** The advisory lock under which the ledger is closed. */
const HORIZON_LOCK = 7_213_004_561;
/** Campaigns, of which both workers get some. */
const CAMPAIGNS = 8;
const SETTINGS = [
  // The proxy reads what the coordinator sends to a worker.
  "citus.node_conninfo=sslmode=disable",
  // The test does what Citus' daemon would do once a minute.
  "citus.recover_2pc_interval=-1",
];

setDefaultTimeout(TIMEOUT_MS);

const directory = new TrackerDirectory();
const partner = new PartnerReceiver();
let nodes: CitusNodes;
let proxy: TcpProxy;
let service: TestService;
let other: TestService;
/** A network's campaigns on the worker behind the proxy, and on the other one. */
let behind: Setup;
let beside: Setup;

beforeAll(async () => {
  if (!HAS_CITUS) return;
  nodes = await CitusNodes.start(directory.base, SETTINGS);
  await nodes.prepare();
  const [first, second] = nodes.workers.map(({ port }) => port);
  proxy = new TcpProxy(second ?? 0);
  await nodes.join([first ?? 0, proxy.port]);
  const env = {
    DATABASE_URL: nodes.url,
    TALLYHO_DATA_DIR: directory.data_dir,
  };
  for (const words of [["migrate"], ["distribute"]]) {
    expect(await runProgram(words, env)).toMatchObject({ code: 0 });
  }
  service = await startTestService(database());
  other = await startTestService(database(), { clock: service.clock });
  const made: Setup[] = [];
  for (let at = 0; at < CAMPAIGNS; at++) {
    const setup = await setUp(service.api);
    made.push(setup);
    await service.api.call(
      "POST",
      `/affiliates/${setup.affiliate_id}/postbacks`,
      { url: `${partner.url}/pb?order={order_id}` },
    );
  }
  behind = await oneOn(made, proxy.port);
  beside = await oneOn(made, first ?? 0);
  await other.configuration.refresh();
});

afterAll(async () => {
  if (HAS_CITUS) {
    await service.stop();
    await other.stop();
    proxy.stop();
    await forgetDistribution();
  }
  await partner.stop();
  await directory.remove();
  if (HAS_CITUS) await nodes.stop();
});

/** The database, as the program's role. */
function address() {
  return {
    host: "127.0.0.1",
    port: nodes.coordinator.port,
    database: "tallyho",
    user: "tallyho_app",
    password: "hidden",
  };
}

function database() {
  return {
    owner: { ...address(), user: "tallyho" },
    app: address(),
    drop: async () => {},
  };
}

/** Other files of this process work on a database that isn't distributed. */
async function forgetDistribution(): Promise<void> {
  const plain = await createTestDatabase();
  const db = openDatabase(plain.app, { connections_max: 1 });
  await detectDistribution(db);
  await closeDatabase(db);
  await plain.drop();
}

async function oneOn(made: readonly Setup[], port: number): Promise<Setup> {
  for (const setup of made) {
    const [place] = await nodes.ask(
      `select nodeport from citus_shards where shardid =
         get_shard_id_for_distribution_column('conversions', ${setup.campaign_id})`,
    );
    if (Number(place?.nodeport) === port) return setup;
  }
  throw new Error(`No campaign lies on ${port}`);
}

/** A sale of each campaign: that behind the proxy is under way when this returns, the other is answered. */
async function sellBoth(name: string) {
  const click_ids = [
    await service.api.click(behind.slug),
    await service.api.click(beside.slug),
  ] as const;
  while (await service.drain.runOnce());
  service.clock.advance(1_000);
  proxy.hold(SECOND_PHASE);
  const under_way = service.api.postback({
    click_id: click_ids[0],
    order_id: `${name}-behind`,
  });
  await until("the second phase is held back", () => proxy.held > 0);
  service.clock.advance(1_000);
  const answered = await other.api.postback({
    click_id: click_ids[1],
    order_id: `${name}-beside`,
  });
  expect(answered.status).toBe(201);
  return { under_way };
}

async function extend(rounds = 3): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    service.clock.advance(60_000);
    await extendLedger(other);
  }
}

async function chained(): Promise<{ entries: number; chained: number }> {
  const [row] = await nodes.ask(
    `select (select count(*) from ledger_transactions)::int as entries,
       (select coalesce(sum(count), 0) from ledger_chain)::int as chained`,
  );
  return row as { entries: number; chained: number };
}

const toldOrders = () =>
  partner.received.map(({ url }) => url.searchParams.get("order"));

async function tell(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    service.clock.advance(2_000);
    await other.deliverer.runOnce();
  }
}

describe.skipIf(!HAS_CITUS)("between the two phases of a commit", () => {
  test("the ledger waits for what a worker hasn't committed, however late that is, and then chains all of it", async () => {
    expect(isDistributed()).toBeTrue();
    const { under_way } = await sellBoth("late");
    const before = await chained();
    // Another round waits as long as this one.
    await extend(1);
    expect(await chained()).toEqual(before);
    await tell();
    expect(toldOrders()).toEqual(["late-beside"]);
    const claims = await nodes.ask(
      `select from delivery_queue
       where campaign_id = ${behind.campaign_id} and claimed_until is not null`,
    );
    expect(claims).toEqual([]);

    proxy.release();
    expect((await under_way).status).toBe(201);
    await tell();
    expect(toldOrders()).toEqual(["late-beside", "late-behind"]);
    await extend();
    const now = await chained();
    expect(now.entries).toBeGreaterThan(before.entries);
    expect(now.chained).toBe(now.entries);
    expect((await verifyLedger(other.db)).ok).toBeTrue();
  });

  test("and for what is committed there only once Citus has looked for what a cut connection left", async () => {
    const { under_way } = await sellBoth("cut");
    proxy.cut();
    await under_way.catch(() => {});
    const left = await nodes.workers[1]?.ask(
      "tallyho",
      "select from pg_prepared_xacts where gid like 'citus%'",
    );
    expect(left?.length).toBeGreaterThan(0);
    const before = await chained();
    await extend(1);
    expect((await chained()).chained).toBe(before.chained);
    await tell();
    expect(toldOrders()).not.toContain("cut-behind");
    await nodes.ask("select recover_prepared_transactions()");
    await tell();
    expect(toldOrders()).toContain("cut-behind");
    await extend();
    const now = await chained();
    expect(now.chained).toBe(now.entries);
    expect((await verifyLedger(other.db)).ok).toBeTrue();
  });

  test("a tracker that was cut off while the database was distributed asks again before it closes the ledger", async () => {
    const { under_way } = await sellBoth("cut-off");
    const before = await chained();
    await forgetDistribution();
    await extend(1);
    expect(await chained()).toEqual(before);
    expect(isDistributed()).toBeTrue();
    proxy.release();
    expect((await under_way).status).toBe(201);
    await extend();
    const now = await chained();
    expect(now.chained).toBe(now.entries);
  });

  test("a backup's transaction may wait as long as its holder tries", async () => {
    const owner = { ...address(), user: "tallyho" };
    const db = openDatabase(owner, { connections_max: 1 });
    const idle = await db.transaction(
      async (tx) => {
        await takeSnapshotEverywhere(tx, owner);
        const [row] = await tx.execute(
          sql`show idle_in_transaction_session_timeout`,
        );
        return row?.idle_in_transaction_session_timeout;
      },
      { isolationLevel: "repeatable read", accessMode: "read only" },
    );
    await closeDatabase(db);
    expect(idle).toBe("0");
  });

  test("a tracker that was frozen after it had asked the workers closes no more than it had asked about", async () => {
    const { under_way } = await sellBoth("asked");
    service.clock.advance(60_000);
    const frozen = extendLedger(other);
    await until("it asks the workers", async () => {
      const asking = await nodes.ask(
        "select from ledger_horizon where closing_id <> final_id and closing_xid is not null",
      );
      return asking.length > 0;
    });
    const lock = openDatabase(address(), { connections_max: 1 });
    const ask = (text: string) => lock.$client.unsafe(text);
    await ask(`select pg_advisory_lock(${HORIZON_LOCK}::bigint)`);
    proxy.release();
    expect((await under_way).status).toBe(201);
    await until("it has been answered, and waits", async () => {
      const waiting = await nodes.ask(
        "select from pg_locks where locktype = 'advisory' and not granted",
      );
      return waiting.length > 0;
    });

    // Meanwhile another one closes what was asked about, and announces what no worker was asked about.
    const [closed] = await ask(
      "update ledger_horizon set final_id = closing_id returning final_id",
    );
    const unseen = await sellBoth("unseen");
    const [announced] = await ask(
      `update ledger_horizon set closing_xid = pg_current_xact_id()::text::bigint, closing_id =
         (select id from ledger_transactions order by id desc limit 1) returning closing_id`,
    );
    expect(announced?.closing_id > closed?.final_id).toBeTrue();
    await ask(`select pg_advisory_unlock(${HORIZON_LOCK}::bigint)`);
    await closeDatabase(lock);
    await frozen;
    const [after] = await nodes.ask("select final_id from ledger_horizon");
    expect(after?.final_id).toBe(closed?.final_id);

    proxy.release();
    expect((await unseen.under_way).status).toBe(201);
    await extend();
    const now = await chained();
    expect(now.chained).toBe(now.entries);
    expect((await verifyLedger(other.db)).ok).toBeTrue();
  });

  test("and within seconds by itself", async () => {
    const working = await startTestService(database(), { background: true });
    await forgetDistribution();
    expect(isDistributed()).toBeFalse();
    await until("it has asked again", isDistributed);
    await working.stop();
  });
});
