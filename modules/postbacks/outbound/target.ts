import { inCidrs, isPublicAddress } from "../../kernel/mod.ts";
import type { Cidr } from "../../kernel/mod.ts";

/** Finds the addresses of a host name. */
export type Resolve = (host: string) => Promise<string[]>;

/** Where a request goes: the vetted address, and the name that it is meant for. */
export type Target =
  | { ok: true; address: string }
  | { ok: false; error: string; is_ours: boolean };

/**
 * Vets the target of an outgoing request. If any of its addresses is private it
 * is refused, since we can't choose which one the name answers with next time.
 */
export async function vetTarget(
  url: URL,
  resolve: Resolve,
  allowed: readonly Cidr[],
): Promise<Target> {
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  let addresses: string[];
  try {
    addresses = await resolve(host);
  } catch (error) {
    return {
      ok: false,
      error: `Cannot resolve "${host}": ${String(error)}`,
      is_ours: false,
    };
  }
  const [address] = addresses;
  if (address === undefined) {
    return { ok: false, error: `"${host}" has no address`, is_ours: false };
  }
  const forbidden = addresses.find(
    (candidate) => !isPublicAddress(candidate) && !inCidrs(candidate, allowed),
  );
  if (forbidden === undefined) return { ok: true, address };
  const error = `"${host}" resolves to ${forbidden}, which is not public`;
  return { ok: false, error, is_ours: false };
}
