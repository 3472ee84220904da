import type { SpanFacts } from "../../modules/kernel/mod.ts";

/** A span that has ended. */
export interface EndedSpan {
  trace_id: string;
  span_id: string;
  parent_id: string | null;
  name: string;
  kind: "internal" | "server" | "client";
  began_ms: number;
  ended_ms: number;
  facts: SpanFacts;
  events: readonly { name: string; at_ms: number; facts: SpanFacts }[];
  is_failed: boolean;
}

const KINDS = { internal: 1, server: 2, client: 3 } as const;
const STATUS_UNSET = 0;
const STATUS_ERROR = 2;
const NS_PER_MS = 1_000_000;

/** Encodes spans as OTLP's JSON. */
export function otlpJson(
  spans: readonly EndedSpan[],
  service: { name: string; version: string },
): string {
  const resource = {
    attributes: attributesOf({
      "service.name": service.name,
      "service.version": service.version,
    }),
  };
  const scope = { name: "tallyho", version: service.version };
  const scopeSpans = [{ scope, spans: spans.map(spanOf) }];
  return JSON.stringify({ resourceSpans: [{ resource, scopeSpans }] });
}

function spanOf(span: EndedSpan) {
  return {
    traceId: span.trace_id,
    spanId: span.span_id,
    ...(span.parent_id === null ? {} : { parentSpanId: span.parent_id }),
    name: span.name,
    kind: KINDS[span.kind],
    startTimeUnixNano: nanoseconds(span.began_ms),
    endTimeUnixNano: nanoseconds(span.ended_ms),
    attributes: attributesOf(span.facts),
    events: span.events.map(({ name, at_ms, facts }) => ({
      name,
      timeUnixNano: nanoseconds(at_ms),
      attributes: attributesOf(facts),
    })),
    status: { code: span.is_failed ? STATUS_ERROR : STATUS_UNSET },
  };
}

/** As text: a number can't hold so many digits. */
function nanoseconds(ms: number): string {
  return String(BigInt(Math.round(ms * 1_000)) * BigInt(NS_PER_MS / 1_000));
}

function attributesOf(facts: SpanFacts) {
  return Object.entries(facts).map(([key, value]) => ({
    key,
    value: valueOf(value),
  }));
}

function valueOf(value: string | number | boolean) {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  return Number.isInteger(value)
    ? { intValue: String(value) }
    : { doubleValue: value };
}
