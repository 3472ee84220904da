import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { LOGS } from "../../messages/logs.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Time } from "../../ui/figures.tsx";
import { Badge } from "../../ui/notice.tsx";
import { Act } from "../../ui/act.tsx";
import { Shown } from "../own/shown.tsx";
import { State } from "./log_columns.tsx";

type Whole = Schema<"DeliveryWithAttempts">;

/** A delivery with every try: what was sent, and what was answered. */
export function DeliveryDetail({ id }: { id: string }) {
  const params = { path: { id } };
  const asked = useAsked(id, (signal) =>
    ok(api.GET("/api/v1/deliveries/{id}", { params, signal })),
  );
  const retry = async (force: boolean) => {
    const body = { force };
    await ok(api.POST("/api/v1/deliveries/{id}/retry", { params, body }));
    asked.reload();
  };
  return (
    <Shown asked={asked} lines={8}>
      {({ tries, ...fields }) => (
        <>
          <p class="row">
            <State state={fields.state} />
            {fields.reason}
          </p>
          <p>
            <a href={`/app/conversions?open=${fields.conversion_id}`}>
              {LOGS.conversion}
            </a>
          </p>
          <div>
            <Act work={() => retry(fields.state === "delivered")}>
              {fields.state === "delivered" ? LOGS.retry_force : LOGS.retry}
            </Act>
          </div>
          <h3>{LOGS.tries}</h3>
          <ol class="stack">
            {tries.toReversed().map((one) => (
              <Try key={one.attempt} of={one} />
            ))}
          </ol>
          <details>
            <summary>{LOGS.all_fields}</summary>
            <Facts of={fields} />
          </details>
        </>
      )}
    </Shown>
  );
}

/** One try: the request that was sent, and its answer. */
export function Try({ of }: { of: Whole["tries"][number] }) {
  const timezone = useTimezone();
  const { method, url, body, http_status, response_body, error } = of;
  return (
    <li class="stack-close">
      <div class="row">
        <Badge tone={of.succeeded ? "good" : "bad"}>
          {LOGS.try_number(of.attempt)}
        </Badge>
        <Time at={of.started_at} timezone={timezone} style="second" />
        <span class="quiet">{LOGS.took(of.duration_ms)}</span>
      </div>
      <span class="quiet">{LOGS.sent}</span>
      <pre>{[`${method} ${url}`, body ?? ""].join("\n").trim()}</pre>
      <span class="quiet">{LOGS.answered}</span>
      <pre>
        {[http_status ?? error ?? LOGS.no_answer, response_body ?? ""]
          .join("\n")
          .trim()}
      </pre>
    </li>
  );
}
