import type { TSchema } from "@sinclair/typebox";
import { alternatives, isFile } from "./describe.ts";
import type { Answer, RouteDescription } from "./describe.ts";

/** A format besides JSON in which a whole list is sent. */
export type ListFormat = "csv" | "ndjson";

/** Media types of the formats. */
export const LIST_MEDIA: Readonly<Record<ListFormat, string>> = {
  csv: "text/csv",
  ndjson: "application/x-ndjson",
};

const JSON_MEDIA = "application/json";
const ACCEPT_PARTS_MAX = 50;

interface Range {
  type: string;
  quality: number;
}

/**
 * The format that an `Accept` header asks for; null for JSON, which is also the answer
 * to wildcards alone and to types that lists don't have.
 */
export function listFormat(accept: string | null): ListFormat | null {
  if (accept === null) return null;
  const ranges = accept
    .toLowerCase()
    .split(",", ACCEPT_PARTS_MAX)
    .map((part): Range => {
      const [type = "", ...parameters] = part.split(";").map((t) => t.trim());
      const weight = parameters.find((text) => /^q\s*=/.test(text));
      const quality = Number(weight?.split("=")[1] ?? 1);
      return { type, quality: quality >= 0 && quality <= 1 ? quality : 0 };
    });
  let best: { format: ListFormat | null; range: Range } | undefined;
  // A named type comes before a wildcard of the same quality, JSON before the others.
  for (const format of [null, "csv", "ndjson"] as const) {
    const type = format === null ? JSON_MEDIA : LIST_MEDIA[format];
    const range = rangeOf(type, ranges);
    if (range === undefined || range.quality === 0) continue;
    const is_better =
      best === undefined ||
      range.quality > best.range.quality ||
      (range.quality === best.range.quality &&
        precision(range) > precision(best.range));
    if (is_better) best = { format, range };
  }
  return best?.format ?? null;
}

/** The most precise range that covers a type. */
function rangeOf(type: string, ranges: readonly Range[]): Range | undefined {
  const [main = ""] = type.split("/");
  for (const wanted of [type, `${main}/*`, "*/*"]) {
    const range = ranges.find((one) => one.type === wanted);
    if (range !== undefined) return range;
  }
  return undefined;
}

function precision({ type }: Range): number {
  return 2 - (type.match(/\*/g)?.length ?? 0);
}

/**
 * The schemas of a list route's rows, one for each kind of list; empty if it lists nothing, or
 * sends itself in other formats.
 */
export function rowSchemas({
  answers,
  has_own_formats = false,
}: RouteDescription): readonly TSchema[] {
  const { 200: given } = answers;
  if (given === undefined || has_own_formats) return [];
  return alternatives(given).flatMap((answer) => rowSchema(answer) ?? []);
}

/** The schema of the rows, if an answer is a page of a list. */
export function rowSchema(answer: Answer): TSchema | null {
  if (answer === null || isFile(answer)) return null;
  const { data, next_cursor } = (answer.properties ?? {}) as Record<
    string,
    TSchema
  >;
  if (data?.type !== "array" || next_cursor === undefined) return null;
  return data.items as TSchema;
}

/** The columns of rows with this schema, in its order; of all members of a union. */
export function columnsOf(schema: TSchema): readonly string[] {
  const members = (schema.anyOf ?? schema.allOf) as
    readonly TSchema[] | undefined;
  if (members !== undefined) return [...new Set(members.flatMap(columnsOf))];
  return Object.keys((schema.properties ?? {}) as object);
}
