import { idle, Loop } from "../modules/scheduler/mod.ts";
import { Metrics } from "./metrics/read_metrics.ts";
import type { MetricsDeps } from "./metrics/read_metrics.ts";
import { Readiness } from "./readiness.ts";

/** So that a problem is known to begin at most this long before it was seen. */
const WATCH_MS = 5_000;

/** Makes the figures and problems of a service. */
export function createWatching(
  deps: MetricsDeps & { failed(what: string, error: unknown): void },
) {
  const metrics = new Metrics(deps);
  const readiness = new Readiness({ ...deps, metrics });
  const loop = new Loop({
    name: "watch_itself",
    poll_ms: WATCH_MS,
    failed: deps.failed,
    runOnce: idle(() => readiness.read()),
  });
  return {
    metrics,
    readiness,
    start() {
      metrics.start();
      loop.start();
    },
    async stop() {
      metrics.stop();
      await loop.stop();
    },
  };
}

/** The watching of a service. */
export type Watching = ReturnType<typeof createWatching>;
