import type { Parameter, RawPostback } from "../../sources/mod.ts";

/** What a sender writes anew each time it tries again. */
const OF_SIGNING = new Set(["ts", "sig"]);

/**
 * What a postback says under its nonce, as a SHA-256: the same again is a
 * sender's retry, another is a replay. The order of parameters is no content.
 */
export function nonceContent(
  raw: RawPostback,
  parameters: readonly Parameter[],
): Uint8Array {
  const [path = ""] = raw.url.split("?", 1);
  const pairs = parameters
    .filter(({ name, is_nested }) => !OF_SIGNING.has(name) && !is_nested)
    .map(({ name, value }): [string, string] => [name, value])
    .toSorted(byNameThenValue);
  const head = JSON.stringify([raw.method.toUpperCase(), path, pairs]);
  // JSON escapes NUL, so that the first one ends the head.
  const hasher = new Bun.CryptoHasher("sha256").update(`${head}\0`);
  if (raw.body !== null) hasher.update(raw.body);
  return new Uint8Array(hasher.digest());
}

function byNameThenValue(
  [name_a, value_a]: [string, string],
  [name_b, value_b]: [string, string],
): number {
  if (name_a !== name_b) return name_a < name_b ? -1 : 1;
  if (value_a === value_b) return 0;
  return value_a < value_b ? -1 : 1;
}
