import type { Schema } from "../../api/client.ts";

type Ask = Schema<"EndpointPreset">["asks"][number];
type Answers = { domain?: string };

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
