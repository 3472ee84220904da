import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../api/client.ts";

/** The state of a request: no answer yet, an answer, or why there is none. */
export interface Asked<T> {
  data: T | undefined;
  error: ApiError | undefined;
  /** Whether an answer is under way; the one before stays until it is there. */
  is_loading: boolean;
  reload(): void;
}

/**
 * Asks when `key` changes; null asks nothing. An answer that is overtaken by a later question is
 * dropped.
 */
export function useAsked<T>(
  key: string | null,
  ask: (signal: AbortSignal) => Promise<T>,
): Asked<T> {
  const [state, setState] = useState<Omit<Asked<T>, "reload">>({
    data: undefined,
    error: undefined,
    is_loading: key !== null,
  });
  const [turn, setTurn] = useState(0);
  const asking = useRef(ask);
  asking.current = ask;
  // Before a browser paints, which on a slow machine takes longer than an answer.
  useLayoutEffect(() => {
    if (key === null) return;
    const stopping = new AbortController();
    setState((before) =>
      before.is_loading ? before : { ...before, is_loading: true },
    );
    asking.current(stopping.signal).then(
      (data) => {
        if (stopping.signal.aborted) return;
        setState({ data, error: undefined, is_loading: false });
      },
      (reason: unknown) => {
        if (stopping.signal.aborted) return;
        const error = reason instanceof ApiError ? reason : thrown(reason);
        setState((before) => ({ ...before, error, is_loading: false }));
      },
    );
    return () => stopping.abort();
  }, [key, turn]);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  return { ...state, reload };
}

/** An error of our own, shown like any other. */
function thrown(reason: unknown): ApiError {
  const detail = reason instanceof Error ? reason.message : String(reason);
  return new ApiError({ detail, code: "page_failed" as never }, null);
}
