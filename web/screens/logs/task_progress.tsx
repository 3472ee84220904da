import { useEffect } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { LOGS } from "../../messages/logs.ts";
import { useAsked } from "../../state/asked.ts";
import { Shown } from "../own/shown.tsx";

const ASKED_AGAIN_MS = 1000;
const OVER: readonly string[] = ["done", "failed", "cancelled"];

/** How far a task is; it goes on without the page. */
export function TaskProgress({
  id,
  onDone,
}: {
  id: string;
  onDone(task: Schema<"Task">): void;
}) {
  const asked = useAsked(id, (signal) =>
    ok(api.GET("/api/v1/tasks/{id}", { params: { path: { id } }, signal })),
  );
  const { data, reload } = asked;
  useEffect(() => {
    if (data === undefined) return;
    if (OVER.includes(data.state)) {
      onDone(data);
      return;
    }
    const waiting = setTimeout(reload, ASKED_AGAIN_MS);
    return () => clearTimeout(waiting);
  }, [data]);
  return (
    <Shown asked={asked} lines={1}>
      {({ state, done, total, rate_per_second, error }) => (
        <p class="row">
          <strong>{state}</strong>
          <span>
            {LOGS.progress(done, total === null ? "…" : String(total))}
          </span>
          {rate_per_second !== null && (
            <span class="quiet">{LOGS.rate(rate_per_second)}</span>
          )}
          {error}
        </p>
      )}
    </Shown>
  );
}
