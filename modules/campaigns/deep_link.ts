import { isKnownLink } from "./own_link.ts";
import type { KnownLinks } from "./own_link.ts";

/** `example.com`, or `*.example.com` for all its subdomains. */
const HOST = /^(\*\.)?([a-z0-9_-]+(\.[a-z0-9_-]+)+)$/;
const DEEP_LINK_CHARS_MAX = 2048;

/** The canonical form of a host that deep links may lead to; null if invalid. */
export function readDeepLinkHost(text: string): string | null {
  const lower = text.trim().toLowerCase();
  const star = lower.startsWith("*.") ? "*." : "";
  const name = URL.parse(`https://${lower.slice(star.length)}/`);
  if (name === null || name.href !== `https://${name.hostname}/`) return null;
  // A wildcard on a top-level domain would allow everybody.
  return HOST.test(name.hostname) ? star + name.hostname : null;
}

/**
 * Validates a deep link for redirecting; null if refused: http(s) only, no user name, no port, and
 * an allowed host. Returns the URL as the parser understood it, never the original text. A wildcard
 * may cover our own host, so a link of ours is refused: it would loop.
 */
export function checkDeepLink(
  text: string,
  hosts: readonly string[],
  links: KnownLinks | null = null,
): string | null {
  if (hosts.length === 0 || text.length > DEEP_LINK_CHARS_MAX) return null;
  if (!/^https?:\/\//i.test(text)) return null;
  const url = URL.parse(text);
  if (url === null) return null;
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  if (url.username !== "" || url.password !== "" || url.port !== "") {
    return null;
  }
  if (links !== null && isKnownLink(url.href, links)) return null;
  return isAllowed(url.hostname, hosts) ? asciiHref(url) : null;
}

function isAllowed(hostname: string, hosts: readonly string[]): boolean {
  return hosts.some((host) =>
    host.startsWith("*.")
      ? hostname.endsWith(host.slice(1)) && hostname.length >= host.length
      : hostname === host,
  );
}

function asciiHref(url: URL): string | null {
  return /^[\x21-\x7e]+$/.test(url.href) ? url.href : null;
}
