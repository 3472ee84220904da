import { chmodSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clickIdBytes } from "../../modules/clicks/mod.ts";
import { INITIAL_SETTINGS } from "../../src/postgres/cluster.ts";
import { ExternalPostgres } from "../faults/external_postgres.ts";
import { median, round2 } from "./machine.ts";
import { sendPostbacks, startTarget } from "./postback_load.ts";
import type { Target } from "./postback_load.ts";

const SHARED = 300;
const STORED = 100_000;
const CONNECTIONS = 256;
const ROUNDS = 3;
const DURATION_MS = Number(process.env.TALLYHO_BENCH_MS ?? "3000");
const PER_SECOND_MAX = 20_000;

/**
 * The part of `bun run bench postbacks` about clicks with many conversions: a fresh click per
 * postback, a few clicks shared by all, one new click, and one with a hundred thousand conversions,
 * in alternating rounds of one run. Postbacks of one click are settled batch after batch.
 */
export async function benchPostbackClicks(): Promise<void> {
  const base = await mkdtemp(join(tmpdir(), "tallyho-bench-"));
  chmodSync(base, 0o755);
  const server = await ExternalPostgres.start(
    base,
    "bundled",
    INITIAL_SETTINGS,
  );
  try {
    const target = await startTarget(server, base);
    const mint = () => target.minter.mint(target.link_id, true).click_id;
    const busy = mint();
    await fillClick(target, server, busy);
    const kinds: [string, string[]][] = [
      ["fresh clicks", []],
      [`${SHARED} clicks share all`, Array.from({ length: SHARED }, mint)],
      ["one click, new", [mint()]],
      [`one click with ${STORED}`, [busy]],
    ];
    const rates = kinds.map((): number[] => []);
    const costs = kinds.map((): number[] => []);
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [index, [, clicks]] of kinds.entries()) {
        const before = await target.cpuSeconds();
        const { per_second, requests } = await sendPostbacks(
          target,
          Math.ceil((PER_SECOND_MAX * DURATION_MS) / 1000),
          { connections: CONNECTIONS, duration_ms: DURATION_MS, clicks },
        );
        // The first round is a warm-up.
        if (round === 0) continue;
        const cpu_seconds = (await target.cpuSeconds()) - before;
        rates[index]?.push(per_second);
        costs[index]?.push((cpu_seconds * 1e6) / requests);
      }
    }
    await target.stop();
    const fresh = median(rates[0]);
    console.log("clicks                          per s   ratio   µs tracker");
    for (const [index, [what]] of kinds.entries()) {
      const rate = median(rates[index]);
      const cost = Math.round(median(costs[index]));
      console.log(
        `${what.padEnd(28)} ${String(Math.round(rate)).padStart(8)} ${String(round2(rate / fresh)).padStart(7)} ${String(cost).padStart(12)}`,
      );
    }
  } finally {
    await server.stop();
    await rm(base, { recursive: true, force: true });
  }
}

/** Inserts conversions as earlier orders would have, without updating statistics. */
async function fillClick(
  { campaign_id, link_id, affiliate_id, advertiser_id, database }: Target,
  server: ExternalPostgres,
  click_id: string,
): Promise<void> {
  const hex = clickIdBytes(click_id)?.toHex();
  await server.ask(
    database,
    `insert into conversions (campaign_id, id, goal_key, dedupe_key, version,
       status, click_id, link_id, affiliate_id, advertiser_id, order_id, currency,
       amount_micros, revenue_micros, payout_micros, rule_version, proof, said_at,
       said, clicked_at, recorded_at, updated_at)
     select ${campaign_id}, gen_random_uuid(), 'sale', 'o:old-' || i, 1, 'approved',
       '\\x${hex}', ${link_id}, ${affiliate_id}, ${advertiser_id}, 'old-' || i, 'USD',
       25000000, 20000000, 12500000, 1, 'signature', at, array['approved|25000000'],
       at, at, at
     from generate_series(1, ${STORED}) as i,
       lateral (select '2026-01-01'::timestamptz + i * interval '1 second') as made(at)`,
  );
}
