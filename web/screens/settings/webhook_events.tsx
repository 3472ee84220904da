import type { Schema } from "../../api/client.ts";
import { eventInWords, HOOKS } from "../../messages/settings.ts";
import { Check } from "../../ui/field.tsx";

export type EventName = Schema<"Webhook">["events"][number];

/** Events that a webhook may be told of; the affiliate's own first. */
const EVENTS: readonly EventName[] = [
  "conversion.recorded",
  "conversion.changed",
  "payment.closed",
  "payment.paid",
  "invoice.created",
  "affiliate.applied",
  "offer.changed",
  "endpoint.switched_off",
  "endpoint.failing",
  "source.silent",
  "refusals.rising",
  "cap.near",
  "cap.reached",
  "campaign.paused",
  "risk.held",
  "statement.missing",
  "ledger.broken",
  "report.ready",
  "report.broken",
];

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
