/**
 * Lists as Postgres reads an array: columns of many rows travel as one parameter
 * each and are put side by side by `unnest`, which costs it a good part less than
 * rows of JSON.
 */

/** Of what stands for itself: numbers, ids, times. */
export function plainArray(
  values: readonly (string | number | boolean | null | undefined)[],
): string {
  let text = "{";
  for (let index = 0; index < values.length; index++) {
    text += `${index === 0 ? "" : ","}${values[index] ?? "NULL"}`;
  }
  return `${text}}`;
}

/** Of any texts. */
export function textArray(
  values: readonly (string | null | undefined)[],
): string {
  let text = "{";
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (index > 0) text += ",";
    text +=
      value === null || value === undefined ? "NULL" : `"${escaped(value)}"`;
  }
  return `${text}}`;
}

/** Of bytes. */
export function bytesArray(
  values: readonly (Uint8Array | null | undefined)[],
): string {
  let text = "{";
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (index > 0) text += ",";
    text +=
      value === null || value === undefined
        ? "NULL"
        : `"\\\\x${value.toHex()}"`;
  }
  return `${text}}`;
}

function escaped(text: string): string {
  return text.includes('"') || text.includes("\\")
    ? text.replace(/["\\]/g, "\\$&")
    : text;
}

/** The three of them. */
export const arrayText = {
  plain: plainArray,
  text: textArray,
  bytes: bytesArray,
} as const;
