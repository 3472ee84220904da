import { join } from "node:path";
import postgres from "postgres";
import { ADMIN_TOKEN, TEST_KEY } from "../harness.ts";
import { TrackerDirectory } from "../faults/tracker_process.ts";
import type { ExternalPostgres } from "../faults/external_postgres.ts";
import { cpuSeconds, databaseSeconds, residentMib, round2 } from "./machine.ts";
import { runJobs } from "./run_jobs.ts";

const POLL_MS = 250;
const POLLS_MAX = 4_000;
const MAPPING = {
  columns: {
    order_id: "Order",
    occurred_at: "Date",
    revenue: "Commission",
    status: "State",
  },
};

interface Reconciliation {
  id: string;
  status: string;
  problem: string | null;
  reading: { rows: number } | null;
}

/** A server, and the database of the tracker there. */
export interface Place {
  server: ExternalPostgres;
  database: string;
}

/**
 * Uploads a file to a tracker like an office would, until it is read and matched. Returns seconds
 * and the tracker's peak memory.
 */
export async function benchFile(
  input: Place & { directory: string },
): Promise<void> {
  const path = join(input.directory, "statement.csv");
  const { server, database } = input;
  await writeFile(server.url(database), path);
  const ground = new TrackerDirectory();
  try {
    const tracker = await ground.start(settingsOf(input));
    const usedSeconds = async () => [
      await cpuSeconds(tracker.pid),
      await databaseSeconds(server, database),
    ];
    const before = await usedSeconds();
    const began = performance.now();
    const seconds = () => ((performance.now() - began) / 1000).toFixed(1);
    const query = new URLSearchParams({
      advertiser_id: "1",
      from: "2026-10-01T00:00:00Z",
      to: "2026-11-01T00:00:00Z",
      mapping: JSON.stringify(MAPPING),
    });
    const file = Bun.file(path);
    const sent = await tracker.api.fetch<Reconciliation>(
      `/api/v1/reconciliations?${query}`,
      {
        method: "POST",
        body: file,
        headers: {
          authorization: `Bearer ${ADMIN_TOKEN}`,
          "content-type": "text/csv",
        },
      },
    );
    const mib = (file.size / 2 ** 20).toFixed(0);
    console.log(`\nA file of ${mib} MiB: ${sent.status} after ${seconds()} s`);
    let most = 0;
    let read_s: string | null = null;
    for (let look = 0; look < POLLS_MAX; look++) {
      most = Math.max(most, await residentMib(tracker.pid));
      const body = await tracker.api.call<Reconciliation>(
        "GET",
        `/reconciliations/${sent.body.id}`,
      );
      if (body.reading !== null) read_s ??= seconds();
      if (body.status !== "matching") {
        console.log(
          `${body.reading?.rows} rows read after ${read_s} s, ${body.status} (${body.problem ?? "matched"}) after ${seconds()} s; the tracker had ${most.toFixed(0)} MiB at most`,
        );
        const used = (await usedSeconds()).map((after, index) =>
          round2(after - (before[index] ?? 0)),
        );
        console.log(
          `CPU: ${used[0]} s of the tracker, ${used[1]} s of Postgres`,
        );
        return;
      }
      await Bun.sleep(POLL_MS);
    }
    throw new Error("The file was not matched in time");
  } finally {
    await ground.remove();
  }
}

/** Migrates the database, and lets a tracker do there what it does every few hours. */
export async function prepareFile(at: Place): Promise<void> {
  const ground = new TrackerDirectory();
  try {
    const tracker = await ground.start(settingsOf(at));
    await runJobs(tracker.api);
    await tracker.stop();
  } finally {
    await ground.remove();
  }
}

function settingsOf({ server, database }: Place): Record<string, string> {
  return { DATABASE_URL: server.url(database), TALLYHO_KEY: TEST_KEY };
}

/** Writes the same rows as in the tables to a file: cents, and dates and times of another zone. */
async function writeFile(url: string, path: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const rows = await sql
    .unsafe(
      `copy (select order_id as "Order", to_char(written_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as "Date",
        revenue_micros / 1000000 as "Commission", status as "State" from statement_rows order by row_no)
      to stdout with (format csv, header)`,
    )
    .readable();
  const file = Bun.file(path).writer();
  for await (const piece of rows) file.write(piece as Uint8Array);
  await file.end();
  // A connection that has copied isn't released by itself.
  await sql.end({ timeout: 0 });
}
