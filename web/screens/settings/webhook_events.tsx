import type { Schema } from "../../api/client.ts";
import { eventInWords, HOOKS } from "../../messages/settings.ts";
import { Check } from "../../ui/field.tsx";

export type EventName = Schema<"Webhook">["events"][number];

/** Events that a webhook may be told of, each that the API has; the affiliate's own first. */
const EVENTS = Object.keys({
  "conversion.recorded": true,
  "conversion.changed": true,
  "payment.closed": true,
  "payment.paid": true,
  "invoice.created": true,
  "affiliate.applied": true,
  "offer.changed": true,
  "endpoint.switched_off": true,
  "endpoint.failing": true,
  "source.silent": true,
  "refusals.rising": true,
  "cap.near": true,
  "cap.reached": true,
  "campaign.paused": true,
  "risk.held": true,
  "statement.missing": true,
  "ledger.broken": true,
  "forward.stopped": true,
  "report.ready": true,
  "report.broken": true,
} satisfies Record<EventName, true>) as EventName[];

/** A choice of the events that are told. */
export function EventChoice({
  events,
  onEvents,
}: {
  events: readonly EventName[];
  onEvents(events: EventName[]): void;
}) {
  return (
    <fieldset class="stack-close">
      <legend class="label">{HOOKS.events}</legend>
      <div class="checks">
        {EVENTS.map((event) => (
          <Check
            key={event}
            label={eventInWords(event)}
            hint={event}
            checked={events.includes(event)}
            onValue={(is_on) =>
              onEvents(
                EVENTS.filter((one) =>
                  one === event ? is_on : events.includes(one),
                ),
              )
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
