import type { TObject } from "@sinclair/typebox";
import { KEY_PATTERN } from "./idempotency.ts";
import { pathText, queryText } from "./openapi_texts.ts";
import type { SchemaWriter } from "./openapi_schema.ts";
import {
  EXTERNAL_ID,
  kindOfField,
  kindOfParameter,
  referenceSchema,
} from "./references.ts";
import { segmentsOf } from "./route_index.ts";

/** The header of routes that execute a request once. */
export const KEY_PARAMETER = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description:
    "Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`.",
  schema: { type: "string", pattern: KEY_PATTERN },
};

/** Describes the parameters in a path. */
export function pathParameters(path: string) {
  const segments = segmentsOf(path);
  const found = segments.flatMap((segment, at) =>
    segment.startsWith(":")
      ? [[segment.slice(1), segments[at - 1] ?? ""] as const]
      : [],
  );
  const rest = path.includes("*") ? ([["rest", ""]] as const) : [];
  return [...found, ...rest].map(([name, before]) => {
    const text = pathText(name, before);
    const description =
      kindOfParameter(before) === undefined ? text : orExternal(text);
    const schema = { type: "string" };
    return { name, in: "path", required: true, description, schema };
  });
}

/** Describes the parameters of a query. */
export function queryParameters(
  query: TObject | undefined,
  schemas: SchemaWriter,
) {
  const { properties = {}, required = [] } = query ?? {};
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    description: schema.description ?? parameterText(name),
    schema: schemas.write(
      kindOfField(name) === undefined ? schema : referenceSchema(schema),
    ),
    // Several values have commas between.
    ...(schema.type === "array" ? { style: "form", explode: false } : {}),
  }));
}

function parameterText(name: string): string {
  if (kindOfField(name) === undefined) return queryText(name);
  return orExternal(`Id of the ${name.replace(/_id$/, "")}.`);
}

function orExternal(text: string): string {
  return `${text.replace(/\.$/, "")}, or \`${EXTERNAL_ID}\` and its external id.`;
}
