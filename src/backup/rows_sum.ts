const NEWLINE = 10;
const MASK = (1n << 64n) - 1n;

/**
 * Counts rows in `COPY` text and sums their hashes, so that two tables can be compared row by row
 * whatever their order. Newlines in values are escaped, so that each newline ends a row.
 */
export class RowsSum {
  rows = 0;
  #sum = 0n;
  /** The beginning of a row whose end is in the next chunk. */
  #rest: Uint8Array[] = [];

  /** Takes the next bytes. */
  add(chunk: Uint8Array): void {
    let from = 0;
    for (
      let end = chunk.indexOf(NEWLINE);
      end >= 0;
      end = chunk.indexOf(NEWLINE, from)
    ) {
      this.#addRow(chunk.subarray(from, end));
      from = end + 1;
    }
    // Copied: the driver may use its memory again.
    if (from < chunk.length) this.#rest.push(chunk.slice(from));
  }

  /** The sum so far, as hexadecimal digits. */
  get sum(): string {
    return (this.#sum & MASK).toString(16).padStart(16, "0");
  }

  #addRow(last: Uint8Array): void {
    this.rows++;
    let row = last;
    if (this.#rest.length > 0) {
      row = Buffer.concat([...this.#rest, last]);
      this.#rest = [];
    }
    this.#sum += Bun.hash.xxHash3(row);
  }
}
