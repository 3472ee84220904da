const WIDTH = 120;
const HEIGHT = 24;
const LEAST = 1;

/** Bars in equal steps; null is nothing yet. The same figures have to stand in a table beside it. */
export function Bars({ values }: { values: readonly (number | null)[] }) {
  const top = Math.max(...values.map((value) => value ?? 0), 0);
  const step = WIDTH / Math.max(values.length, 1);
  const width = step * 0.75;
  const bars = values.map((value, at) => {
    if (value === null) return "";
    const part = top > 0 ? Math.max(value, 0) / top : 0;
    const height = Math.max(part * HEIGHT, LEAST);
    return `M${at * step} ${HEIGHT}v${-height}h${width}v${height}z`;
  });
  // One path: an element for each bar would be a quarter of the first screen's.
  return (
    <svg
      class="bars"
      aria-hidden="true"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      <path d={bars.join("")} />
    </svg>
  );
}
