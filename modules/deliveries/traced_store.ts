import { traced } from "../kernel/mod.ts";
import type { Tracer } from "../kernel/mod.ts";
import type { DeliveryQueue, DeliveryStore } from "./delivery_store.ts";

/** A store whose claims and saved results are spans; the store itself where nothing is traced. */
export function tracedStore(
  store: DeliveryStore,
  tracer: Tracer | undefined,
): DeliveryStore {
  if (tracer === undefined) return store;
  return {
    ...store,
    ...tracedQueue(store, tracer),
    events: tracedQueue(store.events, tracer),
  };
}

function tracedQueue<Claimed>(
  queue: DeliveryQueue<Claimed>,
  tracer: Tracer,
): DeliveryQueue<Claimed> {
  return {
    claim: (turns, now_ms) =>
      traced(tracer, "claim deliveries", async (span) => {
        const claimed = await queue.claim(turns, now_ms);
        span?.note("claimed", { "tallyho.deliveries": claimed.length });
        return claimed;
      }),
    finish: (finished) =>
      traced(tracer, "finish deliveries", async (span) => {
        span?.note("finishing", { "tallyho.deliveries": finished.length });
        return await queue.finish(finished);
      }),
  };
}
