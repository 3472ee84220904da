import { afterAll } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { closeDatabase, openDatabase } from "../db/mod.ts";
import { detectDistribution } from "../db/citus/mod.ts";
import { Passwords } from "../modules/access/mod.ts";
import { ManualClock } from "../modules/kernel/mod.ts";
import { readConfig } from "../src/config.ts";
import { EventLog } from "../src/event_log.ts";
import type { DatabaseAddress } from "../src/postgres/embedded_postgres.ts";
import { startService } from "../src/service.ts";
import type { Service, ServiceOptions } from "../src/service.ts";
import { ApiClient } from "./api_client.ts";

/** Admin token of every service under test. */
export const ADMIN_TOKEN = "th_test_admin_token_0123456789";

/** Key of every service under test, unless it is given another one. */
export const TEST_KEY = "a key that only tests have, of enough characters";

/** Initial time of the tests' clock. */
export const START_MS = Date.UTC(2026, 10, 22, 10);

/** An unused connection ends by itself, so that no process of tests waits for it. */
const SUPERUSER_IDLE_S = 5;

/**
 * The thread of all services under test in this process: dictionaries of bad passwords take most of a
 * second to load. Tests of hashing make their own, at the program's cost.
 */
const PASSWORDS = new Passwords({ cost: { memoryCost: 64, timeCost: 1 } });

/** The Postgres started by `tests/run.ts`, by role. */
interface TestPostgres {
  owner: Exclude<DatabaseAddress, string>;
  app: Exclude<DatabaseAddress, string>;
  superuser: Exclude<DatabaseAddress, string>;
}

/** A test's own database, by role. */
export interface TestDatabase {
  owner: Exclude<DatabaseAddress, string>;
  app: Exclude<DatabaseAddress, string>;
  drop(): Promise<void>;
}

/** A tracker under test, with its clock and an admin client. */
export interface TestService extends Omit<Service, "deliverer"> {
  deliverer: { runOnce(): Promise<boolean> };
  clock: ManualClock;
  api: ApiClient;
  log: string[];
  /** Events, as the log of a process has them. */
  events: string[];
}

/** Creates a database for a test by copying the migrated one. */
export async function createTestDatabase(): Promise<TestDatabase> {
  return await createFrom(readServer().owner.database);
}

/** Creates a database for a test that nobody has migrated. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return await createFrom("template0");
}

async function createFrom(template: string): Promise<TestDatabase> {
  const server = readServer();
  const database = `t_${crypto.randomUUID().replaceAll("-", "")}`;
  await asSuperuser().unsafe(
    `create database ${database} template ${template} owner ${server.owner.user} strategy file_copy`,
  );
  await (detected ??= detect({ ...server.app, database }));
  return {
    owner: { ...server.owner, database },
    app: { ...server.app, database },
    async drop() {
      await asSuperuser().unsafe(
        `drop database if exists ${database} with (force)`,
      );
    },
  };
}

/**
 * Starts a tracker on a database; tests run its background work by hand unless
 * configured otherwise.
 */
export async function startTestService(
  database: TestDatabase,
  options: {
    env?: Record<string, string>;
    clock?: ManualClock;
    background?: boolean;
    /**
     * Directory of the journal; by default a temporary one, removed with the
     * service.
     */
    data_dir?: string;
    /** Key that encrypts secrets, if not the tests' default. */
    key?: string;
    resolve?: ServiceOptions["resolve"];
  } = {},
): Promise<TestService> {
  const clock = options.clock ?? new ManualClock(START_MS);
  const log: string[] = [];
  const events: string[] = [];
  const event_log = new EventLog({
    ...{ level: "debug", format: "json", clock },
    events: (line) => events.push(line),
    messages: () => {},
  });
  const data_dir =
    options.data_dir ?? (await mkdtemp(join(tmpdir(), "tallyho-data-")));
  const service = await startService({
    config: readConfig({
      PORT: "0",
      TALLYHO_ALLOW_PRIVATE_TARGETS: "127.0.0.0/8",
      TALLYHO_SIGN_UP: "open",
      ...options.env,
    }),
    address: database.app,
    data_dir,
    secrets: {
      key: options.key ?? TEST_KEY,
      admin_token: ADMIN_TOKEN,
    },
    clock,
    passwords: PASSWORDS,
    log: (line) => log.push(line),
    report: event_log.report.bind(event_log),
    background: options.background ?? false,
    ...(options.resolve === undefined ? {} : { resolve: options.resolve }),
  });
  const { deliverer, drain } = service;
  return {
    ...service,
    // When run by hand, the deliverer first drains the clicks that came before.
    deliverer: {
      async runOnce() {
        while (await drain.runOnce());
        return await deliverer.runOnce();
      },
    },
    async stop() {
      await service.stop();
      if (options.data_dir !== undefined) return;
      await rm(data_dir, { recursive: true, force: true });
    },
    clock,
    events,
    log,
    api: new ApiClient(service.url, ADMIN_TOKEN),
  };
}

/**
 * Starts a tracker on its own database for a test file; stopped and dropped
 * afterwards.
 */
export async function serviceForFile(
  options: Parameters<typeof startTestService>[1] = {},
): Promise<TestService> {
  const database = await createTestDatabase();
  const service = await startTestService(database, options);
  afterAll(async () => {
    await service.stop();
    await database.drop();
  });
  return service;
}

function readServer(): TestPostgres {
  const text = process.env.TALLYHO_TEST_POSTGRES;
  if (text === undefined) {
    throw new Error(
      "Run the tests with: bun run test, or bun tests/run.ts PATH",
    );
  }
  return JSON.parse(text) as TestPostgres;
}

let detected: Promise<void> | undefined;

/** Also for tests without a tracker, which asks it at its start. */
async function detect(address: DatabaseAddress): Promise<void> {
  const db = openDatabase(address, { connections_max: 1 });
  await detectDistribution(db);
  await closeDatabase(db);
}

let superuser: postgres.Sql | undefined;

/** The superuser's connection, which all tests of a process share: each new one costs as much as a copy. */
function asSuperuser(): postgres.Sql {
  return (superuser ??= postgres({
    ...readServer().superuser,
    max: 1,
    fetch_types: false,
    idle_timeout: SUPERUSER_IDLE_S,
    onnotice: () => {},
  }));
}
