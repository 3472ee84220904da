import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { APP_ROLE } from "../../db/mod.ts";
import { writeDurably } from "../durable_files.ts";
import { openSocketDirectory, SOCKET_PORT } from "./home.ts";
import type { PostgresHome } from "./home.ts";

/** The cluster's superuser. */
export const SUPERUSER = "tallyho_superuser";
/** The role that owns the database and migrates it. */
export const OWNER_ROLE = "tallyho_owner";
/** The database of the program. */
export const DATABASE = "tallyho";

const LOOPBACK = "127.0.0.1";
const PASSWORD_BYTES = 24;

/** A database address as postgres.js takes it. */
export interface DatabaseAddress {
  /** A host, or the directory of a Unix socket. */
  host: string;
  port: number;
  user: string;
  password?: string;
  database: string;
}

/** Where the server listens, and how roles authenticate. */
export interface Listening {
  settings: Record<string, string>;
  /** Passwords by role; undefined if the socket directory's mode protects access. */
  passwords: Record<string, string> | undefined;
  address(user: string, database: string): DatabaseAddress;
}

/** A Unix socket in the database's home; on Windows, which has none here, a free loopback port. */
export function chooseListening(home: PostgresHome): Listening {
  return process.platform === "win32" ? onLoopback(home) : onSocket(home);
}

function onSocket(home: PostgresHome): Listening {
  const host = openSocketDirectory(home);
  return {
    // The setting is a comma-separated list of directories, hence the quotes.
    settings: {
      listen_addresses: "",
      port: String(SOCKET_PORT),
      unix_socket_directories: `"${host.replaceAll('"', '""')}"`,
      unix_socket_permissions: "0700",
    },
    passwords: undefined,
    address: (user, database) => ({ host, port: SOCKET_PORT, user, database }),
  };
}

function onLoopback(home: PostgresHome): Listening {
  const passwords = readPasswords(passwordsPath(home));
  const port = freePort();
  return {
    settings: {
      listen_addresses: LOOPBACK,
      port: String(port),
      unix_socket_directories: "",
    },
    passwords,
    address(user, database) {
      const password = passwords[user];
      if (password === undefined) throw new Error(`No password for "${user}"`);
      return { host: LOOPBACK, port, user, password, database };
    },
  };
}

/** The address of a role on a server that another process runs. */
export function addressOfServer(
  home: Pick<PostgresHome, "directory">,
  server: { host: string; port: number },
  user: string,
): DatabaseAddress {
  const address = { ...server, user, database: DATABASE };
  if (process.platform !== "win32") return address;
  const password = readPasswords(passwordsPath(home))[user];
  if (password === undefined) throw new Error(`No password for "${user}"`);
  return { ...address, password };
}

function passwordsPath(home: Pick<PostgresHome, "directory">): string {
  return join(home.directory, "passwords.json");
}

function readPasswords(path: string): Record<string, string> {
  if (existsSync(path)) {
    return JSON.parse(readFileSync(path, "utf8")) as Record<string, string>;
  }
  const passwords = Object.fromEntries(
    [SUPERUSER, OWNER_ROLE, APP_ROLE].map((role) => [
      role,
      randomBytes(PASSWORD_BYTES).toString("hex"),
    ]),
  );
  writeDurably(path, `${JSON.stringify(passwords)}\n`);
  return passwords;
}

function freePort(): number {
  const listener = Bun.listen({
    hostname: LOOPBACK,
    port: 0,
    socket: { data() {} },
  });
  const { port } = listener;
  listener.stop(true);
  return port;
}
