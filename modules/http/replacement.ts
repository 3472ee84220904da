import { invalid } from "./readers.ts";
import type { Resource } from "./resource.ts";

/**
 * The change that replaces one by a body: what the body leaves out becomes what it is in a
 * new one. What can't change may stand in the body as it is.
 */
export function replacementPatch(
  { patch, blank }: Resource,
  body: Readonly<Record<string, unknown>>,
  current: object,
): Record<string, unknown> {
  const changing = Object.keys((patch?.properties as object | undefined) ?? {});
  const now = current as Readonly<Record<string, unknown>>;
  const changes: Record<string, unknown> = { ...blank };
  for (const [name, value] of Object.entries(body)) {
    if (changing.includes(name)) {
      changes[name] = value;
    } else if (!Bun.deepEquals(value, now[name])) {
      throw invalid(
        name,
        "can't be changed: leave it out, or send its current value",
      );
    }
  }
  return changes;
}
