import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";
import { systemClock, ticksMs } from "../../modules/kernel/mod.ts";
import type {
  Span,
  SpanEnd,
  SpanFacts,
  Tracer,
} from "../../modules/kernel/mod.ts";
import type { EndedSpan } from "./otlp_json.ts";
import { isKept, readTraceParent } from "./trace_parent.ts";
import type { SpanPlace } from "./trace_parent.ts";

const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;
const EVENTS_MAX = 64;
const TEXT_CHARS_MAX = 200;

/** A tracer whose spans are handed over when they end. */
export class OtlpTracer implements Tracer {
  readonly #active = new AsyncLocalStorage<SpanPlace>();
  readonly #share: number;
  readonly #ended: (span: EndedSpan) => void;

  /** `share` of all traces are kept, from 0 to 1. */
  constructor(share: number, ended: (span: EndedSpan) => void) {
    this.#share = share;
    this.#ended = ended;
  }

  begin(
    name: string,
    { kind = "internal", traceparent }: Parameters<Tracer["begin"]>[1] = {},
  ): Span {
    const remote = readTraceParent(traceparent);
    const local = remote === null ? this.#active.getStore() : undefined;
    const parent = remote ?? local;
    const trace_id =
      parent?.trace_id ?? randomBytes(TRACE_ID_BYTES).toString("hex");
    const is_kept = local?.is_kept ?? isKept(trace_id, this.#share);
    const span_id = randomBytes(SPAN_ID_BYTES).toString("hex");
    const place = { trace_id, span_id, is_kept };
    const run = <Result>(work: () => Result) => this.#active.run(place, work);
    if (!is_kept) return { note() {}, run, end() {} };
    const parent_id = parent?.span_id ?? null;
    return this.#open({ trace_id, span_id, parent_id, name, kind }, run);
  }

  #open(
    begun: Pick<
      EndedSpan,
      "trace_id" | "span_id" | "parent_id" | "name" | "kind"
    >,
    run: Span["run"],
  ): Span {
    const began_ms = systemClock.nowMs();
    const began_ticks = ticksMs();
    const nowMs = () => began_ms + ticksMs() - began_ticks;
    const events: EndedSpan["events"][number][] = [];
    let has_ended = false;
    return {
      run,
      note(name, facts) {
        if (events.length >= EVENTS_MAX) return;
        events.push({ name, at_ms: nowMs(), facts: bounded(facts) });
      },
      end: ({
        name = begun.name,
        facts = {},
        is_failed = false,
      }: SpanEnd = {}) => {
        if (has_ended) return;
        has_ended = true;
        const times = { began_ms, ended_ms: nowMs() };
        this.#ended({
          ...begun,
          ...times,
          ...{ name, facts: bounded(facts), events, is_failed },
        });
      },
    };
  }
}

function bounded(facts: SpanFacts): SpanFacts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === "string" ? value.slice(0, TEXT_CHARS_MAX) : value,
    ]),
  );
}
