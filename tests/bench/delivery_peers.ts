/**
 * The peers of the delivery bench: each sends the same GET per job as a process
 * of its own. They are no dependencies of ours; they are installed into a folder
 * that is thrown away.
 *
 *     echo '{"peer":"graphile-worker","is_tuned":true,…}' | bun tests/bench/delivery_peers.ts
 */
import { join } from "node:path";

/** The peers, with the versions measured. */
export const PEERS = { "graphile-worker": "0.18", "pg-boss": "12" } as const;

export type PeerName = keyof typeof PEERS;

/** Options of a peer's process. */
export interface PeerOptions {
  peer: PeerName;
  is_tuned: boolean;
  database_url: string;
  /** Where it is installed. */
  folder: string;
  /** Creates its tables and jobs and exits, instead of working. */
  fill?: string[];
}

/** Installs the peers; false if no registry can be reached. */
export async function installPeers(folder: string): Promise<boolean> {
  await Bun.write(join(folder, "package.json"), "{}");
  const names = Object.entries(PEERS).map(
    ([name, version]) => `${name}@${version}`,
  );
  const child = Bun.spawn([process.execPath, "add", ...names], {
    cwd: folder,
    stdin: "ignore",
    stdout: "ignore",
    stderr: "ignore",
    timeout: 60_000,
  });
  return (await child.exited) === 0;
}

/** Query that tells whether a peer's jobs are done. */
export function isDone(peer: PeerName): string {
  return peer === "graphile-worker"
    ? "select not exists (select from graphile_worker._private_jobs) as done"
    : "select not exists (select from pgboss.job where name = 'get' and state < 'completed') as done";
}

/** The parts of graphile-worker used here. */
interface GraphileWorker {
  runMigrations(options: object): Promise<void>;
  run(options: object): Promise<{ promise: Promise<void> }>;
  Logger: new (factory: () => () => void) => object;
  makeWorkerUtils(options: object): Promise<{
    addJobs(jobs: object[]): Promise<unknown>;
    release(): Promise<void>;
  }>;
}

/** The parts of pg-boss used here. */
interface Boss {
  on(event: string, told: (error: unknown) => void): void;
  start(): Promise<unknown>;
  stop(options: object): Promise<void>;
  createQueue(name: string): Promise<unknown>;
  insert(name: string, jobs: object[]): Promise<unknown>;
  work(
    name: string,
    options: object,
    handler: (jobs: { data: { url: string } }[]) => Promise<void>,
  ): Promise<unknown>;
}

async function load<T>(folder: string, name: PeerName): Promise<T> {
  const path = Bun.resolveSync(name, folder);
  return (await import(path)) as T;
}

async function send(url: string): Promise<void> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
}

const FILL_BATCH = 1_000;

async function graphile(options: PeerOptions): Promise<void> {
  const { folder, database_url, is_tuned, fill } = options;
  const worker = await load<GraphileWorker>(folder, "graphile-worker");
  const logger = new worker.Logger(() => () => {});
  const shared = { connectionString: database_url, logger };
  if (fill !== undefined) {
    const utils = await worker.makeWorkerUtils(shared);
    for (let at = 0; at < fill.length; at += FILL_BATCH) {
      const urls = fill.slice(at, at + FILL_BATCH);
      await utils.addJobs(
        urls.map((url) => ({ identifier: "get", payload: { url } })),
      );
    }
    await utils.release();
    return;
  }
  const tuned = {
    concurrentJobs: 64,
    maxPoolSize: 20,
    preset: {
      worker: {
        concurrentJobs: 64,
        maxPoolSize: 20,
        localQueue: { size: 500 },
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
  };
  const { promise } = await worker.run({
    ...shared,
    noHandleSignals: true,
    ...(is_tuned ? { concurrency: 64, preset: tuned.preset } : {}),
    taskList: { get: ({ url }: { url: string }) => send(url) },
  });
  await promise;
}

async function pgBoss(options: PeerOptions): Promise<void> {
  const { folder, database_url, is_tuned, fill } = options;
  const { PgBoss } = await load<{ PgBoss: new (options: object) => Boss }>(
    folder,
    "pg-boss",
  );
  const pool = is_tuned ? { max: 20 } : {};
  const boss = new PgBoss({ connectionString: database_url, ...pool });
  boss.on("error", (error) => process.stderr.write(`${String(error)}\n`));
  await boss.start();
  if (fill !== undefined) {
    await boss.createQueue("get");
    for (let at = 0; at < fill.length; at += FILL_BATCH) {
      const urls = fill.slice(at, at + FILL_BATCH);
      await boss.insert(
        "get",
        urls.map((url) => ({ data: { url } })),
      );
    }
    await boss.stop({ graceful: false });
    return;
  }
  const tuned = {
    batchSize: 200,
    localConcurrency: 3,
    pollingIntervalSeconds: 0.5,
    burstWhenBatchFull: true,
  };
  await boss.work("get", is_tuned ? tuned : {}, async (jobs) => {
    await Promise.all(jobs.map(({ data }) => send(data.url)));
  });
}

if (import.meta.main) {
  const options = JSON.parse(await Bun.stdin.text()) as PeerOptions;
  await (options.peer === "graphile-worker" ? graphile : pgBoss)(options);
  if (options.fill !== undefined) process.exit(0);
}
