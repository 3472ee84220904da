import { Type } from "@sinclair/typebox";
import type { Static } from "@sinclair/typebox";
import { invalid } from "../../http/mod.ts";
import { newId } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import { findAddress } from "../../sources/mod.ts";
import type { RawPostback } from "../../sources/mod.ts";
import { BODY_BYTES_MAX, splitUrl } from "../read/read_request.ts";

const URL_CHARS_MAX = 16_384;
const HEADERS_MAX = 100;
const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }));

/** A described request. */
export const SAMPLE = {
  method: Type.Optional(
    Type.Union([Type.Literal("GET"), Type.Literal("POST")]),
  ),
  /** A whole URL, or path and query. */
  url: text(URL_CHARS_MAX),
  /** Instead of `url`: the query for the default path. */
  query: text(URL_CHARS_MAX),
  /** Text sent as is, or an object sent as JSON. */
  body: Type.Optional(
    Type.Union([
      Type.String({ maxLength: BODY_BYTES_MAX }),
      Type.Record(Type.String(), Type.Unknown()),
    ]),
  ),
  headers: Type.Optional(
    Type.Record(Type.String(), Type.String({ maxLength: 8192 }), {
      maxProperties: HEADERS_MAX,
    }),
  ),
  ip: text(64),
};

const SampleObject = Type.Object(SAMPLE);

/** A described request. */
export type SampleRequest = Static<typeof SampleObject>;

/** Builds the described request as if it arrived now; `path` is used if only a query is given. */
export function readSample(
  sample: SampleRequest,
  options: { clock: Clock; path: string },
): RawPostback {
  const { clock } = options;
  const body = readBody(sample);
  const method = sample.method ?? (body === null ? "GET" : "POST");
  const url = readUrl(sample, options.path);
  const { path, query } = splitUrl(url);
  if (findAddress(method, path, query) === null) {
    throw invalid(
      "url",
      `${path.slice(0, 200)} is not an address for postbacks`,
    );
  }
  const headers = Object.entries(sample.headers ?? {}).map(
    ([name, value]): [string, string] => [name.toLowerCase(), value],
  );
  const is_json = typeof sample.body === "object";
  return {
    id: newId(clock),
    received_at: clock.nowMs(),
    method,
    url,
    headers: {
      ...(is_json ? { "content-type": "application/json" } : {}),
      ...Object.fromEntries(headers),
    },
    body,
    ip: sample.ip ?? "",
  };
}

function readBody({ body }: SampleRequest): Uint8Array | null {
  if (body === undefined) return null;
  const bytes = Buffer.from(
    typeof body === "string" ? body : JSON.stringify(body),
    "utf8",
  );
  if (bytes.length <= BODY_BYTES_MAX) return bytes;
  throw invalid("body", `must have at most ${BODY_BYTES_MAX} bytes`);
}

/** Path and query as a client would send them. */
function readUrl({ url, query }: SampleRequest, own_path: string): string {
  if (url !== undefined && query !== undefined) {
    throw invalid("query", "provide either `url` or `query`");
  }
  const given = url ?? `${own_path}?${(query ?? "").replace(/^\?/, "")}`;
  const parsed = URL.parse(given, "http://localhost/");
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
    throw invalid("url", "must be an http(s) URL or a path");
  }
  return parsed.pathname + parsed.search;
}
