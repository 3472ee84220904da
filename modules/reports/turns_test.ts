import { expect, test } from "bun:test";
import { Problem } from "../kernel/mod.ts";
import { Turns } from "./turns.ts";

const { signal } = new AbortController();
const LIMITS = {
  at_once: 2,
  of_one_max: 2,
  waiting_max: 2,
  waiting_of_one_max: 2,
};

/** Waits for a turn, notes it under a name, and says what ends it. */
function waiting(turns: Turns, whose: string, passed: string[], name = whose) {
  return turns.take(whose, signal).then((end) => (passed.push(name), end));
}

async function refusal(turns: Turns, whose: string): Promise<unknown> {
  return await turns.take(whose, signal).catch((error: unknown) => error);
}

test("Turns lets so many pass, the others in order, and refuses one too many", async () => {
  const turns = new Turns(LIMITS);
  const first = await turns.take("a", signal);
  const second = await turns.take("a", signal);
  const passed: string[] = [];
  const third = waiting(turns, "a", passed, "third");
  const fourth = waiting(turns, "b", passed, "fourth");
  const refused = await refusal(turns, "c");
  expect(refused).toBeInstanceOf(Problem);
  expect(refused).toMatchObject({ status: 503, code: "unavailable" });
  expect(passed).toEqual([]);
  second();
  second();
  (await fourth)();
  (await third)();
  first();
  expect(passed).toEqual(["fourth", "third"]);
  const again = [await turns.take("a", signal), await turns.take("a", signal)];
  for (const end of again) end();
});

test("Turns has room for others, however many one asks for", async () => {
  const turns = new Turns({
    ...LIMITS,
    ...{ at_once: 3, of_one_max: 2, waiting_max: 9, waiting_of_one_max: 3 },
  });
  const passed: string[] = [];
  const ends = [await turns.take("many", signal)];
  ends.push(await turns.take("many", signal));
  const more = [1, 2, 3].map((n) =>
    waiting(turns, "many", passed, `many ${n}`),
  );
  expect(await refusal(turns, "many")).toMatchObject({
    detail: expect.stringContaining("You have 3 reports waiting"),
  });
  const end_few = await turns.take("few", signal);
  const few = waiting(turns, "few", passed, "few");
  // Of two who have as many under way, the first that came.
  ends[0]?.();
  (await more[0])?.();
  end_few();
  (await few)();
  expect(passed).toEqual(["many 1", "many 2", "few"]);
  ends[1]?.();
  for (const one of more) (await one)();
});

test("Turns keeps no place for who has left", async () => {
  const turns = new Turns({ ...LIMITS, at_once: 1, waiting_max: 1 });
  const end = await turns.take("a", signal);
  const leaving = new AbortController();
  const left = turns.take("b", leaving.signal).catch((error: unknown) => error);
  leaving.abort();
  expect(await left).toMatchObject({ detail: "The reader has left" });
  const gone = turns.take("b", leaving.signal).catch((error: unknown) => error);
  expect(await gone).toMatchObject({ detail: "The reader has left" });
  const passed: string[] = [];
  const next = waiting(turns, "c", passed);
  end();
  (await next)();
  (await turns.take("a", signal))();
});
