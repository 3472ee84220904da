import { expect, test } from "bun:test";
import { Problem } from "../kernel/mod.ts";
import { Turns } from "./turns.ts";

test("Turns lets so many pass, the others in order, and refuses one too many", async () => {
  const turns = new Turns({ at_once: 2, waiting_max: 2 });
  const first = await turns.take();
  const second = await turns.take();
  const passed: string[] = [];
  const third = turns.take().then((end) => (passed.push("third"), end));
  const fourth = turns.take().then((end) => (passed.push("fourth"), end));
  const refused: unknown = await turns.take().catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Problem);
  expect(refused).toMatchObject({ status: 503, code: "unavailable" });
  expect(passed).toEqual([]);
  first();
  first();
  const end_third = await third;
  expect(passed).toEqual(["third"]);
  end_third();
  (await fourth)();
  second();
  const again = [await turns.take(), await turns.take()];
  expect(passed).toEqual(["third", "fourth"]);
  for (const end of again) end();
});
