import { join } from "node:path";
import type { ExternalPostgres } from "../faults/external_postgres.ts";
import { median, round2 } from "./machine.ts";
import { sendPostbacks, startTarget } from "./postback_load.ts";
import type { Target } from "./postback_load.ts";

const CONNECTIONS = 64;
const ROUNDS = 5;
const ROUND_MS = Number(process.env.TALLYHO_BENCH_MS ?? "5000");
const PER_SECOND_MAX = 8_000;

interface Round {
  per_second: number;
  /** CPU time of the tracker per postback, in µs. */
  tracker_us: number;
}

/**
 * Sends signed postbacks over HTTP, in alternating rounds, to a tracker that books them and to one
 * that doesn't (`without_ledger.ts`), and compares the medians.
 */
export async function benchIngest(
  server: ExternalPostgres,
  base: string,
): Promise<void> {
  const preload = join(import.meta.dir, "without_ledger.ts");
  const booking = await startTarget(server, base);
  const bare = await startTarget(server, base, { preload });
  const rounds = { booking: [] as Round[], bare: [] as Round[] };
  await oneRound(booking, 2_000);
  await oneRound(bare, 2_000);
  for (let round = 0; round < ROUNDS; round++) {
    const is_odd = round % 2 === 1;
    if (is_odd) rounds.bare.push(await oneRound(bare, ROUND_MS));
    rounds.booking.push(await oneRound(booking, ROUND_MS));
    if (!is_odd) rounds.bare.push(await oneRound(bare, ROUND_MS));
  }
  await assertBooked(server, booking, true);
  await assertBooked(server, bare, false);
  await booking.stop();
  await bare.stop();
  print(rounds.booking, rounds.bare);
}

async function oneRound(target: Target, duration_ms: number): Promise<Round> {
  const before = await target.cpuSeconds();
  const most = Math.ceil((PER_SECOND_MAX * duration_ms) / 1000);
  const load = { connections: CONNECTIONS, duration_ms };
  const result = await sendPostbacks(target, most, load);
  const { requests, by_status, per_second } = result;
  if (by_status["201"] !== requests) {
    throw new Error(`Not all were recorded: ${JSON.stringify(by_status)}`);
  }
  const seconds = (await target.cpuSeconds()) - before;
  return { per_second, tracker_us: (seconds * 1e6) / requests };
}

async function assertBooked(
  server: ExternalPostgres,
  { database }: Target,
  is_booked: boolean,
): Promise<void> {
  const [row] = await server.ask(
    database,
    `select (select count(*) from conversions)::int as recorded,
       (select count(*) from ledger_transactions)::int as booked`,
  );
  const { recorded, booked } = row as { recorded: number; booked: number };
  if (booked === (is_booked ? recorded : 0)) return;
  throw new Error(`${recorded} were recorded, and ${booked} booked`);
}

function print(booking: readonly Round[], bare: readonly Round[]): void {
  console.log(
    `Ingest of signed postbacks, ${ROUNDS} rounds of ${ROUND_MS / 1000} s each in turns over ${CONNECTIONS} connections, medians:`,
  );
  console.log("                 per s   µs of the tracker's CPU each");
  const with_it = median(booking.map(({ per_second }) => per_second));
  const without = median(bare.map(({ per_second }) => per_second));
  const line = (name: string, rate: number, rounds: readonly Round[]) =>
    console.log(
      `${name.padEnd(14)}${String(Math.round(rate)).padStart(8)}${round2(median(rounds.map(({ tracker_us }) => tracker_us))).padStart(31)}`,
    );
  line("with ledger", with_it, booking);
  line("without", without, bare);
  const slower = (without / with_it - 1) * 100;
  console.log(
    `With the ledger a postback takes ${round2(slower)} % longer (goal: at most 15)`,
  );
}
