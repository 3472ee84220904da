import { expect, test } from "bun:test";
import { productSources } from "../../../tests/doc_pages.ts";
import { NETWORK_STEPS, SENDER_STEPS, shownSteps } from "./sender_steps.ts";

const CALL =
  /\btrace\.(?:passed|refused)\(\s*"(\w+)"|\bgate\.refuse\(\s*"(\w+)"|\brefuse\(\s*"(\w+)",\s*refusal\(|\brefused\(read, "(\w+)"|\bstep = "(\w+)"/g;

test("every step of a trace is the sender's or the network's", () => {
  const named = productSources()
    .filter(({ path }) => /^modules\/(?:postbacks|conversions)\//.test(path))
    .flatMap(({ text }) => [...text.matchAll(CALL)])
    .map(([, ...steps]) => steps.find((step) => step !== undefined) ?? "");
  expect(new Set(named).size).toBeGreaterThan(20);
  const unsorted = named.filter(
    (step) => !SENDER_STEPS.has(step) && !NETWORK_STEPS.has(step),
  );
  expect(unsorted).toEqual([]);
  expect([...NETWORK_STEPS].filter((step) => SENDER_STEPS.has(step))).toEqual(
    [],
  );
});

test("a sender sees its own steps, and the one that refused", () => {
  const seen = shownSteps([
    { step: "parse", found: "2 parameters", ok: true },
    { step: "price", found: "20.00 USD, of which 12.50", ok: true },
    { step: "anything", found: "new", ok: true },
    { step: "price", found: "no amount", ok: false },
  ]);
  expect(seen.map(({ sender_sees }) => sender_sees)).toEqual([
    true,
    false,
    false,
    true,
  ]);
});
