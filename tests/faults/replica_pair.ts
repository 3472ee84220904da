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
