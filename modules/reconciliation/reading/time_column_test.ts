import { expect, test } from "bun:test";
import { columnFacts } from "./column_facts.ts";
import { timeColumn } from "./time_column.ts";

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
