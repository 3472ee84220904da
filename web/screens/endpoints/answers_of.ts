import type { Schema } from "../../api/client.ts";

type Ask = Schema<"EndpointPreset">["asks"][number];
type Answers = { domain?: string; ad?: object };

/**
 * Answers to a preset's questions, by the fields that they are of: `ad.account` is the account
 * in `ad`. Questions without an answer are left out.
 */
export function answersOf(
  asks: readonly Ask[],
  values: Readonly<Record<string, unknown>>,
): Answers {
  const answers: Record<string, unknown> = {};
  const inner: Record<string, unknown> = {};
  for (const { field, default: usual } of asks) {
    const value = String(values[field] ?? "").trim() || usual;
    if (value === undefined) continue;
    if (field.startsWith(IN_AD)) inner[field.slice(IN_AD.length)] = value;
    else answers[field] = value;
  }
  const ad = Object.keys(inner).length === 0 ? {} : { ad: inner };
  return { ...answers, ...ad } as Answers;
}

const IN_AD = "ad.";

/** Changed answers, by the fields that they are of; an empty one takes a value away. */
export function changesOf(
  changes: Readonly<Partial<Record<string, string>>>,
): Answers {
  const inner: Record<string, string | null> = {};
  const outer: Record<string, string> = {};
  for (const [field, given = ""] of Object.entries(changes)) {
    const value = given.trim();
    if (field.startsWith(IN_AD))
      inner[field.slice(IN_AD.length)] = value || null;
    else if (value !== "") outer[field] = value;
  }
  return { ...outer, ad: inner } as Answers;
}
