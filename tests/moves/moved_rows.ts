import { join } from "node:path";
import { READERS } from "../../modules/moves/mod.ts";
import type {
  MovedRow,
  MovedThing,
  MoveFile,
  MoveOptions,
  MoveSource,
} from "../../modules/moves/mod.ts";

/** The example networks, a folder for each tracker. */
export const EXAMPLES = join(import.meta.dir, "../fixtures/moves");

/** A file with a text, which arrives in pieces of a length. */
export function moveFile(
  name: string,
  text: string,
  piece_chars = 50_000,
): MoveFile {
  async function* pieces() {
    for (let at = 0; at < text.length; at += piece_chars) {
      yield text.slice(at, at + piece_chars);
    }
  }
  return { name, text: pieces() };
}

/** Files of an example network. */
export async function exampleFiles(
  from: string,
  names: readonly string[],
  piece_chars?: number,
): Promise<MoveFile[]> {
  return Promise.all(
    names.map(async (name) => {
      const text = await Bun.file(join(EXAMPLES, from, name)).text();
      return moveFile(name, text, piece_chars);
    }),
  );
}

/** Everything that a tracker's reader says of files. */
export async function rowsOf(
  from: MoveSource,
  files: MoveFile[],
  options?: MoveOptions,
): Promise<MovedRow[]> {
  const rows: MovedRow[] = [];
  for await (const row of READERS[from](files, options)) rows.push(row);
  return rows;
}

/** Things of one kind. */
export function thingsOf<Kind extends MovedThing["kind"]>(
  rows: readonly MovedRow[],
  kind: Kind,
): Extract<MovedThing, { kind: Kind }>[] {
  return rows
    .map(({ thing }) => thing)
    .filter((thing) => thing.kind === kind) as never;
}

/** Sentences about rows that couldn't be read, or have no place here. */
export function reasonsOf(rows: readonly MovedRow[]): string[] {
  return rows.flatMap(({ file, row_no, thing }) =>
    thing.kind === "skipped" || thing.kind === "unreadable"
      ? [`${file}:${row_no} ${thing.kind}: ${thing.reason}`]
      : [],
  );
}

/** All notes, without repetitions. */
export function notesOf(rows: readonly MovedRow[]): string[] {
  return [...new Set(rows.flatMap(({ notes = [] }) => notes))];
}
