import {
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
} from "node:fs";
import { isIP } from "node:net";
import { isEmail, parseCurrency } from "../modules/kernel/mod.ts";

/** A MaxMind file has this marker within its last 128 KiB. */
const MAXMIND_MARK = Buffer.from("\xab\xcd\xefMaxMind.com", "latin1");
const MAXMIND_TAIL_BYTES = 131_072;
const HOST_NAME =
  /^[A-Za-z0-9_]([\w-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([\w-]*[A-Za-z0-9_])?)*$/;
const HOST_CHARS_MAX = 253;

/** Whether a text is an address or a host name; if only digits and dots, it must be an address. */
export function isHost(text: string): boolean {
  if (isIP(text) !== 0) return true;
  if (text.length > HOST_CHARS_MAX || /^[\d.]+$/.test(text)) return false;
  return HOST_NAME.test(text);
}

/** Whether a text is a web URL for browsers. */
export function isWebUrl(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
}

/** Whether a text is a web URL without user and password, which logs would show. */
export function isBareWebUrl(text: string): boolean {
  if (!isWebUrl(text)) return false;
  const { username, password } = new URL(text);
  return username === "" && password === "";
}

/** Whether a text is a Postgres URL; several hosts, separated by commas, aren't supported. */
export function isPostgresUrl(text: string): boolean {
  if (!/^postgres(ql)?:\/\/\S+$/.test(text)) return false;
  return URL.canParse(text) || text.includes(",");
}

/** Whether a path is a directory, or doesn't exist yet. */
export function mayBeDirectory(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? true;
  } catch {
    return false;
  }
}

/** Whether a path is a MaxMind file. */
export function isMaxMindFile(path: string): boolean {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, "r");
    const { size } = fstatSync(descriptor);
    const tail = Buffer.alloc(Math.min(size, MAXMIND_TAIL_BYTES));
    readSync(descriptor, tail, 0, tail.length, size - tail.length);
    return tail.includes(MAXMIND_MARK);
  } catch {
    return false;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Whether a text is the address of a mail server. */
export function isSmtpUrl(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.hostname === "") return false;
  return url.protocol === "smtp:" || url.protocol === "smtps:";
}

/** An address, alone or behind a name. */
export function isMailSender(text: string): boolean {
  const [, address = text] =
    /^[^<>"\p{Cc}]{1,100} <([^<>]*)>$/u.exec(text) ?? [];
  return isEmail(address.toLowerCase());
}

/** Whether a host means all addresses of the machine, which no browser can open. */
export function isEverywhere(host: string): boolean {
  return /^[0.:[\]]+$/.test(host);
}

/** The text of a secret's file; null if it can't be read. */
export function readSecretFile(path: string): string | null {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return null;
  }
}

/** Whether a text is a web address that others can open, without a path. */
export function isPublicUrl(text: string): boolean {
  const url = URL.parse(text);
  const is_web = url?.protocol === "http:" || url?.protocol === "https:";
  // A path, query or credentials would be dropped silently.
  const is_whole = url !== null && `${url.origin}/` === url.href;
  return is_web && is_whole && !isEverywhere(url.hostname);
}

/** Whether a text is an ISO 4217 code. */
export function isCurrency(text: string): boolean {
  return parseCurrency(text) === text;
}

/** Why printed links can't be opened from elsewhere; null if they can. */
export function linksWarning({
  host,
  public_url,
}: {
  host: string;
  public_url: string | null;
}): string | null {
  if (public_url !== null || !isEverywhere(host)) return null;
  return `PUBLIC_URL is not set, so that links begin with http://${host}, which nobody can open: set it to the address that visitors use`;
}
