/** An id read from a cell. */
export type IdReading =
  { ok: true; id: string } | { ok: false; problem: string };

/** Formula: `="000123"` */
const FORMULA = /^="([^"]*)"$/;
/** Text marker: `'000123` */
const APOSTROPHE = /^'(?=[\p{L}\p{N}])/u;
/** Whole number with decimals: `1001.0` */
const WHOLE = /^(\d+)\.0+$/;
/** Scientific notation: `1.23457E+17` */
const ROUNDED = /^\d(?:[.,]\d+)?E\+\d{1,3}$/i;

/**
 * Reads an id as spreadsheets write it. An id in scientific notation has lost
 * digits and is refused.
 */
export function readId(text: string): IdReading {
  const last = text.charCodeAt(text.length - 1);
  const first = text.charCodeAt(0);
  // Fast path: most ids neither begin nor end like one of these forms.
  const is_plain = first !== 61 && first !== 39 && (last < 48 || last > 57);
  if (is_plain) return { ok: true, id: text };
  const bare = (FORMULA.exec(text)?.[1] ?? text).trim().replace(APOSTROPHE, "");
  if (ROUNDED.test(bare)) {
    return { ok: false, problem: "a spreadsheet has rounded it" };
  }
  return { ok: true, id: WHOLE.exec(bare)?.[1] ?? bare };
}
