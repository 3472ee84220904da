import { createPublicKey, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { isoTime } from "../../kernel/mod.ts";
import { objectsOf, textOf, timeOf, wholeOf } from "./json_fields.ts";
import type { JsonFields } from "./json_fields.ts";
import type { Jws } from "./jws.ts";
import { shown } from "./store_reading.ts";
import type { GoogleClaims, VerifiedToken } from "./verified_token.ts";

/** Google's public keys by their ids. */
export type GoogleKeys = ReadonlyMap<string, KeyObject>;

const KEYS_MAX = 50;
const RSA_BITS_MIN = 2048;

/** Reads a set of keys (JWKS); those that aren't for RS256 are left out. */
export function readGoogleKeys(set: JsonFields): GoogleKeys {
  const keys = new Map<string, KeyObject>();
  for (const jwk of objectsOf(set.keys).slice(0, KEYS_MAX)) {
    const kid = textOf(jwk.kid);
    const key = kid === null || jwk.kty !== "RSA" ? null : publicKeyOf(jwk);
    if (kid !== null && key !== null) keys.set(kid, key);
  }
  return keys;
}

function publicKeyOf({ kty, n, e }: JsonFields): KeyObject | null {
  try {
    const key = createPublicKey({
      key: { kty: textOf(kty) ?? "", n: textOf(n) ?? "", e: textOf(e) ?? "" },
      format: "jwk",
    });
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    return bits >= RSA_BITS_MIN ? key : null;
  } catch {
    return null;
  }
}

/** Verifies the signature of a token (OpenID Connect, RS256), not yet what it says. */
export function verifyGoogleToken(
  jws: Jws | null,
  keys: GoogleKeys,
): VerifiedToken {
  if (jws === null) return invalid("it is no whole JWS of three parts");
  const { alg } = jws.header;
  if (alg !== "RS256") {
    const found = JSON.stringify(alg ?? null).slice(0, 40);
    return invalid(`it is made with ${found}; Google signs with RS256`);
  }
  const kid = textOf(jws.header.kid) ?? "";
  const key = keys.get(kid);
  if (key === undefined) {
    return { kind: "unknown_key", why: `Google has no key ${shown(kid)}` };
  }
  if (!verify("sha256", Buffer.from(jws.signed), key, jws.signature)) {
    return invalid("it does not fit what was sent");
  }
  const { payload } = jws;
  const claims = {
    iss: textOf(payload.iss) ?? "",
    aud: textOf(payload.aud) ?? "",
    email: textOf(payload.email) ?? "",
    email_verified: payload.email_verified === true,
    iat: wholeOf(payload.iat) ?? 0,
    exp: wholeOf(payload.exp) ?? 0,
    kid,
  };
  return { kind: "valid", claims };
}

function invalid(why: string): VerifiedToken {
  return { kind: "invalid", why };
}

const ISSUERS = ["accounts.google.com", "https://accounts.google.com"];

/** Why a verified token isn't from who pushes for this source, as of an arrival; null if it is. */
export function faultOfClaims(
  claims: GoogleClaims,
  expected: { audience: string; email: string; drift_seconds: number },
  received_at: number,
): {
  code: "bad_signature" | "sender_not_allowed" | "stale_timestamp";
  why: string;
} | null {
  const { iss, aud, email, email_verified, exp, iat } = claims;
  if (!ISSUERS.includes(iss)) {
    return {
      code: "bad_signature",
      why: `its issuer is ${shown(iss)}, not Google`,
    };
  }
  const drift_ms = expected.drift_seconds * 1000;
  if (received_at > exp * 1000 + drift_ms) {
    return { code: "stale_timestamp", why: `it ended at ${timeText(exp)}` };
  }
  if (iat * 1000 > received_at + drift_ms) {
    return {
      code: "stale_timestamp",
      why: `it begins at ${timeText(iat)}, which is in the future`,
    };
  }
  if (aud !== expected.audience) {
    return {
      code: "sender_not_allowed",
      why: `it is for the audience ${shown(aud)}, not ${shown(expected.audience)}`,
    };
  }
  if (!email_verified || email !== expected.email) {
    const whose = email_verified
      ? shown(email)
      : "an address that Google has not verified";
    return {
      code: "sender_not_allowed",
      why: `it is of ${whose}, not of ${shown(expected.email)} (store.push_email)`,
    };
  }
  return null;
}

function timeText(seconds: number): string {
  const ms = timeOf(seconds * 1000);
  return ms === null ? "no time" : isoTime(ms);
}
