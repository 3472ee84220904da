import { useState } from "preact/hooks";
import { say } from "../messages/en.ts";
import { labelled, pathOf, pointOf, scaleOf, SIDE } from "./chart_scale.ts";
import type { Scale } from "./chart_scale.ts";

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

const COLOURS = 5;
const LABELS_MAX = 7;
/** Lines of more values have no dots. */
const DOTS_MAX = 40;

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
  const [at, setAt] = useState<number | null>(null);
  const sides = [false, true].flatMap((is_right) => {
    const own = lines.filter((line) => (line.is_right ?? false) === is_right);
    const [first] = own;
    if (first === undefined) return [];
    const values = own.flatMap((line) => line.values);
    return [{ is_right, first, scale: scaleOf(values, first.is_count) }];
  });
  const scaleFor = ({ is_right = false }: Line) =>
    sides.find((side) => side.is_right === is_right)?.scale ?? scaleOf([]);
  const follow = (event: PointerEvent) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const part = (event.clientX - box.left) / box.width;
    setAt(Math.round(Math.min(Math.max(part, 0), 1) * (labels.length - 1)));
  };
  return (
    <figure class="chart">
      <div class="chart-place" role="img" aria-label={title}>
        {sides.map(({ is_right, first, scale }) => (
          <Axis key={is_right} {...{ is_right, first, scale }} />
        ))}
        <div
          class="chart-plot"
          onPointerMove={follow}
          onPointerLeave={() => setAt(null)}
        >
          <svg viewBox={`0 0 ${SIDE} ${SIDE}`} preserveAspectRatio="none">
            <GridLines scale={sides[0]?.scale} />
            {lines.map((line, index) => (
              <Drawn
                key={index}
                line={line}
                scale={scaleFor(line)}
                series={seriesOf(lines, index)}
                at={at}
              />
            ))}
          </svg>
        </div>
        <Labels labels={labels} />
      </div>
      <figcaption class="row">
        <Legend lines={lines} at={at} label={at === null ? "" : labels[at]} />
      </figcaption>
    </figure>
  );
}

/** The values at the steps of a scale, from the top to the bottom. */
function Axis({
  is_right,
  first,
  scale,
}: {
  is_right: boolean;
  first: Line;
  scale: Scale;
}) {
  return (
    <div class="chart-axis number" data-right={is_right || undefined}>
      {scale.ticks.toReversed().map((tick) => (
        <span key={tick}>{first.shown(tick)}</span>
      ))}
    </div>
  );
}

function GridLines({ scale }: { scale: Scale | undefined }) {
  const paths = scale?.ticks.map((tick) => {
    const [, y] = pointOf(tick, { at: 0, count: 1, scale });
    return `M0 ${y}h${SIDE}`;
  });
  return <path class="chart-grid" d={paths?.join("")} />;
}

/** A line with its dots, and a larger one at the place that is pointed at. */
function Drawn({
  line: { values, is_before, is_right },
  scale,
  series,
  at,
}: {
  line: Line;
  scale: Scale;
  series: number;
  at: number | null;
}) {
  const look = {
    "data-series": series,
    "data-before": is_before,
    "data-right": is_right,
  };
  const count = values.length;
  const dotsOf = (places: readonly number[]) =>
    places
      .map((place) => {
        const value = values[place];
        if (value == null) return "";
        const [x, y] = pointOf(value, { at: place, count, scale });
        return `M${x} ${y}h0`;
      })
      .join("");
  const has_dots = count < DOTS_MAX && is_before !== true;
  return (
    <>
      <path class="chart-line" d={pathOf(values, scale)} {...look} />
      {has_dots && (
        <path class="chart-dots" d={dotsOf([...values.keys()])} {...look} />
      )}
      {at !== null && (
        <path class="chart-dots" data-at d={dotsOf([at])} {...look} />
      )}
    </>
  );
}

/** Some of the labels, each below its place. */
function Labels({ labels }: { labels: readonly string[] }) {
  const count = labels.length;
  return (
    <div class="chart-labels number">
      {labelled(count, LABELS_MAX).map((at) => (
        <span
          key={at}
          data-last={at > 0 && at === count - 1}
          style={{ left: `${count > 1 ? (at / (count - 1)) * 100 : 50}%` }}
        >
          {labels[at]}
        </span>
      ))}
    </div>
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
