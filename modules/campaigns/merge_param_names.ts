/** Custom parameter names, each mapped to ours; null if there are none. */
export type ParamNames = ReadonlyMap<string, string> | null;

/** Merges custom names; a link's own beat its affiliate's. */
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
