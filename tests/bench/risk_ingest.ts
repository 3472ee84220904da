import { chmodSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { clickIdBytes } from "../../modules/clicks/mod.ts";
import { INITIAL_SETTINGS } from "../../src/postgres/cluster.ts";
import { ExternalPostgres } from "../faults/external_postgres.ts";
import { databaseSeconds, median, printMachine, round2 } from "./machine.ts";
import { sendPostbacks, startTarget } from "./postback_load.ts";
import type { Target } from "./postback_load.ts";

const CONNECTIONS = 64;
const ROUNDS = Number(process.env.TALLYHO_BENCH_ROUNDS ?? "10");
const ROUND_MS = Number(process.env.TALLYHO_BENCH_MS ?? "2000");
const POSTBACKS_PER_SECOND_MAX = 6_000;
const BUDGET_US = 2_000;
const LOSS_MAX = 5;
const CLICKS_AT_ONCE = 10_000;
/** Groups that stand out in other campaigns, as a large network has them. */
const FINDINGS = 5_000;

const AGENT =
  "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36";

/** A way in which postbacks come, and what is known about them. */
interface Kind {
  name: string;
  /** Whether a rule acts, the offer was compared, and clicks are stored. */
  is_ruled: boolean;
  /** Further parameters. */
  extra: string;
}

const KINDS: readonly Kind[] = [
  { name: "as they come", is_ruled: false, extra: "" },
  {
    name: "with a rule, a comparison and the customer",
    is_ruled: true,
    extra: `&ip=203.0.113.9&user_agent=${encodeURIComponent(AGENT)}`,
  },
];

/** Time of one postback, and CPU of tracker and database, in µs. */
interface Cost {
  us: number;
  tracker_us: number;
  database_us: number;
}

/**
 * `bun run bench risk_ingest`: signed postbacks by a tracker that judges them and by one that doesn't
 * (`without_risk.ts`), in turns. Its CPU for a postback, with the database's, is held against the
 * budget; the time, against what ingest may lose. `TALLYHO_BENCH_ROUNDS` and `TALLYHO_BENCH_MS` make it longer.
 */
export async function benchRiskIngest(): Promise<void> {
  const base = await mkdtemp(join(tmpdir(), "tallyho-bench-"));
  chmodSync(base, 0o755);
  const server = await ExternalPostgres.start(
    base,
    "bundled",
    INITIAL_SETTINGS,
  );
  try {
    printMachine(base);
    console.log(
      `${ROUNDS} rounds of ${ROUND_MS / 1000} s in turns over ${CONNECTIONS} connections, medians; load ${loadText()}`,
    );
    for (const kind of KINDS) await compare(server, base, kind);
    console.log(`\nload at the end ${loadText()}`);
  } finally {
    await server.stop();
    await rm(base, { recursive: true, force: true });
  }
}

async function compare(
  server: ExternalPostgres,
  base: string,
  kind: Kind,
): Promise<void> {
  const preload = join(import.meta.dir, "without_risk.ts");
  const judging = await startTarget(server, base);
  const bare = await startTarget(server, base, { preload });
  const sides = [
    { target: judging, costs: [] as Cost[] },
    { target: bare, costs: [] as Cost[] },
  ] as const;
  const clicks = new Map<Target, string[]>();
  for (const { target } of sides) {
    clicks.set(target, await prepare(server, target, kind));
  }
  // The first round warms up.
  for (let at = 0; at <= ROUNDS; at++) {
    for (const { target, costs } of at % 2 === 0 ? sides : sides.toReversed()) {
      const own = clicks.get(target) ?? [];
      const cost = await costOf(server, target, { ...kind, clicks: own });
      if (at > 0) costs.push(cost);
    }
  }
  await assertJudged(server, judging, kind.extra !== "");
  await assertJudged(server, bare, false);
  for (const { target } of sides) await target.stop();
  print(kind.name, sides[0].costs, sides[1].costs);
}

/** Sets the rule, makes what a comparison leaves, and stores the clicks that will be sold. */
async function prepare(
  server: ExternalPostgres,
  target: Target,
  { is_ruled }: Kind,
): Promise<string[]> {
  if (!is_ruled) return [];
  const { campaign_id, affiliate_id, database } = target;
  await target.api.call("POST", "/risk-rules", {
    ...{ action: "pending", watch_score: 30, hold_score: 75 },
  });
  await server.ask(
    database,
    `insert into risk_offers (campaign_id, conversions, fast_edge_s, fast_share, cr, compared_at)
     values (${campaign_id}, 5000, 10, 0.002, 0.03, now())`,
    `insert into risk_findings (campaign_id, affiliate_id, part, code, p_value, hits, sample, usual, share_low, unusual, found_at)
     select ${campaign_id} + n, ${affiliate_id}, '', 'refund_rate', 0, 50, 100, 0.1, 0.4, 0.7, now()
     from generate_series(1, ${FINDINGS}) n
     union all
     select ${campaign_id}, ${affiliate_id}, '', 'geo_mismatch', 0, 50, 100, 0.1, 0.4, 0.5, now()`,
  );
  return await storeClicks(server, target);
}

/** One click for each postback that may be sent. */
async function storeClicks(
  server: ExternalPostgres,
  { database, minter, link_id, campaign_id, affiliate_id }: Target,
): Promise<string[]> {
  const count = perRound() * (ROUNDS + 1);
  const ids: string[] = [];
  await server.ask(
    database,
    "select ensure_days('clicks', array[current_date - 1, current_date, current_date + 1])",
  );
  while (ids.length < count) {
    const minted = Array.from({ length: CLICKS_AT_ONCE }, () =>
      minter.mint(link_id, true),
    );
    const rows = minted.map(({ click_id }) => {
      const bytes = clickIdBytes(click_id);
      return `'${Buffer.from(bytes ?? []).toString("hex")}'`;
    });
    await server.ask(
      database,
      `insert into clicks (click_id, clicked_at, campaign_id, link_id, affiliate_id, marks, pays, verdict, country, ip)
       select decode(hex, 'hex'), to_timestamp(('x' || substr(hex, 3, 12))::bit(48)::bigint / 1000.0),
         ${campaign_id}, ${link_id}, ${affiliate_id}, 1, true, 'sent', 'DE', '203.0.113.9'
       from unnest(array[${rows.join()}]) as c(hex)`,
    );
    ids.push(...minted.map(({ click_id }) => click_id));
  }
  await server.ask(database, "analyze clicks");
  return ids;
}

function perRound(): number {
  return Math.ceil((POSTBACKS_PER_SECOND_MAX * ROUND_MS) / 1000);
}

async function costOf(
  server: ExternalPostgres,
  target: Target,
  { extra, clicks }: Kind & { clicks: readonly string[] },
): Promise<Cost> {
  const cpu = async () => ({
    tracker: await target.cpuSeconds(),
    database: await databaseSeconds(server, target.database),
  });
  const before = await cpu();
  const load = { connections: CONNECTIONS, duration_ms: ROUND_MS };
  const sent = { ...load, clicks, extra };
  const { requests, by_status, seconds } = await sendPostbacks(
    target,
    perRound(),
    sent,
  );
  if (by_status["201"] !== requests) {
    throw new Error(`Not all were recorded: ${JSON.stringify(by_status)}`);
  }
  const after = await cpu();
  return {
    us: (seconds * 1e6) / requests,
    tracker_us: ((after.tracker - before.tracker) * 1e6) / requests,
    database_us: ((after.database - before.database) * 1e6) / requests,
  };
}

/** Whether the one keeps risks, and the other none. */
async function assertJudged(
  server: ExternalPostgres,
  { database }: Target,
  is_judged: boolean,
): Promise<void> {
  const [row] = await server.ask(
    database,
    "select (select count(*) from conversion_risks)::int as risks, (select count(*) from conversions)::int as conversions",
  );
  const { risks, conversions } = row as { risks: number; conversions: number };
  const is_right = is_judged ? risks === conversions : risks === 0;
  if (!is_right) throw new Error(`It kept ${risks} risks of ${conversions}`);
}

function print(
  name: string,
  judging: readonly Cost[],
  bare: readonly Cost[],
): void {
  const of = (costs: readonly Cost[], what: keyof Cost) =>
    median(costs.map((cost) => cost[what]));
  console.log(`\npostbacks ${name}`);
  console.table(
    [judging, bare].map((costs, at) => ({
      "": at === 0 ? "judged" : "not judged",
      "µs each": round2(of(costs, "us")),
      "µs of CPU, tracker": round2(of(costs, "tracker_us")),
      "µs of CPU, Postgres": round2(of(costs, "database_us")),
    })),
  );
  // Rounds beside each other had the same machine.
  const loss = median(judging.map(({ us }, at) => us / (bare[at]?.us ?? us)));
  const cpuOf = ({ tracker_us, database_us }: Cost) => tracker_us + database_us;
  const more = median(
    judging.map((cost, at) => cpuOf(cost) - cpuOf(bare[at] ?? cost)),
  );
  const ratio = median(
    judging.map((cost, at) => cpuOf(cost) / cpuOf(bare[at] ?? cost)),
  );
  console.log(
    `judging takes ${round2(more)} µs of CPU a postback (budget: ${BUDGET_US}), ${round2((ratio - 1) * 100)} % more, and ingest is ${round2((loss - 1) * 100)} % slower (goal: less than ${LOSS_MAX}; beside other load, only CPU says something)`,
  );
}

function loadText(): string {
  return loadavg().map(round2).join(" ");
}
