import type { JobDefinition, LoopDefinition } from "../scheduler/mod.ts";
import { forgetEventsJob, queueEvents } from "./webhooks/queue_events.ts";
import type { QueueEventsDeps } from "./webhooks/queue_events.ts";

/** Writes the deliveries of events soon after they happened. */
export function webhookLoops(deps: QueueEventsDeps): LoopDefinition[] {
  return [
    {
      name: "queue_events",
      poll_ms: 1_000,
      runOnce: () => queueEvents(deps),
    },
  ];
}

/** The jobs of webhooks. */
export function webhookJobs(
  deps: Pick<QueueEventsDeps, "db" | "clock">,
): JobDefinition[] {
  return [forgetEventsJob(deps)];
}
