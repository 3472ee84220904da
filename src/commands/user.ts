import { createUser } from "../../modules/access/mod.ts";
import { systemClock } from "../../modules/kernel/mod.ts";
import { withDatabase } from "./command_database.ts";
import { readRole } from "./role_words.ts";
import { UsageError } from "./usage_error.ts";

const USAGE = "tallyho user create EMAIL ROLE < password";

/** `tallyho user create EMAIL ROLE`: the password is read from standard input. */
export async function userCommand(words: readonly string[]): Promise<number> {
  const [verb, email = "", role_word = ""] = words;
  if (verb !== "create" || words.length !== 3) throw new UsageError(USAGE);
  const role = readRole(role_word);
  const password = (await Bun.stdin.text()).replace(/\r?\n$/, "");
  const user = await withDatabase(
    (db) => createUser({ db, clock: systemClock }, { email, password, role }),
    { makes: true, changes: true },
  );
  console.log(JSON.stringify(user));
  return 0;
}
