import { useEffect, useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import { RECONCILING } from "../../messages/reconciling.ts";
import { useAsked } from "../../state/asked.ts";
import { trackerNow } from "../../state/tracker_clock.ts";
import { groupDigits } from "../../ui/figures.tsx";

const POLL_MS = 1_000;
const ENDED: readonly string[] = ["done", "failed", "cancelled"];

/** How far a task about a thing is: done, rate, time left. It goes on without the page. */
export function Progress({ id, onEnd }: { id: string; onEnd?(): void }) {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((before) => before + 1), POLL_MS);
    return () => clearInterval(timer);
  }, []);
  const { data } = useAsked(`${id} ${turn}`, (signal) => {
    if (onEnd !== undefined) return readTask(id, signal);
    const query = { q: id, sort: "-created_at", limit: "1" } as const;
    return ok(api.GET("/api/v1/tasks", { params: { query }, signal }));
  });
  const task = data?.data[0];
  const is_over = task !== undefined && ENDED.includes(task.state);
  useEffect(() => {
    if (is_over) onEnd?.();
  }, [is_over]);
  const done = task?.done ?? 0;
  const total = task?.total ?? null;
  const percent = total === null || total === 0 ? 0 : (100 * done) / total;
  return (
    <section class="panel stack" role="status">
      <h2>{RECONCILING.working}</h2>
      <div class="progress">
        <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
          <rect width={percent} height="1" fill="var(--accent)" />
        </svg>
      </div>
      {total !== null && (
        <p class="row">
          <span>
            {RECONCILING.done_of(
              groupDigits(String(done)),
              groupDigits(String(total)),
            )}
          </span>
          {task?.rate_per_second != null && (
            <span class="quiet">
              {RECONCILING.per_second(
                groupDigits(String(task.rate_per_second)),
              )}
            </span>
          )}
          {task?.eta_at != null && (
            <span class="quiet">
              {RECONCILING.left(secondsTo(task.eta_at))}
            </span>
          )}
        </p>
      )}
      <p class="quiet">{RECONCILING.working_hint}</p>
    </section>
  );
}

/** A task by its own id. */
async function readTask(id: string, signal: AbortSignal) {
  const params = { path: { id } };
  return {
    data: [await ok(api.GET("/api/v1/tasks/{id}", { params, signal }))],
  };
}

function secondsTo(at: string): number {
  return Math.max(
    0,
    Math.round((Date.parse(at) - trackerNow().getTime()) / 1000),
  );
}
