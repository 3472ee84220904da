import { isoTime } from "../modules/kernel/mod.ts";
import type { Clock, EventFields, LogLevel } from "../modules/kernel/mod.ts";

const LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error"];
const FIELD_CHARS_MAX = 500;
const MESSAGE_CHARS_MAX = 16_384;
/** Characters that a terminal or a reader of lines acts on, besides those that JSON escapes. */
const UNSAFE =
  /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;
const PLAIN = /^[\w.:/*@+-]+$/;

export interface EventLogOptions {
  level: LogLevel;
  format: "json" | "text";
  clock: Clock;
  /** The number of the worker that logs; undefined for a process of its own. */
  worker?: number;
  /** Takes what happened. */
  events(line: string): void;
  /** Takes what went wrong. */
  messages(line: string): void;
}

/** Writes events and messages as one line each, from a level on. */
export class EventLog {
  readonly #options: EventLogOptions;
  readonly #least: number;

  constructor(options: EventLogOptions) {
    this.#options = options;
    this.#least = LEVELS.indexOf(options.level);
  }

  /** Logs an event. */
  report(event: string, fields: EventFields, level: LogLevel = "info"): void {
    if (LEVELS.indexOf(level) < this.#least) return;
    this.#options.events(eventLine(this.#options, event, fields, level));
  }

  /** Logs a failure in words, with its stack; never below the level. */
  message(text: string): void {
    const { format, messages, clock, worker } = this.#options;
    const time = isoTime(clock.nowMs());
    const message = text.slice(0, MESSAGE_CHARS_MAX);
    messages(
      format === "json"
        ? jsonLine({ time, level: "error", worker, event: "message", message })
        : `${time} error ${workerText(worker)}${linesOf(message)}`,
    );
  }
}

/** One line of JSON, or of text for a terminal. */
export function eventLine(
  {
    format,
    clock,
    worker,
  }: Pick<EventLogOptions, "format" | "clock" | "worker">,
  event: string,
  fields: EventFields,
  level: LogLevel,
): string {
  const time = isoTime(clock.nowMs());
  return format === "json"
    ? jsonLine({ time, level, worker, event, ...bounded(fields) })
    : `${time} ${level} ${workerText(worker)}${event}${textOf(fields)}`;
}

function workerText(worker: number | undefined): string {
  return worker === undefined ? "" : `worker=${worker} `;
}

function bounded(fields: EventFields): EventFields {
  const copy: Record<string, EventFields[string]> = {};
  for (const [name, value] of Object.entries(fields)) {
    copy[name] =
      typeof value === "string" ? value.slice(0, FIELD_CHARS_MAX) : value;
  }
  return copy;
}

function jsonLine(value: object): string {
  return escaped(JSON.stringify(value));
}

function textOf(fields: EventFields): string {
  return Object.entries(bounded(fields))
    .map(([name, value]) => {
      const text = String(value);
      return ` ${name}=${PLAIN.test(text) ? text : jsonText(text)}`;
    })
    .join("");
}

function jsonText(text: string): string {
  return escaped(JSON.stringify(text));
}

/** Indents all lines but the first, so that none can pass for another event. */
function linesOf(message: string): string {
  const lines = message.split("\n").map((line) => jsonText(line).slice(1, -1));
  return lines.join("\n    ");
}

function escaped(text: string): string {
  return text.replace(
    UNSAFE,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
