import { TODAY } from "../../messages/today.ts";
import { useLive } from "../../state/live.ts";
import type { LiveEvent } from "../../state/live.ts";
import { useTimezone } from "../../state/session.tsx";
import { Time } from "../../ui/figures.tsx";
import { Badge, Notice } from "../../ui/notice.tsx";
import type { Tone } from "../../ui/notice.tsx";

const KINDS = ["click", "postback", "delivery"] as const;
const KEPT = 30;

/** Clicks, postbacks and deliveries as they come, the newest first. */
export function LiveTail() {
  const { events, is_lost } = useLive("/api/v1/live", KINDS, KEPT);
  return (
    <section class="panel stack-close">
      <h2>{TODAY.live}</h2>
      {is_lost && <Notice tone="warn">{TODAY.live_lost}</Notice>}
      {events.length === 0 && <p class="quiet">{TODAY.live_waiting}</p>}
      <ol class="stack-close">
        {events.map((event) => (
          <TailRow key={keyOf(event)} event={event} />
        ))}
      </ol>
    </section>
  );
}

function keyOf({ kind, data }: LiveEvent): string {
  return `${kind} ${String(data["id"] ?? data["click_id"])} ${String(data["state"] ?? "")}`;
}

/** What an event is about: its time, how it went, and the id that leads to its story. */
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

const GOOD = ["sent", "accepted", "created", "updated", "delivered"];

function TailRow({ event: { kind, data } }: { event: LiveEvent }) {
  const timezone = useTimezone();
  const about = ABOUT[kind]?.(data);
  if (about === undefined) return null;
  const went = String(about.went ?? "");
  const id = String(about.id ?? "");
  const tone: Tone = GOOD.includes(went) ? "good" : "note";
  return (
    <li class="row">
      <Time at={String(about.at)} timezone={timezone} style="second" />
      <span>{TODAY.kinds[kind as keyof typeof TODAY.kinds]}</span>
      <Badge tone={tone}>{went}</Badge>
      <a href={`/app/story?${new URLSearchParams({ q: id })}`}>
        <code>{id}</code>
      </a>
    </li>
  );
}
