import { describe, expect, test } from "bun:test";
import { ManualClock, Problem } from "../kernel/mod.ts";
import { SignInThrottle } from "./sign_in_throttle.ts";

const MINUTE_MS = 60_000;
const wrong = async () => null;
const right = async () => "in";

/** An attempt by a stranger. */
const from = (network: string, account: string) => {
  return { network, account, is_known: false };
};

/** Returns an attempt's result, or the `Retry-After` of its refusal. */
async function outcomeOf(attempt: Promise<unknown>): Promise<unknown> {
  return await attempt.catch((error: unknown) =>
    error instanceof Problem ? error.headers?.["retry-after"] : error,
  );
}

describe("SignInThrottle", () => {
  test("lets ten failures of a network pass, whatever accounts it tries, then one in ninety seconds", async () => {
    const clock = new ManualClock(0);
    const throttle = new SignInThrottle(clock);
    for (let failure = 1; failure <= 10; failure++) {
      const attempt = from("a", `account ${failure}`);
      expect(await throttle.guard(attempt, wrong)).toBeNull();
    }
    const next = () => outcomeOf(throttle.guard(from("a", "new"), right));
    expect(await next()).toBe("90");
    expect(await throttle.guard(from("b", "new"), right)).toBe("in");
    clock.advance(89_999);
    expect(await next()).toBe("1");
    clock.advance(1);
    expect(await next()).toBe("in");
  });

  test("no number of networks guesses one account for long: ten times, then one in five minutes", async () => {
    const clock = new ManualClock(0);
    const throttle = new SignInThrottle(clock);
    let guesses = 0;
    const guess = async () => {
      guesses += 1;
      return null;
    };
    for (let minute = 0; minute < 24 * 60; minute++) {
      for (let network = 0; network < 13; network++) {
        const attempt = from(`network ${network}`, "owner");
        await outcomeOf(throttle.guard(attempt, guess));
      }
      clock.advance(MINUTE_MS);
    }
    expect(guesses).toBeLessThanOrEqual(298);
    expect(guesses).toBeGreaterThan(200);
  });

  test("where the account was signed in from before, nothing of that is felt", async () => {
    const throttle = new SignInThrottle(new ManualClock(0));
    for (let network = 0; network < 200; network++) {
      await outcomeOf(throttle.guard(from(`${network}`, "owner"), wrong));
    }
    const stranger = from("new", "owner");
    expect(await outcomeOf(throttle.guard(stranger, right))).toBe("300");
    const owner = { network: "0", account: "owner", is_known: true };
    expect(await throttle.guard(owner, right)).toBe("in");
  });

  test("bounds the attempts of a known network too, right ones included", async () => {
    const throttle = new SignInThrottle(new ManualClock(0));
    const owner = { network: "home", account: "owner", is_known: true };
    for (let time = 0; time < 20; time++) {
      expect(await throttle.guard(owner, right)).toBe("in");
    }
    expect(await outcomeOf(throttle.guard(owner, right))).toBe("10");
  });

  test("over all strangers sixty fail at once, then one a second", async () => {
    const clock = new ManualClock(0);
    const throttle = new SignInThrottle(clock);
    const outcomes = [];
    for (let index = 0; index < 150; index++) {
      const attempt = from(`network ${index}`, `account ${index}`);
      outcomes.push(await outcomeOf(throttle.guard(attempt, wrong)));
    }
    expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(60);
    expect(outcomes.at(-1)).toBe("1");
    clock.advance(1_000);
    const attempt = from("new", "new");
    expect(await throttle.guard(attempt, right)).toBe("in");
  });

  test("lets no more than ten guesses through that come at once", async () => {
    const throttle = new SignInThrottle(new ManualClock(0));
    let guesses = 0;
    const gate = Promise.withResolvers<null>();
    const guess = () => {
      guesses += 1;
      return gate.promise;
    };
    const outcomes = Array.from({ length: 50 }, () =>
      outcomeOf(throttle.guard(from("a", "owner"), guess)),
    );
    gate.resolve(null);
    const refused = (await Promise.all(outcomes)).filter(
      (outcome) => outcome === "300",
    );
    expect(guesses).toBe(10);
    expect(refused).toHaveLength(40);
  });

  test("counts neither a stranger's right one nor what broke", async () => {
    const throttle = new SignInThrottle(new ManualClock(0));
    const broken = async () => {
      throw new RangeError("The database is away");
    };
    const attempt = from("a", "owner");
    for (let time = 0; time < 30; time++) {
      expect(await throttle.guard(attempt, right)).toBe("in");
      await expect(throttle.guard(attempt, broken)).rejects.toThrow("away");
    }
    expect(await throttle.guard(attempt, right)).toBe("in");
  });

  test("made-up accounts never flush the failures of a real one", async () => {
    const clock = new ManualClock(0);
    const throttle = new SignInThrottle(clock);
    for (let failure = 0; failure < 10; failure++) {
      await throttle.guard(from(`${failure}`, "owner"), wrong);
    }
    for (let second = 0; second < 299; second++) {
      for (let name = 0; name < 100; name++) {
        const attempt = from(`${second} ${name}`, `${second} ${name}`);
        await outcomeOf(throttle.guard(attempt, wrong));
      }
      clock.advance(1_000);
    }
    const guess = throttle.guard(from("new", "owner"), right);
    expect(Number(await outcomeOf(guess))).toBeGreaterThan(0);
  });
});
