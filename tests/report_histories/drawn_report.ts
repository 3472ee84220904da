import { dateAfter, dayStartOf, timeLabel } from "./plain_calendar.ts";
import { isTime } from "./plain_report.ts";
import type { Dimension, PlainAsked } from "./plain_report.ts";
import { HIDDEN } from "./plain_row.ts";
import type { Axis, Thing } from "./plain_things.ts";
import type { Asker, HistoryWorld } from "./world.ts";

export const ZONES = [
  "UTC",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "America/New_York",
] as const;
const AXES: readonly [Axis, ...Axis[]] = ["conversion", "click", "approval"];
const MINUTE_MS = 60_000;

const DIMENSIONS = [
  ...["hour", "day", "day", "week", "month", "hour_of_day", "weekday"],
  ...[
    "advertiser",
    "campaign",
    "affiliate",
    "link",
    "goal",
    "country",
    "device",
  ],
  ...[
    "os",
    "browser",
    "source",
    "sub1",
    "sub2",
    "sub10",
    "sub5",
    "verdict",
    "status",
  ],
];

/** Dimensions that a party doesn't see. */
const UNSEEN: Readonly<Record<Asker["role"], RegExp>> = {
  admin: /^$/,
  manager: /^$/,
  affiliate: /^advertiser$/,
  advertiser: /^(?:link|source|sub\d+)$/,
};

const SORTS = [
  ...[
    "clicks.gross",
    "clicks.unique",
    "clicks.by_verdict.paused",
    "conversions.approved",
  ],
  ...[
    "amount",
    "revenue",
    "payout",
    "margin",
    "pending_payout",
    "cr",
    "cr_approved",
  ],
  ...[
    "approval_rate",
    "epc",
    "rpc",
    "cpa",
    "aov",
    "margin_percent",
    "seconds_to_convert",
  ],
];

/** A report and who asks for it. */
export interface DrawnReport {
  asker: Asker;
  asked: PlainAsked;
  currency: string | null;
  limit: number;
  compare: "previous_period" | "previous_year" | null;
  query: URLSearchParams;
}

/** Draws a report that may be asked for. */
export function drawReport(
  world: HistoryWorld,
  things: readonly Thing[],
): DrawnReport {
  const { chance } = world;
  const asker =
    world.askers[
      chance.happens(0.5) ? 0 : chance.between(0, world.askers.length)
    ]!;
  const seen = DIMENSIONS.filter((one) => !UNSEEN[asker.role].test(one));
  const group_by = shuffled(world, seen).slice(0, chance.between(1, 5));
  const timezone = chance.oneOf(ZONES);
  const { from_ms, to_ms, from, to } = drawPeriod(world, timezone);
  const of = { axis: chance.oneOf(AXES), timezone };
  const drawn = drawFilters(world, things, { seen, ...of });
  const sort = drawSort(world, { group_by, asker });
  const currency = chance.oneOf([null, null, "USD", "EUR", "JPY", "GBP"]);
  const compare = chance.oneOf<DrawnReport["compare"]>([
    null,
    null,
    "previous_period",
    "previous_year",
  ]);
  const is_filled = chance.happens(0.2);
  const limit = chance.oneOf([1, 3, 10, 100, 500]);
  const query = new URLSearchParams({
    ...{ group_by: group_by.join(), from, to, timezone, time: of.axis },
    ...Object.fromEntries(
      [...drawn].map(([name, values]) => [name, filterText(values)]),
    ),
    ...(sort === null ? {} : { sort }),
    ...(currency === null ? {} : { currency }),
    ...(compare === null ? {} : { compare }),
    ...(is_filled ? { empty: "true" } : {}),
  });
  const filters = new Map(drawn);
  limitTo(filters, "affiliate", asker.affiliates);
  limitTo(filters, "advertiser", asker.advertisers);
  const asked = {
    group_by,
    from_ms,
    to_ms,
    ...of,
    filters,
    sort,
    is_filled,
    compared: null,
  };
  return { asker, asked, currency, limit, compare, query };
}

function shuffled(
  { chance }: HistoryWorld,
  dimensions: readonly Dimension[],
): Dimension[] {
  const left = [...new Set(dimensions)];
  const drawn: Dimension[] = [];
  while (left.length > 0)
    drawn.push(...left.splice(chance.between(0, left.length), 1));
  return drawn;
}

/** Whole days of the zone, or any minutes; as parameters and as times. */
function drawPeriod(
  { chance, clock, start_ms }: HistoryWorld,
  timezone: string,
) {
  const day = (ms: number) => timeLabel("day", ms, timezone);
  const last_ms = clock.nowMs();
  const first_ms = Math.max(
    start_ms - 2 * 86_400_000,
    last_ms - 45 * 86_400_000,
  );
  const some_ms = chance.between(first_ms, last_ms + 1);
  if (chance.happens(0.6)) {
    const from = day(chance.happens(0.5) ? first_ms : some_ms);
    const days = chance.oneOf([1, 2, 7, 30, 60]);
    const to = dateAfter(from, days);
    return {
      from,
      to,
      from_ms: dayStartOf(from, timezone),
      to_ms: dayStartOf(to, timezone),
    };
  }
  const from_ms = Math.floor(some_ms / MINUTE_MS) * MINUTE_MS;
  const to_ms = from_ms + chance.between(1, 20_000) * MINUTE_MS;
  const [from, to] = [from_ms, to_ms].map((ms) =>
    new Date(ms).toISOString(),
  ) as [string, string];
  return { from, to, from_ms, to_ms };
}

/** Values that occur, with some that don't, and none. */
function drawFilters(
  { chance }: HistoryWorld,
  things: readonly Thing[],
  {
    seen,
    axis,
    timezone,
  }: { seen: readonly Dimension[]; axis: Axis; timezone: string },
): [Dimension, (string | null)[]][] {
  const count = chance.oneOf([0, 0, 1, 1, 2, 3]);
  const dimensions = Array.from(
    { length: count },
    () => seen[chance.between(0, seen.length)]!,
  );
  return [...new Set(dimensions)].map((dimension) => {
    const values = Array.from({ length: chance.between(1, 5) }, () => {
      const thing = things[chance.between(0, things.length)];
      if (thing === undefined) return null;
      if (!isTime(dimension)) return thing.values[dimension] ?? null;
      return timeLabel(
        dimension,
        thing.at_ms[axis] ?? thing.at_ms.click ?? 0,
        timezone,
      );
    });
    const given = isTime(dimension)
      ? values.filter((value) => value !== null)
      : values;
    return [dimension, given];
  });
}

function filterText(values: readonly (string | null)[]): string {
  return values
    .map((value) => {
      if (value === null) return "(none)";
      if (/^"*\((?:none|other)\)"*$/.test(value)) return `"${value}"`;
      return value.replace(/\\(?=[,\\]|$)|,/g, "\\$&");
    })
    .join();
}

function drawSort(
  { chance }: HistoryWorld,
  { group_by, asker }: { group_by: readonly Dimension[]; asker: Asker },
): string | null {
  if (chance.happens(0.4)) return null;
  const hidden = HIDDEN[asker.role];
  const keys = [...SORTS.filter((key) => !hidden.includes(key)), ...group_by];
  const key = keys[chance.between(0, keys.length)] ?? "clicks.gross";
  return `${chance.happens(0.5) ? "-" : ""}${key}`;
}

/** Narrows a filter to the ids that who asks may see. */
function limitTo(
  filters: Map<Dimension, (string | null)[]>,
  dimension: "affiliate" | "advertiser",
  ids: readonly number[] | undefined,
): void {
  if (ids === undefined) return;
  const texts = ids.map(String);
  const asked = filters
    .get(dimension)
    ?.filter((value) => value !== null && texts.includes(value));
  filters.set(dimension, asked ?? texts);
}
