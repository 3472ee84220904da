import { useState } from "preact/hooks";
import { TODAY } from "../../messages/today.ts";
import { useLive } from "../../state/live.ts";
import type { LiveEvent } from "../../state/live.ts";
import { useTimezone } from "../../state/session.tsx";
import { Button } from "../../ui/button.tsx";
import { groupDigits, localTime } from "../../ui/figures.tsx";
import { Badge, Notice } from "../../ui/notice.tsx";
import { stateInWords } from "../logs/log_columns.tsx";
import type { Tone } from "../../ui/notice.tsx";

const KINDS = ["click", "postback", "delivery"] as const;
const KEPT = 30;

/** Clicks, postbacks and deliveries as they come, the newest first. */
export function LiveTail() {
  const [is_paused, setPaused] = useState(false);
  const { events, skipped, is_lost } = useLive("/api/v1/live", KINDS, {
    kept: KEPT,
    is_paused,
  });
  return (
    <section class="panel stack">
      <div class="row row-apart">
        <h2>{TODAY.live}</h2>
        <Button onClick={() => setPaused(!is_paused)}>
          {is_paused ? TODAY.go_on : TODAY.pause}
        </Button>
      </div>
      {is_paused ? (
        <p class="quiet">{TODAY.paused}</p>
      ) : (
        is_lost && <Notice tone="warn">{TODAY.live_lost}</Notice>
      )}
      {skipped > 0 && (
        <p class="quiet">{TODAY.live_skipped(groupDigits(String(skipped)))}</p>
      )}
      {events.length === 0 && <p class="quiet">{TODAY.live_waiting}</p>}
      <ol class="tail">
        {events.map((event) => (
          <TailRow key={keyOf(event)} event={event} />
        ))}
      </ol>
    </section>
  );
}

function keyOf({ kind, data }: LiveEvent): string {
  return `${kind} ${String(data["id"] ?? data["click_id"])} ${String(data["state"] ?? "")} ${String(data["attempts"] ?? "")}`;
}

/** The time, the result and the id of an event, by its kind. */
const ABOUT: Record<
  string,
  (data: LiveEvent["data"]) => { at: unknown; went: unknown; id: unknown }
> = {
  click: (data) => ({
    at: data["clicked_at"],
    went: data["verdict"],
    id: data["click_id"],
  }),
  postback: (data) => ({
    at: data["received_at"],
    went: data["outcome"],
    id: data["id"],
  }),
  delivery: (data) => ({
    at: data["created_at"],
    went: data["state"],
    id: data["id"],
  }),
};

const GOOD = ["sent", "accepted", "recorded", "updated", "delivered"];
const WAITING = ["due", "sending", "queued"];

function toneOf(went: string): Tone {
  if (GOOD.includes(went)) return "good";
  return WAITING.includes(went) ? "note" : "warn";
}

function TailRow({ event: { kind, data } }: { event: LiveEvent }) {
  const timezone = useTimezone();
  const about = ABOUT[kind]?.(data);
  if (about === undefined) return null;
  const went = String(about.went ?? "");
  const id = String(about.id ?? "");
  const at = new Date(String(about.at));
  const time = localTime(at, timezone, "second");
  return (
    <li>
      <time class="number" dateTime={at.toISOString()} title={time}>
        {time.slice(11)}
      </time>
      <span>{TODAY.kinds[kind as keyof typeof TODAY.kinds]}</span>
      <Badge tone={toneOf(went)}>{stateInWords(went)}</Badge>
      <span class="quiet">{whose(data)}</span>
      <a href={`/app/story?${new URLSearchParams({ q: id })}`}>
        <code>{id}</code>
      </a>
    </li>
  );
}

function whose({
  campaign_id,
  affiliate_id,
  country,
}: LiveEvent["data"]): string {
  return [
    campaign_id == null ? "" : TODAY.of_campaign(String(campaign_id)),
    affiliate_id == null ? "" : TODAY.of_affiliate(String(affiliate_id)),
    String(country ?? ""),
  ]
    .filter((one) => one !== "")
    .join(" · ");
}
