// Between the redirect and the table lies the journal. Whatever happens on that
// way, the table ends up with exactly the clicks that were redirected.
import { afterAll, beforeAll, expect, test } from "bun:test";
import postgres from "postgres";
import { peekClickId } from "../../modules/clicks/mod.ts";
import { setUp } from "../factory.ts";
import { IS_LONG } from "../long.ts";
import { until } from "../until.ts";
import {
  expectAllStored,
  readStored,
  refsOf,
  sendClicks,
  STORED_CLICKS,
  untilDrained,
} from "./click_load.ts";
import type { Redirected } from "./click_load.ts";
import { ExternalPostgres } from "./external_postgres.ts";
import { TrackerDirectory } from "./tracker_process.ts";

/** Shared by the instances of a network. */
const NETWORK_KEY = "a key that only the fault tests have, long enough";

/** Clicks after which an instance is killed. */
const CLICKS = IS_LONG ? 1000 : 400;
/** Stops of a tracker in turn. */
const ROUNDS = IS_LONG ? 3 : 2;

const grounds: TrackerDirectory[] = [];
let server: ExternalPostgres;
beforeAll(async () => {
  server = await ExternalPostgres.start(newGround().base, "bundled");
});
afterAll(async () => {
  for (const directory of grounds.toReversed()) {
    if (directory === grounds[0]) await server.stop();
    await directory.remove();
  }
});

test("a tracker killed between the drain's COPY and its commit has stored nothing of that batch, and all of it once after a restart", async () => {
  const directory = newGround();
  const env = {
    DATABASE_URL: await server.makeDatabase("held", "superuser"),
  };
  const first = await directory.start(env);
  const { slug } = await setUp(first.api);
  const before = await sendClicks(first.api, slug, refsOf("before", 50));
  await untilDrained(first.api);

  const lock = postgres(server.url("held"), { max: 1, onnotice: () => {} });
  await lock.unsafe("begin");
  await lock.unsafe("lock table journal_positions in access exclusive mode");
  const held = await sendClicks(first.api, slug, refsOf("held", 700));
  await untilRows("held", WAITING_FOR_POSITION, 1);
  const later = await sendClicks(first.api, slug, refsOf("later", 300));
  await first.kill();
  await lock.unsafe("rollback");
  await lock.end();
  await untilRows("held", CONNECTED, 0);
  expectAllStored(await stored("held"), before);

  const second = await directory.start(env);
  await untilDrained(second.api);
  const all = new Map([...before, ...held, ...later]);
  expect(all.size).toBe(1050);
  expectAllStored(await stored("held"), all);
  // All are one visitor's, whom the second start knows from the first.
  expect(await server.ask("held", UNIQUE_CLICKS)).toEqual([{ n: 1 }]);
  expect((await second.stop()).exit_code).toBe(0);
});

test("two trackers on one database store the clicks of both, none twice, under node numbers of their own, also where one is killed", async () => {
  const env = {
    DATABASE_URL: await server.makeDatabase("shared", "superuser"),
    TALLYHO_KEY: NETWORK_KEY,
  };
  const grounds = [newGround(), newGround()] as const;
  const one = await grounds[0].start(env);
  const other = await grounds[1].start(env);
  const { slug } = await setUp(one.api);
  const refs = refsOf("other", 3 * CLICKS);
  let killed: Promise<void> | undefined;
  const [by_one, by_other] = await Promise.all([
    sendClicks(one.api, slug, refsOf("one", 1.5 * CLICKS)),
    sendClicks(other.api, slug, refs, (count) => {
      if (count >= CLICKS) killed ??= other.kill();
    }),
  ]);
  await killed;
  expect(by_one.size).toBe(1.5 * CLICKS);
  expect(by_other.size).toBeWithin(CLICKS, 3 * CLICKS);

  const again = await grounds[1].start(env);
  const after = await sendClicks(again.api, slug, refsOf("after", 500));
  expect(after.size).toBe(500);
  for (const { api } of [one, again]) await untilDrained(api);
  const all = new Map([...by_one, ...by_other, ...after]);
  expect(all.size).toBe(1.5 * CLICKS + by_other.size + 500);
  const sent = [...all.keys(), ...refs];
  expectAllStored(await stored("shared"), all, sent);
  const [node, ...more] = nodesOf(by_one);
  expect(more).toEqual([]);
  expect(nodesOf(by_other).size).toBe(1);
  expect([...nodesOf(by_other), ...nodesOf(after)]).not.toContain(node);
});

test.each(IS_LONG ? ["relaxed", "fsync"] : ["relaxed"])(
  "TALLYHO_CLICK_DURABILITY=%s loses nothing that was answered before SIGTERM, stop after stop",
  async (durability) => {
    const database = `stopped_${durability}`;
    const directory = newGround();
    const env = {
      DATABASE_URL: await server.makeDatabase(database, "superuser"),
      TALLYHO_CLICK_DURABILITY: durability,
    };
    let tracker = await directory.start(env);
    const { slug } = await setUp(tracker.api);
    const all: Redirected = new Map();
    for (let round = 0; round < ROUNDS; round++) {
      const refs = refsOf(`round${round}`, 400);
      const redirected = await sendClicks(tracker.api, slug, refs);
      expect(redirected.size).toBe(400);
      for (const [ref, click_id] of redirected) all.set(ref, click_id);
      expect((await tracker.stop("SIGTERM")).exit_code).toBe(0);
      expectAllStored(await stored(database), all);
      tracker = await directory.start(env);
    }
    await untilDrained(tracker.api);
    expectAllStored(await stored(database), all);
    expect(all.size).toBe(400 * ROUNDS);
  },
);

/** Backends that have copied their rows and wait to store their position. */
const WAITING_FOR_POSITION = `select pid from pg_stat_activity
  where wait_event_type = 'Lock' and query like 'insert into "journal_positions"%'`;

const UNIQUE_CLICKS =
  "select count(*)::int as n from clicks where marks & 1 = 1";

const CONNECTED = `select pid from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()
    and backend_type = 'client backend'`;

function newGround(): TrackerDirectory {
  const directory = new TrackerDirectory();
  grounds.push(directory);
  return directory;
}

async function stored(database: string) {
  return readStored(await server.ask(database, STORED_CLICKS));
}

function nodesOf(redirected: Redirected): Set<number | undefined> {
  const nodes = [...redirected.values()].map(
    (click_id) => peekClickId(click_id)?.fields.node,
  );
  return new Set(nodes);
}

async function untilRows(
  database: string,
  query: string,
  count: number,
): Promise<void> {
  await until(`there are ${count} rows of: ${query}`, async () => {
    const rows = await server.ask(database, query);
    return rows.length === count;
  });
}
