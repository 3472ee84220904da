import { decodePercent } from "../../kernel/mod.ts";
import type { SealKey } from "../../kernel/mod.ts";
import { seal, unseal } from "../../kernel/mod.ts";
import {
  decodePart,
  findAddress,
  foldName,
  readCredentials,
} from "../../sources/mod.ts";
import type { Parameter, RawPostback } from "../../sources/mod.ts";
import { splitUrl } from "../read/read_request.ts";

/** The header of a request that was sent on: nobody sends it on again. */
export const FORWARDED_HEADER = "x-tallyho-forwarded";

/** A request as it goes on to the old tracker. */
export interface ForwardedRequest {
  method: "GET" | "POST";
  path: string;
  query: string;
  body: string | null;
  content_type: string | null;
  /** The sender's credentials for the old tracker. */
  authorization: string | null;
}

/** A request and what was read of it. */
interface Sent {
  raw: RawPostback;
  parameters: readonly Parameter[];
}

/** Secrets that are replaced in a request that was queued. */
const MARK = "blanked-";

/**
 * Returns the request as it goes on: as it came, less our secrets and signatures; or why it can't.
 */
export function forwardedRequest(
  { raw, parameters }: Sent,
  { url, isSecret }: { url: string; isSecret(text: string): boolean },
): ForwardedRequest | string {
  if (raw.headers[FORWARDED_HEADER] !== undefined) {
    return "another tracker sent it on already";
  }
  const { path, query } = splitUrl(raw.url);
  const fault = faultOfPath(raw, { path, url, isSecret });
  if (fault !== null) return fault;
  const body = bodyOf(raw);
  if (body === undefined) return "its body is no text";
  const is_in_body = parameters.some(
    ({ from, value }) =>
      (from === "form" || from === "json") && isSecret(value.trim()),
  );
  if (body !== null && is_in_body) {
    return "its body has a secret of this tracker";
  }
  const request: ForwardedRequest = {
    method: raw.method === "POST" ? "POST" : "GET",
    path,
    query: foreignPairs(query, isSecret),
    body,
    content_type: raw.headers["content-type"] ?? null,
    authorization: authorizationOf(raw, isSecret),
  };
  const is_masked =
    raw.is_kept === true && JSON.stringify(request).includes(MARK);
  return is_masked ? "it was queued, without its secrets" : request;
}

/** Whether a forward goes to one address, whatever path a postback came to. */
function hasOwnPath(url: string): boolean {
  return new URL(url).pathname !== "/";
}

function faultOfPath(
  raw: RawPostback,
  {
    path,
    url,
    isSecret,
  }: { path: string; url: string; isSecret(text: string): boolean },
): string | null {
  if (hasOwnPath(url)) return null;
  const { kind } = findAddress(raw.method, path, "") ?? {};
  const is_ours = kind === "plain" || path.startsWith("/v1/");
  const has_key = path.split("/").some((part) => isSecret(decodePart(part)));
  return is_ours || has_key
    ? "its path is one of this tracker's: the forward needs the old tracker's whole address"
    : null;
}

/** The body's text; null without one, undefined where it is none. */
function bodyOf({ method, body }: RawPostback): string | null | undefined {
  if (method !== "POST" || body === null || body.length === 0) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      body,
    );
  } catch {
    return undefined;
  }
}

/** The query without our secrets and signatures. */
function foreignPairs(
  query: string,
  isSecret: (text: string) => boolean,
): string {
  return query
    .split("&")
    .filter((pair) => {
      const at = pair.indexOf("=");
      const name = at < 0 ? pair : pair.slice(0, at);
      if (foldName(name) === "sig") return false;
      const value = pair.slice(at + 1).replaceAll("+", " ");
      return !isSecret(decodePercent(value).text.trim());
    })
    .join("&");
}

function authorizationOf(
  { headers }: RawPostback,
  isSecret: (text: string) => boolean,
): string | null {
  const given = headers["authorization"];
  if (given === undefined) return null;
  const credential = readCredentials(headers);
  return credential === null || isSecret(credential) ? null : given;
}

/** The address that a request goes on to. */
export function forwardedUrl(
  url: string,
  { path, query }: Pick<ForwardedRequest, "path" | "query">,
): string {
  const { origin, pathname, search } = new URL(url);
  const both = [search.slice(1), query].filter((text) => text !== "");
  const mark = both.length === 0 ? "" : "?";
  const at = hasOwnPath(url) ? pathname : path;
  return `${origin}${at}${mark}${both.join("&")}`;
}

/** A request sealed for its postback: the old tracker's secrets may be in it. */
export function sealRequest(
  seal_key: SealKey,
  postback_id: string,
  request: ForwardedRequest,
): Uint8Array {
  const text = Buffer.from(JSON.stringify(request));
  return seal(seal_key, text, contextOf(postback_id));
}

export function openRequest(
  seal_key: SealKey,
  postback_id: string,
  sealed: Uint8Array,
): ForwardedRequest {
  const text = unseal(seal_key, sealed, contextOf(postback_id));
  return JSON.parse(Buffer.from(text).toString("utf8")) as ForwardedRequest;
}

function contextOf(postback_id: string): string {
  return `forwarded postback ${postback_id}`;
}
