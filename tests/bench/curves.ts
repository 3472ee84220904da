import { appendFileSync } from "node:fs";

/** One measured value: how a path behaves at a size. */
export interface CurvePoint {
  /** The drawing that it belongs to. */
  curve: string;
  line: string;
  /** The axis of sizes, such as stored clicks. */
  size_name: string;
  size: number;
  value_name: string;
  value: number;
}

/** The file that takes the points of a run; without it they are only printed. */
export const CURVES_FILE = "TALLYHO_BENCH_CURVES";

/** Adds a point to the curves of this run, if it draws some. */
export function notePoint(point: CurvePoint): void {
  const file = process.env[CURVES_FILE];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(point)}\n`);
}

const WIDTH = 640;
const HEIGHT = 320;
const LEFT = 64;
const RIGHT = 150;
const TOP = 36;
const BOTTOM = 48;
/** Lines differ in their dashes too, for those who see no colours. */
const STROKES = [
  ["#1d4ed8", "none"],
  ["#b45309", "6 3"],
  ["#047857", "2 3"],
  ["#7c3aed", "8 3 2 3"],
] as const;

/** Draws the points of one curve, both axes by powers of ten. */
export function drawCurve(points: readonly CurvePoint[]): string {
  const [first] = points;
  if (first === undefined) throw new Error("There is nothing to draw");
  const across = powersOf(points.map(({ size }) => size));
  const up = powersOf(points.map(({ value }) => value));
  const x = (size: number) =>
    LEFT + along(size, across) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) =>
    HEIGHT - BOTTOM - along(value, up) * (HEIGHT - TOP - BOTTOM);
  const lines = [...new Set(points.map(({ line }) => line))];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    text(LEFT, 20, first.curve, 'font-weight="bold"'),
    ...stepsOf(across).flatMap((size) => [
      rule([x(size), TOP], [x(size), HEIGHT - BOTTOM]),
      text(x(size), HEIGHT - BOTTOM + 16, short(size), 'text-anchor="middle"'),
    ]),
    ...stepsOf(up).flatMap((value) => [
      rule([LEFT, y(value)], [WIDTH - RIGHT, y(value)]),
      text(LEFT - 6, y(value) + 4, short(value), 'text-anchor="end"'),
    ]),
    text(
      (LEFT + WIDTH - RIGHT) / 2,
      HEIGHT - 10,
      first.size_name,
      'text-anchor="middle"',
    ),
    text(
      0,
      0,
      first.value_name,
      `text-anchor="middle" transform="translate(14 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)"`,
    ),
    ...lines.flatMap((line, at) => {
      const own = points
        .filter((point) => point.line === line)
        .toSorted((a, b) => a.size - b.size);
      const places = own.map(({ size, value }) => [x(size), y(value)] as const);
      return drawLine(line, places, STROKES[at % STROKES.length] ?? STROKES[0]);
    }),
    "</svg>",
    "",
  ].join("\n");
}

type Place = readonly [number, number];

function drawLine(
  line: string,
  places: readonly Place[],
  [colour, dashes]: (typeof STROKES)[number],
): string[] {
  const [end_x = 0, end_y = 0] = places.at(-1) ?? [];
  const path = places.map(([x, y]) => `${round(x)},${round(y)}`).join(" ");
  return [
    `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dashes}"/>`,
    ...places.map(
      ([x, y]) =>
        `<circle cx="${round(x)}" cy="${round(y)}" r="3" fill="${colour}"/>`,
    ),
    text(end_x + 8, end_y + 4, line, `fill="${colour}"`),
  ];
}

/** The powers of ten that enclose the values. */
function powersOf(values: readonly number[]): { from: number; to: number } {
  const logs = values.map((value) => Math.log10(Math.max(value, 1e-3)));
  const from = Math.floor(Math.min(...logs));
  return { from, to: Math.max(Math.ceil(Math.max(...logs)), from + 1) };
}

function along(value: number, { from, to }: { from: number; to: number }) {
  return (Math.log10(Math.max(value, 1e-3)) - from) / (to - from);
}

function stepsOf({ from, to }: { from: number; to: number }): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => 10 ** (from + at));
}

function rule([x1, y1]: Place, [x2, y2]: Place): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="#ddd"/>`;
}

function text(x: number, y: number, words: string, more = ""): string {
  return `<text x="${round(x)}" y="${round(y)}" ${more}>${escape(words)}</text>`;
}

function escape(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function short(value: number): string {
  if (value >= 1e6) return `${value / 1e6} M`;
  if (value >= 1e3) return `${value / 1e3} k`;
  return String(Number(value.toPrecision(3)));
}
