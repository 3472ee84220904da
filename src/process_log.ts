import { isatty } from "node:tty";
import { systemClock } from "../modules/kernel/mod.ts";
import type { Report } from "../modules/kernel/mod.ts";
import type { Config } from "./config.ts";
import { EventLog, eventLine } from "./event_log.ts";
import { LineOutput, writeToDescriptor } from "./line_output.ts";

const STDOUT = 1;
const STDERR = 2;

/** The log of a tracker in a process of its own. */
export interface ProcessLog {
  report: Report;
  message(line: string): void;
  /** Writes what is held, within a second. */
  close(): Promise<void>;
}

/** Opens the log: events go to stdout, failures to stderr; a worker's lines have its number. */
export function openProcessLog(
  config: Pick<Config, "log_level" | "log_format">,
  worker?: number,
): ProcessLog {
  const format = config.log_format ?? (isatty(STDOUT) ? "text" : "json");
  const options = {
    level: config.log_level,
    format,
    clock: systemClock,
    ...(worker === undefined ? {} : { worker }),
  } as const;
  const droppedLine = (lines: number) =>
    eventLine(options, "log_dropped", { lines }, "warn");
  const outputs = [STDOUT, STDERR].map(
    (descriptor) => new LineOutput(writeToDescriptor(descriptor), droppedLine),
  );
  const [events, messages] = outputs;
  const log = new EventLog({
    ...options,
    events: (line) => events?.line(line),
    messages: (line) => messages?.line(line),
  });
  return {
    report: log.report.bind(log),
    message: log.message.bind(log),
    async close() {
      await Promise.all(outputs.map((output) => output.close()));
    },
  };
}
