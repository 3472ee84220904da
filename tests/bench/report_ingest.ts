import { chmodSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { APP_ROLE, closeDatabase, openDatabase } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { systemClock } from "../../modules/kernel/mod.ts";
import { createRollupParts } from "../../modules/rollups/mod.ts";
import { INITIAL_SETTINGS } from "../../src/postgres/cluster.ts";
import { ExternalPostgres } from "../faults/external_postgres.ts";
import { until } from "../until.ts";
import { runLoad } from "./load_client.ts";
import { databaseSeconds, median, round2 } from "./machine.ts";
import { sendPostbacks, startTarget } from "./postback_load.ts";
import type { Target } from "./postback_load.ts";

const CONNECTIONS = 64;
const ROUNDS = Number(process.env.TALLYHO_BENCH_ROUNDS ?? "10");
const ROUND_MS = Number(process.env.TALLYHO_BENCH_MS ?? "2000");
const POSTBACKS_PER_SECOND_MAX = 8_000;
const USER_AGENT =
  "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36";

/** Time of one of a round, and CPU of the tracker and the database, in µs. */
interface Cost {
  us: number;
  tracker_us: number;
  database_us: number;
}

/** Sends so long, and waits until all of it is stored and counted. */
type Round = (target: Target) => Promise<{
  count: number;
  ms: number;
  /** CPU of what this process did of the tracker's work. */
  own_us: number;
}>;

/**
 * `bun run bench report_ingest`: clicks from the redirect until they are drained, and signed
 * postbacks until they are answered and folded, by a tracker and by one without roll-ups
 * (`without_rollups.ts`), in turns.
 */
export async function benchReportIngest(): Promise<void> {
  const base = await mkdtemp(join(tmpdir(), "tallyho-bench-"));
  chmodSync(base, 0o755);
  const server = await ExternalPostgres.start(
    base,
    "bundled",
    INITIAL_SETTINGS,
  );
  console.log(
    `\n${ROUNDS} rounds of ${ROUND_MS / 1000} s in turns over ${CONNECTIONS} connections, medians:`,
  );
  console.log(
    "                       µs each   µs of CPU: tracker  Postgres   ratio",
  );
  try {
    const of_clicks = { background: true, round: clickRound };
    await compare("clicks", server, base, of_clicks);
    const folding = new Folding(server);
    const round = (target: Target) => postbackRound(folding, target);
    await compare("postbacks", server, base, { background: false, round });
    await folding.stop();
  } finally {
    await server.stop();
    await rm(base, { recursive: true, force: true });
  }
}

async function compare(
  name: string,
  server: ExternalPostgres,
  base: string,
  { background, round }: { background: boolean; round: Round },
): Promise<void> {
  const preload = join(import.meta.dir, "without_rollups.ts");
  const whole = await startTarget(server, base, { background });
  const bare = await startTarget(server, base, { background, preload });
  const costs = { whole: [] as Cost[], bare: [] as Cost[] };
  // The first round warms up.
  for (let at = 0; at <= ROUNDS; at++) {
    const pair = [
      [whole, costs.whole],
      [bare, costs.bare],
    ] as const;
    for (const [target, of_target] of at % 2 === 0 ? pair : pair.toReversed()) {
      const cost = await costOf(server, target, round);
      if (at > 0) of_target.push(cost);
    }
  }
  await assertCounted(server, whole, true);
  await assertCounted(server, bare, false);
  await whole.stop();
  await bare.stop();
  printCosts(name, costs.whole, costs.bare);
}

async function costOf(
  server: ExternalPostgres,
  target: Target,
  round: Round,
): Promise<Cost> {
  const cpu = async () => ({
    tracker: await target.cpuSeconds(),
    database: await databaseSeconds(server, target.database),
  });
  const before = await cpu();
  const { count, ms, own_us } = await round(target);
  const after = await cpu();
  return {
    us: (ms * 1000) / count,
    tracker_us: ((after.tracker - before.tracker) * 1e6 + own_us) / count,
    database_us: ((after.database - before.database) * 1e6) / count,
  };
}

/** Each click has a label of its own. */
const clickRound: Round = async ({ url, slug }) => {
  const began = performance.now();
  const { requests: count } = await runLoad({
    url: `${url}/c/${slug}`,
    counter: `?source=app&sub2=b&sub3=c&sub1=${crypto.randomUUID()}-`,
    connections: CONNECTIONS,
    duration_ms: ROUND_MS,
    headers: { "user-agent": USER_AGENT },
  });
  await until("all clicks are drained", async () => {
    const ready = (await (await fetch(`${url}/readyz`)).json()) as {
      journal: { drain_lag_bytes: number };
    };
    return ready.journal.drain_lag_bytes === 0;
  });
  return { count, ms: performance.now() - began, own_us: 0 };
};

/** The folding comes after the postbacks, so that its time is in the sum whole. */
async function postbackRound(folding: Folding, target: Target) {
  const most = Math.ceil((POSTBACKS_PER_SECOND_MAX * ROUND_MS) / 1000);
  const load = { connections: CONNECTIONS, duration_ms: ROUND_MS };
  const { requests, by_status, seconds } = await sendPostbacks(
    target,
    most,
    load,
  );
  if (by_status["201"] !== requests) {
    throw new Error(`Not all were recorded: ${JSON.stringify(by_status)}`);
  }
  const folded = await folding.fold(target);
  return { count: requests, ...folded, ms: seconds * 1000 + folded.ms };
}

/** Runs the job that folds changes of conversions. */
class Folding {
  readonly #server: ExternalPostgres;
  readonly #parts = new Map<
    string,
    { db: Database; rollups: ReturnType<typeof createRollupParts> }
  >();

  constructor(server: ExternalPostgres) {
    this.#server = server;
  }

  /** Folds what a database has. */
  async fold({ database }: Target): Promise<{ ms: number; own_us: number }> {
    await this.#server.ask(database, ...STORE_CLICKS);
    const { rollups } = this.#partsOf(database);
    const cpu_before = process.cpuUsage();
    const began = performance.now();
    for (const { name, run } of rollups.jobs) {
      const context = { signal: new AbortController().signal };
      if (name === "fold_conversions") await run(context as never);
    }
    const { user, system } = process.cpuUsage(cpu_before);
    return { ms: performance.now() - began, own_us: user + system };
  }

  #partsOf(database: string) {
    let parts = this.#parts.get(database);
    if (parts === undefined) {
      const db = openDatabase(this.#server.url(database), {
        connections_max: 1,
        role: APP_ROLE,
      });
      parts = { db, rollups: createRollupParts({ db, clock: systemClock }) };
      this.#parts.set(database, parts);
    }
    return parts;
  }

  async stop(): Promise<void> {
    for (const { db, rollups } of this.#parts.values()) {
      await rollups.stop();
      await closeDatabase(db);
    }
  }
}

/**
 * The clicks of postbacks were only minted; a conversion is folded once its click is stored. The
 * server's own statistics would come later than a round takes.
 */
const STORE_CLICKS = [
  "select ensure_days('clicks', array(select distinct clicked_at::date from conversions))",
  `insert into clicks (click_id, clicked_at, campaign_id, link_id, affiliate_id, marks, pays, verdict, country, source, sub1, sub2)
   select distinct on (c.click_id) c.click_id, c.clicked_at, c.campaign_id, c.link_id, c.affiliate_id, 1, true, 'sent',
     'DE', 'app', 's-' || c.order_id, 'b'
   from conversions c where not exists (select from clicks k where k.click_id = c.click_id)`,
  "analyze conversions, conversion_deltas, conversion_facts, clicks",
] as const;

/** Whether the one counts all, and the other nothing. */
async function assertCounted(
  server: ExternalPostgres,
  { database }: Target,
  is_counted: boolean,
): Promise<void> {
  const [row] = await server.ask(
    database,
    `select (select count(*) from clicks)::int as clicks, (select count(*) from conversions)::int as conversions,
       ${countedOn("click")} as counted_clicks, ${countedOn("conversion")} as counted_conversions`,
  );
  const found = row as Record<string, number>;
  const of = (name: string) => (is_counted ? found[name] : 0);
  const is_right =
    found.counted_conversions === of("conversions") &&
    (found.conversions !== 0 || found.counted_clicks === of("clicks"));
  if (!is_right) throw new Error(`It counted ${JSON.stringify(found)}`);
}

/** Entries, which are one each where every click or order differs from the others. */
function countedOn(axis: string): string {
  return `(select coalesce(sum(entries), 0)::int from report_blocks where axis = '${axis}' and form in ('part', 'sorted'))`;
}

function printCosts(
  name: string,
  whole: readonly Cost[],
  bare: readonly Cost[],
): void {
  const of = (costs: readonly Cost[], what: keyof Cost) =>
    median(costs.map((cost) => cost[what]));
  const ratio = of(whole, "us") / of(bare, "us");
  const line = (what: string, costs: readonly Cost[], end = "") =>
    console.log(
      `${`${name}, ${what}`.padEnd(20)}${round2(of(costs, "us")).padStart(9)}${round2(of(costs, "tracker_us")).padStart(20)}${round2(of(costs, "database_us")).padStart(10)}${end}`,
    );
  line("whole", whole, round2(ratio).padStart(8));
  line("without", bare);
  const cpuOf = (costs: readonly Cost[]) =>
    of(costs, "tracker_us") + of(costs, "database_us");
  const slower = round2((ratio - 1) * 100);
  const more = round2((cpuOf(whole) / cpuOf(bare) - 1) * 100);
  console.log(
    `With roll-ups ${name} take ${slower} % longer (goal: at most 15), and ${more} % more CPU`,
  );
}
