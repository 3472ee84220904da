import type { Cidr } from "../../kernel/mod.ts";
import { vetTarget } from "./target.ts";
import type { Resolve } from "./target.ts";

/** The most of an answer's body that is read and kept. */
const RESPONSE_BYTES_MAX = 16_384;
const ERROR_CHARS_MAX = 500;

/** What is needed to send. */
export interface SenderDeps {
  resolve: Resolve;
  /** Private networks that may be reached all the same. */
  allowed_targets: readonly Cidr[];
}

/** One try: what was sent, and what came of it. */
export interface SendResult {
  headers: Record<string, string>;
  remote_address: string | null;
  http_status: number | null;
  response_headers: Record<string, string> | null;
  response_body: Uint8Array | null;
  error: string | null;
}

/**
 * Sends one GET to an address that was vetted for it: the connection goes to
 * that very address, under the name's `Host` and certificate. Redirects are not
 * followed; one deadline covers connecting, headers and body.
 */
export async function sendGet(
  deps: SenderDeps,
  input: { url: string; headers: Record<string, string>; timeout_ms: number },
): Promise<SendResult> {
  const url = new URL(input.url);
  const headers = { ...input.headers, host: url.host };
  const nothing = {
    headers,
    remote_address: null,
    http_status: null,
    response_headers: null,
    response_body: null,
  };
  const target = await vetTarget(url, deps.resolve, deps.allowed_targets);
  if (!target.ok) return { ...nothing, error: target.error };
  const remote_address = target.address;
  const host = url.hostname;
  url.hostname = remote_address.includes(":")
    ? `[${remote_address}]`
    : remote_address;
  try {
    const response = await fetch(url, {
      headers,
      redirect: "manual",
      decompress: false,
      signal: AbortSignal.timeout(input.timeout_ms),
      tls: { serverName: host },
    });
    return {
      headers,
      remote_address,
      http_status: response.status,
      response_headers: Object.fromEntries(response.headers),
      response_body: await readBounded(response),
      error: null,
    };
  } catch (error) {
    const text = `${error instanceof Error ? error.name : ""} ${String(error)}`;
    const said = text.slice(0, ERROR_CHARS_MAX).replaceAll("\0", "");
    return { ...nothing, remote_address, error: said };
  }
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
