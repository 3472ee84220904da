import { and, eq, getTableColumns, isNotNull, isNull } from "drizzle-orm";
import { insertRows } from "../../db/mod.ts";
import type { Database, Queryable } from "../../db/mod.ts";
import { advertisers, affiliates, apiTokens } from "../../db/schema/mod.ts";
import {
  listCondition,
  listOrder,
  listPage,
  notFound,
  orNotFound,
  TIMES,
  unfiltered,
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
import { fitsRole, ROLES } from "./roles.ts";
import type { Caller, Role } from "./roles.ts";

const TOKEN_BYTES = 25;
const TOKEN_PREFIX = "th_";

/** Filters and sorts of tokens. */
export const TOKEN_LIST = {
  filters: {
    q: "text",
    name: "text",
    role: ROLES,
    affiliate_id: "id",
    advertiser_id: "id",
    revoked: "boolean",
    ...TIMES,
  },
  sorts: ["-id", "name", "created_at", "expires_at"],
} as const;

const TOKEN_TABLE: ListTable = {
  columns: getTableColumns(apiTokens),
  key: apiTokens.id,
  time: apiTokens.created_at,
  searched: [apiTokens.name],
  filters: {
    revoked: (is_revoked: boolean) =>
      (is_revoked ? isNotNull : isNull)(apiTokens.revoked_at),
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
  expires_at?: number | null;
}

/** A token as the API shows it; its text is never shown, as only a hash is stored. */
export interface TokenView {
  id: string;
  name: string;
  role: string;
  affiliate_id: number | null;
  advertiser_id: number | null;
  created_at: string;
  expires_at: string | null;
  revoked_at: string | null;
}

/** Creates a token; only this response contains its text. */
export async function createToken(
  deps: TokenDeps,
  input: NewToken,
): Promise<TokenView & { token: string }> {
  const party = await checkParty(deps.db, input);
  const token = TOKEN_PREFIX + randomToken(TOKEN_BYTES);
  const row = await storeToken(deps, { ...input, ...party }, token);
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
  const { id, affiliate_id, advertiser_id } = row;
  const role = row.role as Role;
  // Older versions created tokens without the party that their role needs: those see
  // nothing.
  if (!fitsRole(role, row)) return null;
  return { kind: "token", id, role, affiliate_id, advertiser_id, timezone };
}

/** Lists tokens, newest first. */
export async function listTokens(
  deps: TokenDeps,
  page: ListRequest | PageRequest,
): Promise<Page<TokenView>> {
  const list = unfiltered(TOKEN_LIST, page);
  const rows = await deps.db
    .select()
    .from(apiTokens)
    .where(listCondition(TOKEN_TABLE, list))
    .orderBy(...listOrder(TOKEN_TABLE, list))
    .limit(list.limit + 1);
  return listPage(TOKEN_TABLE, list, rows, presentToken);
}

/** A token without its text, or 404. */
export async function readTokenView(
  deps: { db: Queryable },
  id: string,
): Promise<TokenView> {
  if (!isUuid(id)) throw notFound();
  const where = eq(apiTokens.id, id);
  const [row] = await deps.db.select().from(apiTokens).where(where);
  return presentToken(orNotFound(row));
}

/** Revokes a token at once; revoking again does nothing. */
export async function revokeToken(
  deps: TokenDeps,
  id: string,
  check?: Precondition,
): Promise<TokenView> {
  if (!isUuid(id)) throw notFound();
  const where = eq(apiTokens.id, id);
  return await deps.db.transaction(async (tx) => {
    await tx.select().from(apiTokens).where(where).for("update");
    await check?.(tx);
    await tx
      .update(apiTokens)
      .set({ revoked_at: deps.clock.nowMs() })
      .where(and(where, isNull(apiTokens.revoked_at)));
    return await readTokenView({ db: tx }, id);
  });
}

type TokenRow = typeof apiTokens.$inferSelect;

async function storeToken(
  deps: TokenDeps,
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
    created_at: deps.clock.nowMs(),
    expires_at: input.expires_at ?? null,
    revoked_at: null,
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
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    affiliate_id: row.affiliate_id,
    advertiser_id: row.advertiser_id,
    created_at: isoTime(row.created_at),
    expires_at: row.expires_at === null ? null : isoTime(row.expires_at),
    revoked_at: row.revoked_at === null ? null : isoTime(row.revoked_at),
  };
}
