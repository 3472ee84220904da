/** A journal record: its type and text. */
export interface JournalRecord {
  type: number;
  text: string;
}

/** A read record, with the offset of the next. */
export interface ReadRecord extends JournalRecord {
  end: number;
}

/** Bytes that are no record: bad checksum, or torn. */
export interface BadBytes {
  from: number;
  end: number;
}

/** The result of scanning a stretch of a segment. */
export interface Scan {
  records: ReadRecord[];
  bad: BadBytes[];
  /** The end of the scanned part; an incomplete record may follow. */
  end: number;
}

/** Marks the start of every record, so that reading can resynchronize after damage. */
const MAGIC = 0x544c5931;
/** Magic, text length in bytes, checksum, type. */
const HEADER_BYTES = 16;
const TEXT_BYTES_MAX = 262_144;
const BUFFER_BYTES = 1_048_576;

/** The encoded size of a record. */
export function frameBytes({ text }: JournalRecord): number {
  return HEADER_BYTES + Buffer.byteLength(text, "utf8");
}

/**
 * Encodes records back to back: magic, length, CRC-32 of type and text, type, text. The returned
 * bytes belong to the encoder and are valid until the next call: allocating per batch would cost
 * more than the encoding.
 */
export class FrameEncoder {
  #buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);

  /** Encodes the records. */
  encode(records: readonly JournalRecord[]): Buffer {
    let bytes_max = 0;
    for (const { text } of records) bytes_max += HEADER_BYTES + text.length * 3;
    if (bytes_max > this.#buffer.length) {
      this.#buffer = Buffer.allocUnsafeSlow(bytes_max);
    }
    const buffer = this.#buffer;
    let at = 0;
    for (const { type, text } of records) {
      const length = buffer.write(text, at + HEADER_BYTES, "utf8");
      if (length > TEXT_BYTES_MAX) {
        throw new RangeError(
          `Cannot write a record of ${length} bytes: ${TEXT_BYTES_MAX} are allowed`,
        );
      }
      const end = at + HEADER_BYTES + length;
      buffer.writeUInt32BE(MAGIC, at);
      buffer.writeUInt32BE(length, at + 4);
      buffer.writeUInt32BE(type, at + 12);
      const sum = Bun.hash.crc32(buffer.subarray(at + 12, end));
      buffer.writeUInt32BE(sum, at + 8);
      at = end;
    }
    return buffer.subarray(0, at);
  }
}

/**
 * Scans the records of a stretch, skipping damage up to the next valid record. With `is_rest`
 * nothing follows the stretch: a record that seems to extend beyond it has a corrupt length.
 */
export function scanFrames(bytes: Buffer, is_rest: boolean): Scan {
  const records: ReadRecord[] = [];
  const bad: BadBytes[] = [];
  let at = 0;
  while (at < bytes.length) {
    const record = readFrame(bytes, at);
    if (record === "incomplete" && !is_rest) break;
    if (record !== null && record !== "incomplete") {
      records.push(record);
      at = record.end;
      continue;
    }
    const next = findFrame(bytes, at + 1);
    if (next === null) break;
    bad.push({ from: at, end: next });
    at = next;
  }
  return { records, bad, end: at };
}

/** The record at an offset; null if there is none, "incomplete" if it may extend beyond the end. */
function readFrame(
  bytes: Buffer,
  at: number,
): ReadRecord | "incomplete" | null {
  if (at + HEADER_BYTES > bytes.length) return "incomplete";
  if (bytes.readUInt32BE(at) !== MAGIC) return null;
  const length = bytes.readUInt32BE(at + 4);
  if (length > TEXT_BYTES_MAX) return null;
  const end = at + HEADER_BYTES + length;
  if (end > bytes.length) return "incomplete";
  const sum = Bun.hash.crc32(bytes.subarray(at + 12, end));
  if (sum !== bytes.readUInt32BE(at + 8)) return null;
  return {
    type: bytes.readUInt32BE(at + 12),
    text: bytes.toString("utf8", at + HEADER_BYTES, end),
    end,
  };
}

/** The next offset of a complete record. */
function findFrame(bytes: Buffer, from: number): number | null {
  const magic = Buffer.alloc(4);
  magic.writeUInt32BE(MAGIC);
  for (
    let at = bytes.indexOf(magic, from);
    at >= 0;
    at = bytes.indexOf(magic, at + 1)
  ) {
    const record = readFrame(bytes, at);
    if (record !== null && record !== "incomplete") return at;
  }
  return null;
}
