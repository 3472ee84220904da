// A network that has outgrown one server, by the steps of docs/operate/scaling.md: its rows are spread over
// two workers, none is lost or counted twice, and all goes on as before. Only where Citus is installed.
import {
  afterAll,
  beforeAll,
  describe,
  expect,
  setDefaultTimeout,
  test,
} from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { PLACEMENT } from "../../db/schema/mod.ts";
import { CommandProcess, runProgram } from "../program.ts";
import { readAllRows } from "../table_rows.ts";
import { until } from "../until.ts";
import { CitusNodes, HAS_CITUS } from "./citus_nodes.ts";
import { CitusWorld } from "./citus_world.ts";
import { untilDrained } from "./click_load.ts";
import { TrackerDirectory } from "./tracker_process.ts";

const TIMEOUT_MS = 300_000;
/** Written by whoever looks: the ledger's horizon moves, and jobs say when they ran. */
const MOVING = ["ledger_horizon", "job_runs", "leases", "node_leases"];

setDefaultTimeout(TIMEOUT_MS);

const directory = new TrackerDirectory();
let nodes: CitusNodes;
let world: CitusWorld;
let reports_before: unknown;

beforeAll(async () => {
  if (HAS_CITUS) nodes = await CitusNodes.start(directory.base);
});
afterAll(async () => {
  await directory.remove();
  if (!HAS_CITUS) return;
  await world.close();
  await nodes.stop();
});

const serve = async () => await directory.start({ DATABASE_URL: nodes.url });

const environment = () => ({
  DATABASE_URL: nodes.url,
  TALLYHO_DATA_DIR: directory.data_dir,
});

const run = async (...words: string[]) =>
  await runProgram(words, environment());

/** The one line of a refusal. */
async function refusal(): Promise<string> {
  const { code, stderr, stdout } = await run("distribute");
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  return stderr.trim();
}

async function placedTables(): Promise<string[]> {
  const rows = await nodes.ask(
    "select logicalrelid::text as name from pg_dist_partition",
  );
  return rows.map(({ name }) => String(name));
}

/** Rows that lie on the coordinator although their table is distributed. */
async function leftLocally(): Promise<Record<string, unknown>[]> {
  return await nodes.ask(
    `select logicalrelid::text as name from pg_dist_partition
     where pg_relation_size(logicalrelid) > 0 order by 1`,
  );
}

/** On all nodes: a table is locked on one after the other. */
async function waitingForLocks(): Promise<number> {
  const [row] = await nodes.ask(
    "select sum(result::int) as waiting from run_command_on_all_nodes('select count(*) from pg_locks where not granted')",
  );
  return Number(row?.waiting);
}

function settled(rows: Map<string, string[]>): Record<string, string[]> {
  return Object.fromEntries(
    [...rows].filter(([name]) => !MOVING.includes(name)),
  );
}

describe.skipIf(!HAS_CITUS)("on a coordinator and two workers", () => {
  test("a network works there before it is distributed", async () => {
    await nodes.prepare();
    const tracker = await serve();
    world = await CitusWorld.open(tracker.api);
    await world.day("before");
    await untilDrained(tracker.api);
    reports_before = await world.reports();
    expect((await tracker.stop()).exit_code).toBe(0);
  });

  test("distribute says in one line what keeps it from working, and changes nothing", async () => {
    const citus = "update pg_extension set extversion";
    await nodes.ask(
      "update pg_extension set extname = 'cit' where extname = 'citus'",
    );
    expect(await refusal()).toContain("this database has no Citus");
    await nodes.ask(
      "update pg_extension set extname = 'citus' where extname = 'cit'",
    );
    await nodes.ask(`${citus} = '11.3-1' where extname = 'citus'`);
    expect(await refusal()).toContain(
      "Citus 12 or newer is needed, found 11.3-1",
    );
    await nodes.ask(`${citus} = '12.1-1' where extname = 'citus'`);
    await nodes.join();
    const worker = nodes.workers[1];
    if (worker === undefined) throw new Error("No worker");
    const alone = "set citus.enable_alter_role_propagation = off";
    await worker.ask("tallyho", alone, "alter role tallyho_app nologin");
    expect(await refusal()).toMatch(
      /the role "tallyho_app" does not reach 127.0.0.1:\d+ .*Run "alter role tallyho_app login" on every node/,
    );
    await worker.ask("tallyho", alone, "alter role tallyho_app login");
    await nodes.ask(
      "select citus_set_node_property(nodename, nodeport, 'shouldhaveshards', false) from pg_dist_node",
    );
    expect(await refusal()).toContain("no node may hold shards");
    await nodes.ask(
      "select citus_set_node_property(nodename, nodeport, 'shouldhaveshards', true) from pg_dist_node where groupid > 0",
    );
    const tracker = await serve();
    expect(await refusal()).toContain("a tracker runs on this database");
    await tracker.stop();
    expect(await placedTables()).toEqual([]);
  });

  test("a dry run names each table and changes nothing", async () => {
    const said = await run("distribute", "--dry-run");
    expect(said).toMatchObject({ code: 0, stderr: "" });
    expect(said.stdout).toMatch(
      /^conversions: would be distributed by campaign, [1-9]\d* rows$/m,
    );
    expect(await placedTables()).toEqual([]);
  });

  test("killed in the middle, it goes on where it was; every row is there, once, and in its place", async () => {
    const before = await readAllRows(nodes.url);
    // As a crash between the two steps of a table leaves it: its rows are in shards, and here.
    await nodes.ask("select create_reference_table('user_agents')");
    const held = await nodes.coordinator.hold("tallyho", "postbacks");
    const child = new CommandProcess(["distribute"], environment());
    await until("it waits for a table that is held", async () => {
      const waiting = await nodes.ask(
        "select from pg_stat_activity where application_name = 'distribute' and wait_event_type = 'Lock'",
      );
      return waiting.length > 0;
    });
    await child.kill();
    expect((await leftLocally()).length).toBeGreaterThan(0);
    await held.release();
    const refused = await directory.run({ DATABASE_URL: nodes.url });
    expect(refused.exit_code).toBe(1);
    expect(refused.stderr).toContain(
      'Only some tables of this database are distributed: run "tallyho distribute" again',
    );

    const said = await run("distribute");
    expect(said).toMatchObject({ code: 0, stderr: "" });
    expect(said.stdout).toContain("clicks: in its place already");
    expect(said.stdout).toContain("The ledger is valid");
    expect(said.stdout).toContain("The reports are valid");
    expect(await leftLocally()).toEqual([]);
    const names = await placedTables();
    for (const [table, { kind }] of Object.entries(PLACEMENT)) {
      expect(`${table}: ${names.includes(table)}`).toBe(
        `${table}: ${kind !== "plain"}`,
      );
    }
    expect(settled(await readAllRows(nodes.url))).toEqual(settled(before));
    const [spread] = await nodes.ask(
      "select count(distinct nodename || nodeport) as nodes from citus_shards where table_name::text = 'conversions' and shard_size > 8192",
    );
    expect(Number(spread?.nodes)).toBe(2);
    const again = await run("distribute");
    expect(again.stdout).toContain("postbacks: in its place already");
    expect(again.code).toBe(0);
  });

  test("all goes on: reports say the same, and another day of sales, refunds, payments and statements is right", async () => {
    const tracker = await serve();
    world = world.on(tracker.api);
    expect(await world.reports()).toEqual(reports_before);
    await world.day("after");
    await untilDrained(tracker.api);
    const reports = await world.reports();
    const stopped = await tracker.stop();
    expect(stopped).toMatchObject({ exit_code: 0, stderr: "" });

    const next = await serve();
    expect(await world.on(next.api).reports()).toEqual(reports);
    await next.stop();
    const verified = await run("verify");
    expect(verified).toMatchObject({ code: 0, stderr: "" });
  });

  test("a backup is of one moment on all nodes, while sales go on, and is restored onto one Postgres", async () => {
    const tracker = await serve();
    const selling = new AbortController();
    const load = world.on(tracker.api).sellUntil(selling.signal);
    const path = join(directory.base, "spread.tar");
    const said = await run("backup", path);
    selling.abort();
    expect(await load).toBeGreaterThan(0);
    await untilDrained(tracker.api);
    await tracker.stop();
    expect(said).toMatchObject({ code: 0 });

    const env = {
      DATABASE_URL: await nodes.coordinator.makeDatabase("one", "createrole"),
      TALLYHO_DATA_DIR: join(directory.base, "restored"),
      TALLYHO_KEY: readFileSync(join(directory.data_dir, "key"), "utf8").trim(),
    };
    await nodes.coordinator.ask("postgres", "grant tallyho_app to one_owner");
    const restored = await runProgram(["restore", path], env);
    expect(restored).toMatchObject({ code: 0 });
    expect(restored.stdout).toContain("The ledger is valid");
    expect(restored.stdout).toContain("The reports are valid");
  });

  test("a backup that gets into a circle with a writer begins again, and the writer goes on", async () => {
    const writer = postgres(nodes.url, { max: 1 });
    const path = join(directory.base, "circle.tar");
    let backup: Promise<unknown> | undefined;
    await writer.begin(async (tx) => {
      await tx`lock table conversions in row exclusive mode`;
      backup = run("backup", path);
      await until(
        "the backup waits",
        async () => (await waitingForLocks()) > 0,
      );
      // The backup has this one already, and waits for the other.
      await tx`lock table clicks in row exclusive mode`;
    });
    await writer.end();
    expect(await backup).toMatchObject({ code: 0 });
  });
});

test.skipIf(HAS_CITUS)("nothing is tried: Citus is not on this machine", () => {
  expect(HAS_CITUS).toBeFalse();
});
