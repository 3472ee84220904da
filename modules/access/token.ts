import { and, eq, getTableColumns, isNull, lt, or } from "drizzle-orm";
import { insertRows } from "../../db/mod.ts";
import type { Database, Queryable } from "../../db/mod.ts";
import {
  advertisers,
  affiliates,
  apiTokens,
  users,
} from "../../db/schema/mod.ts";
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
import type {
  ListRequest,
  ListTable,
  Page,
  PageRequest,
  Precondition,
} from "../http/mod.ts";
import { isoTime, isUuid, newId, randomToken } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { checkParty } from "./check_party.ts";
import { PARTY_TIMEZONE } from "./party_timezone.ts";
import { ALL_SCOPES } from "./scopes.ts";
import { fitsRole, partyIn, ROLES, userOf } from "./roles.ts";
import type { Caller, Party, Principal, Role } from "./roles.ts";
import { userDisabled } from "./user.ts";

const TOKEN_BYTES = 25;
const TOKEN_PREFIX = "th_";
const MINUTE_MS = 60_000;

/** Filters and sorts of tokens. */
export const TOKEN_LIST = {
  filters: {
    q: "text",
    name: "text",
    role: ROLES,
    affiliate_id: "id",
    advertiser_id: "id",
    user_id: "uuid",
    revoked: "boolean",
    ...TIMES,
  },
  sorts: ["-id", "name", "created_at", "expires_at", "last_used_at"],
} as const;

const TOKEN_TABLE: ListTable = {
  columns: getTableColumns(apiTokens),
  key: apiTokens.id,
  time: apiTokens.created_at,
  searched: [apiTokens.name],
  filters: {
    revoked: whenSet(apiTokens.revoked_at),
  },
};

export interface TokenDeps {
  db: Database;
  clock: Clock;
}

/** Input for a new token. */
export interface NewToken {
  name: string;
  role: Role;
  affiliate_id?: number | null;
  advertiser_id?: number | null;
  affiliate_ids?: readonly number[] | null;
  advertiser_ids?: readonly number[] | null;
  /** The user whose token it is. */
  user_id?: string | null;
  /** Null is everything that the role may. */
  scopes?: readonly string[] | null;
  expires_at?: number | null;
}

/** A token as the API shows it; its text is never shown, as only a hash is stored. */
export interface TokenView extends Party {
  id: string;
  name: string;
  role: string;
  user_id: string | null;
  scopes: readonly string[];
  created_at: string;
  expires_at: string | null;
  revoked_at: string | null;
  last_used_at: string | null;
}

/** Creates a token; only this response contains its text. */
export async function createToken(
  deps: TokenDeps,
  input: NewToken,
): Promise<TokenView & { token: string }> {
  const party = await checkParty(deps.db, input);
  return await storeNewToken(deps, { ...input, ...party });
}

/** Creates a token of a user, with that user's role and party. */
export async function createUserToken(
  deps: TokenDeps,
  user_id: string,
  input: Omit<NewToken, "role" | keyof Party>,
): Promise<TokenView & { token: string }> {
  return await deps.db.transaction(async (tx) => {
    // Locked, so that a user who is disabled or moved meanwhile leaves no token behind.
    const [user] = await tx
      .select()
      .from(users)
      .where(eq(users.id, user_id))
      .for("share");
    if (user === undefined)
      throw invalid("user_id", "must be the id of a user");
    if (user.disabled_at !== null) throw userDisabled();
    const role = user.role as Role;
    return await storeNewToken(
      { db: tx, clock: deps.clock },
      { ...input, user_id, role, ...partyIn(user) },
    );
  });
}

async function storeNewToken(
  deps: { db: Queryable; clock: Clock },
  input: NewToken,
) {
  const token = TOKEN_PREFIX + randomToken(TOKEN_BYTES);
  const row = await storeToken(deps, input, token);
  return { ...presentToken(row), token };
}

/** Ensures that the token in the setting exists with the role `admin`. */
export async function ensureAdminToken(
  deps: TokenDeps,
  token: string,
): Promise<void> {
  const [known] = await deps.db
    .select({ id: apiTokens.id })
    .from(apiTokens)
    .where(eq(apiTokens.token_hash, hashToken(token)));
  if (known !== undefined) return;
  await storeToken(deps, { name: "first admin", role: "admin" }, token, {
    unless_known: true,
  });
}

/** Returns the caller with a bearer token; null if it is unknown, revoked or expired. */
export async function readToken(
  deps: TokenDeps,
  token: string,
): Promise<Caller | null> {
  const [found] = await deps.db
    .select({ row: apiTokens, timezone: PARTY_TIMEZONE })
    .from(apiTokens)
    .leftJoin(affiliates, eq(affiliates.id, apiTokens.affiliate_id))
    .leftJoin(advertisers, eq(advertisers.id, apiTokens.advertiser_id))
    .where(
      and(
        eq(apiTokens.token_hash, hashToken(token)),
        isNull(apiTokens.revoked_at),
      ),
    );
  if (found === undefined) return null;
  const { row, timezone } = found;
  if (row.expires_at !== null && row.expires_at <= deps.clock.nowMs()) {
    return null;
  }
  const { id, user_id, scopes } = row;
  const role = row.role as Role;
  // Older versions created tokens without the party that their role needs: those see
  // nothing.
  if (!fitsRole(role, row)) return null;
  await markUsed(deps, row);
  return {
    kind: "token",
    id,
    role,
    ...partyIn(row),
    timezone,
    ...(user_id === null ? {} : { user_id }),
    ...(scopes === null ? {} : { scopes }),
  };
}

/** Notes that a token is in use, once a minute of several requests at a time. */
async function markUsed(deps: TokenDeps, row: TokenRow): Promise<void> {
  const now_ms = deps.clock.nowMs();
  if ((row.last_used_at ?? 0) > now_ms - MINUTE_MS) return;
  const { last_used_at } = apiTokens;
  const is_due = or(
    isNull(last_used_at),
    lt(last_used_at, now_ms - MINUTE_MS + 1),
  );
  await deps.db
    .update(apiTokens)
    .set({ last_used_at: now_ms })
    .where(and(eq(apiTokens.id, row.id), is_due));
}

/** Lists tokens, newest first: all, or only those of one owner. */
export async function listTokens(
  deps: TokenDeps,
  page: ListRequest | PageRequest,
  owner?: Principal,
): Promise<Page<TokenView>> {
  const list = unfiltered(TOKEN_LIST, page);
  const rows = await selectList(deps.db, {
    from: apiTokens,
    table: TOKEN_TABLE,
    list,
    own: ownedBy(owner),
  });
  return listPage(TOKEN_TABLE, list, rows, presentToken);
}

/** A token without its text, or 404. */
export async function readTokenView(
  deps: { db: Queryable },
  id: string,
  owner?: Principal,
): Promise<TokenView> {
  if (!isUuid(id)) throw notFound();
  const where = and(eq(apiTokens.id, id), ownedBy(owner));
  const [row] = await deps.db.select().from(apiTokens).where(where);
  return presentToken(orNotFound(row));
}

/** Revokes a token at once; revoking again does nothing. */
export async function revokeToken(
  deps: TokenDeps,
  id: string,
  {
    check,
    owner,
  }: { check?: Precondition | undefined; owner?: Principal } = {},
): Promise<TokenView> {
  if (!isUuid(id)) throw notFound();
  const where = eq(apiTokens.id, id);
  return await deps.db.transaction(async (tx) => {
    await tx.select().from(apiTokens).where(where).for("update");
    await readTokenView({ db: tx }, id, owner);
    await check?.(tx);
    await tx
      .update(apiTokens)
      .set({ revoked_at: deps.clock.nowMs() })
      .where(and(where, isNull(apiTokens.revoked_at)));
    return await readTokenView({ db: tx }, id);
  });
}

/** The tokens that a caller may see: its own unless it is an admin, itself if it is one. */
function ownedBy(owner: Principal | undefined) {
  if (owner === undefined || owner.role === "admin") return undefined;
  const user_id = userOf(owner);
  return or(
    owner.kind === "token" ? eq(apiTokens.id, owner.id) : undefined,
    user_id === null ? undefined : eq(apiTokens.user_id, user_id),
  );
}

type TokenRow = typeof apiTokens.$inferSelect;

async function storeToken(
  deps: { db: Queryable; clock: Clock },
  input: NewToken,
  token: string,
  { unless_known = false } = {},
): Promise<TokenRow> {
  const row: TokenRow = {
    id: newId(deps.clock),
    name: input.name,
    token_hash: hashToken(token),
    role: input.role,
    affiliate_id: input.affiliate_id ?? null,
    advertiser_id: input.advertiser_id ?? null,
    affiliate_ids:
      input.affiliate_ids == null ? null : [...input.affiliate_ids],
    advertiser_ids:
      input.advertiser_ids == null ? null : [...input.advertiser_ids],
    user_id: input.user_id ?? null,
    scopes: input.scopes == null ? null : [...input.scopes],
    created_at: deps.clock.nowMs(),
    expires_at: input.expires_at ?? null,
    revoked_at: null,
    last_used_at: null,
  };
  const options = unless_known ? { on_conflict: "do nothing" } : {};
  await insertRows(deps.db, apiTokens, [row], options);
  return row;
}

/** Tokens are long and random, so a single SHA-256 is enough. */
function hashToken(token: string): Uint8Array {
  return new Bun.CryptoHasher("sha256").update(token).digest();
}

function presentToken(row: TokenRow): TokenView {
  const time = (ms: number | null) => (ms === null ? null : isoTime(ms));
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    ...partyIn(row),
    user_id: row.user_id,
    scopes: row.scopes ?? ALL_SCOPES,
    created_at: isoTime(row.created_at),
    expires_at: time(row.expires_at),
    revoked_at: time(row.revoked_at),
    last_used_at: time(row.last_used_at),
  };
}
