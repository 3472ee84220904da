import { ApiError } from "./client.ts";
import type { Tagged } from "./client.ts";

/**
 * The tag of a thing that still is as it was seen in a list, so that nobody decides about what
 * another changed meanwhile; the refusal of a stale tag otherwise.
 */
export function tagAsSeen<Row extends object>(
  seen: Row,
  { value, etag }: Tagged<Row>,
  names: readonly (keyof Row)[],
): string {
  const textOf = (row: Row) => JSON.stringify(names.map((name) => row[name]));
  if (textOf(seen) === textOf(value)) return etag;
  throw new ApiError({ code: "stale_version" }, null);
}
