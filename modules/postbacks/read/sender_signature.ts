import {
  constantTimeEquals,
  inCidrs,
  verifyQuery,
  verifyWebhook,
} from "../../kernel/mod.ts";
import { refusal, splitUrl } from "../../sources/mod.ts";
import type {
  Refusal,
  SourceConfig,
  Parameter,
  RawPostback,
} from "../../sources/mod.ts";

/** A signature that a request claims to carry. */
export interface SignatureClaim {
  scheme: "query" | "webhook";
  /** Unix seconds as sent; empty if missing. */
  timestamp: string;
  signature: string;
  /** A webhook's id; empty if missing. */
  id: string;
}

/**
 * Returns a request's claims. A webhook's comes first, since only its signed content would be
 * read.
 */
export function signatureClaims(
  raw: RawPostback,
  parameters: readonly Parameter[],
): SignatureClaim[] {
  const claims: SignatureClaim[] = [];
  const { headers } = raw;
  const signature = headers["webhook-signature"] ?? "";
  if (signature !== "") {
    const timestamp = headers["webhook-timestamp"] ?? "";
    const id = headers["webhook-id"] ?? "";
    claims.push({ scheme: "webhook", timestamp, signature, id });
  }
  const [sig = ""] = inQuery(parameters, "sig");
  if (sig !== "") {
    const [timestamp = ""] = inQuery(parameters, "ts");
    claims.push({ scheme: "query", timestamp, signature: sig, id: "" });
  }
  return claims;
}

/** The values of a query parameter. */
export function inQuery(
  parameters: readonly Parameter[],
  name: string,
): string[] {
  const values: string[] = [];
  for (const parameter of parameters) {
    const is_meant = parameter.name === name && parameter.from === "query";
    if (is_meant) values.push(parameter.value);
  }
  return values;
}

/** The fault of a signature; `wrong` if it doesn't verify. */
export type SignatureFault = Refusal | "wrong";

/** Checks a claim with the secrets of one source, as of the arrival. */
export function faultOf(
  claim: SignatureClaim,
  source: Pick<SourceConfig, "secrets" | "drift_seconds">,
  request: { raw: RawPostback; now_ms: number },
): SignatureFault | null {
  const { raw, now_ms } = request;
  const incomplete = whatIsMissing(claim);
  if (incomplete !== null) return refusal("missing_signature", incomplete);
  const late = faultOfTime(claim, source.drift_seconds, now_ms);
  if (late !== null) return late;
  if (claim.scheme === "query" && isGetWithBody(raw)) {
    return refusal(
      "bad_signature",
      "This GET has a body, which its signature does not cover: send it as a POST",
    );
  }
  return verifies(claim, source.secrets, raw) ? null : "wrong";
}

function whatIsMissing(claim: SignatureClaim): string | null {
  if (claim.scheme === "query") {
    return claim.timestamp === ""
      ? "`sig` came without `ts`: send the Unix seconds that were signed"
      : null;
  }
  if (claim.id === "") {
    return "`webhook-signature` came without `webhook-id`";
  }
  return claim.timestamp === ""
    ? "`webhook-signature` came without `webhook-timestamp`"
    : null;
}

/** In milliseconds this was in 1973, in seconds it is the year 5138. */
const LOOKS_LIKE_MS = 100_000_000_000;

function faultOfTime(
  { scheme, timestamp }: SignatureClaim,
  drift_seconds: number,
  now_ms: number,
): Refusal | null {
  const name = scheme === "query" ? "`ts`" : "`webhook-timestamp`";
  if (!/^\d{1,15}$/.test(timestamp)) {
    const shown = timestamp.slice(0, 40);
    return refusal(
      "bad_signature",
      `${name} is "${shown}", which is not Unix time in whole seconds`,
    );
  }
  const ahead_seconds = Number(timestamp) - Math.floor(now_ms / 1000);
  if (Math.abs(ahead_seconds) <= drift_seconds) return null;
  if (Number(timestamp) > LOOKS_LIKE_MS) {
    return refusal(
      "stale_timestamp",
      `${name} is in milliseconds: send and sign Unix seconds`,
    );
  }
  const direction =
    ahead_seconds < 0 ? "behind our clock" : "ahead of our clock";
  return refusal(
    "stale_timestamp",
    `${name} is ${Math.abs(ahead_seconds)} s ${direction} on arrival; ${drift_seconds} s are allowed either way`,
  );
}

function isGetWithBody(raw: RawPostback): boolean {
  return raw.method.toUpperCase() === "GET" && (raw.body?.length ?? 0) > 0;
}

function verifies(
  claim: SignatureClaim,
  secrets: readonly string[],
  raw: RawPostback,
): boolean {
  const body = raw.body ?? new Uint8Array(0);
  if (claim.scheme === "query") {
    const { path, query } = splitUrl(raw.url);
    const { method } = raw;
    return verifyQuery({ secrets: [...secrets], method, path, query, body });
  }
  return verifyWebhook({
    secrets: [...secrets],
    id: claim.id,
    timestamp: claim.timestamp,
    signature: claim.signature,
    payload: body,
  });
}

/** Whether a token belongs to a source; a stored request has a mark in its place. */
export function isTokenOf(
  source: Pick<SourceConfig, "token" | "token_mark">,
  { token, raw }: { token: string | null; raw: Pick<RawPostback, "is_kept"> },
): boolean {
  if (token === null || token === "") return false;
  if (source.token === null || source.token === "") return false;
  const is_mark =
    raw.is_kept === true &&
    source.token_mark !== null &&
    constantTimeEquals(token, source.token_mark);
  return is_mark || constantTimeEquals(token, source.token);
}

/** Whether a source accepts postbacks from an address. */
export function takesFrom(source: SourceConfig, ip: string): boolean {
  return source.allow_ips.length === 0 || inCidrs(ip, source.allow_ips);
}
