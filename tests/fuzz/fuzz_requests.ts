import fc from "fast-check";
import type { Operation, Parameter } from "./fuzz_document.ts";
import { fitting, ODD_TEXTS, ODD_VALUES } from "./fuzz_values.ts";
import type { IdPool, Json } from "./fuzz_values.ts";

/** A request to be sent. */
export interface FuzzRequest {
  method: string;
  /** Path and query, encoded. */
  target: string;
  headers: Record<string, string>;
  body: string | Uint8Array<ArrayBuffer> | null;
  /** How its body is sent: whole, in chunks, or cut off. */
  sending: "whole" | "chunked" | "cut";
}

const JSON_TYPE = "application/json";
const TYPES = [
  "",
  "text/plain",
  "application/json; charset=utf-16",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "multipart/form-data; boundary=x",
  "text/csv",
  "application/jsonp",
  ";;",
];
const ODD_BODIES = [
  "",
  "{",
  "null",
  "[]",
  '"text"',
  "1e999",
  '{"a":1,"a":2}',
  '{"__proto__":{"role":"admin"}}',
  '{"constructor":{"prototype":{}}}',
  "\ufeff{}",
  `${"[".repeat(100_000)}`,
  "a=1&a=2&a[]=3&__proto__=1&%=%",
  '--x\r\nContent-Disposition: form-data; name="file"; filename="a\0.csv"\r\n\r\norder_id,amount\r\n=1,x\r\n--x--\r\n',
  '--x\r\nContent-Disposition: form-data; name="file"\r\n\r\ncut',
];
const ODD_HEADERS: readonly (readonly [string, readonly string[]])[] = [
  ["idempotency-key", ["", "k", "k".repeat(256), "a b", "\u00ff"]],
  ["if-match", ["*", '"x"', "W/", '"', '"a", "b"', "x".repeat(5_000)]],
  ["if-none-match", ["*", '"x"', '"', "x".repeat(5_000)]],
  ["accept", ["text/csv", "application/x-ndjson", "*/*;q=x", ",,;", "text/"]],
  ["origin", ["null", "https://evil.example", "x"]],
  ["cookie", ["tallyho_session=x", "=;=;", "__Host-tallyho_session=%00"]],
  ["range", ["bytes=0-1"]],
  ["accept-language", ["x".repeat(3_000)]],
  ["x-forwarded-for", ["127.0.0.1", "x, y", "::ffff:1.2.3.4"]],
  ["x-request-id", ["ok-1", "x".repeat(200), "\u00e9"]],
  ["content-encoding", ["gzip", "x"]],
];

/** Requests to a route, most of them right but for one part. */
export function requestsTo(
  operation: Operation,
  ids: IdPool,
): fc.Arbitrary<FuzzRequest> {
  const plain = plainRequests(operation, ids);
  const mutations = [
    { weight: 2, arbitrary: plain },
    { weight: 2, arbitrary: withOddPath(operation, plain) },
    { weight: 3, arbitrary: withOddQuery(operation, plain) },
    { weight: 2, arbitrary: withOddHeader(plain) },
  ];
  if (operation.method !== "GET") {
    mutations.push(
      { weight: 7, arbitrary: withOddField(plain) },
      { weight: 3, arbitrary: withOddBody(plain) },
    );
  }
  return fc.oneof(...mutations);
}

/** Requests as the document asks for them. */
function plainRequests(
  { method, path, parameters, body }: Operation,
  ids: IdPool,
): fc.Arbitrary<FuzzRequest> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const parts = fc.tuple(...names.map((name) => idsAt(path, name, ids)));
  const query = fc.tuple(
    ...parameters
      .filter((one) => one.in === "query")
      .map((one) => queryValue(one, ids)),
  );
  const content = body === null ? fc.constant(undefined) : fitting(body, ids);
  return fc.tuple(parts, query, content).map(([at, values, value]) => {
    let next = 0;
    const filled = path.replaceAll(/\{\w+\}/g, () =>
      encodeURIComponent(at[next++] ?? "1"),
    );
    const search = values.filter((one) => one !== null).join("&");
    return {
      method,
      target: search === "" ? filled : `${filled}?${search}`,
      headers: value === undefined ? {} : { "content-type": JSON_TYPE },
      body: value === undefined ? null : JSON.stringify(value),
      sending: "whole" as const,
    };
  });
}

/** Ids at a place of a path: those of its list, now and then another's. */
function idsAt(path: string, name: string, ids: IdPool): fc.Arbitrary<string> {
  const [, before = ""] =
    new RegExp(`/([\\w-]+)/\\{${name}\\}`).exec(path) ?? [];
  const found = ids.get(before) ?? ids.get(name) ?? [];
  const own = found.length === 0 ? ["1"] : found;
  const others = [...ids.values()].flat();
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...own) },
    { weight: 1, arbitrary: fc.constantFrom(...others, "1") },
  );
}

function queryValue(
  { name, required, schema }: Parameter,
  ids: IdPool,
): fc.Arbitrary<string | null> {
  const value = fitting(schema, ids, name).map(
    (one) => `${encodeURIComponent(name)}=${encoded(String(one))}`,
  );
  if (required) return value;
  // Most are left out: one that is wrong would hide the others.
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: value },
  );
}

/** A lone surrogate can't be encoded. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function withOddPath(
  { path }: Operation,
  plain: fc.Arbitrary<FuzzRequest>,
): fc.Arbitrary<FuzzRequest> {
  const places = [...path.matchAll(/\{\w+\}/g)].length;
  if (places === 0) return plain;
  return fc
    .tuple(plain, fc.nat(places - 1), fc.constantFrom(...ODD_TEXTS))
    .map(([request, place, odd]) => {
      const [pathname = "", search] = request.target.split("?");
      const pattern = path.split("/");
      const at = pattern.flatMap((part, index) =>
        part.startsWith("{") ? [index] : [],
      )[place];
      const parts = pathname.split("/");
      if (at !== undefined) parts[at] = odd;
      const target = parts.join("/");
      return {
        ...request,
        target: search === undefined ? target : `${target}?${search}`,
      };
    });
}

function withOddQuery(
  { parameters }: Operation,
  plain: fc.Arbitrary<FuzzRequest>,
): fc.Arbitrary<FuzzRequest> {
  const names = parameters.flatMap((one) =>
    one.in === "query" ? [one.name] : [],
  );
  const odd = fc.oneof(
    fc
      .tuple(
        fc.constantFrom(...names, "q", "cursor", "limit", "__proto__", "a[]"),
        fc.constantFrom(...ODD_TEXTS.map(encodeURIComponent), ...ODD_TEXTS),
      )
      .map(([name, value]) => `${name}=${value}`),
    fc.constantFrom(
      "",
      "=",
      "&&",
      "%",
      "a",
      "a=%",
      "=a",
      "limit=1&limit=2",
      `q=${"a".repeat(65_536)}`,
    ),
    fc.constant(`q=${"%25_".repeat(3_000)}`),
  );
  return fc.tuple(plain, odd).map(([request, added]) => ({
    ...request,
    target: `${request.target}${request.target.includes("?") ? "&" : "?"}${added}`,
  }));
}

function withOddHeader(
  plain: fc.Arbitrary<FuzzRequest>,
): fc.Arbitrary<FuzzRequest> {
  const header = fc
    .constantFrom(...ODD_HEADERS)
    .chain(([name, values]) =>
      fc.constantFrom(...values).map((value) => [name, value] as const),
    );
  return fc.tuple(plain, header).map(([request, [name, value]]) => ({
    ...request,
    headers: { ...request.headers, [name]: value },
  }));
}

/** Replaces, adds or removes one field of the body. */
function withOddField(
  plain: fc.Arbitrary<FuzzRequest>,
): fc.Arbitrary<FuzzRequest> {
  return fc
    .tuple(plain, fc.nat(1_000), fc.constantFrom(...ODD_VALUES, REMOVED))
    .map(([request, place, odd]) => {
      if (typeof request.body !== "string") return request;
      const value = JSON.parse(request.body) as Json;
      const places = placesIn(value, []);
      const at = places[place % Math.max(places.length, 1)] ?? [];
      return { ...request, body: JSON.stringify(replaced(value, at, odd)) };
    });
}

function withOddBody(
  plain: fc.Arbitrary<FuzzRequest>,
): fc.Arbitrary<FuzzRequest> {
  const bytes = fc
    .uint8Array({ maxLength: 200 })
    .map((one) => new Uint8Array(one));
  return fc
    .tuple(
      plain,
      fc.oneof(fc.constantFrom(...ODD_BODIES), bytes, fc.constant(null)),
      fc.option(fc.constantFrom(...TYPES)),
      fc.constantFrom("whole", "chunked", "cut"),
    )
    .map(([request, odd, type, sending]) => ({
      ...request,
      headers: { ...request.headers, "content-type": type ?? JSON_TYPE },
      body: odd ?? request.body ?? "{}",
      sending,
    }));
}

type Place = readonly (string | number)[];

function placesIn(value: Json, at: Place): Place[] {
  if (typeof value !== "object" || value === null) return [at];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  const inner = keys.flatMap((key) => placesIn(value[key], [...at, key]));
  return [...inner, [...at, "__proto__"], [...at, "unknown"], at];
}

/** In place of a value: its field is left out. */
const REMOVED = Symbol("removed");

function replaced(value: Json, [key, ...rest]: Place, odd: Json): Json {
  if (key === undefined) return odd === REMOVED ? null : odd;
  const copy: Json = Array.isArray(value) ? [...value] : { ...value };
  if (odd === REMOVED && rest.length === 0) {
    if (Array.isArray(copy)) copy.splice(Number(key), 1);
    else delete copy[key];
    return copy;
  }
  const next = replaced(copy[key], rest, odd);
  Object.defineProperty(copy, key, { value: next, enumerable: true });
  return copy;
}
