import uPlot from "uplot";
import { useEffect, useRef } from "preact/hooks";

/** A line: its name, and a value for each label. */
export interface Line {
  name: string;
  values: readonly (number | null)[];
  /** Whether its scale is the right one. */
  is_right?: boolean;
}

const HEIGHT_PX = 220;

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
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const chart = new uPlot(
      optionsOf(element, labels, lines),
      [labels.map((_, at) => at), ...lines.map(({ values }) => [...values])],
      element,
    );
    const watching = new ResizeObserver(() =>
      chart.setSize({ width: element.clientWidth, height: HEIGHT_PX }),
    );
    watching.observe(element);
    return () => {
      watching.disconnect();
      chart.destroy();
    };
  }, [labels, lines]);
  return <div ref={place} role="img" aria-label={title} class="chart" />;
}

function optionsOf(
  element: HTMLElement,
  labels: readonly string[],
  lines: readonly Line[],
): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const quiet = colour("--text-quiet");
  const grid = { stroke: colour("--line"), width: 1 };
  const axis = { stroke: quiet, grid, ticks: grid };
  return {
    width: element.clientWidth,
    height: HEIGHT_PX,
    // Labels are the server's: the library's own zones are wrong at changes of summer time.
    scales: { x: { time: false } },
    series: [
      { value: (_, at) => labels[at ?? -1] ?? "" },
      ...lines.map(({ name, is_right }, at) => ({
        label: name,
        stroke: colour(`--series-${at + 1}`),
        width: 2,
        scale: is_right === true ? "right" : "left",
        ...(at === 0 ? {} : { dash: [6, 3] }),
      })),
    ],
    axes: [
      {
        ...axis,
        values: (_, splits) => splits.map((at) => labels[at] ?? ""),
      },
      { ...axis, scale: "left", size: 60 },
      ...(lines.some((line) => line.is_right)
        ? [{ ...axis, scale: "right", side: 1 as const, size: 60 }]
        : []),
    ],
  };
}
