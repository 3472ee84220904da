/** Somebody's own names of a link's parameters, each with ours; null: none. */
export type ParamNames = ReadonlyMap<string, string> | null;

/** The names that hold for a link: its own before its affiliate's. */
export function mergeParamNames(
  affiliate: Readonly<Record<string, string>> | undefined,
  link: Readonly<Record<string, string>> | undefined,
): ParamNames {
  const merged = new Map(Object.entries(link ?? {}));
  for (const [theirs, ours] of Object.entries(affiliate ?? {})) {
    if (!merged.has(theirs)) merged.set(theirs, ours);
  }
  return merged.size === 0 ? null : merged;
}
