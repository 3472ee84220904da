import { AXIS_NAMES, MONEY } from "./block.ts";
import type { DimensionColumn } from "./block.ts";
import type { ComparedDay } from "./compare_day.ts";
import type { DayDifference } from "./comparing.ts";
import type { SideSums } from "./day_differences.ts";

const DAY_MS = 86_400_000;
const MICROS_DIGITS = 6;
const MARKS = ["unique", "repeat", "bot", "prefetch", "test", "unpaid"];
/** Differences of a day that are named. */
const NAMED_MAX = 20;

const SUMS: Readonly<Record<DayDifference["sum"], string>> = {
  day: "",
  by_link: "in the sums by link, ",
  by_place: "in the sums by country and device, ",
  by_campaign: "in the sums by campaign, ",
  by_affiliate: "in the sums by affiliate, ",
  by_country: "in the sums by country, ",
  by_agent: "in the sums by browser, ",
  by_quarter: "in the sums by quarter of an hour, ",
  by_seconds: "in the sums by time to conversion, ",
};

/** A line for each difference of a day from its rows. */
export function describeDay(compared: ComparedDay): string[] {
  const { axis, day } = compared;
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
  if (compared.state === "damaged")
    return [`${date}, ${AXIS_NAMES[axis]}: ${compared.reason}`];
  if (compared.state !== "differs") return [];
  const { differences } = compared;
  const lines = differences
    .slice(0, NAMED_MAX)
    .map(
      (difference) => `${date}, ${AXIS_NAMES[axis]}: ${describe(difference)}`,
    );
  const more = differences.length - lines.length;
  return more > 0
    ? [...lines, `${date}, ${AXIS_NAMES[axis]}: and ${more} more`]
    : lines;
}

function describe({
  sum,
  facts,
  counted,
  rows,
  others,
}: DayDifference): string {
  const what = Object.entries(facts)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => factText(name as DimensionColumn, value ?? ""))
    .join(", ");
  const sums = describeSums(counted, rows);
  if (sums !== null) return `${SUMS[sum]}${what}: ${sums}`;
  const columns =
    others.length === 0 ? "in how they go together" : `in ${others.join(", ")}`;
  return `${SUMS[sum]}${what}: ${counted.count} counted and in rows, but they differ ${columns}`;
}

function factText(name: DimensionColumn, value: string): string {
  if (name !== "kind") return `${name} ${value}`;
  const [marks = "0", verdict = ""] = value.split(" ");
  const names = MARKS.filter((_, bit) => (Number(marks) & (1 << bit)) !== 0);
  return [verdict, ...names].join(" ");
}

/** Null if they are the same. */
function describeSums(counted: SideSums, rows: SideSums): string | null {
  const money = MONEY.filter(
    (name) => counted.money[name] !== rows.money[name],
  );
  if (counted.count === rows.count && money.length === 0) return null;
  const text = ({ count, money: of_side }: SideSums) =>
    [
      String(count),
      ...money.map((name) => `${name} ${amountText(of_side[name])}`),
    ].join(" with ");
  return `counted ${text(counted)}, rows ${text(rows)}`;
}

function amountText(micros: bigint): string {
  const digits = String(micros < 0n ? -micros : micros).padStart(
    MICROS_DIGITS + 1,
    "0",
  );
  const whole = digits.slice(0, -MICROS_DIGITS);
  return `${micros < 0n ? "-" : ""}${whole}.${digits.slice(-MICROS_DIGITS)}`;
}
