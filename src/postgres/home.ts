import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { hasCode, makeDataDir } from "../data_dir.ts";
import { writeDurably } from "../durable_files.ts";
import {
  closedDirectory,
  ownerOf,
  systemUsers,
  unprivilegedUser,
} from "./user.ts";
import type { SystemUser } from "./user.ts";

/** The port in the socket's name; nothing listens on it. */
export const SOCKET_PORT = 5432;

/** Size of `sun_path` without its terminating zero. */
const SOCKET_PATH_BYTES_MAX = process.platform === "darwin" ? 103 : 107;

/**
 * Where root's databases go if no other user can reach the data directory. Both survive a reboot.
 */
const OTHER_HOMES = ["/var/lib/tallyho", "/var/tmp/tallyho"];

/** The directory of the embedded Postgres. */
export interface PostgresHome {
  directory: string;
  /** PGDATA; may not exist yet. */
  data: string;
  /** The account that Postgres runs as; undefined means our own. */
  user: SystemUser | undefined;
  /** Notes for the operator. */
  notes: string[];
  /**
   * Records that the database exists, so that a start that can't find it never creates an empty
   * one.
   */
  settle(): void;
}

interface ElsewherePointer {
  directory: string;
  initialised: boolean;
}

/**
 * Finds or creates the database's home: `<data_dir>/postgres`, or, if root's Postgres can't reach
 * that, a directory of its own that `<data_dir>/postgres.json` points to.
 */
export function openPostgresHome(data_dir: string): PostgresHome {
  const root = resolve(data_dir);
  makeDataDir(root);
  const elsewhere = readPointer(root);
  if (elsewhere !== undefined) return openElsewhere(root, elsewhere);
  const directory = join(root, "postgres");
  const data = join(directory, "data");
  const user = chooseUser(data);
  const notes: string[] = [];
  const closed = user && closedDirectory(root, user);
  if (closed !== undefined && user !== undefined) {
    if (!existsSync(data)) return openElsewhere(root, newPointer(root, user));
    openForPostgres(root, closed, user, notes);
  }
  makeDirectory(directory, user === undefined ? 0o700 : 0o711);
  return { directory, data, user, notes, settle: () => {} };
}

/** The location of a data directory's database, existing or not; changes nothing. */
export function locatePostgresHome(
  data_dir: string,
): Pick<PostgresHome, "directory" | "data"> {
  const root = resolve(data_dir);
  const directory = readPointer(root)?.directory ?? join(root, "postgres");
  return { directory, data: join(directory, "data") };
}

/** The Unix socket's directory, empty and accessible only to Postgres' account. */
export function openSocketDirectory(home: PostgresHome): string {
  for (const directory of socketDirectories(home)) {
    if (socketBytes(directory) > SOCKET_PATH_BYTES_MAX) continue;
    const parent = dirname(directory);
    if (!existsSync(parent)) continue;
    if (home.user && closedDirectory(parent, home.user)) continue;
    makePrivate(directory, home.user);
    for (const name of readdirSync(directory)) {
      if (name.startsWith(".s.PGSQL.")) rmSync(join(directory, name));
    }
    if (parent !== home.directory) {
      home.notes.push(
        `The path of the data directory is too long for a socket, so the database listens in "${directory}"`,
      );
    }
    return directory;
  }
  throw new Error(
    `Cannot place the database's socket: "${home.directory}" is too long a path and "${tmpdir()}" cannot be used`,
  );
}

/**
 * Creates a directory with mode 0700, owned by `user` or by us; refuses one that somebody else
 * created.
 */
export function makePrivate(
  directory: string,
  user: SystemUser | undefined,
): void {
  makeDirectory(directory, 0o700);
  const stats = lstatSync(directory);
  const owners = [process.getuid?.(), user?.uid];
  if (!stats.isDirectory() || !owners.includes(stats.uid)) {
    if (process.platform === "win32") return;
    throw new Error(`Cannot use "${directory}": it belongs to somebody else`);
  }
  chmodSync(directory, 0o700);
  if (user !== undefined) chownSync(directory, user.uid, user.gid);
}

function chooseUser(data: string): SystemUser | undefined {
  const ours = process.getuid?.();
  if (ours === undefined) return undefined;
  const users = systemUsers();
  const owner = existsSync(data) ? ownerOf(statSync(data), users) : undefined;
  if (ours === 0) {
    return owner === undefined || owner.uid === 0
      ? unprivilegedUser(users)
      : owner;
  }
  if (owner === undefined || owner.uid === ours) return undefined;
  throw new Error(
    `The database in "${data}" belongs to user "${owner.name}": start tallyho as that user or as root`,
  );
}

/**
 * A database exists here, so access is opened if that is up to us; it is never abandoned for an
 * empty one.
 */
function openForPostgres(
  root: string,
  closed: string,
  user: SystemUser,
  notes: string[],
): void {
  const { mode, uid } = statSync(root);
  const open = (mode & 0o777) | 0o011;
  if (uid === 0 && closed === realpathSync(root)) chmodSync(root, open);
  const still_closed = closedDirectory(root, user);
  if (still_closed !== undefined) {
    throw new Error(
      `Postgres runs as user "${user.name}", who cannot reach its database in "${root}": allow passing through "${still_closed}" (chmod o+x)`,
    );
  }
  notes.push(
    `Postgres runs as user "${user.name}" and could not reach its database, so the mode of "${closed}" is now 0${open.toString(8)}`,
  );
}

function openElsewhere(root: string, pointer: ElsewherePointer): PostgresHome {
  const { directory, initialised } = pointer;
  const data = join(directory, "data");
  // Between two renames of a move to another version there is only the next one.
  if (initialised && !existsSync(data) && !existsSync(`${data}.next`)) {
    throw new Error(
      `The database of "${root}" is missing: "${pointerPath(root)}" says that it is in "${directory}". Restore it, or remove that file to begin with an empty database`,
    );
  }
  const user = chooseUser(data);
  const note = `The database is in "${directory}", since Postgres, which does not run as root, cannot reach "${root}". Back up both`;
  const settle = () => {
    if (!initialised) writePointer(root, { directory, initialised: true });
  };
  return { directory, data, user, notes: [note], settle };
}

/**
 * The random name ensures that a new data directory at an old path never finds its predecessor's
 * database.
 */
function newPointer(root: string, user: SystemUser): ElsewherePointer {
  for (const parent of OTHER_HOMES) {
    const directory = join(parent, randomBytes(6).toString("hex"));
    try {
      mkdirSync(dirname(parent), { recursive: true });
      makeDirectory(parent, 0o711);
      if (lstatSync(parent).uid !== 0) continue;
      mkdirSync(directory, { mode: 0o711 });
    } catch {
      continue;
    }
    if (closedDirectory(directory, user) !== undefined) {
      rmSync(directory, { recursive: true });
      continue;
    }
    const pointer = { directory, initialised: false };
    writePointer(root, pointer);
    return pointer;
  }
  throw new Error(
    `Postgres runs as user "${user.name}", who can reach neither "${root}" nor a directory in ${OTHER_HOMES.join(" or ")}: choose another data directory, or start tallyho as an ordinary user`,
  );
}

function pointerPath(root: string): string {
  return join(root, "postgres.json");
}

function readPointer(root: string): ElsewherePointer | undefined {
  const path = pointerPath(root);
  if (!existsSync(path)) return undefined;
  const found: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (
    typeof found === "object" &&
    found !== null &&
    "directory" in found &&
    typeof found.directory === "string" &&
    "initialised" in found &&
    typeof found.initialised === "boolean"
  ) {
    return { directory: found.directory, initialised: found.initialised };
  }
  throw new Error(`Cannot read "${path}": it does not name a directory`);
}

function writePointer(root: string, pointer: ElsewherePointer): void {
  writeDurably(pointerPath(root), `${JSON.stringify(pointer)}\n`);
}

function socketDirectories(home: PostgresHome): string[] {
  const hash = createHash("sha256").update(home.directory).digest("hex");
  const short = `tallyho-${hash.slice(0, 16)}`;
  const temporary = [tmpdir(), "/tmp"].map((parent) => join(parent, short));
  return [join(home.directory, "socket"), ...temporary];
}

function socketBytes(directory: string): number {
  return Buffer.byteLength(join(directory, `.s.PGSQL.${SOCKET_PORT}`));
}

function makeDirectory(directory: string, mode: number): void {
  try {
    mkdirSync(directory, { mode });
    chmodSync(directory, mode);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  }
}
