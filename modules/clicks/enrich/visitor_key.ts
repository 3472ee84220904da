import { hmacSha256 } from "../../kernel/mod.ts";

/** A secret seed of visitors' keys, so that a file of them doesn't tell whether an address is in it. */
export function visitorSeed(key: Uint8Array): bigint {
  const mac = hmacSha256(key, "visitors");
  return new DataView(mac.buffer).getBigUint64(0);
}

/** A short key of a visitor on a campaign, for `RepeatMemory`. */
export function visitorKey(
  ip: string,
  user_agent: string,
  { campaign_id, seed }: { campaign_id: number; seed: bigint },
): string {
  const visitor = Bun.hash.xxHash64(`${ip}\n${user_agent}`, seed);
  return `${campaign_id}:${visitor.toString(36)}`;
}
