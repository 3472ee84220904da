import { resolve } from "node:path";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import {
  createToken,
  createUser,
  listTokens,
  revokeToken,
  ROLES,
} from "../../modules/access/mod.ts";
import type { Role } from "../../modules/access/mod.ts";
import { systemClock } from "../../modules/kernel/mod.ts";
import { processConfig } from "../config.ts";
import { lockDataDir } from "../data_dir.ts";
import { openDatabaseOf } from "../serve.ts";

const TOKENS_SHOWN_MAX = 500;

/** Words of the command line that it does not know. */
export class UsageError extends Error {}

/** `tallyho migrate`: brings the database to this version's schema. */
export async function migrateCommand(): Promise<number> {
  await withDatabase(async () => console.log("The database is up to date"));
  return 0;
}

/** `tallyho token create NAME ROLE | list | revoke ID`. */
export async function tokenCommand(words: readonly string[]): Promise<number> {
  const [verb, ...rest] = words;
  await withDatabase(async (db) => {
    const deps = { db, clock: systemClock };
    if (verb === "create" && rest.length === 2) {
      const [name = "", role = ""] = rest;
      const made = await createToken(deps, { name, role: readRole(role) });
      console.log(made.token);
    } else if (verb === "list" && rest.length === 0) {
      const page = { limit: TOKENS_SHOWN_MAX, after: null };
      const { data } = await listTokens(deps, page);
      for (const token of data) console.log(JSON.stringify(token));
    } else if (verb === "revoke" && rest.length === 1) {
      const [id = ""] = rest;
      console.log(JSON.stringify(await revokeToken(deps, id)));
    } else {
      throw new UsageError("tallyho token create NAME ROLE | list | revoke ID");
    }
  });
  return 0;
}

/** `tallyho user create EMAIL ROLE`: the password is read from standard input. */
export async function userCommand(words: readonly string[]): Promise<number> {
  const [verb, email = "", role = ""] = words;
  if (verb !== "create" || words.length !== 3) {
    throw new UsageError("tallyho user create EMAIL ROLE < password");
  }
  const password = (await Bun.stdin.text()).replace(/\r?\n$/, "");
  await withDatabase(async (db) => {
    const input = { email, password, role: readRole(role) };
    console.log(
      JSON.stringify(await createUser({ db, clock: systemClock }, input)),
    );
  });
  return 0;
}

function readRole(text: string): Role {
  const role = ROLES.find((name) => name === text);
  if (role !== undefined) return role;
  throw new UsageError(`A role is one of ${ROLES.join(", ")}`);
}

/** Works on the database that the settings name. The embedded one can't be in use by a tracker meanwhile. */
export async function withDatabase<Result>(
  work: (db: Database) => Promise<Result>,
): Promise<Result> {
  const config = processConfig();
  const data_dir = resolve(config.data_dir);
  const lock = config.database_url === null ? lockDataDir(data_dir) : null;
  try {
    const ready = await openDatabaseOf(config, data_dir, () => {});
    const { address, role, stop } = ready;
    await ready.migrate();
    const db = openDatabase(address, {
      connections_max: 1,
      ...(role === undefined ? {} : { role }),
    });
    try {
      return await work(db);
    } finally {
      await closeDatabase(db);
      await stop();
    }
  } finally {
    lock?.release();
  }
}
