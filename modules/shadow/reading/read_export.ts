import type { ExportProblem } from "../../../db/schema/mod.ts";
import type { StatementMapping } from "../../../db/schema/mod.ts";
import { clickIdBytes } from "../../clicks/mod.ts";
import { invalid } from "../../http/mod.ts";
import { parseZonedTime } from "../../kernel/mod.ts";
import { readSalesFile } from "../../reconciliation/mod.ts";
import type { SalesFile, SalesRow } from "../../reconciliation/mod.ts";
import { keptText, OldKeys } from "./old_keys.ts";
import type { OldConversion } from "./old_keys.ts";
import { oldColumns } from "./old_columns.ts";
import type { ExportColumns } from "./old_columns.ts";

export interface ReadExport {
  columns: ExportColumns;
  /** One for each conversion of the old tracker: of repeated ones the last. */
  rows: OldConversion[];
  unreadable: number;
  problems: ExportProblem[];
}

/** How an export is to be read; the rest is detected. */
export interface ExportMapping extends Partial<
  Omit<StatementMapping, "columns">
> {
  columns?: ExportColumns | undefined;
}

export interface ReadExportDeps {
  isClickId(text: string): boolean;
}

const ROWS_MAX = 500_000;
const PROBLEMS_MAX = 100;
const DAY_MS = 86_400_000;
/** Exports are of the last weeks, which may tell days from months. */
const RECENT_DAYS = 100;
const UNKNOWN_SHOWN_MAX = 5;

/** Reads an old tracker's export: CSV, JSON or NDJSON, in any encoding. */
export async function readExport(
  { isClickId }: ReadExportDeps,
  input: {
    bytes: Uint8Array;
    mapping: ExportMapping;
    timezone: string;
    now_ms: number;
  },
): Promise<ReadExport> {
  const { columns: given, ...forms } = input.mapping;
  let old_id: string | undefined;
  const file = await readSalesFile({
    bytes: input.bytes,
    mapping: forms,
    isClickId,
    window: {
      from_at: input.now_ms - RECENT_DAYS * DAY_MS,
      to_at: input.now_ms + DAY_MS,
    },
    columnsOf(names, proposed) {
      const { old_id: own, ...columns } = given ?? oldColumns(names, proposed);
      old_id = own;
      if (own !== undefined && !names.includes(own)) {
        throw invalid("mapping.columns.old_id", `there is no column "${own}"`);
      }
      return columns;
    },
  });
  check(file);
  const reader = new OldRows(file, { ...input, isClickId, old_id });
  for (const row of file.rows) reader.add(row);
  return reader.result();
}

function check({ mapping, undecided, rows, unknown_statuses }: SalesFile) {
  for (const field of ["campaign", "occurred_at"] as const) {
    if (mapping.columns[field] !== undefined) continue;
    const what = field === "occurred_at" ? "time of the conversion" : field;
    throw invalid(`mapping.columns.${field}`, `no column has the ${what}`);
  }
  const [form] = undecided;
  if (form !== undefined) {
    throw invalid(
      `mapping.${form}`,
      "is needed: no row of the file settles it",
    );
  }
  const words = Object.keys(unknown_statuses);
  if (words.length > 0) {
    const shown = words.slice(0, UNKNOWN_SHOWN_MAX).join(", ");
    const message = `must say what these words mean: ${shown}`;
    throw invalid("mapping.status_map", message);
  }
  if (rows.length === 0) throw invalid("file", "has no rows");
  if (rows.length <= ROWS_MAX) return;
  throw invalid("file", `has more than ${ROWS_MAX} rows: split it by days`);
}

interface Reading extends ReadExportDeps {
  timezone: string;
  old_id: string | undefined;
}

/** Makes conversions of the old tracker of the rows of its export. */
class OldRows {
  readonly #file: SalesFile;
  readonly #reading: Reading;
  readonly #click_at: number;
  readonly #old_id_at: number;
  readonly #rows = new Map<string, OldConversion>();
  readonly #problems: ExportProblem[] = [];
  readonly #keys = new OldKeys();
  #unreadable = 0;

  constructor(file: SalesFile, reading: Reading) {
    this.#file = file;
    this.#reading = reading;
    const { click_id } = file.mapping.columns;
    this.#click_at =
      click_id === undefined ? -1 : file.columns.indexOf(click_id);
    const { old_id } = reading;
    this.#old_id_at = old_id === undefined ? -1 : file.columns.indexOf(old_id);
  }

  add(given: SalesRow): void {
    if (given.row.status === "ignore") return;
    const read = this.#read(given);
    if (typeof read === "string") {
      this.#unreadable++;
      if (this.#problems.length >= PROBLEMS_MAX) return;
      this.#problems.push({ row_no: given.row_no, reason: read });
      return;
    }
    const key = this.#keys.keyOf(read);
    this.#rows.set(key, { ...read, key });
  }

  result(): ReadExport {
    const { old_id } = this.#reading;
    const columns = {
      ...(this.#file.mapping.columns as ExportColumns),
      ...(old_id === undefined ? {} : { old_id }),
    };
    return {
      columns,
      rows: [...this.#rows.values()],
      unreadable: this.#unreadable,
      problems: this.#problems,
    };
  }

  /** The conversion, or why it can't be compared. */
  #read({ row_no, cells, row }: SalesRow): Omit<OldConversion, "key"> | string {
    if (row.problem !== null) return row.problem;
    const { campaign, affiliate, written_at } = row;
    if (campaign === null) return "It names no campaign";
    const is_told = this.#file.mapping.columns.affiliate !== undefined;
    if (affiliate === null && is_told) return "It names no affiliate";
    if (written_at === null) return "It has no time";
    const click = keptText(cells[this.#click_at]);
    const click_id = row.click_id ?? this.#ownClick(cells);
    return {
      row_no,
      old_id: keptText(cells[this.#old_id_at]),
      click,
      click_id,
      campaign: keptText(campaign) ?? "",
      affiliate: keptText(affiliate) ?? "",
      goal: keptText(row.goal),
      order_id: keptText(row.order_id),
      status: row.status ?? "approved",
      currency: row.currency,
      amount_micros: row.amount_micros,
      revenue_micros: row.revenue_micros,
      payout_micros: row.payout_micros,
      converted_at: row.has_zone ? written_at : this.#inZone(written_at),
    };
  }

  /** A click id of ours that the old tracker was given, in whatever column it stands. */
  #ownClick(cells: readonly string[]): Uint8Array | null {
    const own = cells.find((cell) => {
      const text = cell.trim();
      return text.length === 32 && this.#reading.isClickId(text);
    });
    return own === undefined ? null : clickIdBytes(own.trim());
  }

  #inZone(written_at: number): number {
    const text = new Date(written_at).toISOString().slice(0, 19);
    const at = parseZonedTime(text.replace("T", " "), this.#reading.timezone);
    return at ?? written_at;
  }
}
