/** Facts of a span; never personal data, secrets or addresses. */
export type SpanFacts = Readonly<Record<string, string | number | boolean>>;

/** The end of a span. */
export interface SpanEnd {
  /** A better name than at its beginning. */
  name?: string;
  facts?: SpanFacts;
  is_failed?: boolean;
}

/** Work that is measured, from its beginning to its end. */
export interface Span {
  /** Adds an event, such as a check that was made. */
  note(name: string, facts: SpanFacts): void;
  /** Runs work whose own spans are within this one. */
  run<Result>(work: () => Result): Result;
  end(end?: SpanEnd): void;
}

/** Begins spans. */
export interface Tracer {
  begin(
    name: string,
    options?: {
      kind?: "internal" | "server" | "client";
      /** The header of a request that goes on with a trace of its sender's. */
      traceparent?: string | null;
    },
  ): Span;
}

/** Runs work in a span, or as it is where nothing is traced. */
export async function traced<Result>(
  tracer: Tracer | undefined,
  name: string,
  work: (span: Span | undefined) => Promise<Result>,
  {
    kind = "internal",
    ended,
  }: {
    kind?: "internal" | "client";
    /** Returns the end of the span, by the result. */
    ended?: (result: Result) => SpanEnd;
  } = {},
): Promise<Result> {
  if (tracer === undefined) return await work(undefined);
  const span = tracer.begin(name, { kind });
  try {
    const result = await span.run(() => work(span));
    span.end(ended?.(result));
    return result;
  } catch (error) {
    span.end({ is_failed: true });
    throw error;
  }
}
