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
}

/** One parameter, decoded, with where it stood. */
export interface Parameter {
  name: string;
  value: string;
  from: "query" | "form" | "json";
}
