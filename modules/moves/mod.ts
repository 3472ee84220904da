/**
 * Moving in: reads what an old tracker exports, and makes ours of it.
 *
 *     for await (const row of READERS.csv(files)) …
 *
 * @module
 */
export type {
  MovedRow,
  MovedThing,
  MoveFile,
  MoveOptions,
  MoveReader,
} from "./moved_thing.ts";
export { READERS } from "./readers/readers.ts";
export type { MoveSource } from "./readers/readers.ts";
