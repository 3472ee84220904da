import type { ReportRow } from "../model.ts";
import { figureOf } from "./figure_values.ts";
import type { FigureValue } from "./figure_values.ts";
import { isIdText, sortOf } from "./order.ts";
import { isTime } from "./plan.ts";
import type { ReportPlan } from "./plan.ts";

type Compare<T> = (a: T, b: T) => number;

/** Compares finished rows of a report as `Order` does its groups. */
export function rowOrder(plan: ReportPlan): Compare<ReportRow> {
  const { group_by } = plan;
  const steps: Compare<ReportRow>[] = [];
  for (const { key, descending } of sortOf(plan)) {
    const sign = descending ? -1 : 1;
    const read = figureOf(key);
    const place = (group_by as readonly string[]).indexOf(key);
    if (read !== undefined) {
      steps.push((a, b) =>
        compareFigures(read(a.figures), read(b.figures), sign),
      );
    } else if (place >= 0) steps.push(keyOrder(plan, place, sign));
  }
  steps.push(...group_by.map((_, place) => keyOrder(plan, place, 1)));
  return (a, b) => {
    for (const step of steps) {
      const difference = step(a, b);
      if (difference !== 0) return difference;
    }
    return 0;
  };
}

function keyOrder(
  { group_by, periods }: ReportPlan,
  place: number,
  sign: number,
): Compare<ReportRow> {
  const dimension = group_by[place]!;
  if (isTime(dimension)) {
    const labels = periods[0].times.get(dimension)?.labels ?? [];
    const places = new Map(labels.map((label, at) => [label, at]));
    const placeOf = ({ keys }: ReportRow) => places.get(keys[place] ?? "") ?? 0;
    return (a, b) => (placeOf(a) - placeOf(b)) * sign;
  }
  const by_length = isIdText(dimension);
  return (a, b) => {
    const a_key = a.keys[place] ?? null;
    const b_key = b.keys[place] ?? null;
    if (a_key === b_key) return 0;
    if (a_key === null || b_key === null) return a_key === null ? 1 : -1;
    const longer = by_length ? a_key.length - b_key.length : 0;
    return (longer === 0 ? compareTexts(a_key, b_key) : longer) * sign;
  };
}

/** Compares by code points, which is the order of their bytes. */
export function compareTexts(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  for (let at = 0; at < end; at++) {
    const a_unit = a.charCodeAt(at);
    const b_unit = b.charCodeAt(at);
    if (a_unit !== b_unit) return codeOrder(a_unit) - codeOrder(b_unit);
  }
  return a.length - b.length;
}

/** Surrogates stand for the highest code points, but not in the order of code units. */
function codeOrder(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x1_0000 : unit;
}

/** None comes last in both directions. */
function compareFigures(a: FigureValue, b: FigureValue, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (a === b) return 0;
  return a < b ? -sign : sign;
}
