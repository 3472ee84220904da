import { mkdirSync, rmSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "../../kernel/mod.ts";
import { EncodingProbe } from "./encoding.ts";
import type { StatementEncoding } from "./encoding.ts";
import { overQuota } from "./statement_quota.ts";

/** Maximum bytes of a statement. */
export const STATEMENT_BYTES_MAX = 1_073_741_824;
/** Bytes at the beginning by which the form is detected. */
const HEAD_BYTES = 262_144;
/** Maximum concurrent uploads; further ones get a 503. */
const UPLOADS_AT_ONCE_MAX = 4;
const RETRY_AFTER_S = 10;

/** A completed upload in a temporary file, deleted on disposal. */
export interface SpooledFile extends AsyncDisposable {
  path: string;
  sha256: Uint8Array;
  byte_count: number;
  encoding: StatementEncoding;
  /** The first bytes. */
  head: Uint8Array;
}

/**
 * Spools uploads to files until they are complete, so that slow senders hold
 * neither memory nor database connections, and aborted uploads leave nothing
 * behind. The directory belongs to this process alone.
 */
export class UploadSpool {
  readonly #directory: string;
  #under_way = 0;

  constructor(directory: string) {
    this.#directory = directory;
    rmSync(directory, { recursive: true, force: true });
  }

  /** Spools all bytes, or throws a Problem. Reads at most `bytes_max`. */
  async take(
    chunks: AsyncIterable<Uint8Array>,
    bytes_max: number,
  ): Promise<SpooledFile> {
    if (this.#under_way >= UPLOADS_AT_ONCE_MAX) {
      const detail = `${UPLOADS_AT_ONCE_MAX} statements are being uploaded already: try again`;
      throw new Problem(503, "unavailable", detail, {
        headers: { "retry-after": String(RETRY_AFTER_S) },
      });
    }
    this.#under_way++;
    const path = join(this.#directory, `${crypto.randomUUID()}.upload`);
    try {
      mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
      const facts = await writeAll(path, chunks, bytes_max);
      return {
        path,
        ...facts,
        [Symbol.asyncDispose]: () => this.#drop(path),
      };
    } catch (error) {
      await this.#drop(path);
      throw error;
    }
  }

  async #drop(path: string): Promise<void> {
    this.#under_way--;
    await rm(path, { force: true });
  }
}

async function writeAll(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  bytes_max: number,
) {
  const hash = new Bun.CryptoHasher("sha256");
  const probe = new EncodingProbe();
  const head: Uint8Array[] = [];
  let byte_count = 0;
  const file = await open(path, "wx", 0o600);
  try {
    for await (const chunk of chunks) {
      const missing = HEAD_BYTES - byte_count;
      if (missing > 0) head.push(chunk.slice(0, missing));
      byte_count += chunk.length;
      if (missing > 0) checkFileKind(Buffer.concat(head));
      if (byte_count > STATEMENT_BYTES_MAX) {
        const detail = `A statement has at most ${STATEMENT_BYTES_MAX} bytes`;
        throw new Problem(413, "too_large", detail);
      }
      if (byte_count > bytes_max) throw overQuota();
      hash.update(chunk);
      probe.add(chunk);
      await writeWhole(file, chunk);
    }
  } finally {
    await file.close();
  }
  if (byte_count === 0) {
    throw new Problem(422, "invalid_request", "The statement is empty");
  }
  const encoding = probe.result();
  checkText(Buffer.concat(head), encoding);
  return {
    sha256: new Uint8Array(hash.digest()),
    byte_count,
    encoding,
    head: Buffer.concat(head),
  };
}

async function writeWhole(
  file: Awaited<ReturnType<typeof open>>,
  chunk: Uint8Array,
): Promise<void> {
  for (let at = 0; at < chunk.length;) {
    const { bytesWritten } = await file.write(chunk, at);
    at += bytesWritten;
  }
}

/** Binary files by their first bytes, in hex. */
const KINDS: readonly [string, string][] = [
  ["504b0304", "a workbook or an archive (.xlsx, .ods, .zip)"],
  ["504b0506", "an empty archive (.zip)"],
  ["d0cf11e0a1b11ae1", "an old workbook (.xls)"],
  ["1f8b", "a compressed file (.gz)"],
  ["28b52ffd", "a compressed file (.zst)"],
  ["425a68", "a compressed file (.bz2)"],
  ["fd377a585a00", "a compressed file (.xz)"],
  ["377abcaf271c", "an archive (.7z)"],
  ["526172211a07", "an archive (.rar)"],
  ["25504446", "a PDF"],
  ["7b5c727466", "a text document (.rtf)"],
  ["89504e470d0a1a0a", "a picture"],
  ["ffd8ff", "a picture"],
];
/** Bytes searched for markup. */
const MARKUP_BYTES = 1_024;

/** Throws if a file is not text with rows, and says what to do instead. */
export function checkFileKind(head: Uint8Array): void {
  const hex = head.subarray(0, 8).toHex();
  const kind = KINDS.find(([magic]) => hex.startsWith(magic))?.[1];
  const text = Buffer.from(head.subarray(0, MARKUP_BYTES)).toString("latin1");
  const begin = text.replaceAll(/[\u0000ÿþï»¿]/g, "").trimStart();
  const found =
    kind ?? (/^<[!?a-z]/i.test(begin) ? "a page of HTML or XML" : undefined);
  if (found !== undefined) throw notText(found);
}

/** Maximum share of bytes that no text has; of any bytes, a tenth are. */
const CONTROL_SHARE_MAX = 0.02;

/** Throws if a file is of bytes that are no text, and says what to do instead. */
export function checkText(head: Uint8Array, encoding: StatementEncoding): void {
  if (encoding.startsWith("utf-16")) return;
  const controls = head.filter(
    (byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20),
  );
  if (controls.length > head.length * CONTROL_SHARE_MAX) {
    throw notText("a file that isn't text");
  }
}

function notText(found: string): Problem {
  const detail = `Cannot read ${found}: save it as CSV and send that`;
  return new Problem(422, "invalid_request", detail);
}
