/**
 * Lists as Postgres reads an array: columns of many rows travel as one parameter
 * each and are put side by side by `unnest`, which costs it a good part less than
 * rows of JSON.
 */

/** Values that need no quoting: numbers, ids, times. */
export function plainArray(
  values: readonly (string | number | boolean | null | undefined)[],
): string {
  let text = "{";
  for (let index = 0; index < values.length; index++) {
    text += `${index === 0 ? "" : ","}${values[index] ?? "NULL"}`;
  }
  return `${text}}`;
}

/** Arbitrary texts or bytes. */
export function textArray(
  values: readonly (string | Uint8Array | null | undefined)[],
): string {
  let text = "{";
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (index > 0) text += ",";
    if (value === null || value === undefined) text += "NULL";
    else if (typeof value === "string") text += `"${escaped(value)}"`;
    else text += `"\\\\x${value.toHex()}"`;
  }
  return `${text}}`;
}

function escaped(text: string): string {
  return text.includes('"') || text.includes("\\")
    ? text.replace(/["\\]/g, "\\$&")
    : text;
}
