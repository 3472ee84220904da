import { until } from "../until.ts";

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
  await until("all clicks are drained", async () => (await lagOf(url)) === 0);
}
