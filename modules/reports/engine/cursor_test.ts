import { expect, test } from "bun:test";
import {
  click,
  countEntries,
} from "../../../tests/modules/reports/count_report.ts";
import type { ReportPlan } from "./plan.ts";

/** More than an address may have, in what is escaped longest. */
const LONG = "\u0001".repeat(2_500);
const CURSOR_CHARS_MAX = 4_000;

const PLAN = {
  group_by: ["sub1", "sub2", "sub3", "sub4"],
  sort: { key: "sub1", descending: false },
  limit: 3,
} satisfies Partial<ReportPlan>;

/** Clicks whose subs differ at their ends. */
function clicksOf(numbers: readonly number[]) {
  return numbers.map((number) => {
    const sub = `${LONG}${number}`;
    return click({ sub1: sub, sub2: sub, sub3: LONG, sub4: `é${sub}` });
  });
}

function pageOf(numbers: readonly number[], change: Partial<ReportPlan>) {
  const page = countEntries(clicksOf(numbers), { ...PLAN, ...change });
  const shown = page.rows.map(({ keys }) =>
    Number(keys[0]?.slice(LONG.length)),
  );
  return { shown, next: page.next };
}

for (const descending of [false, true]) {
  test(`pages of very long subs go on where they stopped, ${descending ? "down" : "up"}, while clicks come`, () => {
    const sort = { key: "sub1", descending };
    let numbers = [100, 200, 300, 400, 500, 600, 700, 800];
    const seen: number[] = [];
    let after: string | null = null;
    do {
      const page = pageOf(numbers, { sort, after });
      seen.push(...page.shown);
      expect(page.next?.length ?? 0).toBeLessThan(CURSOR_CHARS_MAX);
      after = page.next;
      numbers = [...numbers, numbers.length, 900 + numbers.length];
    } while (after !== null);
    const old = seen.filter((number) => number % 100 === 0);
    const expected = [100, 200, 300, 400, 500, 600, 700, 800];
    expect(old).toEqual(descending ? expected.toReversed() : expected);
    expect(new Set(seen).size).toBe(seen.length);
  });
}

test("a cursor whose row is gone leaves no later row out", () => {
  const first = pageOf([1, 2, 3, 4, 5], {});
  expect(first.shown).toEqual([1, 2, 3]);
  const { shown } = pageOf([1, 2, 4, 5], { after: first.next, limit: 10 });
  expect(shown).toEqual(expect.arrayContaining([4, 5]));
});

test("a made up cursor of a long key is refused", () => {
  const made = (key: object) =>
    Buffer.from(
      JSON.stringify([
        "sub1,sub2,sub3,sub4,sub1",
        "EUR",
        null,
        key,
        null,
        null,
        null,
      ]),
    ).toString("base64url");
  for (const key of [{}, { start: "a", bytes: 1, hash: "x" }, { bytes: 1 }]) {
    expect(() => pageOf([1], { after: made(key) })).toThrow(
      "Cannot read cursor",
    );
  }
});
