import { peek } from "bun";
import { within } from "../kernel/mod.ts";
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
 * lookup that fails or lasts too long while others succeed is thrown without a code, so
 * that it counts as the name's fault and not as ours.
 */
export function cachedResolve(
  resolve: Resolve,
  ticks_ms: () => number,
): Resolve {
  const known = new Map<string, { at_ms: number; found: Promise<string[]> }>();
  let found_at_ms = Number.NEGATIVE_INFINITY;
  const faultOf = (cause: unknown): unknown => {
    const is_away = ticks_ms() - found_at_ms > FOUND_LATELY_MS;
    if (is_away || isOurLimit(cause)) return cause;
    const message = "its name server does not answer, though others do";
    return new Error(message, { cause });
  };
  const lookUp = (host: string): Promise<string[]> => {
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
        throw faultOf(cause);
      },
    );
    known.set(host, { at_ms: now_ms, found });
    // Failures are not cached: the next try looks up again.
    found.catch(() => known.delete(host));
    return found;
  };
  return (host, timeout_ms) => {
    const found = lookUp(host);
    // A cached result is available at once and needs no timer.
    const has_time =
      timeout_ms === undefined || peek.status(found) !== "pending";
    return has_time ? found : inTime(found, timeout_ms, faultOf);
  };
}

const LATE = Symbol("late");

/** The request's deadline covers the lookup, too: c-ares goes on asking for half a minute. */
async function inTime<T>(
  work: Promise<T>,
  timeout_ms: number,
  faultOf: (cause: unknown) => unknown,
): Promise<T> {
  const found = await within(timeout_ms, work, LATE);
  if (found !== LATE) return found;
  const message = `no name server answered within ${timeout_ms} ms`;
  throw faultOf(Object.assign(new Error(message), { code: "ETIMEOUT" }));
}

/** Out of file descriptors: no fault of the name. */
function isOurLimit(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : "";
  return code === "EMFILE" || code === "ENFILE";
}
