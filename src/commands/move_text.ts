import { alignTable } from "./align_table.ts";

/** The parts of a move that the command uses. */
export interface ShownMove {
  id: string;
  from: string;
  status: string;
  problem: string | null;
  done: number;
  total: number;
  counts: readonly {
    kind: string;
    verdict: string | null;
    state: string;
    count: number;
  }[];
}

/** The parts of a row that the command uses. */
export interface ShownRow {
  file: string;
  row_no: number;
  kind: string;
  old_id: string | null;
  reason: string | null;
  notes: readonly string[];
}

const PLANNED = ["create", "update", "skip", "refuse"] as const;
const MADE = ["done", "kept", "refused", "planned"] as const;
const UNDONE = ["removed", "restored", "archived", "left"] as const;
const TEXT_CHARS_MAX = 400;

/** A table of how many rows of each kind have which verdict, or became what. */
export function countsText({ status, counts }: ShownMove): string[] {
  const columns: readonly string[] = columnsOf(status);
  const key = status === "planned" ? "verdict" : "state";
  const kinds = [...new Set(counts.map(({ kind }) => kind))];
  const countOf = (kind: string | null, column: string) =>
    counts
      .filter((one) => (kind ?? one.kind) === one.kind && one[key] === column)
      .reduce((sum, { count }) => sum + count, 0);
  const used = columns.filter((column) => countOf(null, column) > 0);
  const rowOf = (name: string, kind: string | null) => [
    name,
    ...used.map((column) => String(countOf(kind, column) || "")),
  ];
  return alignTable({
    heads: ["rows", ...used],
    left: 1,
    rows: kinds
      .filter((kind) => used.some((column) => countOf(kind, column) > 0))
      .map((kind) => rowOf(kind, kind)),
    sums: [rowOf("all", null)],
  });
}

function columnsOf(status: string): readonly string[] {
  if (status === "planned") return PLANNED;
  return status === "undone" ? UNDONE : MADE;
}

/** Whether a planned move would make or change anything. */
export function wouldDo({ counts }: ShownMove): boolean {
  return counts.some(
    ({ verdict }) => verdict === "create" || verdict === "update",
  );
}

/** A line for each row with a reason or notes. */
export function rowLines(rows: readonly ShownRow[]): string[] {
  return rows.map(({ file, row_no, kind, old_id, reason, notes }) => {
    const place = file === "" ? "added" : `${file}:${row_no}`;
    const what = old_id === null ? kind : `${kind} ${old_id}`;
    const why = [...(reason === null ? [] : [reason]), ...notes].join(". ");
    return `${place}  ${what}  ${plain(why)}`;
  });
}

/** Texts are of others' files: no control character reaches the terminal. */
function plain(text: string): string {
  const one_line = text.replaceAll(/[\s\p{Cc}]+/gu, " ");
  return one_line.length <= TEXT_CHARS_MAX
    ? one_line
    : `${one_line.slice(0, TEXT_CHARS_MAX - 1)}…`;
}
