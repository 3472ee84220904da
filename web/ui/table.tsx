import type { ComponentChildren } from "preact";
import { say } from "../messages/en.ts";

/** A column: how its cells are made, and what it may be sorted by. */
export interface Column<Row> {
  key: string;
  label: string;
  /** The formula or meaning, shown on hover. */
  title?: string | undefined;
  align?: "right" | undefined;
  /** The parameter that sorts by it; without one it can't be. */
  sort?: string | undefined;
  cell(row: Row): ComponentChildren;
}

interface TableProps<Row> {
  caption: string;
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
  const { caption, columns, rows, keyOf, foot, stacks = false } = props;
  // A table that is shown as blocks isn't taken for one without them.
  const as = (role: "table" | "rowgroup" | "row" | "cell") =>
    stacks ? { role } : {};
  return (
    <div class="table-box" role="region" aria-label={caption} tabIndex={0}>
      <table class="table" data-stacks={stacks || undefined} {...as("table")}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.key} column={column} {...props} />
            ))}
          </tr>
        </thead>
        <tbody {...as("rowgroup")}>
          {rows.map((row) => (
            <tr key={keyOf(row)} {...as("row")}>
              {columns.map(({ key, label, align, cell }) => (
                <td
                  key={key}
                  data-align={align}
                  data-label={label}
                  {...as("cell")}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {foot !== undefined && (
          <tfoot>
            <tr>
              {columns.map(({ key, align, cell }) => (
                <td key={key} data-align={align}>
                  {cell(foot)}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
      <div class="unseen" aria-live="polite">
        {orderInWords(props)}
      </div>
    </div>
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
