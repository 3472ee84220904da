import type { TObject } from "@sinclair/typebox";
import { KEY_PATTERN } from "./idempotency.ts";
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
    const words = name.replace(/_id$/, "").replace("_", " ");
    const kind = kindOfParameter(before);
    const description =
      kind === undefined
        ? `The ${words} in the path.`
        : `Id of one of the ${kind}, or \`${EXTERNAL_ID}\` and its external id.`;
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
    description: queryText(name),
    schema: schemas.write(
      kindOfField(name) === undefined ? schema : referenceSchema(schema),
    ),
  }));
}

function queryText(name: string): string {
  const text = QUERY_TEXTS[name] ?? `Only those with this ${words(name)}.`;
  return kindOfField(name) === undefined
    ? text
    : `${text} An id, or \`${EXTERNAL_ID}\` and the external id.`;
}

const QUERY_TEXTS: Readonly<Record<string, string>> = {
  q: "Only those whose name or other text holds this, with no regard to case.",
  limit: "How many rows at most, from 1 to 500.",
  cursor: "The `next_cursor` of the page before.",
  from: "From this time on.",
  to: "Before this time.",
  at: "As of this time.",
  as_of: "As of this time.",
  format: "How it is written.",
  group_by: "By what it is counted.",
};

function words(name: string): string {
  return name.replaceAll("_", " ");
}
