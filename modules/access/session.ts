import { DrizzlePostgreSQLAdapter } from "@lucia-auth/adapter-drizzle";
import { eq } from "drizzle-orm";
import { Lucia, verifyRequestOrigin } from "lucia";
import type { Database } from "../../db/mod.ts";
import {
  advertisers,
  affiliates,
  sessions,
  users,
} from "../../db/schema/mod.ts";
import { randomToken } from "../kernel/mod.ts";
import { PARTY_TIMEZONE } from "./party_timezone.ts";
import { fitsRole } from "./roles.ts";
import type { Caller, Role } from "./roles.ts";
import type { JobDefinition } from "../scheduler/mod.ts";

const HOUR_MS = 3_600_000;
const SESSION_BYTES = 25;
const COOKIE = "tallyho_session";
const SESSION_ID = new RegExp(`(?:^|;\\s*)${COOKIE}=([a-z0-9]{1,64})(?:;|$)`);

/**
 * Signs users in and out. Only this file uses the session library, so that it can
 * be replaced.
 */
export interface Sessions {
  /** Opens a session and returns its `Set-Cookie` header. */
  open(user_id: string): Promise<string>;
  /** Returns the caller with a `Cookie` header, or null. */
  read(cookies: string | null): Promise<Caller | null>;
  /**
   * Ends the session of a `Cookie` header and returns the `Set-Cookie` header that
   * clears it.
   */
  close(cookies: string | null): Promise<string>;
  /** Deletes expired sessions. */
  endExpired(): Promise<void>;
}

/**
 * Stores sessions in the database, with an `HttpOnly SameSite=Lax` cookie;
 * `Secure` if the public URL is https.
 */
export function createSessions(db: Database, public_url: string): Sessions {
  const lucia = new Lucia(new DrizzlePostgreSQLAdapter(db, sessions, users), {
    sessionCookie: {
      name: COOKIE,
      attributes: {
        secure: public_url.startsWith("https:"),
        sameSite: "lax",
        path: "/",
      },
    },
  });
  return {
    async open(user_id) {
      const id = randomToken(SESSION_BYTES);
      await lucia.createSession(user_id, {}, { sessionId: storedId(id) });
      return lucia.createSessionCookie(id).serialize();
    },
    async read(cookies) {
      const id = readSessionId(cookies);
      if (id === null) return null;
      const { user } = await lucia.validateSession(storedId(id));
      return user === null ? null : await readUser(db, user.id);
    },
    async close(cookies) {
      const id = readSessionId(cookies);
      if (id !== null) await lucia.invalidateSession(storedId(id));
      return lucia.createBlankSessionCookie().serialize();
    },
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
 * Reads the session id. The library's own parser decodes every cookie and throws
 * on a badly encoded one, which another program on the same host may have set.
 */
function readSessionId(cookies: string | null): string | null {
  return SESSION_ID.exec(cookies ?? "")?.[1] ?? null;
}

/**
 * Only a hash is stored, so that a copy of the table can't be used to sign in. The
 * migration hashed existing ids the same way.
 */
function storedId(id: string): string {
  return new Bun.CryptoHasher("sha256").update(id).digest("hex");
}

async function readUser(db: Database, id: string): Promise<Caller | null> {
  const [found] = await db
    .select({ row: users, timezone: PARTY_TIMEZONE })
    .from(users)
    .leftJoin(affiliates, eq(affiliates.id, users.affiliate_id))
    .leftJoin(advertisers, eq(advertisers.id, users.advertiser_id))
    .where(eq(users.id, id));
  if (found === undefined || found.row.disabled_at !== null) return null;
  const { row, timezone } = found;
  const { affiliate_id, advertiser_id } = row;
  const role = row.role as Role;
  if (!fitsRole(role, row)) return null;
  return { kind: "session", id, role, affiliate_id, advertiser_id, timezone };
}
