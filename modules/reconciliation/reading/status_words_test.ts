import { expect, test } from "bun:test";
import { stateOfWord } from "./status_words.ts";

test.each([
  ["Bestätigt", "approved"],
  ["Besta\u0308tigt", "approved"],
  ["validée", "approved"],
  ["aprobado", "approved"],
  ["Подтверждено", "approved"],
  ["en attente", "pending"],
  ["w toku", "pending"],
  ["odrzucone", "rejected"],
  ["geannuleerd", "reversed"],
  ["iade edildi", "reversed"],
  ["отменён", "reversed"],
])("stateOfWord(%p) is %p", (word, state) => {
  expect(stateOfWord(word)).toBe(state as never);
  expect(stateOfWord(` ${word.toUpperCase()} `)).toBe(state as never);
});

test("stateOfWord() takes the statement's own map before what its senders mean", () => {
  const words = { "1": "approved", ...{ Offen: "rejected" } };
  expect(stateOfWord("1", words)).toBe("approved");
  expect(stateOfWord("offen", words)).toBe("rejected");
  expect(stateOfWord("2", words)).toBe(null);
});
