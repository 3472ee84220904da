/**
 * The old id of the advertiser for campaigns that have none, and of the affiliate for traffic that
 * is the network's own: what a tracker doesn't know has no id there.
 */
export function ownNameIn(from: string): string {
  return `${from}:own`;
}
