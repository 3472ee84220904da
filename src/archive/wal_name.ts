const SEGMENT = /^[0-9A-F]{24}$/;
const ARCHIVED =
  /^(?:[0-9A-F]{24}(?:\.[0-9A-F]{8}\.backup)?|[0-9A-F]{8}\.history)$/;
const TIMELINE_DIGITS = 8;
const PART_DIGITS = 8;
const PART_BYTES = 2n ** 32n;

/** Whether a file is one that Postgres archives. */
export function isArchivedName(name: string): boolean {
  return ARCHIVED.test(name);
}

/** Whether a file is a segment of the WAL. */
export function isSegmentName(name: string): boolean {
  return SEGMENT.test(name);
}

/** The timeline of a segment, as in its name. */
export function timelineOf(segment: string): string {
  return segment.slice(0, TIMELINE_DIGITS);
}

/** The segment that a position such as `0/3000158` lies in, or ends at. */
export function segmentEndingAt(
  lsn: string,
  { timeline, segment_bytes }: { timeline: string; segment_bytes: number },
): string {
  const number = (readPosition(lsn) - 1n) / BigInt(segment_bytes);
  return segmentText(timeline, number, segment_bytes);
}

/** The bytes of WAL before a position such as `0/3000158`. */
export function readPosition(lsn: string): bigint {
  const [high = "", low = ""] = lsn.split("/");
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

/** The bytes of WAL before a segment. */
export function positionOf(segment: string, segment_bytes: number): bigint {
  return numberOf(segment, segment_bytes) * BigInt(segment_bytes);
}

/** The segment after another one. */
export function nextSegment(segment: string, segment_bytes: number): string {
  const next = numberOf(segment, segment_bytes) + 1n;
  return segmentText(timelineOf(segment), next, segment_bytes);
}

function numberOf(segment: string, segment_bytes: number): bigint {
  const per_part = PART_BYTES / BigInt(segment_bytes);
  const high = BigInt(`0x${segment.slice(8, 16)}`);
  return high * per_part + BigInt(`0x${segment.slice(16)}`);
}

function segmentText(
  timeline: string,
  number: bigint,
  segment_bytes: number,
): string {
  const per_part = PART_BYTES / BigInt(segment_bytes);
  const digits = (part: bigint) =>
    part.toString(16).toUpperCase().padStart(PART_DIGITS, "0");
  return `${timeline}${digits(number / per_part)}${digits(number % per_part)}`;
}
