/** An id as read from a cell. */
export type IdReading =
  { ok: true; id: string } | { ok: false; problem: string };

/** ="000123" */
const FORMULA = /^="([^"]*)"$/;
/** '000123 */
const APOSTROPHE = /^'(?=[\p{L}\p{N}])/u;
/** 1001.0 */
const WHOLE = /^(\d+)\.0+$/;
/** 1.23457E+17 */
const ROUNDED = /^\d(?:[.,]\d+)?E\+\d{1,3}$/i;

/** Reads an id as spreadsheets write it. One that they made a rounded number of has lost its digits. */
export function readId(text: string): IdReading {
  const last = text.charCodeAt(text.length - 1);
  const first = text.charCodeAt(0);
  // Nearly all ids begin and end with what none of the forms has.
  const is_plain = first !== 61 && first !== 39 && (last < 48 || last > 57);
  if (is_plain) return { ok: true, id: text };
  const bare = (FORMULA.exec(text)?.[1] ?? text).trim().replace(APOSTROPHE, "");
  if (ROUNDED.test(bare)) {
    return { ok: false, problem: "a spreadsheet has rounded it" };
  }
  return { ok: true, id: WHOLE.exec(bare)?.[1] ?? bare };
}
