import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { APP_ROLE } from "../../db/mod.ts";
import { locatePostgresHome } from "./home.ts";
import { addressOfServer, OWNER_ROLE } from "./listening.ts";
import type { DatabaseAddress } from "./listening.ts";

const LOOPBACK = "127.0.0.1";

/** The embedded Postgres of a data directory, run by another process. */
export interface RunningPostgres {
  owner: DatabaseAddress;
  app: DatabaseAddress;
}

/** Whether a data directory has a database, running or not. */
export function hasDatabase(data_dir: string): boolean {
  return existsSync(join(locatePostgresHome(data_dir).data, "PG_VERSION"));
}

/**
 * Finds the embedded Postgres that another process runs on a data directory; null where it isn't ready, or isn't there. The
 * file may be stale: only a connection proves that somebody is there.
 */
export function findRunningPostgres(data_dir: string): RunningPostgres | null {
  const home = locatePostgresHome(data_dir);
  const server = readPostmaster(home.data);
  if (server === null) return null;
  return {
    owner: addressOfServer(home, server, OWNER_ROLE),
    app: addressOfServer(home, server, APP_ROLE),
  };
}

/** Where the server of `data` listens, by the file that Postgres itself keeps there while it runs. */
function readPostmaster(data: string): { host: string; port: number } | null {
  const path = join(data, "postmaster.pid");
  if (!existsSync(path)) return null;
  const lines = readFileSync(path, "utf8").split("\n");
  const [, directory = "", , port = "", socket = "", , , status = ""] = lines;
  if (status.trim() !== "ready") return null;
  // The file of a copied directory names the server of the original, which is another network.
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
