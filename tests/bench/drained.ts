/** Polls for up to a minute until the drain ends after a load. */
const POLLS_MAX = 600;

/** Bytes of a tracker's journal that aren't in the table yet; `url` is any of its addresses. */
export async function lagOf(url: string): Promise<number> {
  const { origin } = new URL(url);
  const ready = (await (await fetch(`${origin}/readyz`)).json()) as {
    journal: { drain_lag_bytes: number };
  };
  return ready.journal.drain_lag_bytes;
}

/** Waits until all clicks of a tracker are in the table. */
export async function drained(url: string): Promise<void> {
  for (let look = 0; (await lagOf(url)) > 0; look++) {
    if (look === POLLS_MAX) throw new Error("The drain does not end");
    await Bun.sleep(100);
  }
}
