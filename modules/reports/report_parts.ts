import type { Database } from "../../db/mod.ts";
import type { ListFormat, PartyRole } from "../http/mod.ts";
import { countReport } from "./count_report.ts";
import type { CountDeps, CountedReport } from "./count_report.ts";
import type { ReportRequest } from "./model.ts";
import { presentReport } from "./present_report.ts";
import { presentRow } from "./present_row.ts";
import { closing } from "./closing.ts";
import { ThingNames } from "./read_names.ts";
import { reportFile } from "./report_file.ts";
import { FileThread } from "./file_thread.ts";
import { Discrepancies } from "./discrepancy/mod.ts";
import { ReportThread } from "./report_thread.ts";
import type { FileLimits } from "./sliced_report.ts";
import { Turns } from "./turns.ts";

/** Reports of which a page is counted at once: each holds its groups in memory. */
const PAGES = {
  at_once: 4,
  of_one_max: 3,
  waiting_max: 100,
  waiting_of_one_max: 40,
};
/** Reports that are sent whole at once. */
const FILES = {
  at_once: 2,
  of_one_max: 1,
  waiting_max: 100,
  waiting_of_one_max: 20,
};
/** Memory of a file's groups while they are counted. */
const FILE_BYTES_MAX = 40 * 2 ** 20;

/** A report and who asks for it. */
export interface AskedReport {
  request: ReportRequest;
  /** A party's; null for the network's own people. */
  role: PartyRole | null;
  /** Whose turns it takes. */
  whose: string;
  signal: AbortSignal;
}

/** Counts reports, in a thread of their own. */
export class Reports {
  /** Of a report over several currencies that asks for none. */
  readonly default_currency: string;
  readonly discrepancies: Discrepancies;
  readonly #deps: Omit<CountDeps, "thread" | "file">;
  readonly #names_db: Database;
  readonly #file: FileLimits;
  readonly #thread: ReportThread;
  readonly #file_thread: FileThread;
  readonly #pages = new Turns(PAGES);
  readonly #files = new Turns(FILES);

  constructor(
    deps: Omit<CountDeps, "thread" | "file"> & {
      thread: ReportThread;
      /** Where names are read while a file is sent; by default where its figures are. */
      names_db?: Database;
      default_currency: string;
      /** Where rows of a file are put that don't fit in memory. */
      directory: string;
      file_bytes_max?: number;
      /** Of files; pages don't wait for their steps, which take long. */
      newFileThread?: () => ReportThread;
    },
  ) {
    this.#deps = deps;
    this.#names_db = deps.names_db ?? deps.db;
    this.#thread = deps.thread;
    this.#file_thread = new FileThread(deps.newFileThread);
    const { directory, file_bytes_max: bytes_max = FILE_BYTES_MAX } = deps;
    this.#file = { directory, bytes_max };
    this.default_currency = deps.default_currency;
    this.discrepancies = new Discrepancies(deps);
  }

  /** The page that a request asks for. */
  async page(asked: AskedReport) {
    const { request, role } = asked;
    const { counted, close } = await this.#open(asked, {
      turns: this.#pages,
      thread: this.#thread,
    });
    try {
      const result = await counted.report.page();
      const names = new ThingNames(this.#deps.db);
      await names.read(request.group_by, result.rows);
      const { compared, limits } = counted;
      return presentReport({ request, role, compared, limits, names }, result);
    } finally {
      await close();
    }
  }

  /** All rows, sent while they are read. */
  async file(asked: AskedReport, format: ListFormat): Promise<Response> {
    const { counted, close } = await this.#openFile(asked);
    const { request, role } = asked;
    const { group_by } = request;
    const is_compared = counted.compared !== null;
    const rows = closing(this.#rows(counted, group_by), close);
    return reportFile({ format, group_by, is_compared, role }, rows);
  }

  async stop(): Promise<void> {
    await Promise.all([
      this.#thread.stop(),
      this.#file_thread.stop(),
      this.discrepancies.stop(),
    ]);
  }

  async *#rows(
    { report, compared, currency }: CountedReport,
    group_by: ReportRequest["group_by"],
  ): AsyncGenerator<object[], void> {
    const names = new ThingNames(this.#names_db);
    const is_compared = compared !== null;
    const view = { group_by, currency, is_compared, names };
    let is_empty = true;
    for await (const some of report.rows()) {
      await names.read(group_by, some);
      yield some.map((row) => presentRow(view, row));
      is_empty = false;
    }
    // So that a file has its head also without rows.
    if (is_empty) yield [];
  }

  /** Counts a file in the thread of files, which ends with the last of them. */
  async #openFile(asked: AskedReport) {
    const { thread, release } = this.#file_thread.take();
    try {
      const turns = this.#files;
      const file = this.#file;
      const opened = await this.#open(asked, { turns, thread, file });
      const close = () => opened.close().finally(release);
      return { counted: opened.counted, close };
    } catch (error) {
      await release();
      throw error;
    }
  }

  /** Counts a report in its turn; `close` frees its memory, and gives the turn back. */
  async #open(
    { request, whose, signal }: AskedReport,
    { turns, ...of }: { turns: Turns } & Pick<CountDeps, "file" | "thread">,
  ) {
    const end = await turns.take(whose, signal);
    try {
      const deps = { ...this.#deps, ...of };
      const counted = await countReport(deps, request, signal);
      const close = async () => {
        end();
        await counted.report.close();
      };
      return { counted, close };
    } catch (error) {
      end();
      throw error;
    }
  }
}
