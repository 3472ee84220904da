/** Part of what is stored: another seed would intern every user agent a second time. */
const SEED = 0n;

/** The number a user agent is stored under: XXH64 of its UTF-8, as the signed number that Postgres takes. */
export function userAgentId(user_agent: string): bigint {
  return BigInt.asIntN(64, Bun.hash.xxHash64(user_agent, SEED));
}
