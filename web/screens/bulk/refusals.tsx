import type { ApiError } from "../../api/client.ts";
import { BULK } from "../../messages/bulk.ts";
import { say } from "../../messages/en.ts";
import { Table } from "../../ui/table.tsx";
import { BULK_COLUMNS, columnOf } from "./columns.ts";
import type { BulkKind } from "./columns.ts";
import { refusedItem, sheetRow } from "./rows.ts";
import type { SentItem } from "./send.ts";

/** Where an item of a sheet was refused, and why. */
interface Refusal {
  row: number;
  column: string;
  why: string;
}

/** The cells for which an item is refused; none of one that isn't. */
export function refusalsOf(
  kind: BulkKind,
  { index, status, detail = "", errors = [] }: SentItem,
): Refusal[] {
  if (status === 201) return [];
  const row = sheetRow(index);
  return errors.length === 0
    ? [{ row, column: "", why: detail }]
    : errors.map((error) => refusalOf(kind, row, error));
}

/** The cells for which none was made. */
export function refusalsOfAll(kind: BulkKind, { fields }: ApiError): Refusal[] {
  return fields.flatMap(({ field, message }) => {
    const item = refusedItem(field);
    return item === null
      ? []
      : [refusalOf(kind, sheetRow(item.index), { field: item.field, message })];
  });
}

function refusalOf(
  kind: BulkKind,
  row: number,
  { field, message }: { field: string; message: string },
): Refusal {
  const column = columnOf(kind, field);
  const { reading, path } = BULK_COLUMNS[kind][column] ?? {};
  const is_unread = reading === "rule" && path === field;
  return { row, column, why: is_unread ? BULK.not_a_price : message };
}

/** Each cell that is refused. */
export function Refusals({ of }: { of: readonly Refusal[] }) {
  if (of.length === 0) return null;
  const rows = of.map((one, at) => ({ ...one, at }));
  const count = new Set(of.map(({ row }) => row)).size;
  return (
    <Table
      stacks
      caption={BULK.refused(count)}
      rows={rows}
      keyOf={({ at }) => String(at)}
      columns={[
        {
          key: "row",
          label: BULK.row,
          cell: ({ row }) => BULK.row_number(row),
        },
        {
          key: "column",
          label: BULK.field,
          cell: ({ column }) =>
            column === "" ? say.none : <code>{column}</code>,
        },
        { key: "why", label: BULK.why, cell: ({ why }) => why },
      ]}
    />
  );
}
