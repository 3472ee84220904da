import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../../modules/kernel/mod.ts";
import { BackupReader } from "../backup/read_backup.ts";
import { finishRestore, restoreRows } from "../backup/restore_rows.ts";
import { writeBackup } from "../backup/write_backup.ts";
import { renameDurably, writeDurably } from "../durable_files.ts";
import { isSettled } from "./archive.ts";
import {
  clusterVersion,
  ensureCluster,
  ensureRoles,
  rolesFileOf,
} from "./cluster.ts";
import { majorOf } from "./files.ts";
import type { PostgresFiles } from "./files.ts";
import type { PostgresHome } from "./home.ts";
import { DATABASE, OWNER_ROLE } from "./listening.ts";
import type { Listening } from "./listening.ts";
import { endOrphan } from "./orphan_postgres.ts";
import type { PostgresProcess } from "./process.ts";
import { workOn } from "./work_on_server.ts";

const DAY_MS = 86_400_000;
/** Until then the old database is there to go back to. */
const KEPT_DAYS = 14;
const STATE_FILE = "move.json";
const BACKUP_FILE = "move.tar";
/** The log has a line for each share of this size. */
const LOGGED_SHARE = 0.1;

/** A move to another major version of Postgres. */
interface MoveState {
  /** `copying` is begun again, `copied` is finished, `done` is over. */
  state: "copying" | "copied" | "done";
  from: string;
  to: string;
  /** When it was done; 0 before. */
  done_at_ms: number;
  /** Moves before it, whose old clusters are kept still. */
  earlier?: DoneMove[];
}

type DoneMove = Pick<MoveState, "from" | "done_at_ms">;

/** The parts of a start that a move uses. */
export interface MoveDeps {
  home: PostgresHome;
  files: PostgresFiles;
  /** Folder of the unpacked programs, also those of the version before. */
  binaries: string;
  listening: Listening;
  log: (line: string) => void;
  /** Rejects when the start is to be given up. */
  abandoned: Promise<never>;
  /** Starts a server on a cluster. */
  start(files: PostgresFiles, data: string): Promise<PostgresProcess>;
}

/**
 * Moves a cluster that another major version made to the one that the program brings: a backup with
 * the old programs, and its restore into a new cluster, compared row by row. Whatever ends it in
 * the middle, the next start begins again or finishes it; the old cluster is only ever renamed, and
 * deleted two weeks later. Does nothing for a cluster of the program's own version.
 */
export async function moveCluster(deps: MoveDeps): Promise<void> {
  const { home, files, log } = deps;
  const found = readState(home);
  if (found?.state === "copied") swapClusters(deps, found);
  const state = readState(home);
  const earlier = state === null ? [] : removeOld(deps, state);
  const from = clusterVersion(home.data);
  const to = majorOf(files.version);
  if (from === null || from === to) return;
  const old_files = oldPrograms(deps, from);
  refuseOccupied(home, from);
  const began_ms = systemClock.nowMs();
  log(
    `Moving the database from Postgres ${from} to ${to}; the tracker starts afterwards`,
  );
  const moving: MoveState = {
    ...{ state: "copying", from, to, done_at_ms: 0 },
    earlier,
  };
  writeState(home, moving);
  await endOrphan(nextOf(home), log);
  for (const path of [nextOf(home), backupOf(home)]) {
    rmSync(path, { recursive: true, force: true });
  }
  await saveOld(deps, old_files);
  const rows = await fillNew(deps);
  writeState(home, { ...moving, state: "copied" });
  swapClusters(deps, moving);
  const seconds = Math.ceil((systemClock.nowMs() - began_ms) / 1_000);
  log(
    `Moved ${rows} rows to Postgres ${to} in ${seconds} s, and compared each. The old database is kept in "${oldOf(home, from)}" for ${KEPT_DAYS} days; what you changed in its postgresql.conf is to be changed again`,
  );
}

/** The programs that the version before left: the new ones can't read its files. */
function oldPrograms(
  { home, binaries }: MoveDeps,
  major: string,
): PostgresFiles {
  const found = (existsSync(binaries) ? readdirSync(binaries) : []).find(
    (name) => majorOf(name) === major && isSettled(join(binaries, name)),
  );
  if (found !== undefined) {
    const directory = join(binaries, found);
    return { directory, version: found, settled: Promise.resolve() };
  }
  throw new Error(
    `Cannot open the database in "${home.data}": Postgres ${major} made it, whose programs are not in "${binaries}" any more. Run the tallyho that it was used with, make a backup there, and restore it with this one`,
  );
}

async function saveOld(
  { home, listening, log, start, abandoned }: MoveDeps,
  old_files: PostgresFiles,
): Promise<void> {
  const server = await start(old_files, home.data);
  await workOn(server, abandoned, () =>
    writeBackup({
      path: backupOf(home),
      address: listening.address(OWNER_ROLE, DATABASE),
      // The journal stays where it is.
      data_dir: home.directory,
      clock: systemClock,
      keys: null,
      key: null,
      settings: {},
      progress: logShares("read", log),
    }),
  );
}

/** Restores into a new cluster; returns the number of rows. */
async function fillNew(deps: MoveDeps): Promise<number> {
  const { home, files, listening, log } = deps;
  await ensureCluster({ ...home, data: nextOf(home) }, files, listening);
  const backup = new BackupReader(backupOf(home));
  const server = await deps.start(files, nextOf(home));
  const restore = async () => {
    await ensureRoles({ ...home, data: nextOf(home) }, listening);
    backup.checkMigration();
    const address = listening.address(OWNER_ROLE, DATABASE);
    const options = { backup, address, takes_on_role: false };
    const { rows, left_out } = await restoreRows({
      ...options,
      is_going_on: false,
      progress: logShares("restored", log),
    });
    if (left_out.length > 0) {
      log(
        `Not moved, as they are not the tracker's: the tables ${left_out.join(", ")}`,
      );
    }
    await finishRestore(address, backup.manifest.id);
    return rows;
  };
  try {
    return await workOn(server, deps.abandoned, restore);
  } finally {
    backup.close();
  }
}

/** Throws if something is where the old cluster is to be kept: it may be the only copy of another. */
function refuseOccupied(home: PostgresHome, from: string): void {
  const old = oldOf(home, from);
  if (!existsSync(old)) return;
  throw new Error(
    `Cannot move the database from Postgres ${from}: "${old}", where the old one is to be kept, is there already, from an earlier move. Move it elsewhere, or delete it if nobody needs it, and start again`,
  );
}

/** Puts the new cluster in place of the old one; may be repeated after any of its steps. */
function swapClusters({ home }: MoveDeps, state: MoveState): void {
  const { from } = state;
  if (clusterVersion(home.data) === from) {
    refuseOccupied(home, from);
    renameDurably(home.data, oldOf(home, from));
  }
  if (existsSync(nextOf(home))) renameDurably(nextOf(home), home.data);
  rmSync(rolesFileOf(nextOf(home)), { force: true });
  const done_at_ms = systemClock.nowMs();
  writeState(home, { ...state, state: "done", done_at_ms });
  rmSync(backupOf(home), { force: true });
}

/** Deletes old clusters whose time is over; returns the moves whose clusters are still kept. */
function removeOld({ home }: MoveDeps, state: MoveState): DoneMove[] {
  const done = [...(state.earlier ?? [])];
  if (state.state === "done") done.push(state);
  const kept = done.filter((move) => isKept(home, move));
  if (kept.length === done.length) return kept;
  const last = kept.at(-1);
  if (state.state !== "done") {
    writeState(home, { ...state, earlier: kept });
  } else if (last !== undefined) {
    writeState(home, { ...state, ...last, earlier: kept.slice(0, -1) });
  } else {
    rmSync(join(home.directory, STATE_FILE), { force: true });
  }
  return kept;
}

/** Whether the old cluster of a move is kept still; it is deleted where its time is over. */
function isKept(home: PostgresHome, { from, done_at_ms }: DoneMove): boolean {
  const old = oldOf(home, from);
  if (!existsSync(old)) return false;
  const deleted_at_ms = done_at_ms + KEPT_DAYS * DAY_MS;
  if (systemClock.nowMs() < deleted_at_ms) {
    const day = new Date(deleted_at_ms).toISOString().slice(0, 10);
    home.notes.push(
      `The database of Postgres ${from} is kept in "${old}"; the first start after ${day} deletes it`,
    );
    return true;
  }
  rmSync(old, { recursive: true, force: true });
  home.notes.push(`Deleted the old database of Postgres ${from} in "${old}"`);
  return false;
}

function logShares(verb: string, log: (line: string) => void) {
  let logged = 0;
  return (done: number, total: number) => {
    const share = total === 0 ? 0 : Math.min(1, done / total);
    if (share - logged < LOGGED_SHARE) return;
    logged = share;
    log(`${Math.floor(share * 100)} % of the rows are ${verb}`);
  };
}

function nextOf(home: PostgresHome): string {
  return `${home.data}.next`;
}

function oldOf(home: PostgresHome, version: string): string {
  return `${home.data}.of-${version}`;
}

function backupOf({ directory }: PostgresHome): string {
  return join(directory, BACKUP_FILE);
}

function readState({ directory }: PostgresHome): MoveState | null {
  const path = join(directory, STATE_FILE);
  if (!existsSync(path)) return null;
  return JSON.parse(readFileSync(path, "utf8")) as MoveState;
}

function writeState({ directory }: PostgresHome, state: MoveState): void {
  writeDurably(join(directory, STATE_FILE), `${JSON.stringify(state)}\n`);
}
