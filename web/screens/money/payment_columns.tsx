import { MONEY } from "../../messages/money.ts";
import { Count } from "../../ui/figures.tsx";
import type { Column } from "../../ui/table.tsx";
import { methodInWords } from "./parts.tsx";

/** The way in which a payment goes. */
export const METHOD_COLUMN: Column<{ method: string | null }> = {
  key: "method",
  label: MONEY.method,
  cell: ({ method }) => methodInWords(method),
};

/** The number of entries that a payment pays. */
export const ENTRIES_COLUMN: Column<{ entries_count: number }> = {
  key: "entries",
  label: MONEY.entries_count,
  align: "right",
  cell: ({ entries_count }) => <Count value={entries_count} />,
};
