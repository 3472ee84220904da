/** Pause between two looks; long enough to leave the processor to what is waited for. */
const PAUSE_MS = 10;
const WAIT_MS_MAX = 40_000;

/**
 * Looks again and again until there is something, and returns it; throws, naming
 * what was waited for, if there is nothing for too long.
 */
export async function until<T>(
  what: string,
  look: () =>
    Promise<T | false | null | undefined> | T | false | null | undefined,
): Promise<T> {
  for (let waited_ms = 0; waited_ms < WAIT_MS_MAX; waited_ms += PAUSE_MS) {
    const found = await look();
    if (found !== false && found !== null && found !== undefined) return found;
    await Bun.sleep(PAUSE_MS);
  }
  throw new Error(`Waited in vain until ${what}`);
}
