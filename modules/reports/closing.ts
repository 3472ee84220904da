/** Time a reader may take for a part of a file; then its report is given up. */
const READER_MS_MAX = 120_000;

/** Calls `close` once all is read, or the reader has left, fails, or takes too long. */
export function closing<T>(
  items: AsyncGenerator<T, void>,
  close: () => Promise<void>,
): AsyncIterable<T> {
  let closed: Promise<void> | undefined;
  const closeOnce = () => (closed ??= close());
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const next = async (): Promise<IteratorResult<T, void>> => {
    clearTimeout(waiting);
    if (closed !== undefined) throw new Error("The reader took too long");
    try {
      const result = await items.next();
      if (result.done === true) await closeOnce();
      else waiting = setTimeout(() => void closeOnce(), READER_MS_MAX).unref();
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
  waiting = setTimeout(() => void closeOnce(), READER_MS_MAX).unref();
  return { [Symbol.asyncIterator]: () => ({ next, return: end }) };
}
