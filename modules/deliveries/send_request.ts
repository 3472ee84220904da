import { ticksMs } from "../kernel/mod.ts";
import type { Cidr } from "../kernel/mod.ts";
import { HttpPool } from "./http_pool.ts";
import { vetTarget } from "./target.ts";
import type { Resolve, Target } from "./target.ts";
import { isTestReceiver } from "./test_receiver.ts";
import type { TestReceiver } from "./test_receiver.ts";

/** Maximum bytes of a response body that are read and kept. */
const RESPONSE_BYTES_MAX = 16_384;
const RESPONSE_HEADERS_CHARS_MAX = 8_192;
const ERROR_CHARS_MAX = 500;
/** A connection that fails sooner was stale, or its receiver is being replaced. */
const AT_ONCE_MS = 1_000;
/** Errors of the operating system when it has no sockets or memory left for us. */
const OUR_FAULTS =
  /\b(EMFILE|ENFILE|ENOBUFS|EADDRNOTAVAIL|ENETDOWN|ENETUNREACH)\b/;
const CONNECT_FAULTS =
  /ConnectionRefused|ECONNREFUSED|ECONNRESET|ConnectionClosed|FailedToOpenSocket|EPIPE|socket connection was closed/;

/** Dependencies of `sendRequest`. */
export interface SenderDeps {
  resolve: Resolve;
  /** Private networks that may be reached anyway. */
  allowed_targets: readonly Cidr[];
  /** Reached wherever this process listens, which may be a private address. */
  test_receiver?: TestReceiver | undefined;
  /** Milliseconds of a monotonic clock. */
  ticks_ms(): number;
}

/** A complete request to send. */
export interface OutgoingRequest {
  method: "GET" | "POST";
  url: string;
  headers: Record<string, string>;
  body: string | null;
  timeout_ms: number;
}

/** One try: the request as sent, and its result. */
export interface SendResult {
  headers: Record<string, string>;
  remote_address: string | null;
  http_status: number | null;
  response_headers: Record<string, string> | null;
  response_body: Uint8Array | null;
  error: string | null;
  /** It failed before reaching anybody, for lack of our own resources. */
  is_ours: boolean;
  lookup_ms: number | null;
  first_byte_ms: number | null;
}

/** A request that wasn't sent, or has no answer yet. */
export const NOTHING_SENT: SendResult = {
  headers: {},
  remote_address: null,
  http_status: null,
  response_headers: null,
  response_body: null,
  error: null,
  is_ours: false,
  lookup_ms: null,
  first_byte_ms: null,
};

/** Shared by all senders; connections are only reused for the same name and address. */
const pool = new HttpPool(ticksMs);

/**
 * Sends a request to a vetted address: the connection goes to exactly that address,
 * with the name's `Host` and certificate. Redirects are not followed; one deadline
 * covers connecting, headers and body. If connecting fails within a second, the next
 * vetted address, or the same again, is tried once.
 */
export async function sendRequest(
  deps: SenderDeps,
  input: OutgoingRequest,
): Promise<SendResult> {
  const started = deps.ticks_ms();
  const until_ms = ticksMs() + input.timeout_ms;
  const url = new URL(input.url);
  const headers: Record<string, string> = {
    ...input.headers,
    host: url.host,
    // The response is kept and matched as received.
    "accept-encoding": "identity",
  };
  const own = ownListener(deps, input.url);
  const vetting: Target | Promise<Target> =
    own === null
      ? vetTarget(url, deps, input.timeout_ms)
      : { ok: true, addresses: [own.address] };
  // A name that is known already is not waited for.
  const target = "then" in vetting ? await vetting : vetting;
  const begun = deps.ticks_ms();
  const lookup_ms = Math.round(begun - started);
  const result: SendResult = {
    ...NOTHING_SENT,
    headers,
    lookup_ms,
  };
  if (!target.ok) {
    result.error = target.error;
    result.is_ours = target.is_ours;
    return result;
  }
  const { addresses } = target;
  for (let tried = 0; ; tried++) {
    const address = addresses[tried] ?? addresses[0] ?? "";
    result.remote_address = address;
    try {
      const answer = await pool.send({
        address,
        port: own?.port ?? portOf(url),
        name: url.hostname.replace(/^\[(.*)\]$/, "$1"),
        is_secure: own === null && url.protocol === "https:",
        bytes: requestBytes(url, input, headers),
        until_ms,
        body_bytes_max: RESPONSE_BYTES_MAX,
        onFirstByte() {
          result.first_byte_ms = Math.round(deps.ticks_ms() - started);
        },
      });
      result.http_status = answer.status;
      result.response_headers = keptHeaders(answer.headers);
      result.response_body = answer.body;
      return result;
    } catch (error) {
      const text = errorText(error);
      const is_quick = deps.ticks_ms() - begun < AT_ONCE_MS;
      if (tried === 0 && is_quick && CONNECT_FAULTS.test(text)) continue;
      result.error = text;
      result.is_ours = OUR_FAULTS.test(text);
      return result;
    }
  }
}

/**
 * Where the own test receiver listens, if a URL is exactly its address; else null. The
 * request goes there and nowhere else, whatever the name of the host resolves to.
 */
function ownListener(
  { test_receiver }: SenderDeps,
  url: string,
): TestReceiver["listener"] | null {
  if (test_receiver === undefined) return null;
  const { public_url, listener } = test_receiver;
  return isTestReceiver(url, public_url) ? listener : null;
}

function portOf({ port, protocol }: URL): number {
  return Number(port) || (protocol === "https:" ? 443 : 80);
}

/** Serializes a request. Throws on a line break in a header, which would inject another header. */
export function requestBytes(
  { pathname, search }: Pick<URL, "pathname" | "search">,
  { method, body }: Pick<OutgoingRequest, "method" | "body">,
  headers: Record<string, string>,
): string | Uint8Array {
  if (!IN_URL.test(pathname + search)) {
    throw new TypeError("A URL can't be sent");
  }
  let head = `${method} ${pathname}${search} HTTP/1.1\r\n`;
  let names = "";
  let values = "";
  for (const name in headers) {
    const value = headers[name] ?? "";
    if (name === "") throw new TypeError("A header can't be sent");
    names += name;
    values += value;
    head += `${name}: ${value}\r\n`;
  }
  // All at once, since each test costs.
  if (!NAMES.test(names) || !IN_LATIN_1.test(values)) {
    throw new TypeError("A header can't be sent");
  }
  // Some receivers refuse a POST that doesn't say how long it is.
  if (body !== null || method === "POST") {
    head += `content-length: ${Buffer.byteLength(body ?? "")}\r\n`;
  }
  head += "\r\n";
  if (body === null && IN_ASCII.test(head)) return head;
  return Buffer.concat([Buffer.from(head, "latin1"), Buffer.from(body ?? "")]);
}

const IN_URL = /^[\x21-\x7e]*$/;
const IN_ASCII = /^[\r\n\t\x20-\x7e]*$/;
const IN_LATIN_1 = /^[\t\x20-\x7e\x80-\xff]*$/;
const NAMES = /^[!#$%&'*+.^_`|~0-9A-Za-z-]*$/;

/** Name, text and code of an error, bounded. */
function errorText(error: unknown): string {
  const name = error instanceof Error ? error.name : "";
  const text = `${name} ${String(error)} ${codeOf(error)}`;
  return text.slice(0, ERROR_CHARS_MAX).replaceAll("\0", "").trim();
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** Keeps headers up to a limit, so that a receiver that sends megabytes can't fill the log. */
function keptHeaders(
  headers: readonly (readonly [name: string, value: string])[],
): Record<string, string> {
  const kept: Record<string, string> = {};
  let chars = 0;
  for (const [name, value] of headers) {
    chars += name.length + value.length;
    if (chars > RESPONSE_HEADERS_CHARS_MAX) break;
    kept[name] = value.includes("\0") ? value.replaceAll("\0", "") : value;
  }
  return kept;
}
