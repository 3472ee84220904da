import { expect, test } from "bun:test";
import {
  dayOf,
  windowTimes,
} from "../../web/screens/late_sales/window_days.ts";

const NOW = new Date("2026-11-29T10:00:00Z");
const DAYS = { from: "2026-10-01", up_to: "2026-10-31", closes: "2026-12-05" };

test("a window's days are whole days in the chosen zone, the last included", () => {
  const times = windowTimes(DAYS, "Asia/Kathmandu", NOW);
  expect(times).toEqual({
    opens_at: "2026-11-29T10:00:00.000Z",
    event_from: "2026-09-30T18:15:00.000Z",
    event_to: "2026-10-31T18:15:00.000Z",
    closes_at: "2026-12-05T18:15:00.000Z",
  });
  const { event_from = "", event_to = "" } = times ?? {};
  expect(dayOf(event_from, "Asia/Kathmandu", "first")).toBe(DAYS.from);
  expect(dayOf(event_to, "Asia/Kathmandu", "last")).toBe(DAYS.up_to);
});

test("summer time that ends within the period moves only its end", () => {
  const times = windowTimes(
    { ...DAYS, up_to: "2026-11-01" },
    "America/New_York",
    NOW,
  );
  expect(times?.event_from).toBe("2026-10-01T04:00:00.000Z");
  expect(times?.event_to).toBe("2026-11-02T05:00:00.000Z");
});

test("nothing is sent while a day is missing or the days are in disorder", () => {
  for (const changes of [
    { from: "" },
    { up_to: "2026-09-30" },
    { closes: "2026-11-28" },
  ]) {
    expect(windowTimes({ ...DAYS, ...changes }, "UTC", NOW)).toBeNull();
  }
});
