import { useEffect, useState } from "preact/hooks";

/** An event of a stream of the API. */
export interface LiveEvent {
  kind: string;
  data: Record<string, unknown>;
}

/** The state of a stream. */
export interface Live {
  /** The newest first. */
  events: readonly LiveEvent[];
  is_lost: boolean;
}

/** Follows a stream, and keeps the newest events of these kinds. */
export function useLive(
  address: string,
  kinds: readonly string[],
  kept: number,
): Live {
  const [events, setEvents] = useState<readonly LiveEvent[]>([]);
  const [is_lost, setLost] = useState(false);
  useEffect(() => {
    const source = new EventSource(address);
    const waiting: LiveEvent[] = [];
    let frame = 0;
    // Many events may come at once: they are shown together.
    const show = () => {
      frame = 0;
      const come = waiting.splice(0).toReversed();
      setEvents((before) => [...come, ...before].slice(0, kept));
    };
    for (const kind of kinds) {
      source.addEventListener(kind, ({ data }: MessageEvent<string>) => {
        waiting.push({ kind, data: JSON.parse(data) as LiveEvent["data"] });
        if (waiting.length > kept) waiting.shift();
        frame ||= requestAnimationFrame(show);
      });
    }
    source.addEventListener("open", () => setLost(false));
    source.addEventListener("error", () => setLost(true));
    return () => {
      source.close();
      cancelAnimationFrame(frame);
    };
  }, [address]);
  return { events, is_lost };
}
