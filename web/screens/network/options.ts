/** Choices from their words. */
export function optionsOf(words: Readonly<Record<string, string>>) {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}

/**
 * A number as typed; null for none. What is no number goes as it is: the API refuses it by the field's name, where `NaN`
 * would be null.
 */
export function numberOf(text: string): number | null {
  const given = text.trim();
  if (given === "") return null;
  const number = Number(given);
  return Number.isNaN(number) ? (given as unknown as number) : number;
}

/** The words of a text that lists them, separated by commas or spaces. */
export function wordsOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter((word) => word !== "");
}
