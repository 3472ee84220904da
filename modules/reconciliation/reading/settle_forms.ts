import type {
  StatementMapping,
  StatementReading,
} from "../../../db/schema/mod.ts";
import { markEvidence } from "./money_text.ts";
import { orderEvidence, readDate } from "./date_text.ts";
import type { RowForms } from "./statement_row.ts";

/** Formats to read cells by, and which of them are undecided. */
export interface SettledForms {
  forms: RowForms;
  undecided: StatementReading["undecided"];
}

/** Days around the window that a statement may reach into. */
const MARGIN_MS = 3 * 86_400_000;
/** An amount without either mark, and a date with its year in front, have one reading. */
const MARK = /[.,]/;
const YEAR_FIRST = /^\d{4}\D/;
/**
 * The window settles the date order if one order puts most rows into it, and the
 * other few.
 */
const INSIDE_SHARE_MIN = 0.9;
const OUTSIDE_SHARE_MAX = 0.5;

/** Returns the formats that a mapping leaves open and its columns need. */
export function openForms(
  mapping: StatementMapping,
): StatementReading["undecided"] {
  const { columns } = mapping;
  const has_money = columns.amount ?? columns.revenue ?? columns.payout ?? null;
  const open: StatementReading["undecided"] = [];
  if (mapping.decimal_comma === undefined && has_money !== null) {
    open.push("decimal_comma");
  }
  if (mapping.date_order === undefined && columns.occurred_at !== undefined) {
    open.push("date_order");
  }
  return open;
}

/**
 * Settles the formats of money and dates that the sample left open, from as many
 * rows as it takes. `1,234` and `10/12/2026` mean what the rest of their column
 * means; if that doesn't tell, the window may settle the date order.
 */
export async function settleForms(input: {
  mapping: StatementMapping;
  columns: readonly string[];
  window: { from_at: number; to_at: number };
  rows(): AsyncIterable<readonly string[]>;
}): Promise<SettledForms> {
  const { mapping, columns, window } = input;
  const open = openForms(mapping);
  const forms: RowForms = {
    decimal_comma: mapping.decimal_comma ?? mapping.delimiter === ";",
    date_order: mapping.date_order ?? "dmy",
  };
  if (open.length === 0) return { forms, undecided: [] };
  const waiting = new Set(open);
  const place = (column: string | undefined) =>
    column === undefined ? -1 : columns.indexOf(column);
  const { amount, revenue, payout, occurred_at } = mapping.columns;
  const money = [amount, revenue, payout].map(place).filter((at) => at >= 0);
  const date = place(occurred_at);
  const dates = new WindowEvidence(window);
  let has_ambiguous_money = false;
  for await (const cells of input.rows()) {
    if (waiting.has("decimal_comma")) {
      for (const at of money) {
        const text = cells[at] ?? "";
        if (!MARK.test(text)) continue;
        const evidence = markEvidence(text);
        has_ambiguous_money ||= evidence === "ambiguous";
        if (evidence !== "." && evidence !== ",") continue;
        forms.decimal_comma = evidence === ",";
        waiting.delete("decimal_comma");
        break;
      }
    }
    if (waiting.has("date_order")) {
      const text = cells[date] ?? "";
      const evidence = YEAR_FIRST.test(text) ? "same" : orderEvidence(text);
      if (evidence === "dmy" || evidence === "mdy") {
        forms.date_order = evidence;
        waiting.delete("date_order");
      } else if (evidence === "ambiguous") dates.add(text);
    }
    if (waiting.size === 0) break;
  }
  if (!has_ambiguous_money) waiting.delete("decimal_comma");
  if (waiting.has("date_order")) {
    const order = dates.settled();
    if (order !== undefined) {
      forms.date_order = order;
      waiting.delete("date_order");
    }
  }
  return { forms, undecided: [...waiting] };
}

/** Counts dates inside the window for each order. */
class WindowEvidence {
  readonly #window: { from_at: number; to_at: number };
  #count = 0;
  readonly #inside = { dmy: 0, mdy: 0 };

  constructor(window: { from_at: number; to_at: number }) {
    this.#window = window;
  }

  add(text: string): void {
    const { from_at, to_at } = this.#window;
    this.#count++;
    for (const order of ["dmy", "mdy"] as const) {
      const reading = readDate(text, order);
      if (!reading.ok) continue;
      const { at_ms } = reading;
      const is_inside =
        at_ms >= from_at - MARGIN_MS && at_ms < to_at + MARGIN_MS;
      if (is_inside) this.#inside[order]++;
    }
  }

  settled(): RowForms["date_order"] | undefined {
    if (this.#count === 0) return "ymd";
    const dmy = this.#inside.dmy / this.#count;
    const mdy = this.#inside.mdy / this.#count;
    if (dmy >= INSIDE_SHARE_MIN && mdy <= OUTSIDE_SHARE_MAX) return "dmy";
    return mdy >= INSIDE_SHARE_MIN && dmy <= OUTSIDE_SHARE_MAX
      ? "mdy"
      : undefined;
  }
}
