import type { ExternalPostgres } from "../faults/external_postgres.ts";
import { wallMs } from "./delivery_receiver.ts";
import type { Manner, Partners } from "./delivery_receiver.ts";
import { makePartners, startTracker } from "./delivery_tracker.ts";
import type { BenchTracker, Partner } from "./delivery_tracker.ts";
import { median, round2 } from "./machine.ts";

const PARTNERS = 10;
const PER_SECOND = 200;
const CLICKS_AT_ONCE = 16;
/**
 * Partners that hang or fail in one kind of round; the others are measured in
 * both.
 */
const MANNERS: Readonly<Record<number, Manner>> = { 8: "hang", 9: "fail" };
const OTHERS = 8;
/** Wait after the last response for requests still in flight. */
const ARRIVE_MS = 1_000;

/** Setup and size of the bench. */
export interface LatencyBench {
  server: ExternalPostgres;
  base: string;
  partners: Partners;
  rounds: number;
  duration_ms: number;
  /** Warm-up with the same traffic, not measured. */
  warm_ms: number;
}

/** Delay from the postback's response to the partner's receipt. */
interface ReceivedRequest {
  sent: number;
  missing: number;
  p50_ms: number;
  p99_ms: number;
  most_ms: number;
  memory_mib: number;
}

/**
 * Measures the time from a postback's response to the partner's receipt, at a fixed rate, over HTTP
 * into a whole tracker: with ten partners that respond at once, and, with one hanging and one
 * failing, of the other eight.
 */
export async function benchLatency(bench: LatencyBench): Promise<void> {
  const template = "partners";
  const options = { database: template, partners: bench.partners };
  const { server, base } = bench;
  const made = await makePartners(server, base, {
    ...options,
    count: PARTNERS,
  });
  const calm: ReceivedRequest[] = [];
  const disturbed: ReceivedRequest[] = [];
  for (let round = 0; round < bench.rounds; round++) {
    calm.push(await measure(bench, made, {}));
    disturbed.push(await measure(bench, made, MANNERS));
  }
  console.log(
    `From a postback's answer to the receipt of ${OTHERS} partners out of ${PARTNERS}, ${PER_SECOND} postbacks a second`,
  );
  console.log(
    "                             p50 ms   p99 ms  most ms  postbacks  unheard   MiB   p99 of each round",
  );
  print("all answer at once", calm);
  print("one hangs and one fails", disturbed);
  const p99 = (all: readonly ReceivedRequest[]) =>
    median(all.map((one) => one.p99_ms));
  console.log(`p99, ratio: ${round2(p99(disturbed) / p99(calm))}`);
}

/** Measures a new tracker, warmed up by the same traffic. */
async function measure(
  { server, base, partners, duration_ms, warm_ms }: LatencyBench,
  made: readonly Partner[],
  manners: Readonly<Record<number, Manner>>,
): Promise<ReceivedRequest> {
  const database = `latency_${crypto.randomUUID().slice(0, 8)}`;
  await server.ask(
    "postgres",
    `create database ${database} template partners`,
    "checkpoint",
  );
  await partners.begin(manners);
  const tracker = await startTracker(server, base, {
    database,
    background: true,
  });
  try {
    const count = ((warm_ms + duration_ms) * PER_SECOND) / 1000;
    const urls = await makePostbacks(tracker, made, count);
    await untilStored(server, database, count);
    const answered = await sendAtRate(urls);
    await untilHeard(partners, answered.length);
    const memory_mib = await tracker.memory_mib();
    const { arrivals } = await partners.received();
    const arrived_at = new Map(
      arrivals.map(([url, at]) => [url.slice(url.indexOf("n=") + 2), at]),
    );
    const warm = (warm_ms * PER_SECOND) / 1000;
    const times = answered.flatMap((at, n) => {
      if (n < warm || n % PARTNERS >= OTHERS) return [];
      return [(arrived_at.get(String(n)) ?? Number.POSITIVE_INFINITY) - at];
    });
    return { ...heardOf(times), memory_mib };
  } finally {
    await tracker.stop();
    await server.ask("postgres", `drop database ${database} with (force)`);
  }
}

function heardOf(
  times: readonly number[],
): Omit<ReceivedRequest, "memory_mib"> {
  const heard = times.filter(Number.isFinite).sort((a, b) => a - b);
  const at = (share: number) =>
    heard[Math.floor((heard.length - 1) * share)] ?? 0;
  return {
    sent: times.length,
    missing: times.length - heard.length,
    p50_ms: at(0.5),
    p99_ms: at(0.99),
    most_ms: at(1),
  };
}

/** Makes postbacks, each for its own click, partners in turn. */
async function makePostbacks(
  { api, url }: BenchTracker,
  made: readonly Partner[],
  count: number,
): Promise<string[]> {
  const urls: string[] = [];
  let next = 0;
  const click = async () => {
    while (next < count) {
      const n = next++;
      const partner = made[n % made.length];
      if (partner === undefined) return;
      const click_id = await api.click(partner.slug, `?click_ref=ref-${n}`);
      const query = `click_id=${click_id}&order_id=${n}&amount=25.00&currency=USD&status=approved`;
      urls[n] = `${url}${partner.postback_path}?${query}`;
    }
  };
  await Promise.all(Array.from({ length: CLICKS_AT_ONCE }, click));
  return urls;
}

async function untilStored(
  server: ExternalPostgres,
  database: string,
  count: number,
): Promise<void> {
  for (;;) {
    const [row] = await server.ask(
      database,
      "select count(*)::int as stored from clicks",
    );
    if (Number(row?.stored) >= count) return;
    await Bun.sleep(100);
  }
}

/**
 * Sends them at a fixed rate, without waiting for responses; returns when each was
 * answered.
 */
async function sendAtRate(urls: readonly string[]): Promise<number[]> {
  const answered: number[] = [];
  const under_way: Promise<void>[] = [];
  const began = wallMs();
  const send = async (n: number, url: string) => {
    const answer = await fetch(url);
    answered[n] = wallMs();
    const text = await answer.text();
    if (answer.status !== 201) throw new Error(`${answer.status} ${text}`);
  };
  for (const [n, url] of urls.entries()) {
    const wait_ms = began + (n * 1000) / PER_SECOND - wallMs();
    if (wait_ms > 0) await Bun.sleep(wait_ms);
    under_way.push(send(n, url));
  }
  await Promise.all(under_way);
  return answered;
}

/** Waits until all have arrived, or for a limited time if some never will. */
async function untilHeard(partners: Partners, count: number): Promise<void> {
  const until = wallMs() + ARRIVE_MS;
  while (wallMs() < until && (await partners.count()) < count) {
    await Bun.sleep(50);
  }
}

function print(what: string, rounds: readonly ReceivedRequest[]): void {
  const middle = (pick: (heard: ReceivedRequest) => number) =>
    median(rounds.map(pick));
  const sum = (pick: (heard: ReceivedRequest) => number) =>
    rounds.reduce((total, heard) => total + pick(heard), 0);
  console.log(
    [
      what.padEnd(26),
      round2(middle((heard) => heard.p50_ms)).padStart(8),
      round2(middle((heard) => heard.p99_ms)).padStart(8),
      round2(middle((heard) => heard.most_ms)).padStart(8),
      String(sum((heard) => heard.sent)).padStart(10),
      String(sum((heard) => heard.missing)).padStart(8),
      String(Math.round(middle((heard) => heard.memory_mib))).padStart(5),
      `  ${rounds.map((heard) => round2(heard.p99_ms)).join(" ")}`,
    ].join(" "),
  );
}
