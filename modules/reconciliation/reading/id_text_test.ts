import { expect, test } from "bun:test";
import fc from "fast-check";
import { readId } from "./id_text.ts";

test.each([
  ['="000123"', "000123"],
  ["'T5", "T5"],
  ["'000123", "000123"],
  ["1001.0", "1001"],
  ["1001.00", "1001"],
  ["1001.5", "1001.5"],
  ["A-1.0", "A-1.0"],
  ["1E5", "1E5"],
  ["=", "="],
])("readId(%p) is %p", (text, id) => {
  expect(readId(text)).toEqual({ ok: true, id });
});

test.each(["1.23457E+17", "1,23457E+17", "5E+20", '="1.2E+11"'])(
  "readId(%p) is damaged",
  (text) => {
    expect(readId(text)).toMatchObject({ ok: false });
  },
);

test("readId() gives any id back, however a spreadsheet wraps it", () => {
  const id = fc.stringMatching(/^[A-Z0-9][A-Z0-9-]{0,20}[A-Z]$/);
  fc.assert(
    fc.property(id, (text) => {
      for (const written of [text, `="${text}"`, `'${text}`]) {
        expect(readId(written)).toEqual({ ok: true, id: text });
      }
    }),
  );
});
