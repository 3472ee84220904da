import { Counter, Histogram } from "../kernel/mod.ts";
import type {
  DeliveryQueue,
  DeliveryStore,
  Finished,
} from "./delivery_store.ts";

/** Kinds and results that there are, with room to spare. */
const SERIES_MAX = 32;

/** Counts of the deliveries whose result was saved. */
export class DeliveryCounts {
  /** Seconds from the start of a try to the end of its answer. */
  readonly seconds = new Histogram();
  /** By what was delivered (`conversion` or `event`) and the result. */
  readonly results = new Counter(["kind", "result"], SERIES_MAX, [
    ["conversion", "our_fault"],
    ["event", "our_fault"],
  ]);

  /** Adds results that were saved. */
  add(kind: "conversion" | "event", finished: readonly Finished[]): void {
    for (const one of finished) {
      this.results.add(kind, resultOf(one));
      if (one.attempt === null) continue;
      this.seconds.observe(one.attempt.duration_ms / 1_000);
    }
  }
}

/** A store whose results are counted once they are saved. */
export function countedStore(
  store: DeliveryStore,
  counts: DeliveryCounts,
): DeliveryStore {
  const finish =
    (queue: Pick<DeliveryQueue, "finish">, kind: "conversion" | "event") =>
    async (finished: readonly Finished[]) => {
      const health = await queue.finish(finished);
      counts.add(kind, finished);
      return health;
    };
  return {
    ...store,
    finish: finish(store, "conversion"),
    events: { ...store.events, finish: finish(store.events, "event") },
  };
}

function resultOf({ state, attempt, expires_at }: Finished): string {
  if (state !== "due") return state;
  return expires_at !== undefined || attempt === null ? "our_fault" : "retried";
}
