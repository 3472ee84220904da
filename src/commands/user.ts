import type { Database } from "../../db/mod.ts";
import {
  createUser,
  listUsers,
  Passwords,
  setUserDisabled,
} from "../../modules/access/mod.ts";
import { systemClock } from "../../modules/kernel/mod.ts";
import { withDatabase } from "./command_database.ts";
import { printPages } from "./print_pages.ts";
import { PARTY_OPTIONS, readParty, readRole } from "./role_words.ts";
import { readWords } from "./statement_file.ts";
import { UsageError } from "./usage_error.ts";

/**
 * `tallyho user create EMAIL ROLE | list | disable EMAIL | enable EMAIL`; reads a password from
 * stdin.
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

async function create(db: Database, input: Parameters<typeof createUser>[1]) {
  const passwords = new Passwords();
  try {
    return await createUser({ db, clock: systemClock, passwords }, input);
  } finally {
    await passwords.stop();
  }
}
