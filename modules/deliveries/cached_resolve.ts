import { peek } from "bun";
import type { Resolve } from "./target.ts";

/** Lifetime of a cached answer. Addresses are vetted at each try all the same. */
const KEPT_MS = 10_000;
const HOSTS_MAX = 2_000;
/**
 * If another name resolved within this time, the resolver works and a failure is the
 * fault of this name's own server.
 */
const FOUND_LATELY_MS = 60_000;

/**
 * Caches addresses for a few seconds and shares one lookup among concurrent callers. A
 * lookup that fails while others succeed is thrown without a code, so that it counts as
 * the name's fault and not as ours.
 */
export function cachedResolve(
  resolve: Resolve,
  ticks_ms: () => number,
): Resolve {
  const known = new Map<string, { at_ms: number; found: Promise<string[]> }>();
  let found_at_ms = Number.NEGATIVE_INFINITY;
  return (host) => {
    const entry = known.get(host);
    const now_ms = ticks_ms();
    if (
      entry !== undefined &&
      (now_ms - entry.at_ms < KEPT_MS || peek.status(entry.found) === "pending")
    ) {
      return entry.found;
    }
    if (known.size >= HOSTS_MAX) known.clear();
    const found = resolve(host).then(
      (addresses) => {
        // A literal address doesn't show that the resolver works.
        if (!addresses.includes(host)) found_at_ms = ticks_ms();
        return addresses;
      },
      (cause: unknown) => {
        const is_away = ticks_ms() - found_at_ms > FOUND_LATELY_MS;
        if (is_away || isOurLimit(cause)) throw cause;
        const message = "its name server does not answer, though others do";
        throw new Error(message, { cause });
      },
    );
    known.set(host, { at_ms: now_ms, found });
    // Failures are not cached: the next try looks up again.
    found.catch(() => known.delete(host));
    return found;
  };
}

/** Out of file descriptors: no fault of the name. */
function isOurLimit(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : "";
  return code === "EMFILE" || code === "ENFILE";
}
