import { randomUUID } from "node:crypto";
import {
  closeSync,
  mkdirSync,
  openSync,
  readSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { Problem } from "../kernel/mod.ts";
import type { Figures, ReportRow } from "./model.ts";

/** Rows that are read of a run at a time. */
const PAGE_ROWS = 500;
const BYTES_MAX = 4 * 2 ** 30;

interface Page {
  from: number;
  bytes: number;
}

/**
 * Rows of a report in sorted runs on disk. The file has no name while it is used, so that nothing
 * of it stays after a crash.
 */
export class RowRuns {
  readonly #file: number;
  readonly #runs: Page[][] = [];
  #bytes = 0;

  constructor(directory: string) {
    mkdirSync(directory, { recursive: true });
    const path = join(directory, `rows-${randomUUID()}`);
    this.#file = openSync(path, "wx+", 0o600);
    unlinkSync(path);
  }

  get size(): number {
    return this.#runs.length;
  }

  /** Adds a run, whose rows `read` gives in order. */
  add(read: (from: number, count: number) => readonly ReportRow[]): void {
    const pages: Page[] = [];
    for (let from = 0; ; from += PAGE_ROWS) {
      const rows = read(from, PAGE_ROWS);
      if (rows.length > 0) pages.push(this.#write(rows));
      if (rows.length < PAGE_ROWS) break;
    }
    this.#runs.push(pages);
  }

  /** All rows in order. */
  *merged(
    compare: (a: ReportRow, b: ReportRow) => number,
  ): Generator<ReportRow, void> {
    const runs = this.#runs
      .map((pages) => this.#rowsOf(pages))
      .map((rows) => ({ rows, row: nextOf(rows) }));
    for (;;) {
      let least: (typeof runs)[number] | undefined;
      for (const run of runs) {
        if (run.row === null) continue;
        if (least?.row != null && compare(least.row, run.row) <= 0) continue;
        least = run;
      }
      if (least?.row == null) return;
      yield least.row;
      least.row = nextOf(least.rows);
    }
  }

  /** Frees the disk. */
  close(): void {
    closeSync(this.#file);
  }

  #write(rows: readonly ReportRow[]): Page {
    const text = JSON.stringify(rows.map(packRow));
    const bytes = Bun.zstdCompressSync(text, { level: 1 });
    const page = { from: this.#bytes, bytes: bytes.length };
    if (page.from + page.bytes > BYTES_MAX) throw tooManyRows();
    for (let at = 0; at < bytes.length;) {
      at += writeSync(this.#file, bytes, at, bytes.length - at, page.from + at);
    }
    this.#bytes += page.bytes;
    return page;
  }

  *#rowsOf(pages: readonly Page[]): Generator<ReportRow, void> {
    for (const page of pages) yield* this.#read(page);
  }

  #read({ from, bytes }: Page): ReportRow[] {
    const packed = new Uint8Array(bytes);
    for (let at = 0; at < bytes;) {
      const read = readSync(this.#file, packed, at, bytes - at, from + at);
      if (read === 0) throw new Error("The file of rows ends early");
      at += read;
    }
    const text = Bun.zstdDecompressSync(packed).toString();
    return (JSON.parse(text) as PackedRow[]).map(unpackRow);
  }
}

function nextOf(rows: Generator<ReportRow, void>): ReportRow | null {
  const next = rows.next();
  return next.done === true ? null : next.value;
}

type PackedFigures = [
  Figures["clicks"],
  Figures["conversions"],
  money: string[],
  seconds_to_convert: number | null,
  unconverted: [currency: string, revenue: string, payout: string][],
];

type PackedRow = [
  keys: ReportRow["keys"],
  figures: PackedFigures,
  before: PackedFigures | null,
];

const MONEY = [
  "amount",
  "revenue",
  "payout",
  "pending_revenue",
  "pending_payout",
  "click_revenue",
  "click_payout",
] as const;

function packRow({ keys, figures, before }: ReportRow): PackedRow {
  return [keys, packFigures(figures), before && packFigures(before)];
}

function unpackRow([keys, figures, before]: PackedRow): ReportRow {
  return {
    keys,
    figures: unpackFigures(figures),
    before: before && unpackFigures(before),
  };
}

function packFigures(figures: Figures): PackedFigures {
  return [
    figures.clicks,
    figures.conversions,
    MONEY.map((name) => String(figures[name])),
    figures.seconds_to_convert,
    figures.unconverted.map(({ currency, revenue, payout }) => [
      currency,
      String(revenue),
      String(payout),
    ]),
  ];
}

function unpackFigures(packed: PackedFigures): Figures {
  const [clicks, conversions, money, seconds_to_convert, unconverted] = packed;
  const micros = (at: number) => BigInt(money[at] ?? 0);
  return {
    clicks,
    conversions,
    amount: micros(0),
    revenue: micros(1),
    payout: micros(2),
    pending_revenue: micros(3),
    pending_payout: micros(4),
    click_revenue: micros(5),
    click_payout: micros(6),
    seconds_to_convert,
    unconverted: unconverted.map(([currency, revenue, payout]) => ({
      currency,
      revenue: BigInt(revenue),
      payout: BigInt(payout),
    })),
  };
}

function tooManyRows(): Problem {
  const message = "gives more rows than a file may have: shorten the period";
  return new Problem(422, "invalid_request", `Invalid from: ${message}`, {
    errors: [{ field: "from", message }],
  });
}
