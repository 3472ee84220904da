import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../api/client.ts";
import { useAsked } from "./asked.ts";

/** A page of a list of the API. */
export interface Page<Row> {
  data: Row[];
  next_cursor: string | null;
}

/** A list as far as it was asked for. */
export interface List<Row> {
  /** Undefined until the first page is there. */
  rows: readonly Row[] | undefined;
  error: ApiError | undefined;
  is_loading: boolean;
  /** Undefined where there are no more. */
  more: (() => Promise<void>) | undefined;
  reload(): void;
}

/** Asks for a list's first page when `key` changes, and for the next ones when they are wanted. */
export function useList<Row>(
  key: string,
  ask: (cursor: string | undefined, signal?: AbortSignal) => Promise<Page<Row>>,
): List<Row> {
  const first = useAsked(key, (signal) => ask(undefined, signal));
  const [later, setLater] = useState<Page<Row> | null>(null);
  const [error, setError] = useState<ApiError>();
  const { data } = first;
  useEffect(() => {
    setLater(null);
    setError(undefined);
  }, [key, data]);
  const next = (later ?? data)?.next_cursor ?? null;
  const readMore = async (cursor: string) => {
    setError(undefined);
    try {
      const page = await ask(cursor);
      setLater((before) => ({
        data: [...(before?.data ?? []), ...page.data],
        next_cursor: page.next_cursor,
      }));
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason;
      setError(reason);
    }
  };
  return {
    rows: data && [...data.data, ...(later?.data ?? [])],
    error: first.error ?? error,
    is_loading: first.is_loading,
    more: next === null ? undefined : () => readMore(next),
    reload: first.reload,
  };
}
