import { expect, test } from "bun:test";
import { columnFacts } from "./column_facts.ts";
import { clockText, timeColumn } from "./time_column.ts";

const DAYS = ["2026-11-01", "2026-11-02", "2026-11-03"];
const TIMES = ["10:15", "11:20:30", "09:00"];

function found(columns: Record<string, readonly string[]>, days = DAYS) {
  const known = { isClickId: () => false, conversions: new Set<string>() };
  const all = Object.entries(columns).map(([column, values]) => {
    return { column, values, facts: columnFacts(values, known) };
  });
  return timeColumn(all, { values: days }, ["Day"]);
}

test.each([
  "Time",
  "Uhrzeit",
  "heure",
  "Hora",
  "Tijd",
  "Godzina",
  "Saat",
  "ВРЕМЯ",
])("the time of day is found by its name %s, before others", (name) => {
  const first = { Duration: TIMES, "Click Time": TIMES, At: TIMES };
  expect(found({ ...first, [name]: TIMES })).toMatchObject({
    column: name,
    field: "time_column",
    confidence: 0.9,
  });
});

test.each(["Duration", "Click Time", "Dauer", "Klickzeit", "Session", "durée"])(
  "%s is no time of the sale",
  (name) => {
    expect(found({ [name]: TIMES })).toBeNull();
    expect(found({ [name]: TIMES, At: TIMES })?.column).toBe("At");
  },
);

test("a zone is part of it, also one that nobody knows", () => {
  for (const zone of ["UTC", " EST", " CET", "+02:00", " -0500", "Z"]) {
    const times = TIMES.map((time) => time + zone);
    expect(found({ Time: times })?.column).toBe("Time");
  }
});

test("beside days that bring their time there is none, nor where values are something else", () => {
  const days = DAYS.map((day) => `${day} 10:00`);
  expect(found({ Time: TIMES }, days)).toBeNull();
  expect(found({ Time: ["10:15", "x", "y"] })).toBeNull();
  expect(found({ Day: TIMES })).toBeNull();
  expect(found({ Time: ["", "", ""] })).toBeNull();
});

test.each([
  ["10.15 Uhr", "10:15"],
  ["9:05 uhr", "9:05"],
  ["10h15", "10:15"],
  ["10h", "10:00"],
  ["8.30 uur", "8:30"],
  ["10.15", "10:15"],
  ["10:15:30 PM", "10:15:30 PM"],
  [" 10:15 EST ", "10:15 EST"],
  ["noon", "noon"],
])("clockText(%j) is %j", (text, clock) => {
  expect(clockText(text)).toBe(clock);
});

test("times as they are spoken are found, and dotted ones under a name for them", () => {
  const spoken = ["10.15 Uhr", "11h20", "9h"];
  expect(found({ At: spoken })?.column).toBe("At");
  const dotted = ["10.15", "11.20", "9.05"];
  expect(found({ Uhrzeit: dotted })?.column).toBe("Uhrzeit");
  expect(found({ At: dotted })).toBeNull();
});
