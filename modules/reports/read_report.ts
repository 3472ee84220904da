import {
  invalid,
  invalidCursor,
  notOneOf,
  readCurrency,
  readLimit,
} from "../http/mod.ts";
import type { PartyRole } from "../http/mod.ts";
import { CLICK_VERDICTS, Problem } from "../kernel/mod.ts";
import type { Dimension, Filter, ReportRequest, Sort } from "./model.ts";
import { readRange, readTimezone } from "./read_range.ts";
import { readValues } from "./read_values.ts";
import { dimensionsSeenBy, figuresSeenBy } from "./report_answers.ts";

const GROUPS_MAX = 4;
const CURSOR_CHARS_MAX = 20_000;
const AXES = ["conversion", "click", "approval"] as const;
const COMPARED = ["previous_period", "previous_year"] as const;
const BY_VERDICT = "clicks.by_verdict";

/** Who asks, and what is left out of the request. */
export interface ReportAsker {
  /** A party's; null for the network's own people. */
  role: PartyRole | null;
  timezone: string;
  default_currency: string;
  now_ms: number;
}

type Query = Readonly<Record<string, string | undefined>>;

/** Parses the query of a report; a Problem names the field that is wrong, and what is allowed. */
export function readReport(query: Query, asker: ReportAsker): ReportRequest {
  const { role, default_currency, now_ms } = asker;
  const timezone = readTimezone(query.timezone ?? asker.timezone);
  const dimensions = dimensionsSeenBy(role);
  const group_by = readGroups(query.group_by ?? "day", dimensions);
  return {
    group_by,
    ...readRange(query, { now_ms, timezone }),
    axis: readWord("time", query.time, AXES) ?? "conversion",
    currency:
      query.currency === undefined ? null : readCurrency(query.currency),
    default_currency,
    filters: readFilters(query, dimensions),
    sort: readSort(query.sort, [...group_by, ...sortableBy(role)]),
    limit: readLimit(query.limit),
    after: readAfter(query.cursor),
    compare: readWord("compare", query.compare, COMPARED) ?? null,
    empty: readWord("empty", query.empty, ["true", "false"]) === "true",
  };
}

function readGroups(text: string, allowed: readonly Dimension[]): Dimension[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.length > GROUPS_MAX) {
    throw invalid("group_by", `takes at most ${GROUPS_MAX} dimensions`);
  }
  const groups = names.map((name) => {
    const found = allowed.find((one) => one === name);
    if (found === undefined) throw notOneOf("group_by", allowed);
    return found;
  });
  const twice = groups.find((name, at) => groups.indexOf(name) !== at);
  if (twice === undefined) return groups;
  throw invalid("group_by", `has ${twice} twice`);
}

function readFilters(query: Query, dimensions: readonly Dimension[]): Filter[] {
  return dimensions.flatMap((dimension) => {
    const text = query[dimension];
    if (text === undefined) return [];
    return [{ dimension, values: readValues(dimension, text) }];
  });
}

function readSort(
  text: string | undefined,
  keys: readonly string[],
): Sort | null {
  if (text === undefined) return null;
  const descending = text.startsWith("-");
  const key = descending ? text.slice(1) : text;
  if (keys.includes(key)) return { key, descending };
  const message = `must be one of ${keys.join(", ")}, with - in front for downwards`;
  throw new Problem(422, "invalid_request", `Invalid sort: ${message}`, {
    errors: [
      {
        field: "sort",
        message,
        allowed: keys.flatMap((one) => [one, `-${one}`]),
      },
    ],
  });
}

/** The figures that rows are sorted by. */
function sortableBy(role: PartyRole | null): string[] {
  return figuresSeenBy(role).flatMap(({ key }) =>
    key === BY_VERDICT
      ? CLICK_VERDICTS.map((verdict) => `${key}.${verdict}`)
      : [key],
  );
}

/** The engine reads what the cursor says. */
function readAfter(cursor: string | undefined): string | null {
  if (cursor === undefined || cursor === "") return null;
  if (cursor.length <= CURSOR_CHARS_MAX) return cursor;
  throw invalidCursor();
}

function readWord<const W extends string>(
  field: string,
  text: string | undefined,
  words: readonly W[],
): W | undefined {
  if (text === undefined) return undefined;
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  throw notOneOf(field, words);
}
