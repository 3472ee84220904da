import {
  createToken,
  listTokens,
  revokeToken,
} from "../../modules/access/mod.ts";
import { isUuid, systemClock } from "../../modules/kernel/mod.ts";
import { withDatabase } from "./command_database.ts";
import { printPages } from "./print_pages.ts";
import { PARTY_OPTIONS, readParty, readRole } from "./role_words.ts";
import { readWords } from "./statement_file.ts";
import { UsageError } from "./usage_error.ts";

/** `tallyho token create NAME ROLE | list | revoke ID`. */
export async function tokenCommand(words: readonly string[]): Promise<number> {
  const clock = systemClock;
  const { values, positionals } = readWords(words, PARTY_OPTIONS);
  const [verb, ...rest] = positionals;
  if (verb === "create" && rest.length === 2) {
    const [name = "", role_word = ""] = rest;
    const role = readRole(role_word);
    const input = { name, role, ...readParty(values) };
    const made = await withDatabase((db) => createToken({ db, clock }, input), {
      makes: true,
      changes: true,
    });
    console.log(made.token);
  } else if (verb === "list" && rest.length === 0) {
    await withDatabase((db) =>
      printPages((page) => listTokens({ db, clock }, page)),
    );
  } else if (verb === "revoke" && rest.length === 1) {
    const [id = ""] = rest;
    if (!isUuid(id)) throw new UsageError(`"${id}" is not a token id`);
    const revoked = await withDatabase((db) => revokeToken({ db, clock }, id));
    console.log(JSON.stringify(revoked));
  } else {
    throw new UsageError();
  }
  return 0;
}
