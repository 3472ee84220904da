import type uPlot from "uplot";
import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "../messages/en.ts";
import { useChoices } from "../state/choices.ts";

/** A line: its name, and a value for each label. */
export interface Line {
  name: string;
  values: readonly (number | null)[];
  /** Whether its scale is the right one. */
  is_right?: boolean;
  /** A line to compare with: of the same colour as the one before it, and faint. */
  is_before?: boolean;
  /** Whether there is nothing between two whole numbers. */
  is_count?: boolean;
  shown(value: number): string;
}

const HEIGHT_PX = 230;
const AXIS_PX = 18;
const LETTER_PX = 7;
const LABEL_PX = 90;
const FIRST_LABEL_PX = 12;
const COLOURS = 5;

/**
 * Lines over labels in equal steps. The same figures have to stand in a table beside it: a picture
 * can't be read aloud.
 */
export function LineChart({
  title,
  labels,
  lines,
}: {
  title: string;
  labels: readonly string[];
  lines: readonly Line[];
}) {
  const place = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<number | null>(null);
  const { theme } = useChoices();
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    return drawChart(element, { labels, lines, onPoint: setAt });
  }, [labels, lines, theme]);
  return (
    <figure class="chart">
      <div ref={place} role="img" aria-label={title} class="chart-place" />
      <figcaption class="row">
        <Legend lines={lines} at={at} label={at === null ? "" : labels[at]} />
      </figcaption>
    </figure>
  );
}

function Legend({
  lines,
  at,
  label,
}: {
  lines: readonly Line[];
  at: number | null;
  label: string | undefined;
}) {
  return (
    <>
      {lines.map(({ name, values, is_before, shown }, index) => {
        const value = at === null ? undefined : values[at];
        return (
          <span key={name} class="legend">
            <span
              class="swatch"
              data-series={seriesOf(lines, index)}
              data-before={is_before}
            />
            {name}
            {at !== null && (
              <strong class="number">
                {value == null ? say.none : shown(value)}
              </strong>
            )}
          </span>
        );
      })}
      {label !== "" && <span class="quiet number">{label}</span>}
    </>
  );
}

/** Which colour a line has, from 1; one to compare with has that of the line before it. */
function seriesOf(lines: readonly Line[], index: number): number {
  const own = lines.slice(0, index + 1).filter(({ is_before }) => !is_before);
  return ((own.length - 1) % COLOURS) + 1;
}

interface Drawing {
  labels: readonly string[];
  lines: readonly Line[];
  onPoint(at: number | null): void;
}

/** Loads the library, draws, and follows the size of the place; returns what ends it. */
function drawChart(element: HTMLElement, drawing: Drawing): () => void {
  let chart: uPlot | undefined;
  let is_over = false;
  const watching = new ResizeObserver(() =>
    chart?.setSize({ width: element.clientWidth, height: HEIGHT_PX }),
  );
  void import("uplot").then(({ default: Plot }) => {
    if (is_over) return;
    const { labels, lines } = drawing;
    chart = new Plot(
      optionsOf(element, drawing),
      [labels.map((_, at) => at), ...lines.map(({ values }) => [...values])],
      element,
    );
    watching.observe(element);
  });
  return () => {
    is_over = true;
    watching.disconnect();
    chart?.destroy();
  };
}

function optionsOf(
  element: HTMLElement,
  { labels, lines, onPoint }: Drawing,
): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const line = { stroke: colour("--line"), width: 1 };
  const axis = { stroke: colour("--text-quiet"), ticks: line };
  const sides = [false, true].flatMap((is_right) => {
    const first = lines.find((one) => (one.is_right ?? false) === is_right);
    return first === undefined ? [] : [{ is_right, first }];
  });
  return {
    width: element.clientWidth,
    height: HEIGHT_PX,
    // Room for half of the last label, which stands around its point; an axis holds most of the first.
    padding: [null, LABEL_PX / 2, null, FIRST_LABEL_PX],
    legend: { show: false },
    cursor: { y: false, drag: { setScale: false } },
    hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? null)] },
    // Labels are the server's: the library's own zones are wrong at changes of summer time.
    scales: {
      x: { time: false },
      left: { range: fromZero },
      right: { range: fromZero },
    },
    series: [
      {},
      ...lines.map(({ is_right, is_before }, index) => ({
        stroke: colour(`--series-${seriesOf(lines, index)}`),
        width: is_before === true ? 1 : 2,
        scale: is_right === true ? "right" : "left",
        points: { show: labels.length < 40 && is_before !== true },
        ...(is_before === true ? { dash: [3, 4] } : {}),
        ...(is_right === true && is_before !== true ? { dash: [8, 3] } : {}),
      })),
    ],
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: LABEL_PX,
        values: (_, splits) => splits.map((at) => labels[at] ?? ""),
      },
      ...sides.map(({ is_right, first }) => ({
        ...axis,
        scale: is_right ? "right" : "left",
        side: is_right ? (1 as const) : (3 as const),
        size: (_: uPlot, texts: string[] | null) =>
          AXIS_PX +
          LETTER_PX * Math.max(1, ...(texts ?? []).map((one) => one.length)),
        grid: is_right ? { show: false } : line,
        values: (_: uPlot, splits: number[]) =>
          splits.map((value) =>
            first.is_count === true && !Number.isInteger(value)
              ? ""
              : first.shown(value),
          ),
      })),
    ],
  };
}

/** A scale whose zero is seen. */
function fromZero(
  _: uPlot,
  min: number | null,
  max: number | null,
): [number, number] {
  const low = Math.min(0, min ?? 0);
  const high = Math.max(max ?? 0, low + Number.EPSILON, 0);
  const room = (high - low) * 0.08;
  return high - low < 1e-9 ? [0, 1] : [low === 0 ? 0 : low - room, high + room];
}
