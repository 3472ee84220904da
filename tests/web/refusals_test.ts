import { expect, test } from "bun:test";
import { REFUSALS as CODES } from "../../modules/sources/mod.ts";
import { REFUSALS } from "../../web/messages/refusals.ts";

test("each refusal of a postback says what to change, and nothing else does", () => {
  expect(Object.keys(REFUSALS).sort()).toEqual(Object.keys(CODES).sort());
});
