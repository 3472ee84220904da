import type { Queryable } from "../../db/mod.ts";

/** Head of what `COPY … (format binary)` sends: its signature, flags and an extension. */
const HEAD_BYTES = 19;
const END = -1;

/**
 * Asks for `COPY … TO STDOUT (FORMAT binary)` of a query that holds nothing that anybody sent.
 * That the connection is free afterwards depends on a patch of the driver.
 */
export async function copyBinary(
  db: Queryable,
  query: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = await db.$client
    .unsafe(`copy (${query}) to stdout (format binary)`)
    .readable();
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  return new Uint8Array(Bun.concatArrayBuffers(chunks as never));
}

const DECODER = new TextDecoder();

/** Reads rows of `COPY`'s binary form, field by field. */
export class CopyReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = HEAD_BYTES;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Whether there is another row; goes to its first field. */
  nextRow(): boolean {
    const fields = this.#view.getInt16(this.#at);
    this.#at += 2;
    return fields !== END;
  }

  /** The bytes of a field; null for SQL's null. */
  bytes(): Uint8Array | null {
    const length = this.#view.getInt32(this.#at);
    this.#at += 4;
    if (length < 0) return null;
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  text(): string {
    return DECODER.decode(this.bytes() ?? new Uint8Array());
  }

  smallint(): number {
    this.#at += 6;
    return this.#view.getInt16(this.#at - 2);
  }

  integer(): number {
    this.#at += 8;
    return this.#view.getInt32(this.#at - 4);
  }

  bigint(): number {
    this.#at += 12;
    return Number(this.#view.getBigInt64(this.#at - 8));
  }
}
