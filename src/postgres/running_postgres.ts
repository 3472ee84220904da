import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { APP_ROLE } from "../../db/mod.ts";
import { locatePostgresHome } from "./home.ts";
import { addressOfServer, OWNER_ROLE, SUPERUSER } from "./listening.ts";
import type { DatabaseAddress } from "./listening.ts";

const LOOPBACK = "127.0.0.1";

/** The embedded Postgres of a data directory, run by another process. */
export interface RunningPostgres {
  owner: DatabaseAddress;
  app: DatabaseAddress;
  superuser: DatabaseAddress;
}

/** Whether a data directory has a database, running or not. */
export function hasDatabase(data_dir: string): boolean {
  return existsSync(join(locatePostgresHome(data_dir).data, "PG_VERSION"));
}

/**
 * Finds the embedded Postgres that another process runs on a data directory; null if there is none
 * or it isn't ready. The file may be stale: only connecting proves that it runs.
 */
export function findRunningPostgres(data_dir: string): RunningPostgres | null {
  const home = locatePostgresHome(data_dir);
  const server = readPostmaster(home.data);
  if (server === null) return null;
  return {
    owner: addressOfServer(home, server, OWNER_ROLE),
    app: addressOfServer(home, server, APP_ROLE),
    superuser: addressOfServer(home, server, SUPERUSER),
  };
}

/** Where the server of `data` listens, from the file that Postgres keeps while running. */
function readPostmaster(data: string): { host: string; port: number } | null {
  const path = join(data, "postmaster.pid");
  if (!existsSync(path)) return null;
  const lines = readFileSync(path, "utf8").split("\n");
  const [, directory = "", , port = "", socket = "", , , status = ""] = lines;
  if (status.trim() !== "ready") return null;
  // In a copied directory the file names the original's server, which belongs to another network.
  if (!isSameDirectory(directory, data)) return null;
  const host = process.platform === "win32" ? LOOPBACK : socket;
  return host === "" ? null : { host, port: Number(port) };
}

function isSameDirectory(left: string, right: string): boolean {
  try {
    return realpathSync(left) === realpathSync(right);
  } catch {
    return false;
  }
}
