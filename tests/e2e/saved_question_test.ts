import { expect, test } from "bun:test";
import {
  isSameQuestion,
  questionInWords,
  savedBody,
} from "../../web/screens/reports/saved_question.ts";

const CHOSEN = { timezone: "UTC", currency: null, period: null };

test("a question is the same in any order, and with what the screen fills in", () => {
  const saved = { group_by: "day", period: "last_7_days" };
  for (const [asked, is_same] of [
    [{ period: "last_7_days", group_by: "day" }, true],
    [{ ...saved, timezone: "UTC" }, true],
    [{}, true],
    [{ ...saved, timezone: "Asia/Kathmandu" }, false],
    [{ ...saved, country: "DE" }, false],
    [{ ...saved, group_by: "day,campaign" }, false],
    [{ group_by: "day", from: "2026-11-01" }, false],
  ] as const) {
    expect([asked, isSameQuestion(saved, asked, CHOSEN)]).toEqual([
      asked,
      is_same,
    ]);
  }
});

test("a question in words has names for what it is narrowed to", () => {
  const nameOf = (dimension: string, value: string) =>
    dimension === "campaign" ? `Hats ${value}` : value;
  expect(
    questionInWords(
      {
        ...{ group_by: "affiliate,day", period: "last_30_days" },
        ...{ campaign: "3,7", sub1: "a\\,b", compare: "previous_year" },
      },
      nameOf,
    ),
  ).toBe(
    "Rows by Affiliate, Day · Last 30 days · Campaign: Hats 3, Hats 7 · Sub 1: a\\,b · Compare with the year before",
  );
  expect(questionInWords({ from: "2026-11-01" }, nameOf)).toBe(
    "Rows by Day · 2026-11-01 – …",
  );
});

test("only what was changed is sent, in the API's own values", () => {
  expect(savedBody({ schedule: "none" })).toEqual({ schedule: null });
  expect(savedBody({ name: " Hats ", hour: "17" })).toEqual({
    name: "Hats",
    hour: 17,
  });
  expect(savedBody({ shared: true, schedule: "daily" })).toEqual({
    shared: true,
    schedule: "daily",
  });
  expect(savedBody({})).toEqual({});
});
