import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { FirstVisit, RepeatMemory } from "./enrich/mod.ts";
import { FrameEncoder, scanFrames } from "./journal/mod.ts";
import type { JournalRecord, Position } from "./journal/mod.ts";

const HEADER_TYPE = 1;
const VISITS_TYPE = 2;
/** Beginning of the header, followed by the journal's id; another form gets another number. */
const FORM = "tallyho visitors 1 ";
/** Two hashes of 32 bits and a double. */
const VISIT_BYTES = 16;
/** As many as fit a record in base64. */
const RECORD_VISITS_MAX = 8_192;
/** Generations of a memory. */
const GENERATIONS = 2;

/** Where a journal's drain is. */
export interface DrainPlace {
  /** The journal's id. */
  journal: string;
  /** Everything before it is drained. */
  from: Position;
}

export interface VisitorFilesOptions {
  /** The journal's directory. */
  directory: string;
  memory: RepeatMemory;
  failed(what: string, error: unknown): void;
}

/**
 * Keeps a `RepeatMemory` beside the journal, so that it outlives the process: one file for each of
 * its generations, to which every batch of the drain appends what it noted, with the position
 * behind the batch. After a crash, a batch that was not drained is made again, and what it had
 * noted is cut off before: it finds the memory as it was.
 *
 * An append is not synced. What was written outlives the process; a power cut costs the last
 * seconds of it, whose visitors may count as new once more, while a sync per batch would hold up
 * those of the journal, for which redirects wait. Without the files everything goes on in memory.
 */
export class VisitorFiles {
  readonly #options: VisitorFilesOptions;
  readonly #encoder = new FrameEncoder();
  /** The journal's id, once restored. */
  #journal: string | undefined;
  /** Numbers of the files in use, the oldest first. */
  #kept: number[] = [];
  #number_last = 0;
  /** The last kept file is the younger generation's. */
  #has_young = false;
  #has_failed = false;

  constructor(options: VisitorFilesOptions) {
    this.#options = options;
  }

  /** Fills the memory with what was known at a place of the drain; only the first call does. */
  restore({ journal, from }: DrainPlace): void {
    if (this.#journal !== undefined) return;
    this.#journal = journal;
    this.#trying(() => {
      const { directory, memory } = this.#options;
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      const numbers = fileNumbers(directory);
      this.#number_last = numbers.at(-1) ?? 0;
      const generations: string[][] = [];
      for (const number of numbers.toReversed()) {
        const is_needed = generations.length < GENERATIONS;
        const noted = is_needed ? this.#read(number, from) : [];
        if (noted === null) continue;
        if (noted.length > 0) {
          generations.unshift(noted);
          this.#kept.unshift(number);
        } else {
          this.#remove(number);
        }
      }
      for (const noted of generations)
        memory.restoreGeneration(visitsOf(noted));
      this.#has_young = generations.length > 0;
    });
  }

  /** Appends what a batch that ends at a position noted; the batches before it are drained. */
  keep(end: Position): void {
    const [young, ...begun] = this.#options.memory.takeNoted();
    // Not those that this batch makes superfluous: it may have to be made again.
    const superfluous = this.#kept.slice(0, -GENERATIONS);
    this.#trying(() => {
      if (young.length > 0) this.#append(young, end);
      for (const visits of begun) {
        this.#has_young = false;
        this.#append(visits, end);
      }
    });
    for (const number of superfluous) this.#remove(number);
    this.#kept = this.#kept.slice(superfluous.length);
  }

  /**
   * Reads what a file had noted at a position, after cutting off what follows; null if it can't be
   * told, and the file is left alone.
   */
  #read(number: number, from: Position): string[] | null {
    const path = this.#pathOf(number);
    try {
      const bytes = readFileSync(path);
      const [header, ...records] = scanFrames(bytes, true).records;
      if (header?.type !== HEADER_TYPE || !header.text.startsWith(FORM)) {
        renameSync(path, `${path}.refused`);
        throw new Error("its header is missing or unknown");
      }
      if (header.text !== FORM + this.#journal) return [];
      const noted: string[] = [];
      let kept_bytes = header.end;
      for (const { type, text, end } of records) {
        const [segment, offset, visits = ""] = text.split(" ");
        const batch_end = { segment: Number(segment), offset: Number(offset) };
        if (type !== VISITS_TYPE || isAfter(batch_end, from)) break;
        noted.push(visits);
        kept_bytes = end;
      }
      if (kept_bytes < bytes.length) {
        this.#trying(() => truncateSync(path, kept_bytes));
      }
      return noted;
    } catch (error) {
      const what = `${path} was refused: its visitors are not remembered`;
      this.#options.failed(what, error);
      return null;
    }
  }

  #append(visits: readonly FirstVisit[], { segment, offset }: Position): void {
    const records: JournalRecord[] = [];
    for (let at = 0; at < visits.length; at += RECORD_VISITS_MAX) {
      const noted = textOf(visits.slice(at, at + RECORD_VISITS_MAX));
      const text = `${segment} ${offset} ${noted}`;
      records.push({ type: VISITS_TYPE, text });
    }
    const young = this.#kept.at(-1);
    if (young !== undefined && this.#has_young) {
      appendFileSync(this.#pathOf(young), this.#encoder.encode(records));
      return;
    }
    const header = { type: HEADER_TYPE, text: FORM + this.#journal };
    const number = this.#number_last + 1;
    this.#create(number, this.#encoder.encode([header, ...records]));
    this.#number_last = number;
    this.#kept.push(number);
    this.#has_young = true;
  }

  #create(number: number, bytes: Uint8Array): void {
    try {
      writeFileSync(this.#pathOf(number), bytes, { mode: 0o600 });
    } catch (error) {
      this.#remove(number);
      throw error;
    }
  }

  #remove(number: number): void {
    this.#trying(() => rmSync(this.#pathOf(number), { force: true }));
  }

  /** A failure of the disk is named once, and everything goes on. */
  #trying(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (this.#has_failed) return;
      this.#has_failed = true;
      const { directory, failed } = this.#options;
      const what = `${directory}: visitors are remembered in memory only`;
      failed(what, error);
    }
  }

  #pathOf(number: number): string {
    const name = `${String(number).padStart(8, "0")}.visitors`;
    return join(this.#options.directory, name);
  }
}

function fileNumbers(directory: string): number[] {
  return readdirSync(directory)
    .flatMap((name) => /^(\d{8})\.visitors$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

function isAfter(one: Position, other: Position): boolean {
  return one.segment === other.segment
    ? one.offset > other.offset
    : one.segment > other.segment;
}

function textOf(visits: readonly FirstVisit[]): string {
  const bytes = Buffer.alloc(visits.length * VISIT_BYTES);
  let at = 0;
  for (const { bucket, fingerprint, first_ms } of visits) {
    bytes.writeUInt32LE(bucket, at);
    bytes.writeUInt32LE(fingerprint, at + 4);
    bytes.writeDoubleLE(first_ms, at + 8);
    at += VISIT_BYTES;
  }
  return bytes.toString("base64");
}

function* visitsOf(noted: readonly string[]): Generator<FirstVisit> {
  for (const text of noted) {
    const bytes = Buffer.from(text, "base64");
    for (let at = 0; at + VISIT_BYTES <= bytes.length; at += VISIT_BYTES) {
      yield {
        bucket: bytes.readUInt32LE(at),
        fingerprint: bytes.readUInt32LE(at + 4),
        first_ms: bytes.readDoubleLE(at + 8),
      };
    }
  }
}
