import { createPublicKey, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";

/** Between the values that a SKAdNetwork postback signs. */
const SEPARATOR = "\u2063";

/** The key of SKAdNetwork since 2.1 and of AdAttributionKit. */
const PRODUCTION =
  "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEWdp8GPcGqmhgzEFj9Z2nSpQVddayaPe4FMzqM9wib1+aHaaIzoHoLN9zW4K8y4SPykE3YVK3sVqW6Af0lfx3gg==";

/** Apple's keys of AdAttributionKit by their id; `SubjectPublicKeyInfo` in base64. */
const AAK_KEYS: Readonly<Record<string, string>> = {
  "apple-cas-identifier/0": PRODUCTION,
  "apple-development-identifier/0":
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAELeEDzpJEP+/qRSE5hJVC1p1J0ssUnQGMzBBbvnACBok8OVGGLgxL0myrKiy6lvRtSlLRsWit87i+vftD8AEqeQ==",
  "apple-development-identifier/1":
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8YzdO7eM97s/IJ25kdW5CZ3A14USE5IJ5Ha/vhWaxI6UBI1ZxCEvjrKxVluVGe6qWwF1BDFq+QHqKfH5u+wxHQ==",
};

/** Values up to 2.1; a value in brackets is signed only where it is there. */
const SINCE_2_1 = [
  "version",
  "ad-network-id",
  "campaign-id",
  "app-id",
  "transaction-id",
  "redownload",
  "[source-app-id]",
];

/** The signed values of each version, in their order. */
const SIGNED: Readonly<Record<string, readonly string[]>> = {
  "2.1": SINCE_2_1,
  "2.2": [...SINCE_2_1, "fidelity-type"],
  "3.0": [...SINCE_2_1, "fidelity-type", "did-win"],
  "4.0": [
    "version",
    "ad-network-id",
    "source-identifier",
    "app-id",
    "transaction-id",
    "redownload",
    "[source-app-id]",
    "[source-domain]",
    "fidelity-type",
    "did-win",
    "postback-sequence-index",
  ],
};

const FLAGS: ReadonlySet<string> = new Set(["redownload", "did-win"]);

/** A JSON object as it was sent. */
export type Sent = Readonly<Record<string, unknown>>;

/** The fault of an install postback that can't be taken. */
export interface AppleFault {
  code: "malformed" | "unsupported_version" | "bad_signature";
  detail: string;
}

const keys = new Map<string, KeyObject>();

function keyOf(spki: string): KeyObject {
  const known = keys.get(spki);
  if (known !== undefined) return known;
  const key = createPublicKey({
    key: Buffer.from(spki, "base64"),
    format: "der",
    type: "spki",
  });
  keys.set(spki, key);
  return key;
}

/** Checks that Apple signed a SKAdNetwork postback; null if it did. Tests have a key of their own. */
export function checkSkan(sent: Sent, spki = PRODUCTION): AppleFault | null {
  const signature = sent["attribution-signature"];
  if (typeof signature !== "string" || signature === "") {
    return fault("malformed", "`attribution-signature` is missing");
  }
  const version = textOf(sent["version"]) ?? "1.0";
  const names = Object.hasOwn(SIGNED, version) ? SIGNED[version] : undefined;
  if (names === undefined) {
    return fault("unsupported_version", describeVersion(version));
  }
  const wrong = wrongValue(sent);
  if (wrong !== null) return fault("malformed", wrong);
  const values: string[] = [];
  for (const name of names) {
    const is_optional = name.startsWith("[");
    const bare = is_optional ? name.slice(1, -1) : name;
    const value = textOf(sent[bare]);
    if (value !== null) values.push(value);
    else if (!is_optional) {
      return fault("malformed", `\`${bare}\` is missing or is no plain value`);
    }
  }
  const text = Buffer.from(values.join(SEPARATOR), "utf8");
  const is_signed = isSigned(text, Buffer.from(signature, "base64"), {
    key: keyOf(spki),
    dsaEncoding: "der",
  });
  if (is_signed) return null;
  return fault(
    "bad_signature",
    `Apple did not sign these values as a postback of version ${version}`,
  );
}

/**
 * Why values can't be Apple's: what is signed is one text, in which a value of another kind, or one with the
 * separator in it, could stand for others.
 */
function wrongValue(sent: Sent): string | null {
  for (const [name, value] of Object.entries(sent)) {
    const is_text = typeof value === "string";
    if (is_text && value.includes(SEPARATOR)) {
      return `\`${name}\` has the character that separates values`;
    }
    if (FLAGS.has(name) && typeof value !== "boolean") {
      return `\`${name}\` is neither true nor false`;
    }
  }
  const domain = textOf(sent["source-domain"]);
  if (domain === null) return null;
  if (sent["source-app-id"] !== undefined) {
    return "It has both `source-app-id` and `source-domain`";
  }
  return /^\d+$/.test(domain) ? "`source-domain` is no domain" : null;
}

function describeVersion(version: string): string {
  return /^[12](\.0)?$/.test(version)
    ? `SKAdNetwork ${version} is signed by keys on P-192, which this program can't check; versions since 2.1 are taken`
    : `SKAdNetwork "${version.slice(0, 20)}" is none of the versions 2.1, 2.2, 3.0 and 4.0`;
}

/** A checked AdAttributionKit postback. */
export type CheckedAak =
  | { ok: true; payload: Sent; is_development: boolean; kid: string }
  | { ok: false; fault: AppleFault };

/** Checks that Apple signed an AdAttributionKit postback, and reads what it signed. */
export function checkAak(sent: Sent): CheckedAak {
  const jws = sent["jws-string"];
  if (typeof jws !== "string" || jws === "") {
    return refused(fault("malformed", "`jws-string` is missing"));
  }
  const [head = "", body = "", signature = "", ...more] = jws.split(".");
  const header = readPart(head);
  const payload = readPart(body);
  if (header === null || payload === null || more.length > 0) {
    const detail = "`jws-string` is not three parts of base64url with dots";
    return refused(fault("malformed", detail));
  }
  if (header["alg"] !== "ES256") {
    const alg = textOf(header["alg"])?.slice(0, 20) ?? "none";
    const detail = `The algorithm is "${alg}"; Apple signs with ES256`;
    return refused(fault("bad_signature", detail));
  }
  const kid = textOf(header["kid"]) ?? "";
  const spki = Object.hasOwn(AAK_KEYS, kid) ? AAK_KEYS[kid] : undefined;
  if (spki === undefined) {
    const detail = `"${kid.slice(0, 60)}" is none of Apple's keys`;
    return refused(fault("bad_signature", detail));
  }
  const text = Buffer.from(`${head}.${body}`);
  const is_signed = isSigned(text, Buffer.from(signature, "base64url"), {
    key: keyOf(spki),
    dsaEncoding: "ieee-p1363",
  });
  if (!is_signed) {
    const detail = `Apple's key ${kid} did not sign this postback`;
    return refused(fault("bad_signature", detail));
  }
  return { ok: true, payload, is_development: spki !== PRODUCTION, kid };
}

function isSigned(
  text: Buffer,
  signature: Buffer,
  by: { key: KeyObject; dsaEncoding: "der" | "ieee-p1363" },
): boolean {
  try {
    return verify("sha256", text, by, signature);
  } catch {
    // A signature that is no signature at all.
    return false;
  }
}

function readPart(part: string): Sent | null {
  if (!/^[A-Za-z0-9_-]+$/.test(part)) return null;
  try {
    return objectOf(JSON.parse(Buffer.from(part, "base64url").toString()));
  } catch {
    return null;
  }
}

/** A JSON value that is an object; null for any other. */
export function objectOf(value: unknown): Sent | null {
  const is_object = typeof value === "object" && !Array.isArray(value);
  return is_object ? (value as Sent | null) : null;
}

/** A value as it is signed; null for what is no text, number or boolean. */
export function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : null;
}

function fault(code: AppleFault["code"], detail: string): AppleFault {
  return { code, detail };
}

function refused(why: AppleFault): CheckedAak {
  return { ok: false, fault: why };
}
