/**
 * Moving in: reads the files of another tracker, plans what would become of each row, makes it by
 * the same functions as the routes, and takes it back.
 *
 *     for await (const row of READERS.csv(files)) …
 *
 * @module
 */
export { MOVE_API } from "./moves_api.ts";
export { moveJobs } from "./move_work.ts";
export type { MoveRunDeps } from "./move_deps.ts";
export type {
  MovedRow,
  MovedThing,
  MoveFile,
  MoveOptions,
  MoveReader,
} from "./moved_thing.ts";
export { READERS } from "./readers/readers.ts";
export type { MoveSource } from "./readers/readers.ts";
export { moveRoutes } from "./routes.ts";
