import { migrateDatabase } from "../../db/mod.ts";
import type { ApiClient } from "../api_client.ts";
import { until } from "../until.ts";
import { ExternalPostgres } from "./external_postgres.ts";

const APP_ROLE = "tallyho_app";

/** Sent with a request, it is read on the primary: no replica has replayed so much. */
export const AFTER_EVERYTHING = { "tallyho-read-after": "FFFFFFFF/FFFFFFFF" };

/** Settings of a server that logs every statement with the name of its connection. */
export const LOG_ALL = ["log_statement=all", "log_line_prefix=%a|"];

/** A Postgres 15 and a standby that follows it, with a migrated database. */
export class ReplicaPair {
  readonly primary: ExternalPostgres;
  readonly standby: ExternalPostgres;
  /** `DATABASE_URL` of a tracker. */
  readonly database_url: string;
  /** `TALLYHO_READ_URL` of a tracker. */
  readonly read_url: string;

  private constructor(
    primary: ExternalPostgres,
    standby: ExternalPostgres,
    owner: string,
  ) {
    this.primary = primary;
    this.standby = standby;
    this.database_url = primary.url("network", owner);
    this.read_url = standby.url("network", owner);
  }

  /** Starts both below `base`, with the database `network` on them. */
  static async start(
    base: string,
    settings: readonly string[] = [],
  ): Promise<ReplicaPair> {
    const all = ["fsync=off", ...settings];
    const primary = await ExternalPostgres.start(base, "postgres_15", all);
    const url = await primary.makeDatabase("network", "createrole");
    await migrateDatabase(url, { takes_on_role: true });
    const standby = await primary.startStandby();
    return new ReplicaPair(primary, standby, "network_owner");
  }

  /** The role that a tracker assumes, as one that signs in by itself: for a tracker in this process. */
  async appAddress() {
    const { primary, database_url } = this;
    const { port, password } = new URL(database_url);
    await primary.ask(
      "network",
      `alter role ${APP_ROLE} login password '${password}'`,
      `grant usage on schema drizzle to ${APP_ROLE}`,
      `grant select on all tables in schema drizzle to ${APP_ROLE}`,
    );
    return {
      ...{ host: "127.0.0.1", port: Number(port) },
      ...{ user: APP_ROLE, password, database: "network" },
    };
  }

  /** Lets the standby fall behind. */
  async pause(): Promise<void> {
    await this.standby.ask("network", "select pg_wal_replay_pause()");
    await until("replay is paused", async () => {
      const [row] = await this.standby.ask(
        "network",
        "select pg_get_wal_replay_pause_state() as state",
      );
      return row?.state === "paused";
    });
  }

  /** Lets the standby catch up. */
  async resume(): Promise<void> {
    await this.standby.ask("network", "select pg_wal_replay_resume()");
  }

  /** Lets the standby's replay cancel at once what is in its way, and log where it has to wait. */
  async cancelAtOnce(): Promise<void> {
    await this.primary.ask("network", "create table removed (id int)");
    await this.standby.ask(
      "postgres",
      "alter system set max_standby_streaming_delay = 0",
      "alter system set log_recovery_conflict_waits = on",
      "alter system set deadlock_timeout = '100ms'",
      "select pg_reload_conf()",
    );
    await until("the standby cancels at once", async () => {
      const [row] = await this.standby.ask("postgres", "show deadlock_timeout");
      return row?.deadlock_timeout === "100ms";
    });
  }

  /** Holds a table on the primary until released, and waits until the standby has it held too. */
  async hold(table: string): Promise<{ release(): Promise<void> }> {
    const held = await this.primary.hold("network", table);
    // A commit writes what the log has so far, for the standby to read.
    await this.primary.ask("network", "insert into removed values (1)");
    await until(`${table} is held on the standby`, async () => {
      const rows = await this.standby.ask(
        "network",
        `select from pg_locks where mode = 'AccessExclusiveLock' and granted
          and relation = '${table}'::regclass`,
      );
      return rows.length > 0;
    });
    return held;
  }

  /** The backend of a tracker's read that waits for a held table on the standby. */
  async waitingRead(): Promise<number> {
    return await until("a read waits on the standby", async () => {
      const [row] = await this.standby.ask(
        "postgres",
        `select pid from pg_stat_activity
          where application_name = 'tallyho reads' and wait_event_type = 'Lock'`,
      );
      return row === undefined ? null : Number(row.pid);
    });
  }

  /** Removes rows for good that a read in progress on the standby might see, until its replay waits for that. */
  async vacuum(): Promise<void> {
    const from = this.standby.log.length;
    await until("the replay waits for a read", async () => {
      await this.primary.ask(
        "network",
        "insert into removed values (1)",
        "delete from removed",
        "vacuum removed",
      );
      return this.standby.log
        .slice(from)
        .includes("recovery conflict on snapshot");
    });
  }

  /** Ends both. */
  async kill(): Promise<void> {
    this.standby.thaw();
    await this.standby.kill();
    await this.primary.kill();
  }
}

/** Whether a list is read on the replica now. */
export async function isReadThere(
  api: ApiClient,
  path = "/api/v1/campaigns",
  headers: Record<string, string> = {},
): Promise<boolean> {
  const answer = await api.fetch(path, {
    headers: { authorization: `Bearer ${api.token}`, ...headers },
  });
  return answer.headers.has("tallyho-as-of");
}

/** Waits until lists are read on the replica. */
export async function untilReadThere(api: ApiClient): Promise<void> {
  await until("lists are read on the replica", () => isReadThere(api));
}
