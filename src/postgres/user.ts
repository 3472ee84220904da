import { readFileSync, realpathSync, statSync } from "node:fs";
import type { Stats } from "node:fs";
import { dirname } from "node:path";

const EXECUTE = 0o1;
const READ_AND_EXECUTE = 0o5;
const UNPRIVILEGED = ["postgres", "nobody"];
const NOBODY_ID = 65534;

/** An account of the operating system. */
export interface SystemUser {
  name: string;
  uid: number;
  gid: number;
}

/**
 * The account that runs Postgres if we are root, which Postgres refuses to be: `postgres`, else
 * `nobody`.
 */
export function unprivilegedUser(users: SystemUser[]): SystemUser {
  for (const name of UNPRIVILEGED) {
    const user = users.find((one) => one.name === name && one.uid !== 0);
    if (user !== undefined) return user;
  }
  return { name: String(NOBODY_ID), uid: NOBODY_ID, gid: NOBODY_ID };
}

/** The account that owns a file. */
export function ownerOf(stats: Stats, users: SystemUser[]): SystemUser {
  const { uid, gid } = stats;
  const user = users.find((one) => one.uid === uid);
  return user ?? { name: String(uid), uid, gid };
}

/** The accounts in `/etc/passwd`; empty without that file. */
export function systemUsers(path = "/etc/passwd"): SystemUser[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return [];
  }
  return text.split("\n").flatMap((line) => {
    const [name, , uid, gid] = line.split(":");
    if (name === undefined || uid === undefined || gid === undefined) return [];
    return [{ name, uid: Number(uid), gid: Number(gid) }];
  });
}

/**
 * The outermost directory on the path to `directory` that `user` can't enter; undefined if all are
 * accessible.
 */
export function closedDirectory(
  directory: string,
  user: SystemUser,
): string | undefined {
  const way = [realpathSync(directory)];
  for (;;) {
    const parent = dirname(way[0] ?? "/");
    if (parent === way[0]) break;
    way.unshift(parent);
  }
  return way.find((step) => !isAllowed(statSync(step), user, EXECUTE));
}

/** Whether `user` can read and execute a file or directory, including the path to it. */
export function isReachable(path: string, user: SystemUser): boolean {
  if (closedDirectory(dirname(realpathSync(path)), user) !== undefined) {
    return false;
  }
  return isAllowed(statSync(path), user, READ_AND_EXECUTE);
}

function isAllowed(stats: Stats, user: SystemUser, bits: number): boolean {
  let mode = stats.mode;
  if (stats.uid === user.uid) mode >>= 6;
  else if (stats.gid === user.gid) mode >>= 3;
  return (mode & bits) === bits;
}
