const POSITION = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/;
const LOW_BITS = 32n;

/** The last position there can be. */
export const LAST_POSITION = (1n << 64n) - 1n;

/** A position in Postgres' log, such as `0/3000060`, as a number; null if it isn't one. */
export function parsePosition(text: string): bigint | null {
  const [, high, low] = POSITION.exec(text) ?? [];
  if (high === undefined || low === undefined) return null;
  return (BigInt(`0x${high}`) << LOW_BITS) | BigInt(`0x${low}`);
}

/** A position as Postgres writes it. */
export function positionText(position: bigint): string {
  const low = position & ((1n << LOW_BITS) - 1n);
  const text = (part: bigint) => part.toString(16).toUpperCase();
  return `${text(position >> LOW_BITS)}/${text(low)}`;
}
