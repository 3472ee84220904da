import { Problem } from "../kernel/mod.ts";

/** Which links there are. */
export interface KnownLinks {
  linkBySlug(slug: string): unknown;
}

/** Where we are reached, and which links there are. */
export interface OwnLinkDeps {
  public_url: string;
  configuration: KnownLinks;
}

const CLICK_PATH = "/c/";
const DEFAULT_PORTS = new Set(["", "80", "443"]);

/** Refuses an address that leads to a tracking link of ours: its visitors would be redirected without end. */
export function refuseOwnLink(
  text: string | null | undefined,
  field: string,
  deps: OwnLinkDeps,
): void {
  if (text === null || text === undefined) return;
  const is_ours =
    isAtOurs(text, deps.public_url) || isKnownLink(text, deps.configuration);
  if (!is_ours) return;
  const message =
    "it is a tracking link of ours: visitors would be redirected without end";
  throw new Problem(422, "own_link", `Cannot take ${field}: ${message}`, {
    errors: [{ field, message }],
  });
}

/** Whether an address lies where our links lie, at our own host; with macros, whether it may. */
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

/** Whether an address has the path of a link that exists, at whatever host: we may be reached by several. */
export function isKnownLink(text: string, links: KnownLinks): boolean {
  const url = URL.parse(text.trim());
  if (url === null) return false;
  const [, slug] = /^\/c\/([^/{}]+)/.exec(plainPath(url)) ?? [];
  return slug !== undefined && links.linkBySlug(slug) !== undefined;
}

/** Without the dot that a full name may end with. */
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

/** A path in lower case, each character as itself, without empty segments. */
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
