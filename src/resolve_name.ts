import { isIP } from "node:net";

/** Maximum concurrent look-ups: with a silent name server each takes half a minute. */
const LOOKUPS_MAX = 256;

/**
 * Resolves names through sockets, never in the thread pool shared by files and hashes, which one
 * silent name server would block for everybody. Reads `/etc/hosts`, and applies the search domains
 * of `/etc/resolv.conf` to single-label names.
 */
export function nameResolver(
  lookup: (host: string) => Promise<string[]> = lookupBySocket,
  lookups_max = LOOKUPS_MAX,
): (host: string) => Promise<string[]> {
  let under_way = 0;
  return async (host) => {
    if (isIP(host) !== 0) return [host];
    if (under_way >= lookups_max) {
      const message = `${under_way} look-ups of other names are under way`;
      throw Object.assign(new Error(message), { code: "EMFILE" });
    }
    under_way += 1;
    try {
      return await lookup(host);
    } finally {
      under_way -= 1;
    }
  };
}

async function lookupBySocket(host: string): Promise<string[]> {
  const found = await Bun.dns.lookup(host, { backend: "c-ares" });
  return found.map(({ address }) => address);
}
