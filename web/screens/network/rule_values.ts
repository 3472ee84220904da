/** How many values of a rule are shown in a sentence. */
const SHOWN_MAX = 5;

/**
 * The values of a rule as one text: separated by commas, or one on a line where one has a comma
 * itself.
 */
export function textOfValues(values: readonly string[]): string {
  const has_comma = values.some((value) => value.includes(","));
  return has_comma ? `${values.join("\n")}\n` : values.join(", ");
}

/** The values that a text lists. */
export function valuesOfText(text: string): string[] {
  return text
    .split(text.includes("\n") ? "\n" : ",")
    .map((value) => value.trim())
    .filter((value) => value !== "");
}

/** The first values, and how many more there are. */
export function firstValues(values: readonly string[]): {
  shown: string;
  more: number;
} {
  const more = Math.max(0, values.length - SHOWN_MAX);
  return { shown: values.slice(0, SHOWN_MAX).join(", "), more };
}
