import { Batcher } from "../../kernel/mod.ts";
import type { Outcome } from "../../kernel/mod.ts";
import {
  frameBytes,
  FrameEncoder,
  scanFrames,
  segmentBytesMax,
} from "./segment_files.ts";
import type { JournalRecord, Scan, SegmentFiles } from "./segment_files.ts";

const BATCH_MAX = 4_096;
const QUEUE_MAX = 100_000;
const READ_BYTES_MAX = 1_048_576;

/** A position in the journal. */
export interface Position {
  segment: number;
  offset: number;
}

/** Unscanned bytes from a position on. */
export interface RawStretch {
  /** Owned memory, which may be transferred to another thread. */
  bytes: Buffer;
  /** Nothing follows it yet. */
  is_rest: boolean;
  from: Position;
}

/** Settings of a journal. */
export interface JournalOptions {
  files: SegmentFiles;
  /** An append resolves with `fsync` once on disk, with `relaxed` once in the file. */
  durability: "fsync" | "relaxed";
  /** Maximum size of all segments together. */
  size_bytes_max: number;
  segment_bytes_max?: number;
  /** Called when a segment had to be abandoned. */
  failed(what: string, error: unknown): void;
}

/** A record to append. */
export interface NewRecord extends JournalRecord {
  /** Refused if the undrained part would exceed this share of the journal; default 1. */
  share_max?: number;
}

/** Thrown by `append` when the journal, or this record's share of it, is full. */
export class JournalFullError extends Error {
  constructor(bytes_max: number) {
    super(`Cannot append to the journal: it holds ${bytes_max} bytes`);
    this.name = "JournalFullError";
  }
}

/** Bytes held, and how many of them are undrained. */
interface Held {
  bytes: number;
  undrained: number;
}

interface OpenSegment {
  segment: number;
  descriptor: number;
  size: number;
  /** On disk up to here, so readable. */
  synced: number;
  /** Callers have been answered up to here. */
  answered: number;
}

/**
 * A segmented write-ahead log. Callers append records and are answered once a sync covers them;
 * concurrent appends share one sync. Only synced data is readable. Every start opens a new segment.
 */
export class Journal {
  readonly #options: JournalOptions;
  readonly #batcher: Batcher<NewRecord, void>;
  readonly #segment_bytes_max: number;
  readonly #encoder = new FrameEncoder();
  /** The segment this start opened. */
  readonly #opened_first: number;
  #current: OpenSegment;
  #sealed: { segment: number; size: number }[];
  /** Everything before this position is drained. */
  #released: Position;
  readonly #removing = new Set<Promise<void>>();
  /** The current segment is sealed, and the next isn't open yet. */
  #is_given_up = false;

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#segment_bytes_max =
      options.segment_bytes_max ?? segmentBytesMax(options.size_bytes_max);
    const { files } = options;
    const found = files.list();
    const last = found.at(-1);
    if (last !== undefined) cutTornTail(files, last);
    this.#sealed = found.map((segment) => ({
      segment,
      size: files.size(segment),
    }));
    this.#opened_first = (last ?? 0) + 1;
    this.#current = this.#open(this.#opened_first);
    this.#released = this.start;
    this.#batcher = new Batcher({
      name: "journal",
      batch_max: BATCH_MAX,
      queue_max: QUEUE_MAX,
      split: () => false,
      run: (records) => this.#appendFitting(records),
    });
  }

  /** Appends a record; resolves once it is as safe as the durability setting promises. */
  append(record: NewRecord): Promise<void> {
    return this.#batcher.submit(record);
  }

  /** Whether the record's share of the journal has room for it. */
  hasRoomFor(record: NewRecord): boolean {
    const { share_max = 1 } = record;
    return this.#refuse(share_max, frameBytes(record), this.#held()) === null;
  }

  /** Flushes answered records to disk; called periodically when `relaxed`. */
  async sync(): Promise<void> {
    if (this.#options.durability === "fsync") return;
    const current = this.#current;
    try {
      await this.#syncCurrent();
    } catch (error) {
      if (current === this.#current && !this.#is_given_up) this.#giveUp(error);
    }
  }

  /** Reads synced bytes from a position on, for `scanStretch`; null if there are none. */
  readBytes(from: Position): RawStretch | null {
    const at = this.#ends(this.#current.synced).find(
      ({ segment, end }) =>
        segment > from.segment ||
        (segment === from.segment && end > from.offset),
    );
    if (at === undefined) return null;
    const offset = at.segment === from.segment ? from.offset : 0;
    const length = Math.min(at.end - offset, READ_BYTES_MAX);
    const bytes = this.#options.files.read(at.segment, offset, length);
    const is_rest = offset + length === at.end;
    return { bytes, is_rest, from: { segment: at.segment, offset } };
  }

  /** Deletes segments entirely before a position: they are drained. */
  release(before: Position): void {
    this.#released = before;
    const done = this.#sealed.filter(
      ({ segment, size }) =>
        // The last one stays: its number tells the next start where to continue.
        segment < this.#current.segment &&
        (segment < before.segment ||
          (segment === before.segment && size <= before.offset)),
    );
    for (const { segment } of done) this.#remove(segment);
    this.#sealed = this.#sealed.filter((sealed) => !done.includes(sealed));
  }

  /** Maximum size of all segments together. */
  get size_bytes_max(): number {
    return this.#options.size_bytes_max;
  }

  /** Current size of all segments. */
  get size_bytes(): number {
    return this.#ends(this.#current.size).reduce(
      (sum, { end }) => sum + end,
      0,
    );
  }

  /** The number of bytes after a position. */
  bytesBehind(place: Position): number {
    return this.#behind(place, this.#current.synced);
  }

  #behind(place: Position, current_end: number): number {
    return this.#ends(current_end).reduce((sum, { segment, end }) => {
      if (segment < place.segment) return sum;
      return sum + end - (segment === place.segment ? place.offset : 0);
    }, 0);
  }

  /** Waits for pending deletions. */
  async settled(): Promise<void> {
    await Promise.all(this.#removing);
  }

  /** Whether a position lies in data written since this start. */
  isOfThisStart(place: Position): boolean {
    return place.segment >= this.#opened_first;
  }

  /** Whether a position lies beyond what was here at this start: it is another journal's. */
  isAhead(place: Position): boolean {
    if (this.isOfThisStart(place)) return true;
    const own = this.#sealed.find((sealed) => sealed.segment === place.segment);
    return own !== undefined && place.offset > own.size;
  }

  /** The start of the first segment. */
  get start(): Position {
    const segment = this.#sealed[0]?.segment ?? this.#current.segment;
    return { segment, offset: 0 };
  }

  /** Writes and syncs pending records, then refuses new ones. */
  async close(): Promise<void> {
    await this.#batcher.stop();
    if (!this.#is_given_up) await this.#finish();
    await this.#options.files.end();
  }

  #ends(current_end: number): { segment: number; end: number }[] {
    const sealed = this.#sealed.map(({ segment, size }) => ({
      segment,
      end: size,
    }));
    if (this.#is_given_up) return sealed;
    return [...sealed, { segment: this.#current.segment, end: current_end }];
  }

  #held(): Held {
    const undrained = this.#behind(this.#released, this.#current.size);
    return { bytes: this.size_bytes, undrained };
  }

  /** Why a record of this size is refused; null if it is accepted. */
  #refuse(share_max: number, added: number, held: Held): Error | null {
    const { size_bytes_max } = this.#options;
    if (held.bytes + added > size_bytes_max)
      return new JournalFullError(size_bytes_max);
    const bytes_max = size_bytes_max * share_max;
    if (share_max < 1 && held.undrained + added > bytes_max)
      return new JournalFullError(bytes_max);
    return null;
  }

  /** Appends the records that fit; refuses the others one by one, so that none fails the rest. */
  async #appendFitting(
    records: readonly NewRecord[],
  ): Promise<Outcome<void>[]> {
    const sizes = records.map(frameBytes);
    await this.#roll(sizes.reduce((sum, size) => sum + size, 0));
    const held = this.#held();
    const fitting: NewRecord[] = [];
    let bytes = 0;
    const outcomes = records.map((record, at): Outcome<void> => {
      const size = sizes[at] ?? 0;
      const error = this.#refuse(record.share_max ?? 1, bytes + size, held);
      if (error !== null) return { ok: false, error };
      bytes += size;
      fitting.push(record);
      return { ok: true, value: undefined };
    });
    if (fitting.length > 0) await this.#append(fitting);
    return outcomes;
  }

  /** Opens the next segment if this one is full. */
  async #roll(bytes: number): Promise<void> {
    if (this.#is_given_up) this.#openNext();
    const { size } = this.#current;
    if (size > 0 && size + bytes > this.#segment_bytes_max) {
      await this.#finish();
      this.#openNext();
    }
    this.release(this.#released);
  }

  async #append(records: readonly JournalRecord[]): Promise<void> {
    const bytes = this.#encoder.encode(records);
    try {
      await this.#write(bytes);
    } catch (error) {
      // After a failed sync the disk's content is unknown, so this file is never written again;
      // unanswered records go to a new one.
      if (!this.#is_given_up) this.#giveUp(error);
      this.#openNext();
      try {
        await this.#write(bytes);
      } catch (cause) {
        this.#giveUp(cause);
        throw cause;
      }
    }
  }

  async #write(bytes: Uint8Array): Promise<void> {
    const current = this.#current;
    for (let at = 0; at < bytes.length;) {
      const rest = at === 0 ? bytes : bytes.subarray(at);
      const written = this.#options.files.write(current.descriptor, rest);
      if (written <= 0) throw new Error("Cannot write: no byte was taken");
      at += written;
      current.size += written;
    }
    if (this.#options.durability === "fsync") await this.#syncCurrent();
    current.answered = current.size;
  }

  async #syncCurrent(): Promise<void> {
    const current = this.#current;
    const { size } = current;
    if (this.#is_given_up || current.synced === size) return;
    await this.#options.files.sync(current.descriptor);
    current.synced = Math.max(current.synced, size);
  }

  /** Seals the current segment, synced. */
  async #finish(): Promise<void> {
    try {
      await this.#syncCurrent();
      if (!this.#is_given_up) this.#seal(this.#current.size);
    } catch (error) {
      if (!this.#is_given_up) this.#giveUp(error);
    }
  }

  /** Truncates unanswered data and abandons the file. */
  #giveUp(error: unknown): void {
    const { segment, answered } = this.#current;
    this.#options.failed(`Journal segment ${segment} is given up`, error);
    try {
      this.#options.files.truncate(segment, answered);
    } catch (cause) {
      this.#options.failed(`Journal segment ${segment} was not cut`, cause);
    }
    this.#seal(answered);
    if (answered > 0) return;
    // It is empty: a full disk would otherwise get one such file per batch.
    this.#sealed.pop();
    this.#remove(segment);
  }

  #remove(segment: number): void {
    const { files, failed } = this.#options;
    const removing = files
      .remove(segment)
      .catch((error: unknown) => failed("a segment was not removed", error))
      .finally(() => this.#removing.delete(removing));
    this.#removing.add(removing);
  }

  #seal(size: number): void {
    const { segment, descriptor } = this.#current;
    this.#sealed.push({ segment, size });
    this.#is_given_up = true;
    this.#options.files.close(descriptor);
  }

  #openNext(): void {
    this.#current = this.#open(this.#current.segment + 1);
    this.#is_given_up = false;
  }

  #open(segment: number): OpenSegment {
    const descriptor = this.#options.files.create(segment);
    return { segment, descriptor, size: 0, synced: 0, answered: 0 };
  }
}

/** Scans a stretch; the result's end is where the next stretch begins. */
export function scanStretch({ bytes, is_rest }: RawStretch): Scan {
  const scan = scanFrames(bytes, is_rest);
  if (scan.end < bytes.length && (is_rest || scan.end === 0)) {
    // Nothing valid follows on disk, so skip it all.
    scan.bad.push({ from: scan.end, end: bytes.length });
    scan.end = bytes.length;
  }
  return scan;
}

/** Removes a record torn by a crash at the end of the last segment: it was never answered. */
function cutTornTail(files: SegmentFiles, segment: number): void {
  const size = files.size(segment);
  let offset = 0;
  while (offset < size) {
    const bytes = files.read(segment, offset, READ_BYTES_MAX);
    const is_rest = offset + bytes.length >= size;
    const { end } = scanFrames(bytes, is_rest);
    if (is_rest || end === 0) {
      if (offset + end < size && is_rest) files.truncate(segment, offset + end);
      if (is_rest) return;
      offset += bytes.length;
    } else {
      offset += end;
    }
  }
}
