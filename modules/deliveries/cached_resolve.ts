import { peek } from "bun";
import type { Resolve } from "./target.ts";

/** So long an answer is used again: the addresses are vetted at each try all the same. */
const KEPT_MS = 10_000;
const HOSTS_MAX = 2_000;
/** Where another name was found this lately, the resolver is there, and what fails is this name's own server. */
const FOUND_LATELY_MS = 60_000;

/**
 * Remembers addresses for a few seconds, and lets those who ask at the same time
 * share one look-up. A look-up that fails while others succeed is told as the
 * name's own fault: it has no code that would make it ours.
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
        // A literal address says nothing of the resolver.
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
    // A failure is not remembered: the next try asks anew.
    found.catch(() => known.delete(host));
    return found;
  };
}

/** No room for another look-up says nothing of the name. */
function isOurLimit(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : "";
  return code === "EMFILE" || code === "ENFILE";
}
