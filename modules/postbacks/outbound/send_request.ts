import type { Cidr } from "../../kernel/mod.ts";
import { vetTarget } from "./target.ts";
import type { Resolve } from "./target.ts";

/** The most of an answer's body that is read and kept. */
const RESPONSE_BYTES_MAX = 16_384;
const RESPONSE_HEADERS_CHARS_MAX = 8_192;
const ERROR_CHARS_MAX = 500;
/** A connection that fails sooner was a stale one, or a receiver that is just being replaced. */
const AT_ONCE_MS = 1_000;
/** What the operating system says when it has no sockets or memory left for us. */
const OUR_FAULTS =
  /\b(EMFILE|ENFILE|ENOBUFS|EADDRNOTAVAIL|ENETDOWN|ENETUNREACH)\b/;
const CONNECT_FAULTS =
  /ConnectionRefused|ECONNREFUSED|ECONNRESET|ConnectionClosed|FailedToOpenSocket|EPIPE|socket connection was closed/;

/** What is needed to send. */
export interface SenderDeps {
  resolve: Resolve;
  /** Private networks that may be reached all the same. */
  allowed_targets: readonly Cidr[];
  /** Milliseconds of a clock that only goes forward. */
  ticks_ms(): number;
}

/** A request to be sent, whole. */
export interface OutgoingRequest {
  method: "GET" | "POST";
  url: string;
  headers: Record<string, string>;
  body: string | null;
  timeout_ms: number;
}

/** One try: what was sent, and what came of it. */
export interface SendResult {
  headers: Record<string, string>;
  remote_address: string | null;
  http_status: number | null;
  response_headers: Record<string, string> | null;
  response_body: Uint8Array | null;
  error: string | null;
  /** It failed before anybody was asked, for want of something of ours. */
  is_ours: boolean;
  lookup_ms: number | null;
  first_byte_ms: number | null;
}

/**
 * Sends a request to an address that was vetted for it: the connection goes to
 * that very address, under the name's `Host` and certificate. Redirects are not
 * followed; one deadline covers connecting, headers and body. Where connecting
 * fails within a second, the next vetted address, or the same again, is tried once.
 */
export async function sendRequest(
  deps: SenderDeps,
  input: OutgoingRequest,
): Promise<SendResult> {
  const started = deps.ticks_ms();
  const url = new URL(input.url);
  const headers = {
    ...input.headers,
    host: url.host,
    // What it answers is kept and looked at as it comes.
    "accept-encoding": "identity",
  };
  const signal = AbortSignal.timeout(input.timeout_ms);
  const target = await vetTarget(url, deps, signal);
  const lookup_ms = Math.round(deps.ticks_ms() - started);
  const nothing: SendResult = {
    headers,
    remote_address: null,
    http_status: null,
    response_headers: null,
    response_body: null,
    error: null,
    is_ours: false,
    lookup_ms,
    first_byte_ms: null,
  };
  if (!target.ok) {
    return { ...nothing, error: target.error, is_ours: target.is_ours };
  }
  const [first = "", second = first] = target.addresses;
  const send = (address: string) =>
    sendTo(address, { ...input, headers }, url, signal, deps);
  const begun = deps.ticks_ms();
  let result = await send(first);
  const is_quick = deps.ticks_ms() - begun < AT_ONCE_MS;
  if (
    result.error !== undefined &&
    is_quick &&
    CONNECT_FAULTS.test(result.error)
  ) {
    result = await send(second);
  }
  const first_byte_ms =
    result.first_byte_at === undefined
      ? null
      : Math.round(result.first_byte_at - started);
  return {
    ...nothing,
    remote_address: result.remote_address,
    http_status: result.http_status ?? null,
    response_headers: result.response_headers ?? null,
    response_body: result.response_body ?? null,
    error: result.error ?? null,
    is_ours: result.error !== undefined && OUR_FAULTS.test(result.error),
    first_byte_ms,
  };
}

interface Sent {
  remote_address: string;
  http_status?: number;
  response_headers?: Record<string, string>;
  response_body?: Uint8Array;
  first_byte_at?: number;
  error?: string;
}

async function sendTo(
  address: string,
  input: OutgoingRequest,
  named: URL,
  signal: AbortSignal,
  { ticks_ms }: SenderDeps,
): Promise<Sent> {
  const url = new URL(named);
  url.hostname = address.includes(":") ? `[${address}]` : address;
  const sent: Sent = { remote_address: address };
  try {
    const response = await fetch(url, {
      method: input.method,
      headers: input.headers,
      body: input.body,
      redirect: "manual",
      decompress: false,
      signal,
      tls: { serverName: named.hostname },
    });
    sent.first_byte_at = ticks_ms();
    sent.http_status = response.status;
    sent.response_headers = keptHeaders(response.headers);
    sent.response_body = await readBounded(response);
  } catch (error) {
    // An answer that broke off in its body is none.
    delete sent.http_status;
    const text = `${error instanceof Error ? error.name : ""} ${String(error)} ${codeOf(error)}`;
    sent.error = text.slice(0, ERROR_CHARS_MAX).replaceAll("\0", "").trim();
  }
  return sent;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** As many headers as are worth keeping: a receiver that sends megabytes of them fills no log. */
function keptHeaders(headers: Headers): Record<string, string> {
  const kept: [string, string][] = [];
  let chars = 0;
  for (const [name, value] of headers) {
    chars += name.length + value.length;
    if (chars > RESPONSE_HEADERS_CHARS_MAX) break;
    kept.push([name, value.replaceAll("\0", "")]);
  }
  return Object.fromEntries(kept);
}

async function readBounded(response: Response): Promise<Uint8Array> {
  const kept: Uint8Array[] = [];
  let length = 0;
  if (response.body === null) return new Uint8Array();
  for await (const chunk of response.body) {
    kept.push(chunk.subarray(0, RESPONSE_BYTES_MAX - length));
    length += chunk.length;
    if (length >= RESPONSE_BYTES_MAX) break;
  }
  return Buffer.concat(kept);
}
