/**
 * Picks from a weighted list by a visitor's hash: the same visitor gets the same item while the
 * list stands. `salt` makes the choices of two lists independent.
 */
export function pickByWeight(
  list: readonly { weight: number }[],
  hash: number,
  salt: number,
): number {
  let total = 0;
  for (const { weight } of list) total += weight;
  let left = (mix(hash, salt) / 2 ** 32) * total;
  for (let at = 0; at < list.length; at++) {
    left -= list[at]?.weight ?? 0;
    if (left < 0) return at;
  }
  return 0;
}

/** MurmurHash3's finalizer, which spreads every bit over all 32. */
function mix(hash: number, salt: number): number {
  let bits = (hash ^ Math.imul(salt, 0x9e3779b1)) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
