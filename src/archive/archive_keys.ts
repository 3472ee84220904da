const SUFFIX = ".zst";
const PART_DIGITS = 6;

/** The object that says what a line is. */
export function lineKey(line: string): string {
  return `${line}/line${SUFFIX}`;
}

/** The folder of a line's WAL. */
export function walFolder(line: string): string {
  return `${line}/wal/`;
}

/** The object of a segment. */
export function walKey(line: string, segment: string): string {
  return `${walFolder(line)}${segment}${SUFFIX}`;
}

/** The segment or other file that an object of the WAL has. */
export function walNameOf(line: string, key: string): string {
  return key.slice(walFolder(line).length, -SUFFIX.length);
}

/** The folder of a line's base backups. */
export function basesFolder(line: string): string {
  return `${line}/base/`;
}

/** The object that makes a base backup whole; it is written last. */
export function manifestKey(line: string, base: string): string {
  return `${basesFolder(line)}${base}/manifest${SUFFIX}`;
}

/** An object of a base backup's content, counted from 1. */
export function partKey(line: string, base: string, part: number): string {
  const number = String(part).padStart(PART_DIGITS, "0");
  return `${basesFolder(line)}${base}/${number}${SUFFIX}`;
}

/** The line and the base backup that a manifest is of; null for other objects. */
export function manifestOf(key: string): { line: string; base: string } | null {
  const [, line, base] =
    /^([\w-]+)\/base\/([\w-]+)\/manifest\.zst$/.exec(key) ?? [];
  return line === undefined || base === undefined ? null : { line, base };
}
