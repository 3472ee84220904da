import { afterAll, describe, expect, test } from "bun:test";
import { Problem } from "../kernel/mod.ts";
import { Passwords } from "./passwords.ts";

/** A hash of "correct horse" that takes no time, for tests of the queue. */
const QUICK_HASH =
  "$argon2id$v=19$m=8,t=1,p=1$QPza4CU/JflwBObKDQa+uzv5prc1OeCUTVol402t9NI$uhM3mADAW2Knk9m1KS+Q/Iavfexe8s7inmd9z3K6wDI";

const passwords = new Passwords();
afterAll(() => passwords.stop());

describe("Passwords", () => {
  test("makes an argon2id hash that the same password alone opens", async () => {
    const hash = await passwords.hash("correct horse");
    expect(hash).toStartWith("$argon2id$");
    expect(await passwords.verify("correct horse", hash, "stranger")).toBe(
      true,
    );
    for (const other of ["correct horse ", "", "Correct horse", "\0"]) {
      expect(await passwords.verify(other, hash, "stranger")).toBe(false);
    }
    expect(await passwords.verify("any", undefined, "stranger")).toBe(false);
  });

  test("refuses what would wait too long, and still takes who is known", async () => {
    const hash = QUICK_HASH;
    const strangers = await Promise.all([
      ...Array.from({ length: 20 }, () =>
        passwords.verify("wrong", hash, "stranger").catch((error) => error),
      ),
      passwords.verify("correct horse", hash, "known"),
    ]);
    const refused = strangers.filter((outcome) => outcome instanceof Problem);
    expect(refused).toHaveLength(20 - 17);
    expect(refused[0]).toMatchObject({
      status: 429,
      code: "rate_limited",
      headers: { "retry-after": "2", "ratelimit-limit": "16" },
    });
    expect(strangers.at(-1)).toBe(true);
  });

  test("goes on with a new thread after one that failed, and after it was stopped", async () => {
    const own = new Passwords();
    const broken = own.verify("any", "no hash at all", "stranger");
    await expect(broken).rejects.toThrow();
    const hash = await own.hash("correct horse");
    const waiting = own
      .verify("correct horse", hash, "stranger")
      .catch((error) => String(error));
    await own.stop();
    expect(await waiting).toContain("it was stopped");
    expect(await own.verify("correct horse", hash, "stranger")).toBe(true);
    await own.stop();
  });
});
