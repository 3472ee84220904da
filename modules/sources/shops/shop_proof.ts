import { StepFault } from "../codes.ts";
import { constantTimeEquals, hmacSha256 } from "../../kernel/mod.ts";
import type { ShopInput } from "./shop_reading.ts";

/** Encoding of a signature. */
type Encoding = "hex" | "base64";

/** A signature as a shop makes it. */
interface ShopSignature {
  /** Where it stands, for the refusal. */
  where: string;
  /** One of these has to be right; several while a secret is replaced. */
  signatures: readonly string[];
  encoding: Encoding;
  signed: readonly (Uint8Array | string)[];
  /** The keys that the shop may make of a secret before it signs. */
  keysOf?: (secret: string) => readonly (string | Uint8Array)[];
}

const SIGNATURES_MAX = 10;

/** Refuses what isn't signed with a secret of the source; all comparisons are in constant time. */
export function checkSignature(
  input: Pick<ShopInput, "secrets">,
  { where, signatures, encoding, signed, keysOf }: ShopSignature,
): void {
  const is_hex = encoding === "hex";
  checkProof(input, {
    where,
    shown: signatures.map((text) => (is_hex ? text.toLowerCase() : text)),
    expectedOf: (secret) =>
      (keysOf?.(secret) ?? [secret]).map((key) =>
        Buffer.from(hmacSha256(key, ...signed)).toString(encoding),
      ),
    wrong: `${where} was made with no secret of the source, or over another body`,
  });
}

/** A proof as a shop shows it. */
interface ShownProof {
  /** Where it stands, for the refusal. */
  where: string;
  /** One of these has to be right. */
  shown: readonly string[];
  /** The right ones, by a secret of the source. */
  expectedOf: (secret: string) => readonly string[];
  /** Why it is refused. */
  wrong: string;
  code?: "bad_signature" | "bad_token";
}

/** Refuses what shows nothing that a secret of the source makes right; all comparisons are in constant time. */
export function checkProof(
  { secrets }: Pick<ShopInput, "secrets">,
  { where, shown, expectedOf, wrong, code = "bad_signature" }: ShownProof,
): void {
  const given = shown.filter((text) => text !== "").slice(0, SIGNATURES_MAX);
  if (given.length === 0) {
    const detail = `${where} is missing`;
    throw new StepFault("signature", "missing_signature", detail);
  }
  checkHasSecret({ secrets });
  let is_right = false;
  for (const expected of secrets.flatMap((secret) => expectedOf(secret))) {
    for (const text of given) {
      if (constantTimeEquals(text, expected)) is_right = true;
    }
  }
  if (!is_right) throw new StepFault("signature", code, wrong);
}

/** Refuses what can't be checked, since the source has no secret. */
export function checkHasSecret({ secrets }: Pick<ShopInput, "secrets">): void {
  if (secrets.length === 0) throw new StepFault("signature", ...NO_SECRET);
}

/** Refuses what doesn't show a secret of the source itself. */
export function checkSecret(
  input: Pick<ShopInput, "secrets">,
  { where, shown }: { where: string; shown: readonly string[] },
): void {
  checkProof(input, {
    ...{ where, shown, code: "bad_token" },
    expectedOf: (secret) => [secret],
    wrong: `${where} is no secret of the source`,
  });
}

const NO_SECRET = [
  "missing_signature",
  "The source has no secret yet to check the signature by",
] as const;

/** Header of a signature with its time. */
interface TimedHeader {
  name: string;
  separator: "," | ";";
  /** The names of its values. */
  time: string;
  signature: string;
  /** Stands between time and body where they are signed. */
  between: "." | ":";
}

/** Refuses a header such as `t=1,v1=a` that isn't of the body, or of too long ago. */
export function checkTimedSignature(
  input: ShopInput,
  { name, separator, time, signature, between }: TimedHeader,
): void {
  const pairs = pairsOf(input.headers[name.toLowerCase()], separator);
  const [seconds = ""] = pairs.get(time) ?? [];
  checkSignature(input, {
    where: name,
    signatures: pairs.get(signature) ?? [],
    encoding: "hex",
    signed: [`${seconds}${between}`, input.body],
  });
  checkSignedTime(input, seconds, name);
}

/** Refuses a signed time that is too far from the arrival. */
function checkSignedTime(
  { received_at, drift_seconds }: ShopInput,
  seconds: string,
  where: string,
): void {
  if (!/^\d{1,12}$/.test(seconds)) {
    const detail = `${where} has no time in Unix seconds`;
    throw new StepFault("signature", "bad_signature", detail);
  }
  const ahead_ms = Number(seconds) * 1000 - received_at;
  if (Math.abs(ahead_ms) <= drift_seconds * 1000) return;
  const off = Math.round(Math.abs(ahead_ms) / 1000);
  const detail = `The signed time is ${off} s off; the source allows ${drift_seconds} s`;
  throw new StepFault("signature", "stale_timestamp", detail);
}

/** The values of a header such as `t=1,v1=a,v1=b`, by name. */
function pairsOf(
  header: string | undefined,
  separator: "," | ";",
): Map<string, string[]> {
  const pairs = new Map<string, string[]>();
  for (const part of (header ?? "").split(separator)) {
    const at = part.indexOf("=");
    if (at < 1) continue;
    const name = part.slice(0, at).trim();
    const values = pairs.get(name) ?? [];
    values.push(part.slice(at + 1).trim());
    pairs.set(name, values);
  }
  return pairs;
}
