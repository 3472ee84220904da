/** Never change it: a new seed would store every user agent a second time. */
const SEED = 0n;

/** The id of a user agent: XXH64 of its UTF-8, as a signed number for Postgres. */
export function userAgentId(user_agent: string): bigint {
  return BigInt.asIntN(64, Bun.hash.xxHash64(user_agent, SEED));
}
