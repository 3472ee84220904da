import { sql } from "drizzle-orm";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import type { Database, DatabaseAddress } from "../../db/mod.ts";
import { Counter, ticksMs, within } from "../../modules/kernel/mod.ts";
import type { Clock } from "../../modules/kernel/mod.ts";
import { idle, Loop } from "../../modules/scheduler/mod.ts";
import { judgeReplica, unused } from "./judge_replica.ts";
import type { ReplicaProblem, Server, ReplicaUse } from "./judge_replica.ts";
import { parsePosition } from "./log_position.ts";
import { ReplayLag } from "./replay_lag.ts";

const POLL_MS = 1_000;
/** A server that takes longer to say how it is counts as away. */
const ANSWER_MS_MAX = 2_000;
const CONNECTIONS_MAX = 8;
/** Where a read went, and why not to the replica. */
const READ_KINDS = 4;

export interface ReplicaOptions {
  /** `TALLYHO_READ_URL`. */
  address: string;
  primary: DatabaseAddress;
  /** The role that reads assume. */
  role?: string | undefined;
  clock: Clock;
  /** Called once for each change: whether it is used, and if not, why. */
  log(line: string): void;
}

/** A replica that reads go to as long as it is the primary's and lags little. */
export class ReadReplica {
  /** Requests that may be read on it, by where they were. */
  readonly reads = new Counter(["where", "why"], READ_KINDS);
  readonly #options: ReplicaOptions;
  readonly #lag = new ReplayLag();
  readonly #loop: Loop;
  #watched: { primary: Database; replica: Database };
  #reads: Database | null = null;
  #use: ReplicaUse | null = null;
  #replayed = 0n;
  #system = "";
  #last_logged = "";
  /** How often it was found gone. */
  #losses = 0;
  #is_stopped = false;

  constructor(options: ReplicaOptions) {
    this.#options = options;
    this.#watched = this.#openWatched();
    this.#loop = new Loop({
      name: "watch_replica",
      poll_ms: POLL_MS,
      failed: () => {},
      runOnce: idle(() => this.look()),
    });
  }

  start(): void {
    this.#loop.start();
  }

  async stop(): Promise<void> {
    this.#is_stopped = true;
    const { primary, replica } = this.#watched;
    const reads = this.#reads;
    this.#reads = null;
    const open = [primary, replica, ...(reads === null ? [] : [reads])];
    await Promise.all(open.map((db) => closeDatabase(db, 0)));
    await this.#loop.stop();
  }

  /** The database to read from; null if that is the primary. */
  get db(): Database | null {
    return this.#reads !== null && this.#use?.is_used === true
      ? this.#reads
      : null;
  }

  /** Null before it was looked at. */
  get use(): ReplicaUse | null {
    return this.#use;
  }

  /** Its lag in ms; null while it isn't known. */
  get lag_ms(): number | null {
    return this.#lag.at(ticksMs());
  }

  /** The time up to which it has everything; null while it isn't known. */
  get as_of_ms(): number | null {
    const as_of_ms = this.#lag.as_of_ms;
    if (as_of_ms === null) return null;
    return this.#options.clock.nowMs() - (ticksMs() - as_of_ms);
  }

  /** Whether it has replayed the log up to a position. */
  has(position: bigint): boolean {
    return this.#replayed >= position;
  }

  /** How far the primary's log is written by now; null if it doesn't say in time. */
  async position(): Promise<bigint | null> {
    const asked = this.#watched.primary.execute<{ written: string }>(
      // Inserted, not written: with synchronous_commit off a commit may not be written yet.
      sql`select pg_current_wal_insert_lsn()::text as written`,
    );
    try {
      const [row] = await inTime(asked);
      return parsePosition(row?.written ?? "");
    } catch {
      return null;
    }
  }

  /** Looks at it again soon: a read failed there. */
  suspect(): void {
    this.#loop.nudge();
  }

  /** Asks both servers, and decides whether reads go to the replica. */
  async look(): Promise<ReplicaUse> {
    const use = await this.#judge();
    if (this.#is_stopped) return use;
    this.#use = use;
    // Requests that wait for a server that is gone fail by this, and are asked again of the primary.
    if (!use.is_used && !LATE.includes(use.code)) this.#drop();
    if (use.is_used) this.#reads ??= this.#openReads();
    this.#logChange(use);
    return use;
  }

  async #judge(): Promise<ReplicaUse> {
    const at_ms = ticksMs();
    const losses = this.#losses;
    const { primary, replica } = this.#watched;
    // First: what the replica then has replayed is compared with what was written before.
    const ours = await askServer(primary).catch(() => null);
    // A connection that hangs would hang again, here and for `position()`.
    if (ours === null) this.#reopenPrimary();
    let theirs: Asked;
    try {
      theirs = await askServer(replica);
    } catch (error) {
      void closeDatabase(replica, 0).catch(() => {});
      this.#watched = { ...this.#watched, replica: this.#openReplica() };
      return unused("unreachable", `it doesn't answer: ${messageOf(error)}`);
    }
    if (ours !== null && losses === this.#losses)
      this.#note(at_ms, ours, theirs);
    return judgeReplica({
      primary: ours ?? theirs,
      replica: theirs,
      lag_ms: this.lag_ms,
      is_at_least: this.#lag.as_of_ms === null,
      was_lagging: this.#use?.is_used === false && this.#use.code === "lagging",
    });
  }

  #note(at_ms: number, ours: Asked, theirs: Asked): void {
    const system = `${ours.system} ${theirs.system}`;
    if (system !== this.#system) this.#lag.clear();
    this.#system = system;
    const written = parsePosition(ours.position);
    const replayed = parsePosition(theirs.position);
    const is_ours = ours.system === theirs.system && theirs.is_in_recovery;
    if (written === null || replayed === null || !is_ours) return;
    // It was started anew from an earlier state.
    if (replayed < this.#replayed) this.#lag.clear();
    this.#replayed = replayed;
    this.#lag.note({ at_ms, position: written }, replayed);
  }

  #logChange(now: ReplicaUse): void {
    const what = now.is_used ? "used" : now.code;
    // Known within a moment, or else it lags.
    if (what === this.#last_logged || what === "unknown_lag") return;
    this.#last_logged = what;
    this.#options.log(
      now.is_used
        ? "The read replica is used"
        : `The read replica is not used, for ${now.why}: the primary answers`,
    );
  }

  #drop(): void {
    const reads = this.#reads;
    this.#reads = null;
    if (reads !== null) void closeDatabase(reads, 0).catch(() => {});
  }

  /**
   * Reads nothing there until it was looked at: a standby that was killed may be back before that, with
   * less than it had.
   */
  #distrust(): void {
    if (this.#is_stopped) return;
    this.#losses += 1;
    this.#replayed = 0n;
    this.#lag.clear();
    this.#loop.nudge();
  }

  #reopenPrimary(): void {
    const { primary, replica } = this.#watched;
    void closeDatabase(primary, 0).catch(() => {});
    this.#watched = { primary: this.#openPrimary(), replica };
  }

  #openWatched() {
    return { primary: this.#openPrimary(), replica: this.#openReplica() };
  }

  #openPrimary(): Database {
    const { primary } = this.#options;
    return openDatabase(primary, { connections_max: 1, name: WATCHER });
  }

  #openReplica(): Database {
    const { address } = this.#options;
    return openDatabase(address, { connections_max: 1, name: WATCHER });
  }

  #openReads(): Database {
    const { address, role } = this.#options;
    const db: Database = openDatabase(address, {
      connections_max: CONNECTIONS_MAX,
      name: READER,
      is_read_only: true,
      lost: () => {
        if (this.#reads === db) this.#distrust();
      },
      ...(role === undefined ? {} : { role }),
    });
    return db;
  }
}

/** Problems with which requests in progress are left to end. */
const LATE: readonly ReplicaProblem[] = ["lagging", "unknown_lag"];

/** Names of connections, as Postgres shows them. */
const WATCHER = "tallyho replica watch";
const READER = "tallyho reads";

interface Asked extends Server {
  /** The log's position: of a primary what is written, of a standby what is replayed. */
  position: string;
}

/** Asks a server who it is and how far it is. */
async function askServer(db: Database): Promise<Asked> {
  type Row = Asked & { has_migrations: boolean } & Record<string, unknown>;
  const [row] = await inTime(
    db.execute<Row>(sql`
      select (select system_identifier::text from pg_control_system()) as system,
        (select oid::text from pg_database
          where datname = current_database()) as database,
        pg_is_in_recovery() as is_in_recovery,
        (case when pg_is_in_recovery() then pg_last_wal_replay_lsn()
          else pg_current_wal_lsn() end)::text as position,
        to_regclass('drizzle.__drizzle_migrations') is not null as has_migrations`),
  );
  if (row === undefined) throw new Error("it says nothing of itself");
  const [done] = row.has_migrations
    ? await inTime(
        db.execute<{ migrations: string }>(sql`
          select concat(max(created_at), ' ', count(*)) as migrations
          from drizzle.__drizzle_migrations`),
      )
    : [];
  return { ...row, migrations: done?.migrations ?? null };
}

async function inTime<T>(asked: PromiseLike<T>): Promise<T> {
  const answer = await within(ANSWER_MS_MAX, asked, null);
  if (answer === null) throw new Error("no answer in time");
  return answer;
}

/** The innermost message: Drizzle puts the statement around it. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : messageOf(error.cause);
}
