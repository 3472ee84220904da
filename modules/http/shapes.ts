import { Type } from "@sinclair/typebox";
import { withoutMarks } from "./hidden_fields.ts";
import type { TProperties, TSchema } from "@sinclair/typebox";

/** Id of a configured resource. */
export const Id = Type.Integer({ minimum: 1, examples: [7] });

/** Id of an event. */
export const Uuid = Type.String({
  pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
  examples: ["019a9e5c-1000-7000-8000-0123456789ab"],
});

/** A time in UTC. */
export const Time = Type.String({
  pattern: "^[0-9]{4,6}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,12}Z$",
  examples: ["2026-11-22T10:00:00.000Z"],
});

/** A day of the calendar. */
export const Day = Type.String({
  pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
  examples: ["2026-11-22"],
});

/** Money in major units, beside its currency. */
export const Amount = Type.String({
  pattern: "^-?[0-9]+([.][0-9]+)?$",
  examples: ["12.50"],
});

/** An ISO 4217 code. */
export const Currency = Type.String({
  pattern: "^[A-Z]{3}$",
  examples: ["EUR"],
});

/** A number of things. */
export const Count = Type.Integer({ minimum: 0, examples: [3] });

/** A value that may be null. */
export function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}

/** One of these words. */
export function oneOf<const T extends readonly string[]>(words: T) {
  return Type.Union(words.map((word) => Type.Literal(word)));
}

/** Explains a field that isn't plain from its name. Not for a named schema. */
export function described<T extends TSchema>(description: string, schema: T) {
  return { ...schema, description } as T;
}

/** The name beside who did something; absent in answers without that. */
export const AuthorName = Type.Optional({
  ...Type.Union([Type.String({ examples: ["Ada"] }), Type.Null()]),
  description:
    "Name of the user or token; null for jobs. A party is told its own people's names only.",
});

/** Amounts of money for people, with `exact` for those that were rounded. */
export function rounded<T extends TProperties>(amounts: T) {
  // The exact amount is hidden from whom the rounded one is.
  const each = Object.fromEntries(
    Object.entries(amounts).map(([field, schema]) => [
      field,
      Type.Optional({ ...Amount, ...withoutMarks(schema).marks }),
    ]),
  );
  const [first = ""] = Object.keys(amounts);
  const exact = Type.Object(each, {
    description:
      "The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was.",
    examples: [{ [first]: "12.504" }],
  });
  return { ...amounts, exact: Type.Optional(exact) };
}

/** The `next_cursor` of a page. */
export const NextCursor = described(
  "Pass it as `cursor` to get the next page; null on the last.",
  nullable(Type.String({ examples: ["Nw"] })),
);

/** A page of a list, with what it has besides its rows. */
export function listOf<T extends TSchema, M extends TProperties>(
  item: T,
  more?: M,
) {
  return Type.Object({
    data: Type.Array(item),
    next_cursor: NextCursor,
    ...(more ?? ({} as M)),
  });
}
