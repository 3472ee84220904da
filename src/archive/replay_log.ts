import type { Progress } from "./lay_out_base.ts";
import { readPosition } from "./wal_name.ts";

const POSITION = /(?:redo starts at|current LSN:) ([0-9A-F]+\/[0-9A-F]+)/;
const LAST_COMMIT =
  /last completed transaction was at log time (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,3})?)/;

/** The log of a Postgres that recovers, from which progress is read: nobody can connect to it yet. */
export class ReplayLog {
  readonly #range: { from: bigint; to: bigint };
  readonly #progress: Progress;
  #line = "";
  #last_commit: string | null = null;

  constructor(range: { from: bigint; to: bigint }, progress: Progress) {
    this.#range = range;
    this.#progress = progress;
  }

  /** When the last transaction that was replayed was committed; null if none was. */
  get last_commit(): string | null {
    return this.#last_commit;
  }

  /** Reads what the server wrote next, which may end within a line. */
  read(text: string): void {
    const lines = `${this.#line}${text}`.split("\n");
    this.#line = lines.pop() ?? "";
    for (const line of lines) this.#readLine(line);
  }

  #readLine(line: string): void {
    const [, position] = POSITION.exec(line) ?? [];
    if (position !== undefined) {
      const { from, to } = this.#range;
      const done = Number(readPosition(position) - from);
      this.#progress(Math.max(0, done), Number(to - from));
    }
    const [, day, time] = LAST_COMMIT.exec(line) ?? [];
    if (day !== undefined) this.#last_commit = `${day}T${time}Z`;
  }
}
