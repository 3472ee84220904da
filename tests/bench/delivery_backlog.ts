import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { systemClock } from "../../modules/kernel/mod.ts";
import { claimDeliveries } from "../../modules/deliveries/mod.ts";
import type { ExternalPostgres } from "../faults/external_postgres.ts";
import { notePoint } from "./curves.ts";
import type { Partners } from "./delivery_receiver.ts";
import {
  fillDeliveries,
  makePartners,
  startTracker,
} from "./delivery_tracker.ts";
import type { Partner } from "./delivery_tracker.ts";
import { median, round2 } from "./machine.ts";

const PARTNERS = 10;
const CLAIMS = 40;
const EACH = 24;
const RUN_MS = 5_000;
const SAMPLE_MS = 200;
const POLLS_MAX = 3_000;

/** Setup of the bench, and the number of queued rows. */
export interface BacklogBench {
  server: ExternalPostgres;
  base: string;
  partners: Partners;
  backlogs: readonly number[];
}

/** Cost of one claim, and a tracker's figures with such a backlog. */
interface Found {
  rows: number;
  p50_ms: number;
  most_ms: number;
  buffers: number;
  per_second: number;
  memory_mib: number;
}

/** Measures the cost of a claim and a tracker's memory by backlog size. */
export async function benchBacklog(bench: BacklogBench): Promise<void> {
  const { server, base, partners, backlogs } = bench;
  console.log(
    `Claims of ${EACH * PARTNERS} deliveries of ${PARTNERS} partners, by how many wait; then ${RUN_MS / 1000} s of delivering`,
  );
  console.log(
    "     waiting   claim ms: p50     most   buffers a delivery   delivered per s   most MiB",
  );
  for (const backlog of backlogs) {
    const database = `backlog_${backlog}`;
    const options = { database, partners, count: PARTNERS };
    const made = await makePartners(server, base, options);
    await fillDeliveries(server, database, made, backlog / PARTNERS);
    print(await measure(bench, database, made));
    await server.ask("postgres", `drop database ${database} with (force)`);
  }
}

async function measure(
  bench: BacklogBench,
  database: string,
  made: readonly Partner[],
): Promise<Found> {
  const { server } = bench;
  const rows = await waiting(server, database);
  const claims = await claimSome(server, database, made);
  // Release the claims made here, so that the tracker finds all rows.
  await server.ask(
    database,
    "update delivery_queue set claimed_until = null where claimed_until is not null",
  );
  return { rows, ...claims, ...(await deliverForAWhile(bench, database)) };
}

async function waiting(
  server: ExternalPostgres,
  database: string,
): Promise<number> {
  const [row] = await server.ask(
    database,
    "select count(*)::int as rows from delivery_queue",
  );
  return Number(row?.rows);
}

async function claimSome(
  server: ExternalPostgres,
  database: string,
  made: readonly Partner[],
): Promise<Pick<Found, "p50_ms" | "most_ms" | "buffers">> {
  await server.ask(
    database,
    "create extension pg_stat_statements",
    "select pg_stat_statements_reset()",
  );
  const db = openDatabase(server.url(database), { connections_max: 1 });
  const turns = made.map(({ endpoint_id }) => {
    return { endpoint_id, total: EACH, fresh: EACH / 2 };
  });
  const times: number[] = [];
  for (let claim = 0; claim < CLAIMS; claim++) {
    const began = performance.now();
    const claimed = await claimDeliveries(db, turns, {
      now_ms: systemClock.nowMs(),
    });
    times.push(performance.now() - began);
    if (claimed.length !== EACH * made.length) {
      throw new Error(`${claimed.length} were claimed`);
    }
  }
  await closeDatabase(db);
  const [row] = await server.ask(
    database,
    `select sum(shared_blks_hit + shared_blks_read)::int as buffers
     from pg_stat_statements join pg_database on pg_database.oid = dbid
     where datname = current_database() and query like '%claimed_until = now()%'`,
  );
  // The first claim opens the connection.
  const [, ...warm] = times;
  return {
    p50_ms: median(warm),
    most_ms: Math.max(...warm),
    buffers: Number(row?.buffers) / (CLAIMS * EACH * made.length),
  };
}

/** Delivers from the backlog with a whole tracker; stopped before it is finished. */
async function deliverForAWhile(
  { server, base, partners }: BacklogBench,
  database: string,
): Promise<Pick<Found, "per_second" | "memory_mib">> {
  await partners.begin();
  const tracker = await startTracker(server, base, {
    database,
    background: true,
  });
  try {
    for (let look = 0; (await partners.count()) === 0; look++) {
      if (look === POLLS_MAX) throw new Error("Nothing was delivered");
      await Bun.sleep(10);
    }
    const began = performance.now();
    let memory_mib = 0;
    let requests = 0;
    let seconds = 0;
    while (seconds * 1000 < RUN_MS) {
      await Bun.sleep(SAMPLE_MS);
      const before = requests;
      requests = await partners.count();
      memory_mib = Math.max(memory_mib, await tracker.memory_mib());
      if (requests === before) break;
      seconds = (performance.now() - began) / 1000;
    }
    return { per_second: requests / seconds, memory_mib };
  } finally {
    await tracker.stop();
  }
}

function print(found: Found): void {
  const at = {
    curve: "Claims, and memory, by deliveries that wait",
    ...{ size_name: "deliveries waiting", size: found.rows },
    value_name: "ms, pages, MiB",
  };
  notePoint({ ...at, line: "ms a claim", value: found.p50_ms });
  notePoint({ ...at, line: "pages a delivery", value: found.buffers });
  notePoint({ ...at, line: "MiB of memory", value: found.memory_mib });
  console.log(
    [
      String(found.rows).padStart(12),
      round2(found.p50_ms).padStart(15),
      round2(found.most_ms).padStart(8),
      round2(found.buffers).padStart(20),
      String(Math.round(found.per_second)).padStart(17),
      String(Math.round(found.memory_mib)).padStart(10),
    ].join(" "),
  );
}
