/** A postback as it came. */
export interface RawPostback {
  id: string;
  received_at: number;
  method: string;
  /** Path and query as sent. */
  url: string;
  headers: Record<string, string>;
  body: Uint8Array | null;
  ip: string;
  /** Marks stand in the place of its secrets, which its sender could not have sent. */
  is_kept?: true;
}

/** One parameter, decoded, with where it stood. */
export interface Parameter {
  name: string;
  value: string;
  from: "query" | "form" | "json" | "path" | "header";
  /** Its bytes are not UTF-8: the value is what was sent. */
  is_garbled?: true;
  /** A number of JSON, which may have an exponent. */
  is_number?: true;
  /** Further down in JSON, where only a click id is looked for. */
  is_nested?: true;
}

/** Splits what was sent into path and query; the query is empty where there is none. */
export function splitUrl(url: string): { path: string; query: string } {
  const mark = url.indexOf("?");
  if (mark < 0) return { path: url, query: "" };
  return { path: url.slice(0, mark), query: url.slice(mark + 1) };
}
