import { LATENCY_BOUNDS_S } from "../../modules/kernel/mod.ts";
import type { Series } from "../../modules/kernel/mod.ts";
import { METRICS } from "./metric_list.ts";
import type { Metric } from "./metric_list.ts";

/** The series of each metric by its name, as plain data that another process can add to its own. */
export type Snapshot = Readonly<Record<string, readonly Series[]>>;

/** The other processes on the same port, which answer a scrape together with this one. */
export interface OtherProcesses {
  /** Reads what is to be added to this process's own figures; throws if that isn't known in time. */
  figures(own: Snapshot): Promise<readonly Snapshot[]>;
  /** Which of them end or don't answer, as a sentence; null if none. */
  readonly trouble: string | null;
}

/** Combines the figures of several processes; a metric's `merge` says how. */
export function mergeSnapshots(snapshots: readonly Snapshot[]): Snapshot {
  return Object.fromEntries(
    METRICS.map((metric) => {
      const all = snapshots.flatMap((one) => one[metric.name] ?? []);
      return [metric.name, mergeSeries(all, metric)];
    }),
  );
}

/** The counts of a snapshot, which only grow, without its gauges. */
export function countsOf(snapshot: Snapshot): Snapshot {
  return chosenOf(snapshot, ({ type }) => type !== "gauge");
}

/** The gauges of a snapshot, which tell of its moment only. */
export function gaugesOf(snapshot: Snapshot): Snapshot {
  return chosenOf(snapshot, ({ type }) => type === "gauge");
}

function chosenOf(
  snapshot: Snapshot,
  isChosen: (metric: Metric) => boolean,
): Snapshot {
  return Object.fromEntries(
    METRICS.filter(isChosen).flatMap(({ name }) => {
      const all = snapshot[name];
      return all === undefined ? [] : [[name, all]];
    }),
  );
}

function mergeSeries(
  all: readonly Series[],
  { merge, labels }: Metric,
): Series[] {
  const merged = new Map<string, Series>();
  for (const series of all) {
    const key = JSON.stringify(labels.map((name) => series.labels[name]));
    const known = merged.get(key);
    if (known === undefined) merged.set(key, series);
    else if (merge !== "once") merged.set(key, mergeTwo(known, series, merge));
  }
  return [...merged.values()];
}

function mergeTwo(a: Series, b: Series, merge: "sum" | "max" | "min"): Series {
  const { labels } = a;
  if ("counts" in a && "counts" in b) {
    const counts = a.counts.map((count, at) => count + (b.counts[at] ?? 0));
    return { labels, counts, sum: a.sum + b.sum };
  }
  if ("counts" in a || "counts" in b) return a;
  if (merge === "sum") return { labels, value: a.value + b.value };
  const value = Math[merge](a.value, b.value);
  return { labels, value };
}

/** Writes a snapshot in Prometheus' text format, with or without the private metrics. */
export function snapshotText(
  snapshot: Snapshot,
  { with_private }: { with_private: boolean },
): string {
  return METRICS.filter((metric) => with_private || !metric.is_private)
    .map((metric) => metricText(metric, snapshot[metric.name] ?? []))
    .join("");
}

function metricText(
  { name, type, help }: Metric,
  all: readonly Series[],
): string {
  const lines = all.flatMap((series) =>
    "counts" in series
      ? bucketLines(name, series)
      : [`${name}${labelText(series.labels)} ${series.value}`],
  );
  const head = [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
  return [...head, ...lines, ""].join("\n");
}

function bucketLines(
  name: string,
  { labels, counts, sum }: Extract<Series, { counts: unknown }>,
): string[] {
  let below = 0;
  const buckets = counts.map((count, at) => {
    below += count;
    const le = String(LATENCY_BOUNDS_S[at] ?? "+Inf");
    return `${name}_bucket${labelText({ ...labels, le })} ${below}`;
  });
  const rest = labelText(labels);
  return [
    ...buckets,
    `${name}_sum${rest} ${sum}`,
    `${name}_count${rest} ${below}`,
  ];
}

function labelText(labels: Series["labels"]): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${escaped(value)}"`,
  );
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escaped(value: string): string {
  return value
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("\n", "\\n");
}
