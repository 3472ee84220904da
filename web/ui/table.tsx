import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { say } from "../messages/en.ts";
import { whenIdle } from "./when_idle.ts";

/** A column: how its cells are made, and what it may be sorted by. */
export interface Column<Row> {
  key: string;
  label: string;
  /** The formula or meaning, shown on hover. */
  title?: string | undefined;
  align?: "right" | undefined;
  /** Whether each cell is one figure. */
  is_figure?: boolean;
  /** The parameter that sorts by it; without one it can't be. */
  sort?: string | undefined;
  cell(row: Row): ComponentChildren;
  /** The text on hover over a cell. */
  hint?(row: Row): string | undefined;
}

/** Rows that are shown at once; the others follow while a browser has nothing else to do. */
const FIRST_ROWS = 30;

interface TableProps<Row> {
  caption: string;
  /** Whether the heading above says the same as the caption. */
  is_titled?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string;
  /** The present order as the API takes it: `-payout` is downwards. */
  sort?: string | null;
  onSort?(sort: string): void;
  /** A row below the others, with the totals. */
  foot?: Row | undefined;
  /** Whether a narrow screen shows each row as a list of its values. */
  stacks?: boolean;
}

/** A table of any width, which scrolls in its own box. */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, columns, rows, foot, stacks = false } = props;
  const { is_titled = false } = props;
  const [shown, setShown] = useState(FIRST_ROWS);
  const are_more = shown < rows.length;
  useEffect(
    () => (are_more ? whenIdle(() => setShown(rows.length)) : undefined),
    [are_more, rows.length],
  );
  return (
    <div
      class="table-box"
      role="region"
      aria-label={caption}
      aria-busy={are_more || undefined}
      tabIndex={0}
    >
      <table
        class="table"
        data-stacks={stacks || undefined}
        {...as("table", stacks)}
      >
        <caption class={is_titled ? "unseen" : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.key} column={column} {...props} />
            ))}
          </tr>
        </thead>
        <tbody {...as("rowgroup", stacks)}>
          <Rows {...props} from={0} to={FIRST_ROWS} />
          {shown > FIRST_ROWS && (
            <Rows {...props} from={FIRST_ROWS} to={shown} />
          )}
        </tbody>
        {foot !== undefined && (
          <tfoot>
            <tr>{columns.map((column) => cellOf(column, foot))}</tr>
          </tfoot>
        )}
      </table>
      <div class="unseen" aria-live="polite">
        {orderInWords(props)}
      </div>
    </div>
  );
}

/** A table that is shown as blocks isn't taken for one without roles. */
function as(role: "table" | "rowgroup" | "row" | "cell", stacks = false) {
  return stacks ? { role } : {};
}

/** Some of the rows: they are made anew only when something of them is another. */
function Rows<Row>({
  rows,
  columns,
  keyOf,
  stacks,
  from,
  to,
}: TableProps<Row> & { from: number; to: number }) {
  return useMemo(
    () => (
      <>
        {rows.slice(from, to).map((row) => (
          <tr key={keyOf(row)} {...as("row", stacks)}>
            {columns.map((column) => cellOf(column, row, stacks))}
          </tr>
        ))}
      </>
    ),
    [rows, columns, stacks, from, to],
  );
}

/** A cell; not a component, as a long table has thousands. */
function cellOf<Row>(
  { key, label, align, is_figure, cell, hint }: Column<Row>,
  row: Row,
  stacks = false,
) {
  return (
    <td
      key={key}
      class={is_figure ? "number" : undefined}
      data-align={align}
      data-label={stacks || label === "" ? label : undefined}
      title={hint?.(row)}
      {...as("cell", stacks)}
    >
      {cell(row)}
    </td>
  );
}

function Head<Row>({
  column,
  sort,
  onSort,
}: TableProps<Row> & { column: Column<Row> }) {
  const { label, title, align, sort: by } = column;
  if (by === undefined || onSort === undefined) {
    return (
      <th scope="col" data-align={align} title={title}>
        {label}
      </th>
    );
  }
  const is_up = sort === by;
  const is_down = sort === `-${by}`;
  const order = is_up ? "ascending" : is_down ? "descending" : undefined;
  return (
    <th scope="col" data-align={align} title={title} aria-sort={order}>
      <button
        type="button"
        class="sort"
        onClick={() => onSort(is_down ? by : `-${by}`)}
      >
        {label}
        <span aria-hidden="true">{is_up ? "↑" : is_down ? "↓" : ""}</span>
      </button>
    </th>
  );
}

function orderInWords<Row>({ columns, sort }: TableProps<Row>): string {
  if (sort === null || sort === undefined) return "";
  const by = sort.replace(/^-/, "");
  const column = columns.find((one) => one.sort === by);
  if (column === undefined) return "";
  return say.sorted_by(column.label, !sort.startsWith("-"));
}
