import { otlpJson } from "./otlp_json.ts";
import type { EndedSpan } from "./otlp_json.ts";

/** More than these are dropped: a slow collector must not fill the memory. */
const WAITING_MAX = 4_096;
const BATCH_MAX = 512;
const FLUSH_MS = 1_000;
const ANSWER_MS_MAX = 5_000;
/** The longest that a stop waits for the last spans. */
const STOP_MS_MAX = 1_000;

export interface SpanExportOptions {
  /** The collector's address, to which `/v1/traces` is added. */
  endpoint: string;
  headers: Readonly<Record<string, string>>;
  service: { name: string; version: string };
  log(line: string): void;
}

/** Sends ended spans to a collector, a batch at a time; drops rather than waits. */
export class SpanExport {
  readonly #options: SpanExportOptions;
  readonly #url: string;
  #waiting: EndedSpan[] = [];
  #sending: Promise<void> | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #dropped = 0;
  #is_failing = false;

  constructor(options: SpanExportOptions) {
    this.#options = options;
    this.#url = `${options.endpoint.replace(/\/$/, "")}/v1/traces`;
    this.#timer = setInterval(() => void this.flush(), FLUSH_MS);
    this.#timer.unref();
  }

  /** The number of spans that found no room, or were refused. */
  get dropped(): number {
    return this.#dropped;
  }

  add(span: EndedSpan): void {
    if (this.#waiting.length >= WAITING_MAX) this.#dropped += 1;
    else this.#waiting.push(span);
  }

  /** Sends what waits; if that is under way already, waits for it. */
  async flush(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined;
    });
    await this.#sending;
  }

  /** Sends the last spans, for a second at most. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, STOP_MS_MAX);
    await Promise.race([this.flush(), promise]);
    clearTimeout(timer);
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, BATCH_MAX);
      this.#waiting = this.#waiting.slice(BATCH_MAX);
      const fault = await this.#send(batch);
      if (fault !== null) this.#dropped += batch.length;
      this.#say(fault);
      if (fault !== null) return;
    }
  }

  async #send(batch: readonly EndedSpan[]): Promise<string | null> {
    const { headers, service } = this.#options;
    try {
      const response = await fetch(this.#url, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: otlpJson(batch, service),
        redirect: "error",
        signal: AbortSignal.timeout(ANSWER_MS_MAX),
      });
      await response.body?.cancel();
      return response.ok ? null : `it answered ${response.status}`;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** Once for each series of failures, and at its end. */
  #say(fault: string | null): void {
    const { log } = this.#options;
    if (fault !== null && !this.#is_failing) {
      log(`Traces don't reach ${this.#url} and are dropped: ${fault}`);
    }
    if (fault === null && this.#is_failing) {
      log(`Traces reach ${this.#url} again; ${this.#dropped} spans were lost`);
    }
    this.#is_failing = fault !== null;
  }
}
