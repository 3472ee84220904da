import { ticksMs } from "../kernel/mod.ts";

/** Pauses that a reader may make in all, besides its time for each part. */
const PAUSES_MS_MAX = 120_000;
/** Of some hundred rows, which a phone loads in a second. */
const PART_MS = 5_000;

/** The time that a reader may take for the next part, after it has had some. */
export function patienceMs(parts: number, waited_ms: number): number {
  const left_ms = PAUSES_MS_MAX + parts * PART_MS - waited_ms;
  return Math.max(0, Math.min(left_ms, PAUSES_MS_MAX));
}

/**
 * Calls `close` once all is read, or the reader has left or fails, or lets others wait: by a pause,
 * or by reading on too slowly.
 */
export function closing<T>(
  items: AsyncGenerator<T, void>,
  close: () => Promise<void>,
  patience: (parts: number, waited_ms: number) => number = patienceMs,
): AsyncIterable<T> {
  let closed: Promise<void> | undefined;
  const closeOnce = () => (closed ??= close());
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let since_ms = 0;
  let waited_ms = 0;
  let parts = 0;
  const wait = () => {
    since_ms = ticksMs();
    const ms = patience(parts, waited_ms);
    waiting = setTimeout(() => void closeOnce(), ms).unref();
  };
  const next = async (): Promise<IteratorResult<T, void>> => {
    clearTimeout(waiting);
    waited_ms += ticksMs() - since_ms;
    parts++;
    if (closed !== undefined) throw new Error("The reader took too long");
    try {
      const result = await items.next();
      if (result.done === true) await closeOnce();
      else wait();
      return result;
    } catch (error) {
      await closeOnce();
      throw error;
    }
  };
  const end = async (): Promise<IteratorResult<T, void>> => {
    clearTimeout(waiting);
    await closeOnce();
    return { done: true, value: undefined };
  };
  wait();
  return { [Symbol.asyncIterator]: () => ({ next, return: end }) };
}
