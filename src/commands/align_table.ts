/** A table of texts; a head may have several lines. */
export interface TextTable {
  heads: readonly string[];
  /** Number of the first columns, which stand left; others stand right. */
  left: number;
  rows: readonly (readonly string[])[];
  /** Rows below a line. */
  sums: readonly (readonly string[])[];
}

const GAP = "  ";

/** Lines of a table whose columns are as wide as their widest text. */
export function alignTable({ heads, left, rows, sums }: TextTable): string[] {
  const split = heads.map((head) => head.split("\n"));
  const height = Math.max(...split.map((lines) => lines.length));
  const head_rows = Array.from({ length: height }, (_, line) =>
    split.map((lines) => lines[line - (height - lines.length)] ?? ""),
  );
  const widths = heads.map((_, at) =>
    Math.max(
      ...[...head_rows, ...rows, ...sums].map((row) =>
        Bun.stringWidth(row[at] ?? ""),
      ),
    ),
  );
  const lineOf = (row: readonly string[]) =>
    widths
      .map((width, at) => pad(row[at] ?? "", { width, is_left: at < left }))
      .join(GAP)
      .trimEnd();
  const rule = widths.map((width) => "─".repeat(width)).join(GAP);
  return [
    ...head_rows.map(lineOf),
    rule,
    ...rows.map(lineOf),
    ...(rows.length === 0 ? [] : [rule]),
    ...sums.map(lineOf),
  ];
}

function pad(
  text: string,
  { width, is_left }: { width: number; is_left: boolean },
): string {
  const fill = " ".repeat(width - Bun.stringWidth(text));
  return is_left ? text + fill : fill + text;
}
