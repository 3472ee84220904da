import { isPostgresUrl } from "./setting_checks.ts";
import type { Setting, SettingReader } from "./setting_reader.ts";

/** Where the rows are, and where they may be read. */
export const DATABASE_SETTINGS = [
  {
    name: "DATABASE_URL",
    description: "Postgres to use instead of the embedded one",
    allowed: "postgres://user:password@host:port/database",
    secret: true,
  },
  {
    name: "TALLYHO_READ_URL",
    description:
      "Streaming standby of DATABASE_URL to read lists, reports, exports and verify from (default none)",
    allowed:
      "postgres://user:password@host:port/database, together with DATABASE_URL",
    secret: true,
  },
] as const satisfies readonly Setting[];

/** The addresses of the databases. */
export interface DatabaseSettings {
  /** Null where it is the embedded one. */
  database_url: string | null;
  /** Null where everything is read from the database itself. */
  read_url: string | null;
}

type Name = (typeof DATABASE_SETTINGS)[number]["name"];

/** Reads where the databases are; the embedded one has no standby. */
export function readDatabases(
  read: Pick<SettingReader<Name>, "checked" | "bad">,
): DatabaseSettings {
  const database_url = read.checked("DATABASE_URL", isPostgresUrl);
  const read_url = read.checked("TALLYHO_READ_URL", isPostgresUrl);
  if (read_url !== null && database_url === null) {
    throw read.bad("TALLYHO_READ_URL", read_url);
  }
  return { database_url, read_url };
}
