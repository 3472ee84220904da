import type {
  ColumnProposal,
  StatementMapping,
  StatementReading,
} from "../../../db/schema/mod.ts";
import { checkMapping } from "./check_mapping.ts";
import { decodeText, EncodingProbe } from "./encoding.ts";
import { mergeMapping } from "./open_reconciliation.ts";
import { proposeMapping } from "./propose_mapping.ts";
import { settleForms } from "./settle_forms.ts";
import { alignCells, rowReader, sniffStatement } from "./sniff.ts";
import { RowInterpreter } from "./statement_row.ts";
import type { StatementRow } from "./statement_row.ts";
import { checkFileKind, checkText } from "./upload_spool.ts";

/** A file of sales that is in memory, and how to read it. */
export interface SalesFileInput {
  bytes: Uint8Array;
  /** Parts of the mapping; the rest is detected. */
  mapping: Partial<StatementMapping>;
  /** Columns for fields, if the mapping names none: by the names in the file. */
  columnsOf(
    names: readonly string[],
    proposed: StatementMapping["columns"],
  ): StatementMapping["columns"];
  isClickId(text: string): boolean;
  /** The time that most rows are of, which may tell days from months. */
  window: { from_at: number; to_at: number };
}

/** A row of a file of sales, as it is written and as it is read. */
export interface SalesRow {
  /** From 1, not counting the header. */
  row_no: number;
  cells: readonly string[];
  row: StatementRow;
}

/** A file of sales, with how its columns were read. */
export interface SalesFile {
  columns: string[];
  mapping: StatementMapping;
  proposal: ColumnProposal[];
  /** Formats that no row settles: the mapping must say them. */
  undecided: StatementReading["undecided"];
  rows: SalesRow[];
  unknown_statuses: Readonly<Record<string, number>>;
}

/** Bytes at the beginning by which the form is detected. */
const HEAD_BYTES = 262_144;

/** Reads a file of sales in memory as a statement is read: CSV, JSON or NDJSON in any encoding. */
export async function readSalesFile(input: SalesFileInput): Promise<SalesFile> {
  const { bytes, isClickId } = input;
  const head = bytes.subarray(0, HEAD_BYTES);
  checkFileKind(head);
  const probe = new EncodingProbe();
  probe.add(bytes);
  const encoding = input.mapping.encoding ?? probe.result();
  checkText(head, encoding);
  const texts: string[] = [];
  for await (const text of decodeText([bytes], encoding)) texts.push(text);
  const text = texts.join("");
  const { format, delimiter, has_header, header_row } = input.mapping;
  const is_whole = true;
  const form = { format, delimiter, has_header, header_row, is_whole };
  const sniffed = sniffStatement(text, form);
  const proposed = proposeMapping({
    ...{ sniffed, encoding, isClickId },
    kind: "import",
    conversions: new Set<string>(),
    currency: null,
  });
  const { columns } = sniffed;
  const named = input.columnsOf(columns, proposed.mapping.columns);
  const mapping = mergeMapping(proposed.mapping, {
    columns: named,
    ...input.mapping,
  });
  checkMapping(mapping, columns);
  const rows = rawRows(text, mapping);
  const settled = await settleForms({
    ...{ mapping, columns },
    window: input.window,
    rows: () => soundCells(rows, columns),
  });
  const { forms, undecided } = settled;
  const reader = new RowInterpreter({ mapping, columns, forms, isClickId });
  return {
    ...{ columns, mapping, proposal: proposed.proposal, undecided },
    rows: rows.map((raw, at) => {
      const cells = alignCells(raw, columns);
      return { row_no: at + 1, cells, row: reader.read(cells, raw.problem) };
    }),
    unknown_statuses: reader.counts.unknown_statuses,
  };
}

function rawRows(text: string, mapping: StatementMapping) {
  const reader = rowReader(mapping);
  const rows = [...reader.feed(text), ...reader.end()];
  const has_header = mapping.format === "csv" && mapping.has_header !== false;
  return has_header ? rows.slice(1) : rows;
}

async function* soundCells(
  rows: ReturnType<typeof rawRows>,
  columns: readonly string[],
): AsyncGenerator<readonly string[]> {
  for (const row of rows) {
    if (row.problem === null)
      yield await Promise.resolve(alignCells(row, columns));
  }
}
