import { parseAmount } from "../modules/kernel/mod.ts";

/** An object of the API that has the unrounded amounts of its rounded fields. */
export interface Exact {
  exact?: Record<string, string>;
}

/** An amount of an answer in micros: unrounded where it was rounded for people. */
export function exactAmount<Field extends string>(
  shown: Record<Field, string> & Exact,
  field: Field,
): bigint {
  const text = shown.exact?.[field] ?? shown[field];
  const micros = parseAmount(text, { negative: true });
  if (micros === null) throw new Error(`No amount: "${text}"`);
  return micros;
}
