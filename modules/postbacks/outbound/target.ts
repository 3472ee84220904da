import { inCidrs, isPublicAddress } from "../../kernel/mod.ts";
import type { Cidr } from "../../kernel/mod.ts";

/** Finds the addresses of a host name. */
export type Resolve = (host: string) => Promise<string[]>;

/** Where a request goes: the vetted addresses of the name that it is meant for. */
export type Target =
  | { ok: true; addresses: readonly string[] }
  | { ok: false; error: string; is_ours: boolean };

/** What tells a name that isn't there from a resolver that doesn't answer. */
const RESOLVER_AWAY =
  /\b(EAI_AGAIN|EREFUSED|ESERVFAIL|ETIMEOUT|ENODATA_TIMEOUT|EMFILE|ENFILE)\b/;

/**
 * Vets the target of an outgoing request. If any of its addresses is private it
 * is refused, since we can't choose which one the name answers with next time.
 */
export async function vetTarget(
  url: URL,
  deps: { resolve: Resolve; allowed_targets: readonly Cidr[] },
  signal?: AbortSignal,
): Promise<Target> {
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  let addresses: string[];
  try {
    addresses = await withSignal(deps.resolve(host), signal);
  } catch (error) {
    const code =
      error instanceof Error && "code" in error ? String(error.code) : "";
    return {
      ok: false,
      error: `Cannot resolve "${host}": ${String(error)}`,
      is_ours: RESOLVER_AWAY.test(`${code} ${String(error)}`),
    };
  }
  if (addresses.length === 0) {
    return { ok: false, error: `"${host}" has no address`, is_ours: false };
  }
  const forbidden = addresses.find(
    (address) =>
      !isPublicAddress(address) && !inCidrs(address, deps.allowed_targets),
  );
  if (forbidden === undefined) return { ok: true, addresses };
  const error = `"${host}" resolves to ${forbidden}, which is not public`;
  return { ok: false, error, is_ours: false };
}

/** The deadline of the request covers the look-up, too. */
async function withSignal<T>(work: Promise<T>, signal?: AbortSignal) {
  if (signal === undefined) return await work;
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
