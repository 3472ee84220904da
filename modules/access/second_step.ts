import { and, eq, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import type { Database } from "../../db/mod.ts";
import { secondSteps } from "../../db/schema/mod.ts";
import {
  Limiter,
  Problem,
  randomToken,
  retryAfterS,
  seal,
  unseal,
} from "../kernel/mod.ts";
import type { Clock, Rate, Report, SealKey } from "../kernel/mod.ts";
import { tooMany } from "./sign_in_throttle.ts";

const ISSUER = "Tallyho";
const SECRET_BYTES = 20;
const PERIOD_S = 30;
/** Periods before and after the current one whose codes are taken, for clocks that differ. */
const WINDOW = 1;
const RECOVERY_CODES = 10;
const RECOVERY_BYTES = 10;
/** Wrong codes of a user: at most 293 guesses a day at one in 333,333. */
const WRONG_RATE: Rate = { at_once: 5, refill: 1, refill_ms: 300_000 };
const KEYS_MAX = 10_000;

export interface SecondStepDeps {
  db: Database;
  clock: Clock;
  seal_key: SealKey;
  report?: Report | undefined;
}

/** The second step of signing in: a code of an authenticator, or a recovery code. */
export class SecondStep {
  readonly #deps: SecondStepDeps;
  readonly #wrong = new Limiter({ keys_max: KEYS_MAX });

  constructor(deps: SecondStepDeps) {
    this.#deps = deps;
  }

  /** Whether a user signs in by two steps. */
  async isOn(user_id: string): Promise<boolean> {
    const rows = await this.#deps.db
      .select({ user_id: secondSteps.user_id })
      .from(secondSteps)
      .where(confirmed(user_id));
    return rows.length > 0;
  }

  /** Makes a new secret, which counts once it is confirmed. */
  async enrol(user: { id: string; email: string }) {
    const { db, clock, seal_key } = this.#deps;
    const secret = new Secret({ size: SECRET_BYTES });
    const row = {
      user_id: user.id,
      secret_sealed: seal(seal_key, secret.bytes, contextOf(user.id)),
      created_at: clock.nowMs(),
      confirmed_at: null,
      last_period: null,
      recovery_hashes: [],
    };
    const made = await db
      .insert(secondSteps)
      .values(row)
      .onConflictDoUpdate({
        target: secondSteps.user_id,
        set: row,
        setWhere: isNull(secondSteps.confirmed_at),
      })
      .returning({ user_id: secondSteps.user_id });
    if (made.length === 0) throw alreadyOn();
    const totp = new TOTP({ issuer: ISSUER, label: user.email, secret });
    return { secret: secret.base32, url: totp.toString() };
  }

  /** Turns the second step on by a first code; returns the recovery codes. */
  async confirm(user_id: string, code: string): Promise<string[]> {
    const { db, clock } = this.#deps;
    const period = await this.#guarded(user_id, async () => {
      const row = await this.#read(user_id);
      if (row !== undefined && row.confirmed_at !== null) throw alreadyOn();
      return row === undefined ? null : this.#periodOf(row, code);
    });
    const codes = Array.from({ length: RECOVERY_CODES }, () =>
      randomToken(RECOVERY_BYTES),
    );
    const made = await db
      .update(secondSteps)
      .set({
        confirmed_at: clock.nowMs(),
        last_period: period,
        recovery_hashes: codes.map(hashCode),
      })
      .where(
        and(eq(secondSteps.user_id, user_id), isNull(secondSteps.confirmed_at)),
      )
      .returning({ user_id: secondSteps.user_id });
    if (made.length === 0) throw alreadyOn();
    return codes;
  }

  /** Takes a code once; a Problem if it is wrong, or was used before. */
  async check(user_id: string, code: string): Promise<void> {
    await this.#guarded(user_id, async () => {
      const row = await this.#read(user_id);
      if (row === undefined || row.confirmed_at === null) return null;
      const period = this.#periodOf(row, code);
      if (period !== null) return await this.#usePeriod(user_id, period);
      return await this.#useRecovery(user_id, code);
    });
  }

  /** Turns the second step off. */
  async clear(user_id: string): Promise<void> {
    await this.#deps.db
      .delete(secondSteps)
      .where(eq(secondSteps.user_id, user_id));
  }

  async #read(user_id: string) {
    const [row] = await this.#deps.db
      .select()
      .from(secondSteps)
      .where(eq(secondSteps.user_id, user_id));
    return row;
  }

  /** The period of a code; null if it is none of now. */
  #periodOf(row: typeof secondSteps.$inferSelect, code: string): number | null {
    const { clock, seal_key } = this.#deps;
    const bytes = unseal(seal_key, row.secret_sealed, contextOf(row.user_id));
    const secret = new Secret({ buffer: bytes.slice().buffer });
    const totp = new TOTP({ secret, period: PERIOD_S });
    const timestamp = clock.nowMs();
    const token = code.replaceAll(" ", "");
    const delta = totp.validate({ token, timestamp, window: WINDOW });
    if (delta === null) return null;
    return Math.floor(timestamp / 1_000 / PERIOD_S) + delta;
  }

  async #usePeriod(user_id: string, period: number): Promise<number | null> {
    const { last_period } = secondSteps;
    const is_new = or(isNull(last_period), lt(last_period, period));
    const used = await this.#deps.db
      .update(secondSteps)
      .set({ last_period: period })
      .where(and(confirmed(user_id), is_new))
      .returning({ user_id: secondSteps.user_id });
    return used.length === 0 ? null : period;
  }

  async #useRecovery(user_id: string, code: string): Promise<string | null> {
    const hash = hashCode(code.trim().toLowerCase());
    const { recovery_hashes } = secondSteps;
    const used = await this.#deps.db
      .update(secondSteps)
      .set({ recovery_hashes: sql`array_remove(${recovery_hashes}, ${hash})` })
      .where(and(confirmed(user_id), sql`${hash} = any(${recovery_hashes})`))
      .returning({ user_id: secondSteps.user_id });
    return used.length === 0 ? null : hash;
  }

  /** Runs a check that returns null for a wrong code, within the limit of wrong ones. */
  async #guarded<T>(user_id: string, run: () => Promise<T | null>): Promise<T> {
    const wait_ms = this.#wrong.take(
      user_id,
      WRONG_RATE,
      this.#deps.clock.nowMs(),
    );
    if (wait_ms > 0) {
      const wait_s = retryAfterS(wait_ms);
      throw tooMany({ limit: WRONG_RATE.at_once, wait_s });
    }
    const result = await run();
    if (result === null) {
      const refusal = { outcome: "wrong_code", user_id };
      this.#deps.report?.("sign_in", refusal, "warn");
      const detail = "The code is wrong, or was used before";
      throw new Problem(401, "wrong_code", detail);
    }
    this.#wrong.giveBack(user_id, WRONG_RATE);
    return result;
  }
}

function confirmed(user_id: string) {
  return and(
    eq(secondSteps.user_id, user_id),
    isNotNull(secondSteps.confirmed_at),
  );
}

function contextOf(user_id: string): string {
  return `second step ${user_id}`;
}

/** Recovery codes are long and random, so a single SHA-256 is enough. */
function hashCode(code: string): string {
  return new Bun.CryptoHasher("sha256").update(code).digest("hex");
}

function alreadyOn(): Problem {
  const detail = "The second step is on: turn it off first";
  return new Problem(409, "second_step_on", detail);
}
