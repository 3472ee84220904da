/**
 * The write-ahead log of clicks, and of postbacks while the database is down. Answered records
 * survive a crash and can be read from a position on.
 *
 *     await journal.append({ type: RECORD_TYPE.click, text });
 *
 * @module
 */
export { scanFrames } from "./frame.ts";
export type { JournalRecord } from "./frame.ts";
export { Journal, JournalFullError, scanStretch } from "./journal.ts";
export type {
  JournalOptions,
  NewRecord,
  Position,
  RawStretch,
} from "./journal.ts";
export { segmentFiles, syncDirectory } from "./segment_files.ts";
export type { SegmentFiles } from "./segment_files.ts";
