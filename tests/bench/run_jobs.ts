import type { ApiClient } from "../api_client.ts";
import { until } from "../until.ts";

interface Job {
  every_ms: number | null;
  waiting: number;
  running: number;
  last_duration_ms: number | null;
}

/**
 * Waits until each job of the clock has run once. Conversions that are inserted afterwards look like
 * those of a tracker that has run for long: audits and risk don't begin with them while others are
 * measured, as those that run every few hours are done for now.
 */
export async function runJobs(api: ApiClient): Promise<void> {
  await until("all jobs have run", async () => {
    const { data } = await api.call<{ data: Job[] }>("GET", "/jobs");
    return data.every(
      ({ every_ms, waiting, running, last_duration_ms }) =>
        every_ms === null ||
        (waiting + running === 0 && last_duration_ms !== null),
    );
  });
}
