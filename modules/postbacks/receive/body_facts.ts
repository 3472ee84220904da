import type { JsonObject } from "../../kernel/mod.ts";
import type { Refusal, SourceConfig, Parameter } from "../../sources/mod.ts";
import type { ClickSearch } from "../judge/find_click.ts";
import { valuesAt } from "./json_values.ts";

/** Values at the JSON paths that a source maps. */
export function mappedPaths(
  source: SourceConfig | null | undefined,
  json: JsonObject | null,
): Parameter[] {
  if (json === null) return [];
  return (source?.names.paths ?? []).flatMap((path) => valuesAt(json, path));
}

/** Summarizes what was parsed, for the trace. */
export function describeParsed(
  parameters: readonly Parameter[],
  unread_body: Refusal | null,
): string {
  const nested = parameters.filter(({ is_nested }) => is_nested === true);
  const count = `${parameters.length - nested.length} parameters`;
  const deeper =
    nested.length === 0
      ? ""
      : `, and ${nested.length} values further down, searched for a click id`;
  const unread =
    unread_body === null ? "" : `. Not read: ${unread_body.detail}`;
  return `${count}${deeper}${unread}`;
}

/** Without a click id in the query, an unreadable body is the reason that none was found. */
export function withBodyFault(
  found: ClickSearch,
  unread_body: Refusal | null,
): ClickSearch {
  if (found.ok || unread_body === null) return found;
  return found.refusal.code === "missing_click_id"
    ? { ok: false, refusal: unread_body }
    : found;
}
