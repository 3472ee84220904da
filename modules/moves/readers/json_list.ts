/** An entry of a JSON list. */
export type JsonEntry = Record<string, unknown>;

/** The objects of a JSON list; nothing of anything else. */
export function listOf(value: unknown): JsonEntry[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (one): one is JsonEntry => typeof one === "object" && one !== null,
  );
}
