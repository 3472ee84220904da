import { expect, test } from "bun:test";
import { localTime, withLocalTimes } from "../../web/state/local_time.ts";

const AT = new Date("2026-11-28T18:15:00.999Z");

test("a time is written in its zone, in the order of its texts", () => {
  for (const _ of [1, 2]) {
    expect(localTime(AT, "UTC", "second")).toBe("2026-11-28 18:15:00");
    expect(localTime(AT, "Asia/Kathmandu", "minute")).toBe("2026-11-29 00:00");
    expect(localTime(AT, "America/New_York", "day")).toBe("2026-11-28");
  }
});

test("UTC, which needs no format, is written like Etc/UTC, which does", () => {
  expect(localTime(AT, "UTC", "second")).toBe(
    localTime(AT, "Etc/UTC", "second"),
  );
});

test("the times of a sentence are those of a zone", () => {
  expect(
    withLocalTimes(
      "0 days after 2026-11-28T18:15:00.999Z; 30 are allowed",
      "America/New_York",
    ),
  ).toBe("0 days after 2026-11-28 13:15; 30 are allowed");
});
