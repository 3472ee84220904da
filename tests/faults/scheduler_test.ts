// Background work belongs to no process: if one is stopped, frozen or killed, another continues,
// and nothing is done twice.
import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { until } from "../until.ts";
import { ExternalPostgres } from "./external_postgres.ts";
import { longTest } from "../long.ts";
import { ROUNDS } from "./load.ts";
import { PIECES, PIECES_TABLE, schedulerFor } from "./task_worker.ts";
import { TrackerDirectory } from "./tracker_process.ts";

const WORKER = join(import.meta.dir, "task_worker.ts");
const NETWORK_KEY = "a key that only the fault tests have, long enough";
/** The lease lasts six seconds and is tried for every second. */
const LEAD_MS_MAX = 9_000;

const grounds = [
  new TrackerDirectory(),
  new TrackerDirectory(),
  new TrackerDirectory(),
] as const;
const workers = new Map<string, Bun.Subprocess>();
let server: ExternalPostgres;
beforeAll(async () => {
  server = await ExternalPostgres.start(grounds[0].base, "bundled");
});
afterEach(async () => {
  for (const worker of workers.values()) {
    worker.kill("SIGKILL");
    await worker.exited;
  }
  workers.clear();
});
afterAll(async () => {
  await grounds[1].remove();
  await grounds[2].remove();
  await server.stop();
  await grounds[0].remove();
});

longTest(
  "a leader that is frozen (SIGSTOP) loses the lead within the time of its lease, the next one fires, and nothing happens twice when the first one thaws",
  async () => {
    const env = {
      DATABASE_URL: await server.makeDatabase("leaders", "createrole"),
      TALLYHO_KEY: NETWORK_KEY,
    };
    const ask = (text: string) => server.ask("leaders", text);
    const holder = async () => (await ask("select holder from leases"))[0];
    const first = await grounds[1].start(env);
    const held = await until("one of them leads", holder);
    const second = await grounds[2].start(env);
    await until(
      "the start's jobs are done",
      async () =>
        (
          await ask(
            "select from jobs where key = 'clock' and finished_at is null",
          )
        ).length === 0,
    );
    await ask("create table enqueued (name text not null)");
    await ask(
      "create function note() returns trigger language plpgsql security definer as 'begin insert into enqueued values (new.name); return new; end'",
    );
    await ask(
      "create trigger note after insert on jobs for each row execute function note()",
    );

    process.kill(first.pid, "SIGSTOP");
    const frozen_ms = performance.now();
    // If a minute began since the start, its jobs have a slot for each minute; only the latest is
    // fired again.
    const slots = await ask("delete from job_firings returning name");
    const fired = new Set(slots.map(({ name }) => name));
    expect(fired.size).toBeGreaterThan(2);
    await until(
      "what was fired is fired again",
      async () =>
        (await ask("select distinct name from enqueued")).length >= fired.size,
    );
    expect(performance.now() - frozen_ms).toBeLessThan(LEAD_MS_MAX);
    const taken = await holder();
    expect(taken).not.toEqual(held);

    process.kill(first.pid, "SIGCONT");
    await first.api.call("GET", "/jobs");
    await Bun.sleep(LEAD_MS_MAX / 3);
    expect(await holder()).toEqual(taken);
    // A minute may have begun meanwhile: each firing has enqueued one job.
    const compared = await ask(
      "select (select array_agg(name order by name) from enqueued) as jobs, (select array_agg(name order by name) from job_firings) as firings",
    );
    expect(compared[0]?.jobs).toEqual(compared[0]?.firings);
    await until(
      "all jobs are done",
      async () =>
        (await ask("select from jobs where finished_at is null")).length === 0,
    );
    expect((await first.stop()).exit_code).toBe(0);
    expect((await second.stop()).exit_code).toBe(0);
  },
  60_000,
);

longTest(
  "a leader that is killed with kill -9 is followed by another, which fires, within ten seconds",
  async () => {
    const env = {
      DATABASE_URL: await server.makeDatabase("killed_leader", "superuser"),
      TALLYHO_KEY: NETWORK_KEY,
    };
    const ask = (text: string) => server.ask("killed_leader", text);
    const holder = async () => (await ask("select holder from leases"))[0];
    const first = await grounds[1].start(env);
    const held = await until("one of them leads", holder);
    const second = await grounds[2].start(env);

    await first.kill();
    const killed_ms = performance.now();
    await ask("delete from job_firings");
    await until("the other one fires", async () => {
      const [fired] = await ask("select count(*)::int as n from job_firings");
      return Number(fired?.n) > 0;
    });
    const led_ms = Math.round(performance.now() - killed_ms);
    console.log(`  another leads after kill -9: ${led_ms} ms`);
    expect(led_ms).toBeLessThan(LEAD_MS_MAX);
    expect(await holder()).not.toEqual(held);
    expect((await second.stop()).exit_code).toBe(0);
  },
  60_000,
);

for (const [fate, signal, run] of [
  ["killed with kill -9", "SIGKILL", test],
  ["frozen (SIGSTOP)", "SIGSTOP", longTest],
] as const) {
  run(
    `a long task whose process is ${fate} in the middle goes on in another one from the last piece, none twice (rounds: ${ROUNDS})`,
    async () => {
      const name = `task_${signal.toLowerCase()}`;
      const DATABASE_URL = await server.makeDatabase(name, "superuser");
      const ask = (text: string) => server.ask(name, text);
      const tracker = await grounds[1].start({
        DATABASE_URL,
        TALLYHO_KEY: NETWORK_KEY,
      });
      await tracker.stop();
      // A process frozen in a transaction keeps its row locks for this long. The connections' own
      // idle_in_transaction_session_timeout overrides the database's.
      await ask(`alter database ${name} set transaction_timeout = '2s'`);
      await ask(PIECES_TABLE);
      await ask("grant all on pieces to public");
      const db = openDatabase(DATABASE_URL, { connections_max: 1 });
      try {
        for (let round = 1; round <= ROUNDS; round++) {
          const { id } = await schedulerFor(db, "none").enqueue(db, {
            name: "long",
          });
          const pieces = () =>
            ask(`select piece, worker from pieces where task = '${id}'`);
          for (const worker of ["left", "right"]) {
            startWorker(`${worker} ${round}`, DATABASE_URL);
          }
          const some = 1 + Math.floor(Math.random() * (PIECES / 2));
          await until(
            "some pieces are done",
            async () => (await pieces()).length >= some,
          );
          const [{ worker: at_work = "" } = {}] = await pieces();
          workers.get(String(at_work))?.kill(signal);
          // Its claim expires after a bounded time, for which the test doesn't wait.
          const [claim] = await ask(
            "select claimed_until < now() + interval '1 minute' as is_bounded from jobs where state = 'running'",
          );
          expect(claim).toEqual({ is_bounded: true });
          await ask(
            "update jobs set claimed_until = now() - interval '1 second'",
          );
          await until(
            "the task is done",
            async () =>
              (
                await ask(
                  `select from jobs where id = '${id}' and state = 'done'`,
                )
              ).length === 1,
          );
          workers.get(String(at_work))?.kill("SIGCONT");
          for (const worker of workers.values()) {
            worker.kill(worker.signalCode === null ? "SIGTERM" : "SIGKILL");
            await worker.exited;
          }
          workers.clear();
          const done = await pieces();
          expect(done).toHaveLength(PIECES);
          expect(new Set(done.map(({ piece }) => piece)).size).toBe(PIECES);
          expect(new Set(done.map(({ worker }) => worker)).size).toBe(2);
        }
      } finally {
        await closeDatabase(db);
      }
    },
    60_000 + ROUNDS * 60_000,
  );
}

function startWorker(name: string, DATABASE_URL: string): void {
  const worker = Bun.spawn([process.execPath, WORKER, name], {
    env: { PATH: process.env.PATH ?? "", DATABASE_URL },
    stdin: "ignore",
    stdout: "ignore",
    stderr: "ignore",
  });
  workers.set(name, worker);
}
