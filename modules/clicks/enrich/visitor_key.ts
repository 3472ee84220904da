/** A short key of a visitor on a campaign, for `RepeatMemory`; never stored. */
export function visitorKey(
  ip: string,
  user_agent: string,
  campaign_id: number,
): string {
  const visitor = Bun.hash.xxHash64(`${ip}\n${user_agent}`);
  return `${campaign_id}:${visitor.toString(36)}`;
}
