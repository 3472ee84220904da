import { inCidrs, isPublicAddress, Problem } from "../../kernel/mod.ts";
import type { Cidr } from "../../kernel/mod.ts";

/** Below this only web ports are allowed: mail, databases and the like are no receivers. */
const FREE_PORT_MIN = 1024;
const WEB_PORTS: readonly number[] = [80, 443];
/** Names that no public resolver answers, besides those without a dot. */
const INSIDE = /(^|\.)(local|internal|home\.arpa)$/;
const LOCALHOST = /(^|\.)localhost\.?$/;

/**
 * Checks the target of a URL template when it is saved, as far as the text tells: its
 * port, and a host that is an address in any notation or a name of an internal network.
 * Resolved addresses are checked at each attempt.
 */
export function checkTarget(
  template: string,
  allowed_targets: readonly Cidr[],
): void {
  const message = whyNotAllowed(template, allowed_targets);
  if (message === null) return;
  throw new Problem(
    422,
    "target_not_allowed",
    `Cannot send to ${template}: ${message}`,
    { errors: [{ field: "url", message }] },
  );
}

/** Why a URL template is not an allowed target; null if it is. */
export function whyNotAllowed(
  template: string,
  allowed_targets: readonly Cidr[],
): string | null {
  // `URL` normalizes decimal, octal, hexadecimal and short forms to dotted ones.
  const { hostname, port } = new URL(template.replaceAll(/\{[^{}]*\}/g, ""));
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  const address = LOCALHOST.test(host) ? "127.0.0.1" : host;
  if (inCidrs(address, allowed_targets)) return null;
  if (/^[0-9.]+$/.test(address) || address.includes(":")) {
    if (!isPublicAddress(address)) return notPublic(hostname);
  } else if (host.endsWith(".")) {
    return `"${host}" ends in a dot, under which no certificate is made`;
  }
  // An operator who allows private networks may use names in them.
  const is_inside = INSIDE.test(host) || !/[.:]/.test(host);
  if (is_inside && allowed_targets.length === 0) return notPublic(host);
  const number = Number(port);
  if (port !== "" && number < FREE_PORT_MIN && !WEB_PORTS.includes(number)) {
    return `port ${port} is none of 80, 443 and ${FREE_PORT_MIN} to 65535`;
  }
  return null;
}

function notPublic(host: string): string {
  return `"${host}" is not a public address`;
}
