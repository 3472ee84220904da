import type { Database } from "../../db/mod.ts";
import { traced } from "../../modules/kernel/mod.ts";
import type { Tracer } from "../../modules/kernel/mod.ts";
import type { JobDefinition } from "../../modules/scheduler/mod.ts";
import type { Config } from "../config.ts";
import { VERSION } from "../version.ts";
import { OtlpTracer } from "./otlp_tracer.ts";
import { SpanExport } from "./span_export.ts";

/** Traces of a service, where they are wanted. */
export interface Tracing {
  tracer: Tracer | undefined;
  stop(): Promise<void>;
}

/** Opens the export of traces; without an endpoint nothing is traced. */
export function createTracing(
  db: Database,
  {
    config: { traces },
    log,
  }: { config: Pick<Config, "traces">; log(line: string): void },
): Tracing {
  if (traces === null) return { tracer: undefined, stop: async () => {} };
  const { endpoint, headers, share, service_name } = traces;
  const service = { name: service_name, version: VERSION };
  const spans = new SpanExport({ endpoint, headers, service, log });
  const tracer = new OtlpTracer(share, (span) => spans.add(span));
  traceTransactions(db, tracer);
  return { tracer, stop: () => spans.stop() };
}

/** Traces each transaction of a pool; statements within it are no spans of their own. */
function traceTransactions(db: Database, tracer: Tracer): void {
  const { transaction } = db;
  Object.assign(db, {
    transaction: (...asked: Parameters<typeof transaction>) =>
      traced(tracer, "transaction", () => transaction(...asked)),
  });
}

/** Traces each run of a job. */
export function tracedJob(
  job: JobDefinition,
  tracer: Tracer | undefined,
): JobDefinition {
  if (tracer === undefined) return job;
  const { name } = job;
  return {
    ...job,
    run: (context) =>
      traced(tracer, `job ${name}`, async () => await job.run(context)),
  };
}
