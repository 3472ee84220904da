import { eq, getTableColumns } from "drizzle-orm";
import { insertRows, postgresCode } from "../../db/mod.ts";
import type { Database, Queryable } from "../../db/mod.ts";
import { users } from "../../db/schema/mod.ts";
import {
  invalid,
  listPage,
  selectList,
  notFound,
  orNotFound,
  TIMES,
  unfiltered,
  whenSet,
} from "../http/mod.ts";
import type { ListRequest, ListTable, Page, PageRequest } from "../http/mod.ts";
import {
  isEmail,
  isoTime,
  isUuid,
  mayBeStoredEmail,
  newId,
  Problem,
} from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { checkParty } from "./check_party.ts";
import type { Passwords } from "./passwords.ts";
import { partyIn, ROLES } from "./roles.ts";
import type { Party, Role } from "./roles.ts";

const PASSWORD_CHARS_MIN = 12;
/** Maximum length of a password. */
export const PASSWORD_CHARS_MAX = 200;

/** Filters and sorts of users. */
export const USER_LIST = {
  filters: {
    q: "text",
    email: "text",
    role: ROLES,
    affiliate_id: "id",
    advertiser_id: "id",
    disabled: "boolean",
    ...TIMES,
  },
  sorts: ["-id", "email", "name", "created_at"],
} as const;

const USER_TABLE: ListTable = {
  columns: getTableColumns(users),
  key: users.id,
  time: users.created_at,
  searched: [users.email, users.name],
  filters: {
    disabled: whenSet(users.disabled_at),
  },
};

export interface UserDeps {
  db: Database;
  clock: Clock;
  passwords: Pick<Passwords, "choose">;
}

/** Input for a new user. */
export interface NewUser {
  email: string;
  password: string;
  name?: string | null;
  role: Role;
  affiliate_id?: number | null;
  advertiser_id?: number | null;
  affiliate_ids?: readonly number[] | null;
  advertiser_ids?: readonly number[] | null;
}

/** A user as the API shows it. */
export interface UserView extends Party {
  id: string;
  email: string;
  name: string | null;
  role: string;
  created_at: string;
  disabled_at: string | null;
}

/** Creates a user; throws a Problem if the email is taken or the password too weak. */
export async function createUser(
  deps: UserDeps,
  input: NewUser,
): Promise<UserView> {
  const email = readEmail(input.email);
  const { name = null } = input;
  const party = await checkParty(deps.db, input);
  const words = [email, name];
  const row = await insertUser(deps.db, deps.clock, {
    email,
    name,
    password_hash: await choosePassword(deps, input.password, words),
    role: input.role,
    ...party,
  });
  return presentUser(row);
}

/** Stores a new user; a Problem if the email is taken. */
export async function insertUser(
  db: Queryable,
  clock: Clock,
  user: Omit<UserRow, "id" | "created_at" | "disabled_at">,
): Promise<UserRow> {
  const row = {
    id: newId(clock),
    ...user,
    created_at: clock.nowMs(),
    disabled_at: null,
  };
  try {
    await insertRows(db, users, [row]);
  } catch (error) {
    if (postgresCode(error) !== "23505") throw error;
    throw emailTaken(user.email);
  }
  return row;
}

/** The refusal of an email that a user has. */
export function emailTaken(email: string): Problem {
  const errors = [{ field: "email", message: "is already in use" }];
  const detail = `A user "${email}" exists`;
  return new Problem(409, "already_exists", detail, { errors });
}

/** Creates the first admin, unless a user with that email exists. */
export async function ensureAdminUser(
  deps: UserDeps,
  input: { email: string; password: string },
): Promise<void> {
  const [known] = await deps.db
    .select({ id: users.id })
    .from(users)
    .where(eq(users.email, readEmail(input.email)));
  if (known === undefined) await createUser(deps, { ...input, role: "admin" });
}

/** Lists users, newest first. */
export async function listUsers(
  deps: Pick<UserDeps, "db">,
  page: ListRequest | PageRequest,
): Promise<Page<UserView>> {
  const list = unfiltered(USER_LIST, page);
  const rows = await selectList(deps.db, {
    from: users,
    table: USER_TABLE,
    list,
  });
  return listPage(USER_TABLE, list, rows, presentUser);
}

/** A user, or 404. */
export async function readUser(
  deps: { db: Queryable },
  id: string,
): Promise<UserView> {
  if (!isUuid(id)) throw notFound();
  const [row] = await deps.db.select().from(users).where(eq(users.id, id));
  return presentUser(orNotFound(row));
}

/** A user by id or email. */
export type UserKey = { email: string } | { id: string };

/** The condition that finds a user. */
export function whereUser(key: UserKey) {
  if ("email" in key) return eq(users.email, storedEmail(key.email));
  if (!isUuid(key.id)) throw notFound();
  return eq(users.id, key.id);
}

/** A user's row, including the password hash. */
export type UserRow = typeof users.$inferSelect;

/** Presents a user without its password hash. */
export function presentUser(row: UserRow): UserView {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    ...partyIn(row),
    created_at: isoTime(row.created_at),
    disabled_at: row.disabled_at === null ? null : isoTime(row.disabled_at),
  };
}

/** Trims and lower-cases an email address; 422 if it is none. */
export function readEmail(text: string): string {
  const email = text.trim().toLowerCase();
  if (isEmail(email)) return email;
  throw invalidEmail();
}

/** Trims and lower-cases the email address of a user who exists; 422 if there can be none. */
function storedEmail(text: string): string {
  const email = text.trim().toLowerCase();
  if (mayBeStoredEmail(email)) return email;
  throw invalidEmail();
}

function invalidEmail(): Problem {
  return new Problem(422, "invalid_request", "Invalid email", {
    errors: [
      {
        field: "email",
        message: "must be an email address such as ada@network.example",
      },
    ],
  });
}

/** The hash of a new password; a Problem if it is too short, too long or common. */
export async function choosePassword(
  { passwords }: Pick<UserDeps, "passwords">,
  password: string,
  words: readonly (string | null)[],
  field = "password",
): Promise<string> {
  const { length } = password;
  if (length < PASSWORD_CHARS_MIN || length > PASSWORD_CHARS_MAX) {
    const range = `${PASSWORD_CHARS_MIN} to ${PASSWORD_CHARS_MAX}`;
    throw invalid(field, `must have ${range} characters`);
  }
  const known = words.filter((word) => word !== null);
  const hash = await passwords.choose(password, [...known, "tallyho"]);
  if (hash !== null) return hash;
  throw invalid(field, "must not be one that is easily guessed");
}

/** The refusal of what a disabled user can't have. */
export function userDisabled(): Problem {
  return new Problem(409, "user_disabled", "The user is disabled");
}
