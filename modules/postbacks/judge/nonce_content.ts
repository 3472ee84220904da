import type { Parameter, RawPostback } from "../../sources/mod.ts";

/** Parameters that a sender regenerates on each attempt. */
const OF_SIGNING = new Set(["ts", "sig"]);

/**
 * SHA-256 of what a postback says under its nonce: the same content again is a retry, other
 * content is a replay. Parameter order doesn't matter.
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
  // JSON escapes NUL, so the first NUL ends the head.
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
