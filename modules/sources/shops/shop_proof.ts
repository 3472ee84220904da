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
  keysOf?: (secret: string) => readonly string[];
}

const SIGNATURES_MAX = 10;

/** Refuses what isn't signed with a secret of the source; all comparisons are in constant time. */
export function checkSignature(
  { secrets }: Pick<ShopInput, "secrets">,
  { where, signatures, encoding, signed, keysOf }: ShopSignature,
): void {
  const given = signatures.filter((text) => text !== "");
  if (given.length === 0) {
    throw new StepFault(
      "signature",
      "missing_signature",
      `${where} is missing`,
    );
  }
  if (secrets.length === 0) throw new StepFault("signature", ...NO_SECRET);
  const keys = secrets.flatMap((secret) => keysOf?.(secret) ?? [secret]);
  let is_right = false;
  for (const key of keys) {
    const digest = Buffer.from(hmacSha256(key, ...signed));
    const expected = digest.toString(encoding);
    for (const text of given.slice(0, SIGNATURES_MAX)) {
      const sent = encoding === "hex" ? text.toLowerCase() : text;
      if (constantTimeEquals(sent, expected)) is_right = true;
    }
  }
  if (is_right) return;
  const detail = `${where} was made with no secret of the source, or over another body`;
  throw new StepFault("signature", "bad_signature", detail);
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
