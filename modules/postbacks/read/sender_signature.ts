import {
  constantTimeEquals,
  inCidrs,
  verifyQuery,
  verifyWebhook,
} from "../../kernel/mod.ts";
import { refusal } from "../../sources/mod.ts";
import type {
  Refusal,
  SourceConfig,
  Parameter,
  RawPostback,
} from "../../sources/mod.ts";
import { splitUrl } from "./read_request.ts";

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
type SignatureFault = Refusal | "wrong";

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

/**
 * Whether a token belongs to a source, or did when it arrived; a stored request has a mark in
 * its place.
 */
export function isTokenOf(
  source: Pick<SourceConfig, "token" | "token_mark" | "old_token">,
  input: {
    token: string | null;
    raw: Pick<RawPostback, "is_kept" | "received_at">;
  },
): boolean {
  const { token, raw } = input;
  if (token === null || token === "") return false;
  const { token: own, token_mark, old_token } = source;
  const isSame = (text: string | null, mark: string | null) => {
    if (text === null || text === "") return false;
    const is_mark =
      raw.is_kept === true && mark !== null && constantTimeEquals(token, mark);
    return is_mark || constantTimeEquals(token, text);
  };
  if (isSame(own, token_mark)) return true;
  if (old_token === undefined || raw.received_at >= old_token.valid_until) {
    return false;
  }
  return isSame(old_token.text, old_token.mark);
}

/** Whether a source accepts postbacks from an address. */
export function takesFrom(source: SourceConfig, ip: string): boolean {
  return source.allow_ips.length === 0 || inCidrs(ip, source.allow_ips);
}

const NAMES_SHOWN_MAX = 30;
const NAME_CHARS_MAX = 60;
const PATH_CHARS_MAX = 200;

/** A request and the sources whose secrets may have signed it. */
export interface SigningInput {
  raw: RawPostback;
  parameters: readonly Parameter[];
  /** The source that judges; null if the advertiser has none or is unknown. */
  source: SourceConfig | null;
  /** All sources of the advertiser. */
  advertiser_sources: readonly SourceConfig[];
  /** Arrival time, also for queued and replayed postbacks. */
  now_ms: number;
}

/** The result of checking a request's signatures. */
export interface Signing {
  /** The valid claim, else the last one. */
  claim: SignatureClaim | null;
  /** The source whose secret made the signature; null if none did. */
  signed: { claim: SignatureClaim; by: SourceConfig } | null;
  /** The fault found with the judging source's secrets, else with the first source that has any. */
  fault: { found: SignatureFault; by: SourceConfig } | null;
}

/** Checks a request's signatures against the judging source, then the advertiser's others. */
export function readSigning(input: SigningInput): Signing {
  const { raw, source, now_ms } = input;
  const claims = signatureClaims(raw, input.parameters);
  const able = sourcesToTry(input).filter(({ secrets }) => secrets.length > 0);
  for (const by of able) {
    for (const claim of claims) {
      if (faultOf(claim, by, { raw, now_ms }) !== null) continue;
      const of_other = source !== null && source.id !== by.id;
      const other = of_other ? faultFor(source, claim, input) : null;
      return { claim, signed: { claim, by }, fault: other };
    }
  }
  const claim = claims.at(-1) ?? null;
  const [first] = able;
  const fault =
    claim === null || first === undefined
      ? null
      : faultFor(first, claim, input);
  return { claim, signed: null, fault };
}

function faultFor(
  by: SourceConfig,
  claim: SignatureClaim,
  { raw, now_ms }: SigningInput,
): Signing["fault"] {
  if (by.secrets.length === 0) return null;
  const found = faultOf(claim, by, { raw, now_ms });
  return found === null ? null : { found, by };
}

/**
 * The judging source first. Proof to another source counts only from the addresses that it
 * allows.
 */
export function sourcesToTry(input: SigningInput): SourceConfig[] {
  const { source, advertiser_sources, raw } = input;
  const others = advertiser_sources.filter(
    (other) =>
      other.id !== source?.id && (!other.enforce || takesFrom(other, raw.ip)),
  );
  return source === null ? others : [source, ...others];
}

/** Detail of a refused signature, until somebody asks for the mistake behind it. */
export const NO_SECRET_MAKES_IT =
  "no secret of the source makes it over this request";

/** The refusal for a fault. Searching for the mistake takes many hashes, so it isn't done here. */
export function refusalOf(
  { signed }: Signing,
  fault: NonNullable<Signing["fault"]>,
): Refusal {
  if (fault.found !== "wrong") return fault.found;
  const why =
    signed === null
      ? NO_SECRET_MAKES_IT
      : `it was made with a secret of the source "${signed.by.name}"`;
  return refusal("bad_signature", `The signature is wrong: ${why}`);
}

/** A claim that no secret of its source verifies. */
export interface WrongSignature {
  claim: SignatureClaim;
  by: SourceConfig;
}

/** The claim that no secret verifies, if that is the fault. */
export function wrongSignature(signing: Signing): WrongSignature | null {
  const { claim, signed, fault } = signing;
  if (claim === null || signed !== null || fault?.found !== "wrong")
    return null;
  return { claim, by: fault.by };
}

/** Describes the signed content, without its secrets. */
export function describeSigned(
  { raw, source }: SigningInput,
  { scheme }: SignatureClaim,
): string {
  const body = `the body of ${raw.body?.length ?? 0} bytes`;
  if (scheme === "webhook") {
    return `webhook-signature over webhook-id, webhook-timestamp and ${body}`;
  }
  const { path, query } = splitUrl(raw.url);
  const shown_path =
    source === null ? path : path.replaceAll(source.key, "{key}");
  const names = query
    .split("&")
    .map((pair) => pair.split("=", 1).join().slice(0, NAME_CHARS_MAX))
    .filter((name) => name !== "sig")
    .slice(0, NAMES_SHOWN_MAX);
  return `sig over ts, ${raw.method} ${shown_path.slice(0, PATH_CHARS_MAX)} with the query of ${names.join(", ")} and ${body}`;
}
