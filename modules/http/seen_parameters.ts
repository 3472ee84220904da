import type { RouteDescription } from "./describe.ts";
import { fieldsAlwaysSeenBy } from "./hidden_fields.ts";
import { notOneOf } from "./list_filter.ts";
import { rowSchemas } from "./list_format.ts";
import { cursorSort, invalidCursor, sortNames } from "./paging.ts";
import { PARTY_ROLES } from "./party_roles.ts";
import type { PartyRole } from "./party_roles.ts";
import { invalid } from "./readers.ts";

/** Parameters of any list, which tell nothing of its rows. */
const OF_ANY_LIST = ["limit", "cursor", "sort", "from", "to"];

/** The part of a list's parameters that a role may use. */
export interface SeenParameters {
  parameters: readonly string[];
  /** Values of `sort`; undefined if the route isn't a list. */
  sorts: readonly string[] | undefined;
  /** Values that a role may not use, such as `group_by=source`. */
  hidden_values: readonly string[];
}

/**
 * The parameters of a route that a role may use. A list is filtered and sorted only by fields
 * that the role sees in its rows, and by filters that its rule names: any other would tell
 * what is hidden.
 */
export function parametersSeenBy(
  role: PartyRole,
  description: RouteDescription,
  parameters: readonly string[],
): SeenParameters {
  const schemas = rowSchemas(description);
  const rule = description.own?.[role];
  const { also = [], ...narrowing } = typeof rule === "object" ? rule : {};
  const hides =
    typeof rule === "object" && "filter" in rule ? (rule.hides ?? []) : [];
  const hidden_values = hides.filter((one) => one.includes("="));
  if (schemas.length === 0) {
    const others = [...filtersOfOthers(role, description), ...hides];
    const own = parameters.filter(
      (name) => also.includes(name) || !others.includes(name),
    );
    return { parameters: own, sorts: undefined, hidden_values };
  }
  const filter = "filter" in narrowing ? [narrowing.filter] : [];
  const fields = schemas.flatMap((one) => fieldsAlwaysSeenBy(one, role));
  const seen = new Set([...OF_ANY_LIST, ...fields, ...filter, ...also]);
  const sorts = (description.sorts ?? []).filter((sort) =>
    seen.has(sort.replace(/^-/, "")),
  );
  return {
    parameters: parameters.filter((name) => seen.has(name)),
    sorts: sortNames(sorts),
    hidden_values,
  };
}

/** Parameters that narrow a route to the rows of other roles. */
function filtersOfOthers(
  role: PartyRole,
  { own = {} }: RouteDescription,
): readonly string[] {
  return PARTY_ROLES.flatMap((other) => {
    const rule = own[other];
    const is_filter = typeof rule === "object" && "filter" in rule;
    return other === role || !is_filter ? [] : [rule.filter];
  });
}

/** Throws a Problem if a parameter has a value that is hidden. */
export function checkValues(
  query: URLSearchParams,
  hidden_values: readonly string[],
): void {
  for (const [name, value] of query) {
    if (!hidden_values.includes(`${name}=${value}`)) continue;
    throw invalid(name, `can't be ${value}`);
  }
}

/** Throws a Problem if a list is sorted by something else, be it by its cursor. */
export function checkSort(
  query: URLSearchParams,
  sorts: readonly string[],
): void {
  const wrong = query.getAll("sort").find((sort) => !sorts.includes(sort));
  if (wrong !== undefined) throw notOneOf("sort", sorts);
  for (const cursor of query.getAll("cursor")) {
    const sort = cursorSort(cursor);
    if (sort !== undefined && !sorts.includes(sort)) throw invalidCursor();
  }
}
