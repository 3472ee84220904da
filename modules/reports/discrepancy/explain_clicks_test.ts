import { describe, expect, test } from "bun:test";
import {
  clickParts,
  daily,
  explain,
  momentsOf,
  NO_CONVERSIONS,
  partsOf,
} from "../../../tests/modules/reports/discrepancy_cases.ts";
import { explainAll } from "./explain_all.ts";

describe("clicks of theirs above or below ours", () => {
  const mixed = { unique: 10, repeats: 3, bots: 2, capped: 4, tests: 1 };

  test.each([
    ["nothing", 13, {}],
    ["bots", 15, { bots: 2 }],
    ["refused ones", 17, { refused: 4 }],
    ["tests", 14, { tests: 1 }],
    ["repeats that they leave out", 10, { repeats: -3 }],
    ["bots and refused ones", 19, { bots: 2, refused: 4 }],
    ["all that answered", 20, { bots: 2, refused: 4, tests: 1 }],
  ])("are explained by %s", (_what, theirs, parts) => {
    const { clicks } = explain({ theirs: [theirs], clicks: daily(mixed) });
    expect(clicks.days.map(partsOf)).toEqual([parts]);
    expect(clicks.days[0]?.difference).toBe(theirs - 13);
  });

  test("are explained by prefetches, where there are some", () => {
    const clicks = daily({ unique: 5, prefetches: 3 });
    expect(clickParts({ theirs: [8], clicks })).toEqual([{ prefetches: 3 }]);
  });

  test("stay unexplained, whichever side has more", () => {
    const clicks = daily({ unique: 50 }, { unique: 50 });
    expect(clickParts({ theirs: [57, 41], clicks })).toEqual([
      { unexplained: 7 },
      { unexplained: -9 },
    ]);
  });

  test("are explained by all of a part, and the rest isn't explained", () => {
    const clicks = daily({ unique: 10, bots: 5 });
    expect(clickParts({ theirs: [18], clicks })).toEqual([
      { bots: 5, unexplained: 3 },
    ]);
    expect(clickParts({ theirs: [14], clicks })).toEqual([
      { bots: 5, unexplained: -1 },
    ]);
  });

  test("aren't explained by a part that takes away half of what it is, or less", () => {
    const clicks = daily({ unique: 10, bots: 8 });
    expect(clickParts({ theirs: [14], clicks })).toEqual([{ unexplained: 4 }]);
  });

  test("aren't explained by a part that leaves most of the difference on every day", () => {
    const clicks = daily(
      { unique: 10, repeats: 1, bots: 3, tests: 1 },
      { unique: 10, bots: 1 },
      { unique: 10 },
    );
    // A tracker that was away, or that counts another link.
    expect(clickParts({ theirs: [0, 0, 0], clicks })).toEqual([
      { unexplained: -11 },
      { unexplained: -10 },
      { unexplained: -10 },
    ]);
    expect(clickParts({ theirs: [1005, 10, 10], clicks })).toEqual([
      { unexplained: 994 },
      {},
      {},
    ]);
    // One bad day beside one that fits.
    expect(clickParts({ theirs: [1005, 11, 10], clicks })).toEqual([
      { bots: 3, tests: 1, unexplained: 990 },
      { bots: 1 },
      {},
    ]);
  });

  test("are explained by parts that almost cancel out only if several days agree", () => {
    const clicks = daily(
      { unique: 10, repeats: 3, bots: 2 },
      { unique: 10, repeats: 1, bots: 2 },
    );
    expect(clickParts({ theirs: [12], clicks })).toEqual([{ unexplained: -1 }]);
    expect(clickParts({ theirs: [12, 12], clicks })).toEqual([
      { repeats: -3, bots: 2 },
      { repeats: -1, bots: 2 },
    ]);
  });

  test("are explained the same way on all days", () => {
    const clicks = daily(
      { unique: 10, bots: 3 },
      { unique: 10, bots: 5, capped: 3 },
      { unique: 10, bots: 2, capped: 7 },
    );
    expect(clickParts({ theirs: [13, 15, 12], clicks })).toEqual([
      { bots: 3 },
      { bots: 5 },
      { bots: 2 },
    ]);
  });

  test("name the other way to count that fits as well", () => {
    const clicks = daily({ unique: 10, bots: 3, capped: 3 });
    const { counting } = explain({ theirs: [13], clicks }).clicks;
    expect(counting).toEqual({ differs_in: ["bots"], or_in: [["refused"]] });
  });

  test("of a day without any of ours are unexplained", () => {
    expect(clickParts({ theirs: [0, 4] })).toEqual([{}, { unexplained: 4 }]);
  });
});

describe("clicks on days of another zone", () => {
  // In New York, each day begins at 05:00.
  const clicks = momentsOf({
    "2026-11-22T03:00": { unique: 4 },
    "2026-11-22T12:00": { unique: 10 },
    "2026-11-23T04:45": { unique: 6, bots: 1 },
    "2026-11-23T05:00": { unique: 3 },
    "2026-11-24T02:00": { unique: 7 },
    "2026-11-24T20:00": { unique: 2 },
    "2026-11-25T04:30": { unique: 5 },
  });

  test("are explained by its name", () => {
    const found = explain({ theirs: [16, 10, 7], clicks }).clicks;
    expect(found.zone?.timezone).toBe("America/New_York");
    expect(found.days.map(partsOf)).toEqual([
      { zone: 2 },
      { zone: 1 },
      { zone: -2 },
    ]);
  });

  test("are explained together with what they count besides", () => {
    const found = explain({ theirs: [17, 10, 7], clicks }).clicks;
    expect(found.zone?.timezone).toBe("America/New_York");
    expect(found.days.map(partsOf)).toEqual([
      { zone: 3 },
      { bots: 1 },
      { zone: -2 },
    ]);
  });

  test("name what is left", () => {
    const found = explain({ theirs: [16, 10, 8], clicks }).clicks;
    expect(found.zone?.timezone).toBe("America/New_York");
    expect(found.days.map(partsOf).at(-1)).toEqual({
      zone: -2,
      unexplained: 1,
    });
  });

  test("name other zones that fit as well", () => {
    const few = momentsOf({
      "2026-11-21T23:30": { unique: 4 },
      "2026-11-22T12:00": { unique: 10 },
      "2026-11-22T23:30": { unique: 6 },
      "2026-11-23T12:00": { unique: 1 },
    });
    const { zone } = explain({ theirs: [14, 7], clicks: few }).clicks;
    expect(zone?.timezone).toBe("Europe/Berlin");
    expect(zone?.or_timezones).toContain("Asia/Kolkata");
    expect(zone?.or_timezones).not.toContain("America/New_York");
  });

  test("are judged by what each zone's summer time does", () => {
    // Berlin's clock goes back on 25 October 2026: its day begins at 22:00, the next at 23:00.
    const days = ["2026-10-25", "2026-10-26"];
    const at_edges = momentsOf({
      "2026-10-24T22:00": { unique: 3 },
      "2026-10-25T22:45": { unique: 5 },
      "2026-10-25T23:00": { unique: 11 },
      "2026-10-26T12:00": { unique: 2 },
      "2026-10-26T23:00": { unique: 9 },
    });
    const { clicks: found } = explainAll({
      days: [8, 13].map((clicks, at) => ({
        day: days[at] ?? "",
        clicks,
        conversions: null,
      })),
      timezones: ["UTC"],
      ours: { clicks: at_edges, conversions: NO_CONVERSIONS },
    });
    expect(found.zone?.timezone).toBe("Europe/Berlin");
    expect(found.days.map(({ unexplained }) => unexplained)).toEqual([0, 0]);
  });

  test("aren't guessed from a single day that differs", () => {
    const found = explain({ theirs: [16], clicks }).clicks;
    expect(found.zone).toBeNull();
    expect(found.days.map(partsOf)).toEqual([{ unexplained: 2 }]);
  });

  test("aren't guessed where the zone that was asked for fits", () => {
    const found = explain({
      theirs: [16, 10, 7],
      clicks,
      timezone: "America/New_York",
    }).clicks;
    expect(found.zone).toBeNull();
    expect(found.days.map(partsOf)).toEqual([{}, {}, {}]);
  });
});

describe("clicks around midnight", () => {
  const clicks = momentsOf({
    "2026-11-22T12:00": { unique: 40 },
    "2026-11-22T23:45": { unique: 3, bots: 5 },
    "2026-11-23T00:00": { unique: 2 },
    "2026-11-23T12:00": { unique: 40 },
  });

  test("may stand on the day after", () => {
    expect(clickParts({ theirs: [41, 44], clicks })).toEqual([
      { late: -2 },
      { late: 2 },
    ]);
  });

  test("or on the day before", () => {
    expect(clickParts({ theirs: [44, 41], clicks })).toEqual([
      { late: 1 },
      { late: -1 },
    ]);
  });

  test("are no more than we have of the quarter of an hour before it", () => {
    expect(clickParts({ theirs: [39, 46], clicks })).toEqual([
      { late: -3, unexplained: -1 },
      { late: 3, unexplained: 1 },
    ]);
  });
});
