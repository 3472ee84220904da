import { describe, expect, test } from "bun:test";
import { ManualClock, Problem } from "../kernel/mod.ts";
import { LoginThrottle } from "./login_throttle.ts";

const MINUTE_MS = 60_000;
const wrong = async () => null;
const right = async () => "in";

async function outcomeOf(attempt: Promise<unknown>): Promise<unknown> {
  return await attempt.catch((error: unknown) =>
    error instanceof Problem ? error.headers?.["retry-after"] : error,
  );
}

describe("LoginThrottle", () => {
  test("lets ten failures pass, refuses the eleventh attempt even with the right password, and says when to come back", async () => {
    const clock = new ManualClock(0);
    const throttle = new LoginThrottle(clock);
    for (let failure = 1; failure <= 10; failure++) {
      expect(await outcomeOf(throttle.guard("a", wrong))).toBeNull();
      clock.advance(MINUTE_MS);
    }
    expect(await outcomeOf(throttle.guard("a", right))).toBe("300");
    expect(await outcomeOf(throttle.guard("b", right))).toBe("in");
    clock.advance(5 * MINUTE_MS - 1);
    expect(await outcomeOf(throttle.guard("a", right))).toBe("1");
    clock.advance(1);
    expect(await outcomeOf(throttle.guard("a", right))).toBe("in");
  });

  test("lets no more than ten guesses through that come at once", async () => {
    const throttle = new LoginThrottle(new ManualClock(0));
    let guesses = 0;
    const gate = Promise.withResolvers<null>();
    const guess = () => {
      guesses += 1;
      return gate.promise;
    };
    const outcomes = Array.from({ length: 50 }, () =>
      outcomeOf(throttle.guard("a", guess)),
    );
    gate.resolve(null);
    const refused = (await Promise.all(outcomes)).filter(
      (outcome) => outcome === "900",
    );
    expect(guesses).toBe(10);
    expect(refused).toHaveLength(40);
  });

  test("counts neither what went well nor what broke", async () => {
    const throttle = new LoginThrottle(new ManualClock(0));
    const broken = async () => {
      throw new RangeError("The database is away");
    };
    for (let time = 0; time < 30; time++) {
      expect(await throttle.guard("a", right)).toBe("in");
      await expect(throttle.guard("a", broken)).rejects.toThrow("away");
    }
    expect(await throttle.guard("a", right)).toBe("in");
  });

  test("forgets the oldest where somebody fills it with names", async () => {
    const throttle = new LoginThrottle(new ManualClock(0));
    for (let failure = 0; failure < 10; failure++) {
      await throttle.guard("oldest", wrong);
    }
    for (let name = 0; name < 10_000; name++) {
      await throttle.guard(`name ${name}`, wrong);
    }
    expect(await outcomeOf(throttle.guard("oldest", right))).toBe("in");
  });
});
