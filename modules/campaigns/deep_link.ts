import { isKnownLink } from "./own_link.ts";
import type { KnownLinks } from "./own_link.ts";

/** `example.com`, or `*.example.com` for all that is below it. */
const HOST = /^(\*\.)?([a-z0-9_-]+(\.[a-z0-9_-]+)+)$/;
const DEEP_LINK_CHARS_MAX = 2048;

/** A host that deep links may lead to, in the one form that it is compared in; null where it is none. */
export function readDeepLinkHost(text: string): string | null {
  const lower = text.trim().toLowerCase();
  const star = lower.startsWith("*.") ? "*." : "";
  const name = URL.parse(`https://${lower.slice(star.length)}/`);
  if (name === null || name.href !== `https://${name.hostname}/`) return null;
  // A wildcard of a top-level domain would be everybody.
  return HOST.test(name.hostname) ? star + name.hostname : null;
}

/**
 * A deep link as it may be redirected to, or null: http(s) only, no user name, no
 * port, and a host that the list allows. What is given out is what was checked, as
 * the parser of browsers has understood it, never the text that came in. A wildcard
 * may cover our own host: a link of ours would lead in a circle.
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
