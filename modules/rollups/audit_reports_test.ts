import { expect, test } from "bun:test";
import { chooseDays } from "./audit_reports.ts";

const axis = "click" as const;

function chosen(all: number[], today: number, known: number[] = []): number[] {
  const daysOf = (days: number[]) => days.map((day) => ({ axis, day }));
  return chooseDays(daysOf(all), daysOf(known), today).map(({ day }) => day);
}

test("chooseDays() takes yesterday, those that differed, and an older day", () => {
  expect(chosen([20, 19, 17], 20)).toEqual([19, 17]);
  expect(chosen([20, 19, 17], 20, [19, 3])).toEqual([19, 17, 3]);
  expect(chosen([20, 18], 20)).toEqual([18]);
  expect(chosen([], 20)).toEqual([]);
});

test("chooseDays() comes to most days while they are kept", () => {
  const seen = new Set<number>();
  for (let today = 20_000; today < 20_300; today++) {
    const kept = Array.from({ length: 90 }, (_, age) => today - age);
    for (const day of chosen(kept, today)) if (day < today - 1) seen.add(day);
  }
  expect(seen.size).toBeGreaterThan(150);
});
