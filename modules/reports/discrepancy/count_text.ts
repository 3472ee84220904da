/** With the same mark between each three digits. */
const GROUPED = /^\d{1,3}(?:([ ,.'\u00a0\u202f])\d{3})(?:\1\d{3})*$/;
const PLAIN = /^\d{1,10}$/;
/** As spreadsheets write counts of a column with decimals. */
const WITH_ZEROS = /^(\d{1,10})[.,]0{1,2}$/;
const COUNT_MAX = 1_000_000_000;

/** A whole number as tools write it, such as `1,234`; null for anything else. */
export function readCount(text: string): number | null {
  const given = text.trim().replace(WITH_ZEROS, "$1");
  if (!PLAIN.test(given) && !GROUPED.test(given)) return null;
  const count = Number(given.replaceAll(/\D/g, ""));
  return count <= COUNT_MAX ? count : null;
}
