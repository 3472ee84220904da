import { useEffect, useState } from "preact/hooks";

/** An event of a stream of the API. */
export interface LiveEvent {
  kind: string;
  data: Record<string, unknown>;
}

/** The state of a stream. */
interface Live {
  /** The newest first. */
  events: readonly LiveEvent[];
  /** How many came that aren't among the events, since more came than can be sent. */
  skipped: number;
  is_lost: boolean;
}

/** Between tries where the browser doesn't try again by itself. */
const RETRY_MIN_MS = 2000;
const RETRY_MAX_MS = 60_000;

/**
 * Follows a stream, and keeps the newest events of these kinds. While the page isn't seen, it is
 * closed: a browser has few connections for all its pages of ours.
 */
export function useLive(
  address: string,
  kinds: readonly string[],
  { kept, is_paused = false }: { kept: number; is_paused?: boolean },
): Live {
  const [events, setEvents] = useState<readonly LiveEvent[]>([]);
  const [skipped, setSkipped] = useState(0);
  const [is_lost, setLost] = useState(false);
  const is_seen = useSeen();
  useEffect(() => {
    if (is_paused || !is_seen) return;
    return follow(address, kinds, {
      onEvents: (come) =>
        setEvents((before) => [...come, ...before].slice(0, kept)),
      onSkipped: (more) => setSkipped((before) => before + more),
      onLost: setLost,
      kept,
    });
  }, [address, is_paused, is_seen]);
  return { events, skipped, is_lost };
}

interface Following {
  onEvents(come: readonly LiveEvent[]): void;
  onSkipped(more: number): void;
  onLost(is_lost: boolean): void;
  kept: number;
}

/** Opens a stream, again whenever it ends; returns what closes it. */
function follow(
  address: string,
  kinds: readonly string[],
  { onEvents, onSkipped, onLost, kept }: Following,
): () => void {
  let source: EventSource;
  let retry_ms = RETRY_MIN_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = 0;
  const waiting: LiveEvent[] = [];
  // Many events may come at once: they are shown together.
  const show = () => {
    frame = 0;
    onEvents(waiting.splice(0).toReversed());
  };
  const hear = (kind: string, data: LiveEvent["data"]) => {
    waiting.push({ kind, data });
    if (waiting.length > kept) waiting.shift();
    frame ||= requestAnimationFrame(show);
  };
  const open = () => {
    source = new EventSource(address);
    const listen = (name: string, act: (data: LiveEvent["data"]) => void) =>
      source.addEventListener(name, ({ data }: MessageEvent<string>) =>
        act(JSON.parse(data) as LiveEvent["data"]),
      );
    for (const kind of kinds) listen(kind, (data) => hear(kind, data));
    listen("skipped", ({ skipped }) => onSkipped(Number(skipped)));
    source.addEventListener("open", () => {
      retry_ms = RETRY_MIN_MS;
      onLost(false);
    });
    source.addEventListener("error", () => {
      onLost(true);
      if (source.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, retry_ms);
      retry_ms = Math.min(2 * retry_ms, RETRY_MAX_MS);
    });
  };
  open();
  return () => {
    source.close();
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };
}

function useSeen(): boolean {
  const [is_seen, setSeen] = useState(!document.hidden);
  useEffect(() => {
    const update = () => setSeen(!document.hidden);
    document.addEventListener("visibilitychange", update);
    return () => document.removeEventListener("visibilitychange", update);
  }, []);
  return is_seen;
}
