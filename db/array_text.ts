/**
 * Lists as Postgres reads an array: columns of many rows travel as one parameter
 * each and are put side by side by `unnest`, which costs it a good part less than
 * rows of JSON.
 */

/** Values of one type. */
export function arrayText(values: readonly unknown[]): string {
  let text = "{";
  for (let index = 0; index < values.length; index++) {
    const element = elementText(values[index]);
    text += index === 0 ? element : `,${element}`;
  }
  return `${text}}`;
}

/** An element of a list: numbers and truth values stand as they are, all others are quoted. */
export function elementText(value: unknown): string {
  if (typeof value === "string") return `"${escaped(value)}"`;
  if (value === null || value === undefined) return "NULL";
  if (value instanceof Uint8Array) return `"\\\\x${value.toHex()}"`;
  return String(value);
}

function escaped(text: string): string {
  return text.includes('"') || text.includes("\\")
    ? text.replace(/["\\]/g, "\\$&")
    : text;
}
