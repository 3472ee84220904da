/** The values at the bottom and the top of a chart, and those in equal steps between them. */
export interface Scale {
  low: number;
  high: number;
  /** From the bottom to the top, both included. */
  ticks: readonly number[];
}

/** Width and height of the drawing, which is stretched to its place. */
export const SIDE = 1_000;

const INTERVALS_MAX = 5;
const STEPS = [1, 2, 2.5, 5, 10];
const DIGITS = 12;

/** A scale of round steps, on which zero is seen; that of a count has whole numbers only. */
export function scaleOf(
  values: readonly (number | null)[],
  is_count = false,
): Scale {
  const known = values.filter((value) => value !== null);
  const least = Math.min(0, ...known);
  const most = Math.max(0, ...known);
  const step = most > least ? stepOf(most - least, is_count) : 1;
  const first = Math.floor(rounded(least / step));
  const last = Math.max(Math.ceil(rounded(most / step)), first + 1);
  const ticks = Array.from({ length: last - first + 1 }, (_, at) =>
    rounded((first + at) * step),
  );
  return { low: rounded(first * step), high: rounded(last * step), ticks };
}

/** The smallest round step that divides a range into few intervals. */
function stepOf(range: number, is_count: boolean): number {
  const least = range / INTERVALS_MAX;
  const power = 10 ** Math.floor(Math.log10(least));
  const found = STEPS.map((step) => rounded(step * power)).find(
    (step) => step >= rounded(least) && (!is_count || Number.isInteger(step)),
  );
  return found ?? Math.max(1, Math.ceil(least));
}

/** Without the last digits, which binary fractions get wrong. */
function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

/** The point of a value at a place of `count` in equal steps, from the left and from the top. */
export function pointOf(
  value: number,
  {
    at,
    count,
    scale: { low, high },
  }: { at: number; count: number; scale: Scale },
): [x: number, y: number] {
  const x = count > 1 ? (at / (count - 1)) * SIDE : SIDE / 2;
  const y = SIDE - ((value - low) / (high - low)) * SIDE;
  return [Number(x.toFixed(1)), Number(y.toFixed(1))];
}

/** An SVG path through the values; a gap where there is none. */
export function pathOf(
  values: readonly (number | null)[],
  scale: Scale,
): string {
  const count = values.length;
  return values
    .flatMap((value, at) => {
      if (value === null) return [];
      const is_begun = at > 0 && values[at - 1] !== null;
      const [x, y] = pointOf(value, { at, count, scale });
      // A value between two gaps is a dot: a line of no length with round ends.
      return [`${is_begun ? "L" : "M"}${x} ${y}${is_begun ? "" : "h0"}`];
    })
    .join("");
}

/** The places of `count` that have a label: few enough that none covers another. */
export function labelled(count: number, labels_max: number): number[] {
  const step = Math.max(1, Math.ceil((count - 1) / (labels_max - 1)));
  const places = Array.from({ length: count }, (_, at) => at);
  return places.filter((at) => at % step === 0);
}
