import { timingSafeEqual } from "node:crypto";

/** Compares secrets in constant time; different lengths are simply unequal. */
export function constantTimeEquals(
  a: Uint8Array | string,
  b: Uint8Array | string,
): boolean {
  const left = typeof a === "string" ? Buffer.from(a) : a;
  const right = typeof b === "string" ? Buffer.from(b) : b;
  if (left.length !== right.length) return false;
  return timingSafeEqual(left, right);
}

/** HMAC-SHA256 over the concatenated parts. */
export function hmacSha256(
  key: Uint8Array | string,
  ...parts: (Uint8Array | string)[]
): Uint8Array {
  const hasher = new Bun.CryptoHasher("sha256", key);
  for (const part of parts) hasher.update(part);
  // Not the Buffer itself: its slice() is a view, while a Uint8Array's is a copy.
  return new Uint8Array(hasher.digest());
}

/** A request to sign with the query scheme. */
export interface SignQueryInput {
  secret: string;
  /** Unix seconds. */
  ts: number;
  method: string;
  path: string;
  /** As sent, including `ts`, without the `sig` pair. */
  query: string;
  body: Uint8Array;
}

/** Signs a request with the query scheme; returns the lower-case hex for its `sig` parameter. */
export function signQuery(input: SignQueryInput): string {
  return querySignature({ ...input, ts: String(input.ts) });
}

interface QueryContent {
  secret: string;
  ts: string;
  method: string;
  path: string;
  query: string;
  body: Uint8Array;
}

function querySignature(content: QueryContent): string {
  const method = content.method.toUpperCase();
  const head = `${content.ts}\n${method}\n${content.path}\n${asSent(content.query)}\n`;
  const hasher = new Bun.CryptoHasher("sha256", content.secret).update(head);
  if (method !== "GET") hasher.update(content.body);
  return hasher.digest("hex");
}

/** Letters that a WHATWG URL percent-encodes in a query. */
const TO_ENCODE = /[^\x21-\x7e]|["#'<>]/;

/** Percent-encodes what a WHATWG URL would in a query; existing escapes stay. */
function asSent(query: string): string {
  if (!TO_ENCODE.test(query)) return query;
  return query
    .toWellFormed()
    .replace(/[^\x21-\x7e]+/g, encodeURIComponent)
    .replace(/["#'<>]/g, hexEscape);
}

function hexEscape(letter: string): string {
  return `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Removes the single literal `sig=…` pair and one adjoining `&`; null if there is none, or two. */
export function withoutSig(query: string): string | null {
  const pair = onlyPair(query, "sig=");
  if (pair === null) return null;
  // With the "&" behind it, or that before the last one.
  return pair.end === query.length
    ? query.slice(0, Math.max(pair.at - 1, 0))
    : query.slice(0, pair.at) + query.slice(pair.end + 1);
}

/** A request to verify with the query scheme. */
export interface VerifyQueryInput {
  /** All live secrets; several during rotation. */
  secrets: string[];
  method: string;
  path: string;
  /** As sent, including `sig`. */
  query: string;
  body: Uint8Array;
}

/** Whether one of the secrets signed the request. The caller checks the age of `ts`. */
export function verifyQuery(input: VerifyQueryInput): boolean {
  const { secrets, method, path, body } = input;
  const query = withoutSig(input.query);
  const sig = onlyValue(input.query, "sig=");
  const ts = onlyValue(input.query, "ts=");
  if (query === null || sig === null || ts === null) return false;
  if (!/^\d{1,15}$/.test(ts)) return false;
  let valid = false;
  for (const secret of secrets) {
    if (secret === "") continue;
    const expected = querySignature({ secret, ts, method, path, query, body });
    if (constantTimeEquals(sig, expected)) valid = true;
  }
  return valid;
}

function onlyValue(query: string, prefix: string): string | null {
  const pair = onlyPair(query, prefix);
  return pair === null ? null : query.slice(pair.at + prefix.length, pair.end);
}

/** Where the single pair with this beginning is; null if there is none, or two. */
function onlyPair(
  query: string,
  prefix: string,
): { at: number; end: number } | null {
  const at = pairFrom(query, prefix, 0);
  if (at < 0 || pairFrom(query, prefix, at + 1) >= 0) return null;
  const end = query.indexOf("&", at);
  return { at, end: end < 0 ? query.length : end };
}

/** The offset of the next pair with this beginning; -1 if there is none. */
function pairFrom(query: string, prefix: string, from: number): number {
  let at = query.indexOf(prefix, from);
  while (at > 0 && query[at - 1] !== "&") at = query.indexOf(prefix, at + 1);
  return at;
}

/** A message to sign as a Standard Webhook. */
export interface SignWebhookInput {
  /** Base64 after `whsec_`. */
  secrets: string[];
  id: string;
  timestamp_s: number;
  payload: Uint8Array | string;
}

/** Signs per Standard Webhooks: one `v1,…` per secret, separated by spaces. */
export function signWebhook(input: SignWebhookInput): string {
  return input.secrets
    .map((secret) => {
      const key = webhookKey(secret);
      if (key === null) {
        throw new Error("Cannot sign webhook: the secret is not base64");
      }
      const timestamp = String(input.timestamp_s);
      return `v1,${webhookMac(key, input.id, timestamp, input.payload)}`;
    })
    .join(" ");
}

/** A received Standard Webhook: its three headers as they came, and its payload. */
export interface VerifyWebhookInput {
  secrets: string[];
  id: string;
  timestamp: string;
  signature: string;
  payload: Uint8Array | string;
}

const WEBHOOK_SIGNATURES_MAX = 16;

/** Whether one of the secrets signed a Standard Webhook; the caller checks its age. */
export function verifyWebhook(input: VerifyWebhookInput): boolean {
  const { id, timestamp, payload } = input;
  if (id === "" || !/^\d{1,15}$/.test(timestamp)) return false;
  const claimed = input.signature
    .split(" ", WEBHOOK_SIGNATURES_MAX)
    .filter((entry) => entry.startsWith("v1,"))
    .map((entry) => entry.slice("v1,".length));
  let valid = false;
  for (const secret of input.secrets) {
    const key = webhookKey(secret);
    if (key === null) continue;
    const expected = webhookMac(key, id, timestamp, payload);
    for (const mac of claimed) {
      if (constantTimeEquals(mac, expected)) valid = true;
    }
  }
  return valid;
}

function webhookMac(
  key: Uint8Array,
  id: string,
  timestamp: string,
  payload: Uint8Array | string,
): string {
  return Buffer.from(hmacSha256(key, `${id}.${timestamp}.`, payload)).toString(
    "base64",
  );
}

const WEBHOOK_SECRET_PREFIX = "whsec_";
const WEBHOOK_SECRET_BYTES = 32;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

function webhookKey(secret: string): Uint8Array | null {
  const text = secret.startsWith(WEBHOOK_SECRET_PREFIX)
    ? secret.slice(WEBHOOK_SECRET_PREFIX.length)
    : secret;
  if (!BASE64.test(text)) return null;
  const key = Buffer.from(text, "base64");
  return key.length > 0 ? key : null;
}

/** Makes a Standard Webhooks secret. */
export function newWebhookSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(WEBHOOK_SECRET_BYTES));
  return WEBHOOK_SECRET_PREFIX + Buffer.from(bytes).toString("base64");
}
