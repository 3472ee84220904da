import { and, desc, eq, gt, notInArray } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { signInNetworks, users } from "../../db/schema/mod.ts";
import { mayBeStoredEmail, networkOf } from "../kernel/mod.ts";
import type { Clock, Report } from "../kernel/mod.ts";
import type { Passwords } from "./passwords.ts";
import { SignInThrottle, tooMany } from "./sign_in_throttle.ts";
import { PASSWORD_CHARS_MAX } from "./user.ts";
import type { UserRow } from "./user.ts";

const NETWORKS_KEPT = 20;
const NETWORK_LIFE_MS = 180 * 86_400_000;

/**
 * Maximum concurrent lookups, so that a flood of sign-ins leaves database
 * connections to others.
 */
const LOOK_UPS_MAX = 32;
const RETRY_AFTER_S = 1;

interface Found {
  user: UserRow | undefined;
  is_known: boolean;
}

export interface SignInDeps {
  db: Database;
  clock: Clock;
  passwords: Passwords;
  report?: Report | undefined;
}

/** Signs users in by password, within the throttle's limits. */
export class SignIn {
  readonly #deps: SignInDeps;
  readonly #throttle: SignInThrottle;
  #looking_up = 0;

  constructor(deps: SignInDeps) {
    this.#deps = deps;
    this.#throttle = new SignInThrottle(deps.clock);
  }

  /**
   * Returns the user of an email and password, or null; unknown emails take as
   * long.
   */
  async try(input: {
    email: string;
    password: string;
    ip: string;
  }): Promise<UserRow | null> {
    const account = input.email.trim().toLowerCase();
    const network = networkOf(input.ip);
    const { user, is_known } = await this.#lookUp(account, network);
    const attempt = { network, account, is_known };
    return await this.#throttle.guard(attempt, async () => {
      if (input.password.length > PASSWORD_CHARS_MAX) return null;
      const is_right = await this.#deps.passwords.verify(
        input.password,
        user?.password_hash,
        is_known ? "known" : "stranger",
      );
      if (!is_right || user === undefined || user.disabled_at !== null) {
        this.#reportRefusal(user, input.ip);
        return null;
      }
      await this.#remember(user, network);
      return user;
    });
  }

  /** By whom, if the email is somebody's: what was typed may be a password. */
  #reportRefusal(user: UserRow | undefined, ip: string): void {
    const user_id = user?.id ?? null;
    const outcome = user?.disabled_at == null ? "wrong_password" : "disabled";
    this.#deps.report?.("sign_in", { outcome, user_id, ip }, "warn");
  }

  /** Finds the user, and whether it signed in from this network before. */
  async #lookUp(email: string, network: string): Promise<Found> {
    if (!mayBeStoredEmail(email)) return { user: undefined, is_known: false };
    if (this.#looking_up >= LOOK_UPS_MAX) {
      throw tooMany({ limit: LOOK_UPS_MAX, wait_s: RETRY_AFTER_S });
    }
    this.#looking_up += 1;
    try {
      const { db, clock } = this.#deps;
      const [row] = await db
        .select({ user: users, network: signInNetworks.network })
        .from(users)
        .leftJoin(
          signInNetworks,
          and(
            eq(signInNetworks.user_id, users.id),
            eq(signInNetworks.network, network),
            gt(signInNetworks.last_at, clock.nowMs() - NETWORK_LIFE_MS),
          ),
        )
        .where(eq(users.email, email));
      return { user: row?.user, is_known: row != null && row.network !== null };
    } finally {
      this.#looking_up -= 1;
    }
  }

  async #remember(user: UserRow, network: string): Promise<void> {
    const { db, clock } = this.#deps;
    const last_at = clock.nowMs();
    const of_user = eq(signInNetworks.user_id, user.id);
    await db
      .insert(signInNetworks)
      .values({ user_id: user.id, network, last_at })
      .onConflictDoUpdate({
        target: [signInNetworks.user_id, signInNetworks.network],
        set: { last_at },
      });
    const newest = db
      .select({ network: signInNetworks.network })
      .from(signInNetworks)
      .where(of_user)
      .orderBy(desc(signInNetworks.last_at))
      .limit(NETWORKS_KEPT);
    await db
      .delete(signInNetworks)
      .where(and(of_user, notInArray(signInNetworks.network, newest)));
  }
}
