import { DrizzlePostgreSQLAdapter } from "@lucia-auth/adapter-drizzle";
import { and, eq, isNull, lt, or } from "drizzle-orm";
import { Lucia, verifyRequestOrigin } from "lucia";
import type { Database } from "../../db/mod.ts";
import {
  advertisers,
  affiliates,
  sessions,
  users,
} from "../../db/schema/mod.ts";
import { newId, randomToken } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { PARTY_TIMEZONE } from "./party_timezone.ts";
import { fitsRole, partyIn } from "./roles.ts";
import type { Caller, Role } from "./roles.ts";
import type { JobDefinition } from "../scheduler/mod.ts";

const HOUR_MS = 3_600_000;
const SESSION_BYTES = 25;
const MINUTE_MS = 60_000;
const USER_AGENT_CHARS_MAX = 300;
const COOKIE = "tallyho_session";
/** A browser takes it only over https, for the whole host, and from that host. */
const HOST_COOKIE = `__Host-${COOKIE}`;

/** Where a session is opened from. */
export interface SessionOrigin {
  address: string;
  user_agent: string | null;
}

/**
 * Signs users in and out. Only this file uses the session library, so that it can
 * be replaced.
 */
export interface Sessions {
  /** Opens a session and returns its `Set-Cookie` header. */
  open(user_id: string, origin: SessionOrigin): Promise<string>;
  /** Returns the caller with a `Cookie` header, or null. */
  read(cookies: string | null): Promise<Caller | null>;
  /**
   * Ends the session of a `Cookie` header and returns the `Set-Cookie` headers that
   * clear it.
   */
  close(cookies: string | null): Promise<string[]>;
  /** The `Set-Cookie` headers that clear a session's cookies. */
  cleared(): string[];
  /** Deletes expired sessions. */
  endExpired(): Promise<void>;
}

/**
 * Stores sessions in the database, with an `HttpOnly SameSite=Lax` cookie;
 * `Secure` if the public URL is https.
 */
export function createSessions(
  db: Database,
  public_url: string,
  clock: Clock,
): Sessions {
  const secure = public_url.startsWith("https:");
  const lucia = new Lucia(new DrizzlePostgreSQLAdapter(db, sessions, users), {
    sessionCookie: {
      name: secure ? HOST_COOKIE : COOKIE,
      attributes: { secure, sameSite: "lax", path: "/" },
    },
  });
  const cleared = () => {
    const blank = lucia.createBlankSessionCookie();
    const old = blank.serialize().replace(HOST_COOKIE, COOKIE);
    return [...new Set([blank.serialize(), old])];
  };
  return {
    async open(user_id, { address, user_agent }) {
      const id = randomToken(SESSION_BYTES);
      const now_ms = clock.nowMs();
      const attributes = {
        public_id: newId(clock),
        created_at: now_ms,
        last_seen_at: now_ms,
        address,
        user_agent: user_agent?.slice(0, USER_AGENT_CHARS_MAX) ?? null,
      };
      await lucia.createSession(user_id, attributes, {
        sessionId: storedId(id),
      });
      return lucia.createSessionCookie(id).serialize();
    },
    async read(cookies) {
      for (const { id, is_old } of sessionIds(cookies, secure)) {
        const { user } = await lucia.validateSession(storedId(id));
        if (user === null) continue;
        const caller = await readCaller({ db, clock }, storedId(id), is_old);
        if (caller !== null) return caller;
      }
      return null;
    },
    async close(cookies) {
      for (const { id } of sessionIds(cookies, secure)) {
        await lucia.invalidateSession(storedId(id));
      }
      return cleared();
    },
    cleared,
    async endExpired() {
      await lucia.deleteExpiredSessions();
    },
  };
}

/** The jobs of access. */
export function accessJobs(
  sessions: Pick<Sessions, "endExpired">,
): JobDefinition[] {
  return [
    {
      name: "end_sessions",
      description: "Deletes expired sessions",
      every_ms: HOUR_MS,
      run: () => sessions.endExpired(),
    },
  ];
}

/**
 * Whether a changing request comes from our own pages, by its `Origin` header:
 * browsers always send it, and the cookie alone doesn't protect against cross-site
 * requests.
 */
export function isSameOrigin(request: Request, public_url: string): boolean {
  if (request.method === "GET" || request.method === "HEAD") return true;
  const origin = request.headers.get("origin");
  const hosts = [new URL(public_url).host, request.headers.get("host") ?? ""];
  return origin !== null && verifyRequestOrigin(origin, hosts);
}

/**
 * Reads the session ids. The library's own parser decodes every cookie and throws
 * on a badly encoded one, which another program on the same host may have set.
 */
function sessionIds(
  cookies: string | null,
  secure: boolean,
): { id: string; is_old: boolean }[] {
  const names = secure ? [HOST_COOKIE, COOKIE] : [COOKIE];
  return names.flatMap((name) => {
    const id = COOKIE_VALUES[name]?.exec(cookies ?? "")?.[1];
    const is_old = secure && name === COOKIE;
    return id === undefined ? [] : [{ id, is_old }];
  });
}

const COOKIE_VALUES = Object.fromEntries(
  [HOST_COOKIE, COOKIE].map((name) => [
    name,
    new RegExp(`(?:^|;\\s*)${name}=([a-z0-9]{1,64})(?:;|$)`),
  ]),
);

/**
 * Only a hash is stored, so that a copy of the table can't be used to sign in. The
 * migration hashed existing ids the same way.
 */
function storedId(id: string): string {
  return new Bun.CryptoHasher("sha256").update(id).digest("hex");
}

async function readCaller(
  { db, clock }: { db: Database; clock: Clock },
  stored_id: string,
  is_old: boolean,
): Promise<Caller | null> {
  const [found] = await db
    .select({ row: users, timezone: PARTY_TIMEZONE, session: sessions })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(affiliates, eq(affiliates.id, users.affiliate_id))
    .leftJoin(advertisers, eq(advertisers.id, users.advertiser_id))
    .where(eq(sessions.id, stored_id));
  if (found === undefined || found.row.disabled_at !== null) return null;
  const { row, timezone, session } = found;
  // Other hosts of the domain can set a cookie of the old name, but not for a session
  // from before there was the new one.
  if (is_old && session.created_at !== null) return null;
  const { id } = row;
  const role = row.role as Role;
  if (!fitsRole(role, row)) return null;
  const now_ms = clock.nowMs();
  if ((session.last_seen_at ?? 0) <= now_ms - MINUTE_MS) {
    await markSeen(db, stored_id, now_ms);
  }
  return {
    kind: "session",
    id,
    user_id: id,
    role,
    ...partyIn(row),
    timezone,
    session_id: session.public_id,
  };
}

/** Notes that a session is in use, once a minute of several requests at a time. */
async function markSeen(
  db: Database,
  stored_id: string,
  now_ms: number,
): Promise<void> {
  const { last_seen_at } = sessions;
  const is_due = or(
    isNull(last_seen_at),
    lt(last_seen_at, now_ms - MINUTE_MS + 1),
  );
  await db
    .update(sessions)
    .set({ last_seen_at: now_ms })
    .where(and(eq(sessions.id, stored_id), is_due));
}
