import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import type { ExternalPostgres } from "../faults/external_postgres.ts";
import { installPeers, isDone, PEERS } from "./delivery_peers.ts";
import type { PeerName, PeerOptions } from "./delivery_peers.ts";
import { wallMs } from "./delivery_receiver.ts";
import type { Partners } from "./delivery_receiver.ts";
import {
  fillDeliveries,
  makePartners,
  startTracker,
} from "./delivery_tracker.ts";
import {
  cpuSeconds,
  databaseSeconds,
  median,
  residentMib,
  round2,
} from "./machine.ts";

const PARTNERS = 10;
const POLL_MS = 20;
const ROUND_MS_MAX = 10_000;
const OURS = "tallyho";

/** Setup and size of the bench. */
export interface RateBench {
  server: ExternalPostgres;
  base: string;
  partners: Partners;
  deliveries: number;
  rounds: number;
  /** Which peers run; those at default settings take longer. */
  peers: "all" | "tuned" | "none";
}

/** A sender, and the database that is copied for each of its rounds. */
interface Contender {
  name: string;
  settings: string;
  template: string;
  is_done: string;
  start(database: string): Promise<{ pid: number; stop(): Promise<void> }>;
}

/** Result of one round. */
interface Round {
  per_second: number;
  sender_us: number;
  database_us: number;
  memory_mib: number;
}

/**
 * Measures deliveries per second to partners that answer at once, beside two job
 * queues doing the same GET per job.
 */
export async function benchRate(bench: RateBench): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "tallyho-peers-"));
  try {
    const contenders = [await ours(bench)];
    if (bench.peers !== "none") {
      contenders.push(...(await peersOf(bench, folder)));
    }
    const rounds = new Map<Contender, Round[]>();
    for (let round = 0; round < bench.rounds; round++) {
      for (const contender of contenders) {
        const done = await runRound(bench, contender, round);
        rounds.set(contender, [...(rounds.get(contender) ?? []), done]);
      }
    }
    return printRates(bench, rounds);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function ours(bench: RateBench): Promise<Contender> {
  const { server, base, partners, deliveries } = bench;
  const template = "ours_filled";
  const made = await makePartners(server, base, {
    database: template,
    partners,
    count: PARTNERS,
  });
  await fillDeliveries(server, template, made, deliveries / PARTNERS);
  return {
    name: OURS,
    settings: "as it is, tries logged",
    template,
    is_done: "select not exists (select from delivery_queue) as done",
    start: (database) =>
      startTracker(server, base, { database, background: true }),
  };
}

/** The peers, with jobs made by themselves; none without a registry. */
async function peersOf(bench: RateBench, folder: string): Promise<Contender[]> {
  if (!(await installPeers(folder))) {
    console.log("The peers could not be installed: going on without them");
    return [];
  }
  const contenders: Contender[] = [];
  for (const peer of Object.keys(PEERS) as PeerName[]) {
    const template = await fillPeer(bench, peer, folder);
    const kinds = bench.peers === "all" ? [false, true] : [true];
    for (const is_tuned of kinds) {
      contenders.push({
        name: `${peer} ${PEERS[peer]}`,
        settings: is_tuned ? "tuned" : "default",
        template,
        is_done: isDone(peer),
        start: async (database) => {
          const database_url = bench.server.url(database);
          const options = { peer, is_tuned, database_url, folder };
          const child = startPeer(options);
          const stop = async () => {
            child.kill("SIGKILL");
            await child.exited;
          };
          return { pid: child.pid, stop };
        },
      });
    }
  }
  return contenders;
}

async function fillPeer(
  { server, partners, deliveries }: RateBench,
  peer: PeerName,
  folder: string,
): Promise<string> {
  const template = `${peer.replace("-", "_")}_filled`;
  await server.ask("postgres", `create database ${template}`);
  const fill = Array.from({ length: deliveries }, (_, index) => {
    const order = Math.floor(index / PARTNERS) + 1;
    const host = partners.url(index % PARTNERS);
    return `${host}/pb?ref=ref-${order}&payout=12.50&n=${order}`;
  });
  const database_url = server.url(template);
  const options = { peer, is_tuned: false, database_url, folder, fill };
  if ((await startPeer(options).exited) !== 0) {
    throw new Error(`${peer} could not make its jobs`);
  }
  await server.ask(template, "vacuum (analyze)");
  return template;
}

function startPeer(options: PeerOptions) {
  return Bun.spawn(
    [process.execPath, join(import.meta.dir, "delivery_peers.ts")],
    {
      stdin: Buffer.from(JSON.stringify(options)),
      stdout: "ignore",
      stderr: "inherit",
    },
  );
}

/**
 * Measures from the first request received until the database says that all is
 * done: what starting costs counts for nobody.
 */
async function runRound(
  bench: RateBench,
  contender: Contender,
  round: number,
): Promise<Round> {
  const { server, partners, deliveries } = bench;
  const database = `round_${round}_${crypto.randomUUID().slice(0, 8)}`;
  await server.ask(
    "postgres",
    `create database ${database} template ${contender.template}`,
    "checkpoint",
  );
  await partners.begin();
  const sender = await contender.start(database);
  const sql = postgres(server.url(database), { max: 1, onnotice: () => {} });
  try {
    await partners.begun();
    const sender_before = await cpuSeconds(sender.pid);
    const database_before = await databaseSeconds(server, database);
    const { ended_at, is_done } = await untilDone(sql, bench, contender);
    const sender_s = (await cpuSeconds(sender.pid)) - sender_before;
    const memory_mib = await residentMib(sender.pid);
    const database_s =
      (await databaseSeconds(server, database)) - database_before;
    const { first_at, requests, arrivals } = await partners.received();
    if (contender.name === OURS) await assertDelivered(sql, deliveries);
    if (is_done && (requests !== deliveries || arrivals.length !== requests)) {
      throw new Error(
        `${contender.name}: ${deliveries} to send, ${requests} arrived, ${arrivals.length} of them different`,
      );
    }
    const each_us = (seconds: number) => (seconds * 1e6) / requests;
    return {
      per_second: (requests * 1000) / (ended_at - first_at),
      sender_us: each_us(sender_s),
      database_us: each_us(database_s),
      memory_mib,
    };
  } finally {
    await sql.end();
    await sender.stop();
    await server.ask("postgres", `drop database ${database} with (force)`);
  }
}

/**
 * Waits until all is done, up to a limit: at default settings a queue may take
 * hours.
 */
async function untilDone(
  sql: postgres.Sql,
  { partners, deliveries }: RateBench,
  contender: Contender,
): Promise<{ ended_at: number; is_done: boolean }> {
  const until = wallMs() + ROUND_MS_MAX;
  for (;;) {
    if ((await partners.count()) >= deliveries) {
      const [row] = await sql.unsafe(contender.is_done);
      if (row?.done === true) return { ended_at: wallMs(), is_done: true };
    }
    if (wallMs() > until) return { ended_at: wallMs(), is_done: false };
    await Bun.sleep(POLL_MS);
  }
}

/** Asserts that each was delivered once, and each attempt logged. */
async function assertDelivered(
  sql: postgres.Sql,
  deliveries: number,
): Promise<void> {
  const [row] = await sql`
    select (select count(*)::int from deliveries where state = 'delivered' and attempts = 1) as delivered,
      (select count(*)::int from delivery_attempts where succeeded) as tries`;
  if (row?.delivered === deliveries && row.tries === deliveries) return;
  throw new Error(`${deliveries} to deliver: ${JSON.stringify(row)}`);
}

/** Prints a line each, and returns our rate relative to the better tuned peer. */
function printRates(
  { deliveries }: RateBench,
  rounds: ReadonlyMap<Contender, readonly Round[]>,
): number {
  console.log(
    `${deliveries} deliveries to ${PARTNERS} partners that answer at once`,
  );
  console.log(
    "who                  settings                  per s (each round)                 µs of CPU: sender  Postgres   MiB",
  );
  const rates = new Map<string, number>();
  for (const [{ name, settings }, all] of rounds) {
    const middle = (pick: (round: Round) => number) => median(all.map(pick));
    const per_second = middle((round) => round.per_second);
    rates.set(`${name} ${settings}`, per_second);
    const each = all.map((round) => Math.round(round.per_second)).join(" ");
    console.log(
      [
        name.padEnd(20),
        settings.padEnd(24),
        String(Math.round(per_second)).padStart(6),
        `(${each})`.padEnd(28),
        String(Math.round(middle((round) => round.sender_us))).padStart(22),
        String(Math.round(middle((round) => round.database_us))).padStart(9),
        String(Math.round(middle((round) => round.memory_mib))).padStart(5),
      ].join(" "),
    );
  }
  const tuned = [...rates].filter(([who]) => who.endsWith("tuned"));
  if (tuned.length === 0) return 0;
  const best = Math.max(...tuned.map(([, rate]) => rate));
  const mine = [...rates].find(([who]) => who.startsWith(OURS))?.[1] ?? 0;
  console.log(`ours by the better tuned one: ${round2(mine / best)}`);
  return mine / best;
}
