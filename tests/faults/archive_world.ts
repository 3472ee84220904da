import { expect } from "bun:test";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { isoTime, systemClock } from "../../modules/kernel/mod.ts";
import { archiveDirectory, readLine } from "../../src/archive/archive_line.ts";
import { readStatus } from "../../src/archive/archive_status.ts";
import type { ArchiveStatus } from "../../src/archive/archive_status.ts";
import { endOrphan } from "../../src/postgres/orphan_postgres.ts";
import type { ApiClient } from "../api_client.ts";
import { copyCluster } from "../cluster_copy.ts";
import { setUp } from "../factory.ts";
import { runProgram } from "../program.ts";
import type { ProgramOutput } from "../program.ts";
import { readAllRows } from "../table_rows.ts";
import { until } from "../until.ts";
import { untilDrained } from "./click_load.ts";
import { TrackerDirectory } from "./tracker_process.ts";
import type { TrackerProcess } from "./tracker_process.ts";

/** Opens the keys in the archive. */
export const PASSPHRASE = "seven grey herons at dusk";

/** Tables whose rows only events write, and no job that runs by itself: one closes the ledger (`ledger_horizon`, `ledger_chain`). */
const OF_EVENTS =
  /^(clicks_\d{8}|conversions|conversion_versions|ledger_transactions|affiliates|campaigns|links)$/;

/** A time, with the rows and balances that a network had. */
export interface Moment {
  at: string;
  events: Record<string, string[]>;
  balances: unknown;
}

/** A network whose tracker archives, with what was there at some times. */
export class ArchivedNetwork {
  readonly directory = new TrackerDirectory();
  /** Of archives in a directory. */
  readonly store = join(this.directory.base, "archive of ours");
  readonly settings: Record<string, string>;
  tracker: TrackerProcess | undefined;
  #setup: { slug: string; affiliate_id: number } | undefined;
  #sales = 0;

  constructor(settings?: Record<string, string>) {
    mkdirSync(this.store);
    this.settings = {
      TALLYHO_BACKUP_PASSPHRASE: PASSPHRASE,
      TALLYHO_ARCHIVE_INTERVAL_S: "3600",
      ...(settings ?? { TALLYHO_ARCHIVE: this.store }),
    };
  }

  get api(): ApiClient {
    if (this.tracker === undefined) throw new Error("No tracker runs");
    return this.tracker.api;
  }

  /** Where the archive's files lie in a data directory. */
  get archive(): string {
    return archiveDirectory({
      directory: join(this.directory.data_dir, "postgres"),
    });
  }

  async start(change: Record<string, string> = {}): Promise<void> {
    if (!existsSync(this.directory.data_dir)) {
      copyCluster(this.directory.data_dir);
    }
    const env = { ...this.settings, ...change };
    this.tracker = await this.directory.start(env);
    this.#setup ??= await setUp(this.tracker.api);
  }

  status(): ArchiveStatus {
    return readStatus(this.archive);
  }

  /** Waits until the first base backup is in the archive; returns when it was finished. */
  async untilBase(after_ms = 0): Promise<number> {
    return await until("there is a base backup", () => {
      const { base_at_ms } = this.status();
      return base_at_ms !== null && base_at_ms > after_ms ? base_at_ms : null;
    });
  }

  /** Clicks and buys, and waits until all of it is in the database. */
  async sell(times: number): Promise<void> {
    const slug = this.#setup?.slug ?? "";
    for (let time = 0; time < times; time++) {
      const click_id = await this.api.click(slug);
      const order_id = `order-${++this.#sales}`;
      const { status } = await this.api.postback({ click_id, order_id });
      if (status >= 300) throw new Error(`A sale was answered ${status}`);
    }
    await untilDrained(this.api);
  }

  /** The affiliate's balances, from a tracker. */
  async balances(api: ApiClient = this.api): Promise<unknown> {
    const { affiliate_id = 0 } = this.#setup ?? {};
    return (await api.fetch(`/api/v1/affiliates/${affiliate_id}/balance`)).body;
  }

  /** Now, with what there is. */
  async moment(): Promise<Moment> {
    const events = await readEvents(this.directory.data_dir);
    const balances = await this.balances();
    return { at: isoTime(systemClock.nowMs()), events, balances };
  }

  /** Ends the WAL segment in hand, and returns its name. */
  async endSegment(): Promise<string> {
    const sql = postgres({
      host: join(this.directory.data_dir, "postgres", "socket"),
      ...{ port: 5432, database: "postgres", user: "tallyho_superuser" },
      ...{ max: 1, onnotice: () => {} },
    });
    try {
      const [row] = await sql<{ name: string }[]>`
        select pg_walfile_name(pg_switch_wal()) as name`;
      return row?.name ?? "";
    } finally {
      await sql.end();
    }
  }

  /** Waits until all that happened is in the archive. */
  async untilArchived(): Promise<string> {
    const name = await this.endSegment();
    const spool = join(this.archive, "spool", this.line());
    const ready = join(
      ...[this.directory.data_dir, "postgres", "data", "pg_wal"],
      ...["archive_status", `${name}.ready`],
    );
    await until(`${name} is archived`, () => {
      const waits = existsSync(ready) || readdirSync(spool).length > 0;
      return waits ? null : true;
    });
    return name;
  }

  /** The line that the tracker is in. */
  line(): string {
    return readLine(this.archive)?.id ?? "";
  }

  /** Kills tracker and Postgres, as a machine that is lost. */
  async lose(): Promise<void> {
    await this.tracker?.kill();
    const data = join(this.directory.data_dir, "postgres", "data");
    await endOrphan(data, () => {});
  }

  /** Restores into a directory beside. */
  async restore(
    to: string,
    name: string,
    change: { words?: string[]; env?: Record<string, string> } = {},
  ): Promise<ProgramOutput & { data_dir: string }> {
    const data_dir = join(this.directory.base, name);
    const output = await runProgram(
      ["restore", "--to", to, ...(change.words ?? [])],
      { ...this.settings, ...change.env, TALLYHO_DATA_DIR: data_dir },
    );
    return { ...output, data_dir };
  }

  /** Starts a tracker on another data directory. */
  async startOn(
    data_dir: string,
    change: Record<string, string> = {},
  ): Promise<TrackerProcess> {
    const tracker = this.directory.spawn({
      ...this.settings,
      ...change,
      TALLYHO_DATA_DIR: data_dir,
    });
    await tracker.ready();
    return tracker;
  }
}

/** Restores a moment into a directory, and compares it in a tracker that goes on there. */
export async function expectRestored(
  network: ArchivedNetwork,
  moment: Moment,
  name: string,
): Promise<void> {
  const said = await network.restore(moment.at, name);
  expect(said).toMatchObject({ code: 0 });
  expect(said.stdout).toStartWith(
    `Restored the database as of ${moment.at}, from the base backup of `,
  );
  expect(said.stdout).toContain("The ledger is valid: ");
  expect(said.stdout).toContain("The reports are valid: ");
  const tracker = await network.startOn(said.data_dir);
  expect(await readEvents(said.data_dir)).toEqual(moment.events);
  expect(await network.balances(tracker.api)).toEqual(moment.balances);
  expect((await tracker.stop()).exit_code).toBe(0);
}

/** The rows that events wrote, of a tracker's database. */
async function readEvents(data_dir: string): Promise<Record<string, string[]>> {
  const host = join(data_dir, "postgres", "socket");
  const address = { host, port: 5432, database: "tallyho" };
  const rows = await readAllRows({ ...address, user: "tallyho_owner" });
  return Object.fromEntries(
    [...rows].filter(([name]) => OF_EVENTS.test(name)).sort(),
  );
}
