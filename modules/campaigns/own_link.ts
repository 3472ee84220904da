import { Problem } from "../kernel/mod.ts";

/** Look-up of existing links. */
export interface KnownLinks {
  linkBySlug(slug: string): unknown;
  /** Whether a path with its query is another system's link that leads to one of ours. */
  isOldLink?(path: string, query: string): boolean;
  /** Other hosts at which links answer. */
  domains?: { has(host: string): boolean };
}

/** Our public URL and the existing links. */
export interface OwnLinkDeps {
  public_url: string;
  configuration: KnownLinks;
}

const CLICK_PATH = "/c/";
const DEFAULT_PORTS = new Set(["", "80", "443"]);

/** Refuses a URL that leads to one of our tracking links: visitors would loop forever. */
export function refuseOwnLink(
  text: string | null | undefined,
  field: string,
  deps: OwnLinkDeps,
): void {
  if (text === null || text === undefined) return;
  const is_ours =
    isAtOurHosts(text, deps) ||
    isKnownLink(text, deps.configuration) ||
    isOldLinkAtOurs(text, deps);
  if (!is_ours) return;
  const message =
    "is a tracking link of this tracker: visitors would be redirected in a loop";
  throw new Problem(422, "own_link", `Invalid ${field}: ${message}`, {
    errors: [{ field, message }],
  });
}

/** Whether a URL is a link path on our own host or at one of our domains. */
export function isAtOurHosts(text: string, deps: OwnLinkDeps): boolean {
  if (isAtOurs(text, deps.public_url)) return true;
  const url = URL.parse(text.trim());
  if (url === null || !isDomain(url, deps)) return false;
  return isAtOurs(text, url.origin);
}

function isDomain(url: URL, { configuration }: OwnLinkDeps): boolean {
  return configuration.domains?.has(hostOf(url)) === true;
}

/** Whether a URL is a link path on our own host; for a URL with macros, whether it could be. */
export function isAtOurs(text: string, public_url: string): boolean {
  const url = URL.parse(text.trim());
  const own = URL.parse(public_url);
  if (url === null || own === null) return false;
  if (hostOf(url) !== hostOf(own) || !isSamePort(url, own)) return false;
  const path = plainPath(url);
  const [literal = "", ...macros] = path.split("{");
  return [CLICK_PATH, plainPath(own).replace(/\/$/, "") + CLICK_PATH].some(
    (links) =>
      literal.startsWith(links) ||
      (macros.length > 0 && links.startsWith(literal)),
  );
}

/** Only on our own host: elsewhere the same ids are another network's. */
function isOldLinkAtOurs(text: string, deps: OwnLinkDeps): boolean {
  const url = URL.parse(text.trim());
  const own = URL.parse(deps.public_url);
  if (url === null || own === null) return false;
  const is_own = hostOf(url) === hostOf(own) && isSamePort(url, own);
  if (!is_own && !isDomain(url, deps)) return false;
  const { pathname, search } = url;
  return deps.configuration.isOldLink?.(pathname, search.slice(1)) === true;
}

/** Whether a URL has the path of an existing link on any host: we may be reachable at several. */
export function isKnownLink(text: string, links: KnownLinks): boolean {
  const url = URL.parse(text.trim());
  if (url === null) return false;
  const [, slug] = /^\/c\/([^/{}]+)/.exec(plainPath(url)) ?? [];
  return slug !== undefined && links.linkBySlug(slug) !== undefined;
}

/** Without the trailing dot of a fully qualified name. */
function hostOf({ hostname }: URL): string {
  return hostname.toLowerCase().replace(/\.$/, "");
}

/** Behind a proxy both default ports lead to us. */
function isSamePort({ port }: URL, own: URL): boolean {
  return (
    port === own.port ||
    (DEFAULT_PORTS.has(port) && DEFAULT_PORTS.has(own.port))
  );
}

/** The path in lower case, decoded, without empty segments. */
function plainPath({ pathname }: URL): string {
  let path = pathname;
  for (let depth = 0; depth < 3; depth++) {
    path = path.replace(/%[0-9a-f]{2}/gi, (code) =>
      String.fromCharCode(Number.parseInt(code.slice(1), 16)),
    );
  }
  return path
    .toLowerCase()
    .replaceAll("\\", "/")
    .replace(/\/{2,}/g, "/");
}
