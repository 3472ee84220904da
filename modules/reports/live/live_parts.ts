import type { Database } from "../../../db/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import { Loop } from "../../scheduler/mod.ts";
import { MinuteFeed } from "./minute_feed.ts";
import type { MinuteThread } from "./read_minutes.ts";
import { RowFeed } from "./row_feed.ts";
import type { SeenRows } from "./row_feed.ts";
import { rowSources } from "./row_sources.ts";
import type { RowSourceDeps } from "./row_sources.ts";
import { Streams } from "./streams.ts";
import type { StreamCaller } from "./streams.ts";

const LOOK_MS = 1_000;
/** How long a client waits before it comes back. */
const RETRY_TEXT = "retry: 3000\n\n";

export interface LiveDeps extends RowSourceDeps {
  db: Database;
  clock: Clock;
  thread: MinuteThread;
  failed(what: string, error: unknown): void;
}

/** Streams of what happens. One loop reads for all who listen, and rests while nobody does. */
export class Live {
  readonly #clock: Clock;
  readonly #streams: Streams;
  readonly #rows: RowFeed;
  readonly #minutes: MinuteFeed;
  readonly #loop: Loop;
  #turning: Promise<void> = Promise.resolve();

  constructor(deps: LiveDeps) {
    this.#clock = deps.clock;
    this.#streams = new Streams(deps);
    this.#rows = new RowFeed(deps.db, rowSources(deps));
    this.#minutes = new MinuteFeed(deps.db, deps.thread);
    this.#loop = new Loop({
      name: "live",
      poll_ms: LOOK_MS,
      failed: deps.failed,
      runOnce: async () => {
        await this.#look();
        return false;
      },
    });
  }

  /** A stream of rows. */
  openRows(
    caller: StreamCaller,
    seen: ReadonlyMap<string, SeenRows>,
    last_ms: number | null,
  ): Response {
    const listener = this.#streams.open(caller, () => {
      this.#rows.remove(listener);
      this.#turn();
    });
    listener.send(RETRY_TEXT);
    this.#rows.add({ listener, seen, last_ms });
    this.#turn();
    return streamResponse(listener.stream);
  }

  /** A stream of the last hour by minute. */
  openMinutes(caller: StreamCaller, seen: SeenRows): Response {
    const listener = this.#streams.open(caller, () => {
      this.#minutes.remove(listener);
      this.#turn();
    });
    listener.send(RETRY_TEXT);
    this.#minutes.add(listener, seen);
    this.#turn();
    return streamResponse(listener.stream);
  }

  /** Ends all streams. */
  async stop(): Promise<void> {
    this.#streams.stop();
    await this.#turning;
    await this.#loop.stop();
  }

  async #look(): Promise<void> {
    try {
      if (this.#rows.is_heard) await this.#rows.look(this.#clock.nowMs());
      if (this.#minutes.is_heard) {
        await this.#minutes.look(this.#clock.nowMs());
      }
    } finally {
      this.#streams.look();
    }
  }

  /** Starts the loop, or stops it once nobody listens. */
  #turn(): void {
    this.#turning = this.#turning.then(async () => {
      const is_heard = this.#rows.is_heard || this.#minutes.is_heard;
      if (!is_heard) await this.#loop.stop();
      else {
        this.#loop.start();
        this.#loop.nudge();
      }
    });
  }
}

export const STREAM_HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store",
  // Otherwise nginx keeps events until it has many.
  "x-accel-buffering": "no",
};

function streamResponse(stream: ReadableStream<Uint8Array>): Response {
  return new Response(stream, { headers: STREAM_HEADERS });
}
