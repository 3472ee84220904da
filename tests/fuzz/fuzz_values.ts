import fc from "fast-check";
import type { Schema } from "./fuzz_document.ts";

export type Json = ReturnType<typeof JSON.parse>;

/** Ids that exist in the network, by the name of what they belong to. */
export type IdPool = ReadonlyMap<string, readonly string[]>;

const ITEMS_MAX = 3;
const LENGTH_MAX = 60;

/** Values that fit a schema, with ids of the network where a name asks for one. */
export function fitting(
  schema: Schema,
  ids: IdPool,
  name = "",
): fc.Arbitrary<Json> {
  if ("const" in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  const options = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(options)) {
    return fc.oneof(...options.map((one) => fitting(one as Schema, ids, name)));
  }
  switch (schema.type) {
    case "object":
      return fittingObject(schema, ids);
    case "array":
      return fc.array(fitting((schema.items ?? {}) as Schema, ids, name), {
        minLength: Math.min(Number(schema.minItems ?? 0), ITEMS_MAX),
        maxLength: ITEMS_MAX,
      });
    case "integer":
    case "number":
      return fittingNumber(schema, ids, name);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "string":
      return fittingText(schema, ids, name);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function fittingObject(schema: Schema, ids: IdPool): fc.Arbitrary<Json> {
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  const required = (schema.required ?? []) as string[];
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, one]) => [
      name,
      fitting(one, ids, name),
    ]),
  );
  if (Object.keys(fields).length > 0) {
    const requiredKeys = required.filter((name) => name in fields);
    return fc.record(fields, { requiredKeys });
  }
  const inner = schema.additionalProperties;
  const values =
    typeof inner === "object" && inner !== null
      ? fitting(inner as Schema, ids)
      : fc.string({ maxLength: LENGTH_MAX });
  return fc.dictionary(fc.string({ minLength: 1, maxLength: 12 }), values, {
    maxKeys: ITEMS_MAX,
  });
}

function fittingNumber(
  schema: Schema,
  ids: IdPool,
  name: string,
): fc.Arbitrary<Json> {
  const known = (ids.get(name) ?? []).map(Number).filter(Number.isSafeInteger);
  const numbers = fc.integer({
    min: Number(schema.minimum ?? -5),
    max: Number(schema.maximum ?? 1_000_000),
  });
  if (known.length === 0) return numbers;
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...known) },
    { weight: 1, arbitrary: numbers },
  );
}

/** Texts that get far, by what a field's name promises. */
const KNOWN_TEXTS: readonly [RegExp, readonly string[]][] = [
  [/currency|^base$/, ["USD", "EUR", "ZZZ"]],
  [/url$/, ["https://shop.example/x", "http://127.0.0.1:9/?c={click_id}"]],
  [/email/, ["a1@network.example", "new@network.example"]],
  [/timezone/, ["Europe/Berlin", "UTC", "Mars/Base"]],
  [/amount|percent|price|revenue|payout|rate/, ["12.50", "0.01", "-1", "1e3"]],
  [
    /(?:_at|^from|^to|^up_to|^date|_from|_to)$/,
    ["2026-11-20", "2026-11-22T10:00:00Z"],
  ],
  [/month/, ["2026-11", "2026-13"]],
  [/country|countries/, ["DE", "XX"]],
];

function fittingText(
  schema: Schema,
  ids: IdPool,
  name: string,
): fc.Arbitrary<Json> {
  const texts = [
    ...(ids.get(name) ?? []),
    ...KNOWN_TEXTS.flatMap(([names, known]) => (names.test(name) ? known : [])),
    ...((schema.examples ?? []) as unknown[]).map(String),
  ];
  const others =
    typeof schema.pattern === "string"
      ? fc.stringMatching(new RegExp(schema.pattern))
      : fc.string({
          minLength: Math.min(Number(schema.minLength ?? 0), LENGTH_MAX),
          maxLength: Math.min(Number(schema.maxLength ?? 20), LENGTH_MAX),
          unit: "binary",
        });
  if (texts.length === 0) return others;
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...texts) },
    { weight: 1, arbitrary: others },
  );
}

const DEEP = 2_000;

/** Values that no field expects. */
export const ODD_VALUES: readonly Json[] = [
  null,
  true,
  0,
  -1,
  -0,
  0.1,
  1e21,
  2 ** 31,
  2 ** 53,
  Number.MAX_VALUE,
  "",
  " ",
  "\0",
  "a\0b",
  "\ud800",
  "\udc00\ud800",
  "\u2028\u202e\ufeff",
  "%",
  "\\",
  "'; --",
  "${x}{click_id}{{",
  "=1+1",
  "NaN",
  "1e999",
  "-0.0000000000001",
  "9".repeat(400),
  "x".repeat(70_000),
  "a@".repeat(2_000),
  "external_id:",
  "external_id:none",
  "external_id:\0",
  "external_id:__proto__",
  "__proto__",
  "constructor",
  "0001-01-01",
  "9999-12-31T23:59:60Z",
  "+275760-09-13",
  "2026-02-30",
  "00000000-0000-0000-0000-000000000000",
  "[object Object]",
  [],
  {},
  [[]],
  [null],
  { length: 1e9 },
  Array.from({ length: 2_000 }, (_, at) => at),
  nested(DEEP, "array"),
  nested(DEEP, "object"),
];

function nested(depth: number, kind: "array" | "object"): Json {
  let value: Json = 1;
  for (let at = 0; at < depth; at++) {
    value = kind === "array" ? [value] : { a: value };
  }
  return value;
}

/** Texts that no part of an address expects. */
export const ODD_TEXTS: readonly string[] = [
  "",
  "0",
  "-1",
  "1.5",
  "2147483648",
  "99999999999999999999",
  "1e3",
  "%00",
  "%",
  "%zz",
  "%c3%28",
  "%ed%a0%80",
  "..",
  "%2e%2e%2f",
  "%2F",
  "a%0d%0ab",
  "%E2%80%A8",
  "external_id:%00",
  "external_id:none",
  "external_id:%",
  "__proto__",
  "constructor",
  "null",
  "{}",
  "[]",
  "'",
  "00000000-0000-0000-0000-000000000000",
  "019a9e5c-1000-7000-8000-0123456789ab",
  "x".repeat(4_000),
];
