import { expect, test } from "bun:test";
import { setTrackerClock, trackerNow } from "../../web/state/tracker_clock.ts";

test("the present is the tracker's, however far off the device's clock is", () => {
  const days_ahead = new Date(Date.now() + 3 * 86_400_000);
  setTrackerClock(days_ahead.toISOString());
  const off_ms = trackerNow().getTime() - days_ahead.getTime();
  expect(off_ms).toBeGreaterThanOrEqual(-1);
  expect(off_ms).toBeLessThan(60_000);
  const before = trackerNow().getTime();
  setTrackerClock("no time");
  expect(trackerNow().getTime()).toBeGreaterThanOrEqual(before);
});
