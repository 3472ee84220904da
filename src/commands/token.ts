import type { Database } from "../../db/mod.ts";
import {
  createToken,
  listTokens,
  revokeToken,
} from "../../modules/access/mod.ts";
import { systemClock } from "../../modules/kernel/mod.ts";
import { withDatabase } from "./command_database.ts";
import { readRole } from "./role_words.ts";
import { UsageError } from "./usage_error.ts";

const USAGE = "tallyho token create NAME ROLE | list | revoke ID";
const PAGE_SIZE = 500;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `tallyho token create NAME ROLE | list | revoke ID`. */
export async function tokenCommand(words: readonly string[]): Promise<number> {
  const [verb, ...rest] = words;
  if (verb === "create" && rest.length === 2) {
    const [name = "", role_word = ""] = rest;
    const role = readRole(role_word);
    const made = await withDatabase(
      (db) => createToken({ db, clock: systemClock }, { name, role }),
      { makes: true, changes: true },
    );
    console.log(made.token);
  } else if (verb === "list" && rest.length === 0) {
    await withDatabase(printTokens);
  } else if (verb === "revoke" && rest.length === 1) {
    const [id = ""] = rest;
    if (!UUID.test(id)) throw new UsageError(USAGE);
    const revoked = await withDatabase((db) =>
      revokeToken({ db, clock: systemClock }, id),
    );
    console.log(JSON.stringify(revoked));
  } else {
    throw new UsageError(USAGE);
  }
  return 0;
}

async function printTokens(db: Database): Promise<void> {
  for (let after: string | null = null; ;) {
    const page = await listTokens(
      { db, clock: systemClock },
      { limit: PAGE_SIZE, after },
    );
    for (const token of page.data) console.log(JSON.stringify(token));
    if (page.next_cursor === null) return;
    after = page.data.at(-1)?.id ?? null;
  }
}
