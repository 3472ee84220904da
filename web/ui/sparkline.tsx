const WIDTH = 240;
const HEIGHT = 36;
const EDGE = 2;

/** A line without axes: its figures have to stand in a table beside it. */
export function Sparkline({
  title,
  values,
}: {
  title: string;
  values: readonly number[];
}) {
  const top = Math.max(...values, 1);
  const step = values.length > 1 ? (WIDTH - 2 * EDGE) / (values.length - 1) : 0;
  const points = values.map((value, at) => {
    const y = HEIGHT - EDGE - (Math.max(value, 0) / top) * (HEIGHT - 2 * EDGE);
    return `${(EDGE + at * step).toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <svg
      class="sparkline"
      role="img"
      aria-label={title}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      <polyline points={points.join(" ")} />
    </svg>
  );
}
