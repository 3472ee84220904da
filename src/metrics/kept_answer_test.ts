import { expect, test } from "bun:test";
import { until } from "../../tests/until.ts";
import { KeptAnswer } from "./kept_answer.ts";

test("a KeptAnswer is asked for once while it is kept, however many want it", async () => {
  let asked = 0;
  const answer = new KeptAnswer({ kept_ms: 60_000, rest_ms: 0 }, async () => {
    asked += 1;
    return asked;
  });
  expect(await Promise.all([answer.read(), answer.read()])).toEqual([1, 1]);
  expect(await answer.read()).toBe(1);
});

test("a KeptAnswer that failed isn't asked for again before its rest is over", async () => {
  let asked = 0;
  const ask = async () => {
    asked += 1;
    throw new Error("canceling statement due to statement timeout");
  };
  const resting = new KeptAnswer({ kept_ms: 0, rest_ms: 60_000 }, ask);
  expect([await resting.read(), await resting.read()]).toEqual([null, null]);
  expect(asked).toBe(1);
  const eager = new KeptAnswer({ kept_ms: 0, rest_ms: 1 }, ask);
  await until("it is asked for again", async () => {
    expect(await eager.read()).toBe(null);
    return asked > 2;
  });
});
