/** A cell of a CSV file. */
export type Cell = string | number | null;

/**
 * Writes a row of CSV (RFC 4180). Spreadsheets run cells that begin like a
 * formula, so such text is prefixed with an apostrophe; plain negative numbers are
 * not. Text with another mark that spreadsheets split rows at is quoted, too.
 */
export function csvRow(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** Streams rows as a CSV file. */
export function csvResponse(
  file_name: string,
  rows: AsyncIterable<readonly Cell[]>,
): Response {
  return new Response(textStream(rows, csvRow), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${file_name}"`,
    },
  });
}

/**
 * Streams items as text, each made when the reader has taken the one before; none are
 * made for a reader who left.
 */
export function textStream<T>(
  items: AsyncIterable<T>,
  textOf: (item: T) => string,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = items[Symbol.asyncIterator]();
  return new ReadableStream(
    {
      async pull(controller) {
        const next = await iterator.next();
        if (next.done === true) controller.close();
        else controller.enqueue(encoder.encode(textOf(next.value)));
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Spreadsheets treat full-width forms as the same signs. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const NUMBER = /^-?\d+(\.\d+)?$/;
/** In countries with decimal commas, cells end at semicolons. */
const SPLITTING = /[",;\t\r\n]/;

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  const text = String(cell);
  const is_formula = FORMULA.test(text) && !NUMBER.test(text);
  const safe = is_formula ? `'${text}` : text;
  const is_quoted = is_formula || SPLITTING.test(safe);
  return is_quoted ? `"${safe.replaceAll('"', '""')}"` : safe;
}
