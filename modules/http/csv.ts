/** A cell of a CSV file. */
export type Cell = string | number | null;

/**
 * Writes a row of CSV (RFC 4180). Spreadsheets run cells that begin like a
 * formula, so such text is prefixed with an apostrophe; plain negative numbers are
 * not.
 */
export function csvRow(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** Streams rows as a CSV file. */
export function csvResponse(
  file_name: string,
  rows: AsyncIterable<readonly Cell[]>,
): Response {
  const encoder = new TextEncoder();
  const iterator = rows[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(csvRow(next.value)));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${file_name}"`,
    },
  });
}

/** Spreadsheets treat full-width forms as the same signs. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  const text = String(cell);
  const is_formula = FORMULA.test(text) && !NUMBER.test(text);
  const safe = is_formula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
