import { Type } from "@sinclair/typebox";
import type { RouteDescription } from "./describe.ts";
import type { SchemaWriter } from "./openapi_schema.ts";

const Tag = Type.String({ examples: ['"Zm9vYmFyYmF6cXV4"'] });

const CONDITIONS = {
  "If-Match":
    "Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any.",
  "If-None-Match": "Only if its `ETag` is not this one; otherwise 304.",
} as const;

/** Header parameters of a request's condition on the tag. */
export function conditionParameters(
  { condition }: RouteDescription,
  schemas: SchemaWriter,
) {
  if (condition === undefined) return [];
  return [
    {
      name: condition,
      in: "header",
      required: false,
      description: CONDITIONS[condition],
      schema: schemas.write(Tag),
    },
  ];
}

/** Headers of an answer that shows a tag. */
export function tagHeaders(
  { shows_tag = false }: RouteDescription,
  schemas: SchemaWriter,
) {
  if (!shows_tag) return {};
  const description = "Names what is shown; a change takes it as `If-Match`.";
  return { headers: { ETag: { description, schema: schemas.write(Tag) } } };
}
