/**
 * The write-ahead log of clicks, and of postbacks while the database is down. Answered records
 * survive a crash and can be read from a position on.
 *
 *     await journal.append({ type: RECORD_TYPE.click, text });
 *
 * @module
 */
export {
  FrameEncoder,
  scanFrames,
  segmentFiles,
  syncDirectory,
} from "./segment_files.ts";
export type { JournalRecord, SegmentFiles } from "./segment_files.ts";
export { Journal, scanStretch } from "./journal.ts";
export type {
  JournalOptions,
  NewRecord,
  Position,
  RawStretch,
} from "./journal.ts";
