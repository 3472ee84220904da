import { ReportThread } from "./report_thread.ts";

/** The thread that files are counted in, started on demand; it ends with the last file, and frees its memory. */
export class FileThread {
  readonly #thread: ReportThread;
  #files = 0;

  constructor(newThread: () => ReportThread = () => new ReportThread()) {
    this.#thread = newThread();
  }

  /** The thread, for a file; `release` says once that it is over. */
  take(): { thread: ReportThread; release: () => Promise<void> } {
    this.#files++;
    let is_over = false;
    const release = async () => {
      if (is_over) return;
      is_over = true;
      this.#files--;
      if (this.#files === 0) await this.#thread.stop();
    };
    return { thread: this.#thread, release };
  }

  stop(): Promise<void> {
    return this.#thread.stop();
  }
}
