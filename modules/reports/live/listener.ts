import { eventText } from "./event_text.ts";

/** Text that waits for a client; one that leaves more unread is disconnected. */
const WAITING_CHARS_MAX = 524_288;

/** Why a stream ends. */
export type EndReason =
  "too_slow" | "unauthenticated" | "rights_changed" | "stopping";

/** One client of a stream: it takes what is sent when it can, and holds up nobody. */
export class Listener {
  readonly stream: ReadableStream<Uint8Array>;
  readonly #ended: () => void;
  readonly #encoder = new TextEncoder();
  #waiting: string[] = [];
  #waiting_chars = 0;
  #is_over = false;
  #wake: (() => void) | undefined;

  /** `ended` is called once, when nothing more can be sent. */
  constructor(ended: () => void) {
    this.#ended = ended;
    this.stream = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => this.#pull(controller),
        cancel: () => this.#finish(),
      },
      { highWaterMark: 0 },
    );
  }

  get is_over(): boolean {
    return this.#is_over;
  }

  send(text: string): void {
    if (this.#is_over || text === "") return;
    if (this.#waiting_chars + text.length > WAITING_CHARS_MAX) {
      this.#waiting = [];
      this.end("too_slow");
      return;
    }
    this.#add(text);
  }

  /** Closes, and says why. */
  end(reason: EndReason): void {
    if (this.#is_over) return;
    this.#add(eventText({ event: "end", data: { reason } }));
    this.#finish();
  }

  #add(text: string): void {
    this.#waiting.push(text);
    this.#waiting_chars += text.length;
    this.#wake?.();
  }

  #finish(): void {
    if (this.#is_over) return;
    this.#is_over = true;
    this.#wake?.();
    this.#ended();
  }

  async #pull(
    controller: ReadableStreamDefaultController<Uint8Array>,
  ): Promise<void> {
    if (this.#waiting.length === 0 && !this.#is_over) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
      this.#wake = undefined;
    }
    const text = this.#waiting.join("");
    this.#waiting = [];
    this.#waiting_chars = 0;
    if (text !== "") controller.enqueue(this.#encoder.encode(text));
    if (this.#is_over) controller.close();
  }
}
