import type { TSchema } from "@sinclair/typebox";
import { csvRow, textStream } from "./csv.ts";
import type { Cell } from "./csv.ts";
import { columnsOf, LIST_MEDIA } from "./list_format.ts";
import type { ListFormat } from "./list_format.ts";
import type { Page } from "./paging.ts";

type Row = Readonly<Record<string, unknown>>;

/** A list to be sent whole. */
export interface WholeList {
  format: ListFormat;
  /** Name of the file, without its ending. */
  name: string;
  /** Schemas of the rows; several if they depend on who asks. */
  rows: readonly TSchema[];
  /** Read before the answer begins, so that a refusal has its own status. */
  first: Page<Row>;
  /** Reads the page after a cursor; what it throws cuts the connection. */
  next(cursor: string): Promise<Page<Row>>;
}

/**
 * Streams a whole list, a page for a chunk: a slow reader holds one page in memory, and
 * for one who has left no more pages are read.
 */
export function listResponse(list: WholeList): Response {
  const { format, name } = list;
  const charset = format === "csv" ? "; charset=utf-8" : "";
  return new Response(
    textStream(chunksOf(list), (chunk) => chunk),
    {
      headers: {
        "content-type": LIST_MEDIA[format] + charset,
        "content-disposition": `attachment; filename="${name}.${format}"`,
        vary: "Accept",
      },
    },
  );
}

async function* chunksOf(list: WholeList): AsyncGenerator<string> {
  const write = writerOf(list);
  let page = list.first;
  let text = write.head;
  for (;;) {
    text += page.data.map(write.row).join("");
    if (text !== "") yield text;
    if (page.next_cursor === null) return;
    page = await list.next(page.next_cursor);
    text = "";
  }
}

function writerOf({ format, rows, first }: WholeList) {
  if (format === "ndjson") {
    return { head: "", row: (row: Row) => `${JSON.stringify(row)}\n` };
  }
  const columns = columnsFor(rows, first.data[0]);
  return {
    head: csvRow(columns),
    row: (row: Row) => csvRow(columns.map((name) => cellOf(row[name]))),
  };
}

/** The columns of the schema that the first row fits; of all if none does. */
function columnsFor(schemas: readonly TSchema[], row: Row | undefined) {
  const fitting = schemas.find(({ required = [] }) =>
    (required as readonly string[]).every((name) => name in (row ?? {})),
  );
  const chosen = fitting === undefined ? schemas : [fitting];
  return [...new Set(chosen.flatMap(columnsOf))];
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number") return value;
  return JSON.stringify(value);
}
