import { peek } from "bun";
import { inCidrs, isPublicAddress } from "../kernel/mod.ts";
import type { Cidr } from "../kernel/mod.ts";

/** Resolves a host name to addresses, within a time if one is given. */
export type Resolve = (host: string, timeout_ms?: number) => Promise<string[]>;

/** The vetted addresses of a request's host, or why there are none. */
export type Target =
  | { ok: true; addresses: readonly string[] }
  | { ok: false; error: string; is_ours: boolean };

/** Codes of a resolver that doesn't answer, as opposed to a name that doesn't exist. */
const RESOLVER_AWAY =
  /\b(EAI_AGAIN|ECONNREFUSED|EREFUSED|ESERVFAIL|ETIMEOUT|ENODATA_TIMEOUT|EMFILE|ENFILE)\b/;

/** The result for a list of addresses; a new lookup is a new list. */
interface Vetted {
  allowed_targets: readonly Cidr[];
  host: string;
  target: Target;
}

const vetted_lists = new WeakMap<readonly string[], Vetted>();

/**
 * Vets the target of an outgoing request. Refused if any address is private, since we
 * can't choose which one the name resolves to next time.
 */
export function vetTarget(
  url: URL,
  deps: { resolve: Resolve; allowed_targets: readonly Cidr[] },
  timeout_ms?: number,
): Target | Promise<Target> {
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const found = deps.resolve(host, timeout_ms);
  return peek.status(found) === "fulfilled"
    ? vetted(host, peek(found) as string[], deps)
    : vetFound(host, found, deps);
}

async function vetFound(
  host: string,
  found: Promise<string[]>,
  deps: { allowed_targets: readonly Cidr[] },
): Promise<Target> {
  let addresses: string[];
  try {
    addresses = await found;
  } catch (error) {
    const code =
      error instanceof Error && "code" in error ? String(error.code) : "";
    return {
      ok: false,
      error: `Cannot resolve "${host}": ${String(error)}`,
      is_ours: RESOLVER_AWAY.test(`${code} ${String(error)}`),
    };
  }
  return vetted(host, addresses, deps);
}

function vetted(
  host: string,
  addresses: readonly string[],
  { allowed_targets }: { allowed_targets: readonly Cidr[] },
): Target {
  const before = vetted_lists.get(addresses);
  if (before?.host === host && before.allowed_targets === allowed_targets) {
    return before.target;
  }
  const target = judge(host, addresses, allowed_targets);
  vetted_lists.set(addresses, { allowed_targets, host, target });
  return target;
}

function judge(
  host: string,
  addresses: readonly string[],
  allowed_targets: readonly Cidr[],
): Target {
  if (addresses.length === 0) {
    return { ok: false, error: `"${host}" has no address`, is_ours: false };
  }
  const forbidden = addresses.find(
    (address) =>
      !isPublicAddress(address) && !inCidrs(address, allowed_targets),
  );
  if (forbidden === undefined) return { ok: true, addresses: [...addresses] };
  const error = `"${host}" resolves to ${forbidden}, which is not public`;
  return { ok: false, error, is_ours: false };
}
