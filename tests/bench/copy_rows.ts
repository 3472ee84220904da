import { finished } from "node:stream/promises";
import type { Writable } from "node:stream";
import type postgres from "postgres";

const CHUNK_BYTES = 524_288;
/** More than a row has. */
const ROW_BYTES = 1024;
const HEAD = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const END = -1;
const TWO_32 = 4_294_967_296;

/** Texts, each with its length before it, as `COPY` takes them. */
export class Texts {
  readonly bytes: Buffer;
  readonly starts: Uint32Array;

  constructor(texts: readonly string[]) {
    const fields = texts.map((text) => {
      const bytes = Buffer.from(text);
      const length = Buffer.alloc(4);
      length.writeInt32BE(bytes.length);
      return Buffer.concat([length, bytes]);
    });
    this.bytes = Buffer.concat(fields);
    this.starts = new Uint32Array(texts.length + 1);
    let at = 0;
    for (const [index, { length }] of fields.entries()) {
      this.starts[index] = at;
      at += length;
    }
    this.starts[texts.length] = at;
  }
}

/** Writes rows of `COPY … (FORMAT binary)` in a buffer, which is sent when it is full. */
export class CopyRows {
  readonly #buffer = new Uint8Array(CHUNK_BYTES + ROW_BYTES);
  readonly #view = new DataView(this.#buffer.buffer);
  readonly #stream: Writable;
  #at = 0;

  static async open(
    sql: postgres.Sql | postgres.TransactionSql,
    table: string,
    options = "",
  ): Promise<CopyRows> {
    const text = `copy ${table} from stdin (format binary${options})`;
    return new CopyRows(await sql.unsafe(text).writable());
  }

  private constructor(stream: Writable) {
    this.#stream = stream;
    this.#buffer.set(HEAD);
    this.#at = HEAD.length;
  }

  /** Whether the buffer is to be sent before the next row. */
  get is_full(): boolean {
    return this.#at >= CHUNK_BYTES;
  }

  async send(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#stream.write(this.#buffer.subarray(0, this.#at), (error) => {
      if (error) reject(error);
      else resolve();
    });
    this.#at = 0;
    await promise;
  }

  async close(): Promise<void> {
    this.row(END);
    await this.send();
    this.#stream.end();
    await finished(this.#stream);
  }

  /** Begins a row of so many fields. */
  row(fields: number): void {
    this.#view.setInt16(this.#at, fields);
    this.#at += 2;
  }

  byte(value: number): void {
    this.#view.setInt32(this.#at, 1);
    this.#buffer[this.#at + 4] = value;
    this.#at += 5;
  }

  short(value: number): void {
    this.#view.setInt32(this.#at, 2);
    this.#view.setInt16(this.#at + 4, value);
    this.#at += 6;
  }

  integer(value: number): void {
    this.#view.setInt32(this.#at, 4);
    this.#view.setInt32(this.#at + 4, value);
    this.#at += 8;
  }

  bigint(value: number): void {
    this.#view.setInt32(this.#at, 8);
    this.#view.setInt32(this.#at + 4, Math.floor(value / TWO_32));
    this.#view.setUint32(this.#at + 8, value % TWO_32);
    this.#at += 12;
  }

  bytes(value: Uint8Array): void {
    this.#view.setInt32(this.#at, value.length);
    this.#at += 4;
    for (let at = 0; at < value.length; at++) {
      this.#buffer[this.#at++] = value[at]!;
    }
  }

  text({ bytes, starts }: Texts, index: number): void {
    const end = starts[index + 1]!;
    for (let at = starts[index]!; at < end; at++) {
      this.#buffer[this.#at++] = bytes[at]!;
    }
  }
}
