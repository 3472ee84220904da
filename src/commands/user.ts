import type { Database } from "../../db/mod.ts";
import {
  INVITATIONS,
  createPasswordReset,
  createUser,
  listUsers,
  Passwords,
  setUserDisabled,
} from "../../modules/access/mod.ts";
import { systemClock } from "../../modules/kernel/mod.ts";
import { processConfig } from "../config.ts";
import { withDatabase } from "./command_database.ts";
import { printPages } from "./print_pages.ts";
import { PARTY_OPTIONS, readParty, readRole } from "./role_words.ts";
import { readWords } from "./statement_file.ts";
import { UsageError } from "./usage_error.ts";

/**
 * `tallyho user create EMAIL ROLE | list | disable EMAIL | enable EMAIL | invite EMAIL ROLE |
 * reset EMAIL`; reads a password from stdin.
 */
export async function userCommand(words: readonly string[]): Promise<number> {
  const { values, positionals } = readWords(words, PARTY_OPTIONS);
  const [verb, email, role_word, ...others] = positionals;
  if (others.length > 0) throw new UsageError();
  if (verb === "create" && email !== undefined && role_word !== undefined) {
    const role = readRole(role_word);
    const party = readParty(values);
    const password = (await Bun.stdin.text()).replace(/\r?\n$/, "");
    const input = { email, password, role, ...party };
    const user = await withDatabase((db) => create(db, input), {
      makes: true,
      changes: true,
    });
    console.log(JSON.stringify(user));
  } else if (
    verb === "invite" &&
    email !== undefined &&
    role_word !== undefined
  ) {
    const input = { email, role: readRole(role_word), ...readParty(values) };
    const made = await withDatabase(
      (db) => INVITATIONS.create(linkDeps(db), input),
      { changes: true },
    );
    console.log(made.url);
  } else if (
    verb === "reset" &&
    email !== undefined &&
    role_word === undefined
  ) {
    const made = await withDatabase(
      (db) => createPasswordReset(linkDeps(db), { email }),
      { changes: true },
    );
    console.log(made.url);
  } else if (verb === "list" && email === undefined) {
    await withDatabase((db) => printPages((page) => listUsers({ db }, page)));
  } else if (
    (verb === "disable" || verb === "enable") &&
    email !== undefined &&
    role_word === undefined
  ) {
    const input = { user: { email }, is_disabled: verb === "disable" };
    const user = await withDatabase((db) =>
      setUserDisabled({ db, clock: systemClock }, input),
    );
    console.log(JSON.stringify(user));
  } else {
    throw new UsageError();
  }
  return 0;
}

/** Links begin with the address of the running tracker, as the settings say. */
function linkDeps(db: Database) {
  const { public_url, host, port } = processConfig();
  const base = public_url ?? `http://${host}:${port}`;
  return { db, clock: systemClock, public_url: base };
}

async function create(db: Database, input: Parameters<typeof createUser>[1]) {
  const passwords = new Passwords();
  try {
    return await createUser({ db, clock: systemClock, passwords }, input);
  } finally {
    await passwords.stop();
  }
}
