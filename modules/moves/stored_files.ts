import { and, asc, eq } from "drizzle-orm";
import { insertRows } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { moveParts } from "../../db/schema/mod.ts";
import type { MovedFile } from "../../db/schema/mod.ts";
import { Problem } from "../kernel/mod.ts";
import type { MoveFile } from "./moved_thing.ts";
import { FILE_BYTES_MAX } from "./move_model.ts";

const PART_BYTES = 1_048_576;
/** How far a compressed file may grow: of text, a tenth of this is much. */
const GROWTH_MAX = 200;
/** Text up to this size may grow as it likes. */
const SMALL_BYTES = 67_108_864;
const GZIP = [0x1f, 0x8b];

/** A file that is being received. */
export interface IncomingFile {
  name: string;
  chunks: AsyncIterable<Uint8Array>;
}

/** Keeps the bytes of a move's files in pieces, so that any instance can read them. */
export class FileStore {
  readonly #db: Database;
  readonly #move_id: string;
  readonly files: MovedFile[] = [];
  #byte_count = 0;

  constructor(db: Database, move_id: string) {
    this.#db = db;
    this.#move_id = move_id;
  }

  /** Bytes of all files so far. */
  get byte_count(): number {
    return this.#byte_count;
  }

  /** Takes a file to its end. */
  async take({ name, chunks }: IncomingFile): Promise<void> {
    const file_no = this.files.length;
    checkName(name);
    let pending: Uint8Array[] = [];
    let [pending_bytes, part, byte_count] = [0, 0, 0];
    const flush = async () => {
      const bytes = Bun.zstdCompressSync(Buffer.concat(pending));
      const row = { move_id: this.#move_id, file_no, part: part++, bytes };
      await insertRows(this.#db, moveParts, [row]);
      [pending, pending_bytes] = [[], 0];
    };
    for await (const chunk of chunks) {
      byte_count += chunk.length;
      this.#byte_count += chunk.length;
      if (this.#byte_count > FILE_BYTES_MAX) {
        const detail = `The files of a move have at most ${FILE_BYTES_MAX} bytes: compress them, or move in several times`;
        throw new Problem(413, "too_large", detail);
      }
      pending.push(chunk);
      pending_bytes += chunk.length;
      if (pending_bytes >= PART_BYTES) await flush();
    }
    if (pending_bytes > 0) await flush();
    if (byte_count === 0) throw emptyFile(name);
    this.files.push({ name, byte_count });
  }
}

/** Throws if one of the files that came at once can't be taken: none is stored then. */
export function checkFiles(
  files: readonly { name: string; text: string }[],
): void {
  for (const { name, text } of files) {
    checkName(name);
    if (text === "") throw emptyFile(name);
  }
}

function checkName(name: string): void {
  if (!name.includes("\0")) return;
  const detail = "The name of a file can't have a NUL character";
  throw new Problem(422, "invalid_request", detail);
}

function emptyFile(name: string): Problem {
  return new Problem(422, "invalid_request", `The file "${name}" is empty`);
}

/** The stored files of a move, as a reader takes them. */
export function storedFiles(
  db: Database,
  { id, files }: { id: string; files: readonly MovedFile[] },
): MoveFile[] {
  return files.map(({ name, byte_count }, file_no) => ({
    name,
    text: textOf(partsOf(db, { move_id: id, file_no }), { name, byte_count }),
  }));
}

/** Forgets the files of a move: they are read. */
export async function forgetFiles(
  db: Database,
  move_id: string,
): Promise<void> {
  await db.delete(moveParts).where(eq(moveParts.move_id, move_id));
}

async function* partsOf(
  db: Database,
  { move_id, file_no }: { move_id: string; file_no: number },
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let part = 0; ; part++) {
    const [row] = await db
      .select({ bytes: moveParts.bytes })
      .from(moveParts)
      .where(
        and(
          eq(moveParts.move_id, move_id),
          eq(moveParts.file_no, file_no),
          eq(moveParts.part, part),
        ),
      )
      .orderBy(asc(moveParts.part));
    if (row === undefined) return;
    yield new Uint8Array(await Bun.zstdDecompress(row.bytes));
  }
}

/** A file's text: unpacked where it is gzip, and decoded by its first bytes. */
async function* textOf(
  parts: AsyncIterable<Uint8Array<ArrayBuffer>>,
  file: MovedFile,
): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const bytes of unpacked(parts, file)) {
    decoder ??= new TextDecoder(encodingOf(bytes));
    const text = decoder.decode(bytes, { stream: true });
    if (text !== "") yield text;
  }
  const rest = decoder?.decode() ?? "";
  if (rest !== "") yield rest;
}

function encodingOf(head: Uint8Array) {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return "utf-8";
}

async function* unpacked(
  parts: AsyncIterable<Uint8Array<ArrayBuffer>>,
  file: MovedFile,
): AsyncGenerator<Uint8Array> {
  const iterator = parts[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) return;
  const all = (async function* () {
    yield first.value;
    for (;;) {
      const next = await iterator.next();
      if (next.done === true) return;
      yield next.value;
    }
  })();
  if (!GZIP.every((byte, at) => first.value[at] === byte)) {
    yield* all;
    return;
  }
  yield* inflated(all, file);
}

function streamOf(
  pieces: AsyncGenerator<Uint8Array<ArrayBuffer>>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async pull(control) {
      const next = await pieces.next();
      if (next.done === true) control.close();
      else control.enqueue(next.value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

/** Unpacks gzip, unless it is a bomb. */
async function* inflated(
  packed: AsyncGenerator<Uint8Array<ArrayBuffer>>,
  { name, byte_count }: MovedFile,
): AsyncGenerator<Uint8Array> {
  const stream = streamOf(packed).pipeThrough(new DecompressionStream("gzip"));
  let total = 0;
  try {
    for await (const bytes of stream) {
      total += bytes.length;
      if (total > SMALL_BYTES && total > byte_count * GROWTH_MAX) {
        const detail = `"${name}" grows more than ${GROWTH_MAX} times when it is unpacked, as no list does`;
        throw new Problem(422, "invalid_request", detail);
      }
      yield bytes;
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    const detail = `"${name}" can't be unpacked: it is damaged or cut off`;
    throw new Problem(422, "invalid_request", detail, { cause: error });
  }
}
