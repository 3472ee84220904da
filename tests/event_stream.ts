/** The body of an answer; of a stream, which never ends, nothing. */
export async function textOf(response: Response): Promise<string> {
  const type = response.headers.get("content-type") ?? "";
  if (!type.startsWith("text/event-stream")) return await response.text();
  await response.body?.cancel();
  return "";
}

/** An event of a stream; its data as JSON. */
export interface StreamedEvent {
  event: string;
  id: string | null;
  data: Record<string, unknown>;
}

/** A client of server-sent events. */
export class EventStream {
  readonly response: Response;
  /** All that came, comments too. */
  text = "";
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #aborting: AbortController;
  readonly #decoder = new TextDecoder();
  #rest = "";
  readonly #events: StreamedEvent[] = [];

  private constructor(response: Response, aborting: AbortController) {
    this.response = response;
    this.#aborting = aborting;
    this.#chunks = response.body![Symbol.asyncIterator]();
  }

  /** Opens a stream of the API, such as `/live?of=clicks`. */
  static async open(
    { url, token }: { url: string; token: string },
    path: string,
    headers: Record<string, string> = {},
  ): Promise<EventStream> {
    const aborting = new AbortController();
    const response = await fetch(`${url}/api/v1${path}`, {
      headers: {
        authorization: `Bearer ${token}`,
        accept: "text/event-stream",
        ...headers,
      },
      signal: aborting.signal,
    });
    return new EventStream(response, aborting);
  }

  /** The next event; null once the stream has ended. */
  async next(): Promise<StreamedEvent | null> {
    for (;;) {
      const event = this.#events.shift();
      if (event !== undefined) return event;
      const chunk = await this.#chunks.next();
      if (chunk.done === true) return null;
      this.#take(this.#decoder.decode(chunk.value, { stream: true }));
    }
  }

  /** The next event of a name; others before it are passed over. */
  async nextOf(name: string): Promise<StreamedEvent> {
    for (;;) {
      const event = await this.next();
      if (event === null) throw new Error(`ended before "${name}" came`);
      if (event.event === name) return event;
    }
  }

  /** All that still comes until the stream ends. */
  async rest(): Promise<StreamedEvent[]> {
    const events: StreamedEvent[] = [];
    for (;;) {
      const event = await this.next();
      if (event === null) return events;
      events.push(event);
    }
  }

  close(): void {
    this.#aborting.abort();
  }

  #take(text: string): void {
    this.text += text;
    const blocks = (this.#rest + text).split("\n\n");
    this.#rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const fields = new Map(
        block.split("\n").flatMap((line) => {
          const at = line.indexOf(": ");
          return at < 1 ? [] : [[line.slice(0, at), line.slice(at + 2)]];
        }),
      );
      const data = fields.get("data");
      if (data === undefined) continue;
      this.#events.push({
        event: fields.get("event") ?? "message",
        id: fields.get("id") ?? null,
        data: JSON.parse(data) as Record<string, unknown>,
      });
    }
  }
}
