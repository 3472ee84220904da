import { expect, test } from "bun:test";
import type { DayDifference } from "./model.ts";
import { sentenceOf } from "./sentences.ts";
import type { Told } from "./sentences.ts";

const NONE: DayDifference = {
  theirs: 10,
  ours: {},
  difference: 0,
  explained: {},
  zone: 0,
  late: 0,
  unexplained: 0,
};
const CLICKS: Told = { noun: "click", zone: null, axis: "click" };
const CONVERSIONS: Told = { ...CLICKS, noun: "conversion", axis: "conversion" };
const SHANGHAI = { timezone: "Asia/Shanghai", offset: "+08:00" };
const MORE = "The tracker shows 3 more clicks than we count (10, we 7): ";
const FEWER = "The tracker shows 1 fewer click than we count (10, we 11): ";
const SALES = "The tracker shows as many conversions as we count (10): ";

test.each<[Told, Partial<DayDifference>, string]>([
  [CLICKS, {}, "The tracker shows as many clicks as we count (10)."],
  [
    CLICKS,
    { difference: 3, explained: { bots: 1, prefetches: 1, tests: 1 } },
    `${MORE}1 is of bots, which we don't count; 1 was fetched by a browser ahead of its visitor, which we don't count; 1 is of tests, which we don't count.`,
  ],
  [
    CLICKS,
    {
      difference: 3,
      explained: { refused: 3 },
      ours: { refused: 3, capped: 2, geo: 1 },
    },
    `${MORE}3 were refused (2 because a cap was used up, 1 because the country isn't accepted).`,
  ],
  [
    { ...CLICKS, zone: SHANGHAI },
    { difference: 3, zone: 4, unexplained: -1 },
    `${MORE}its days fit those of Asia/Shanghai (+08:00), which makes 4 more; nothing explains 1 click that we count and it doesn't show.`,
  ],
  [
    CLICKS,
    { difference: 3, late: 3 },
    `${MORE}3 that we recorded within a quarter of an hour of midnight on the other side stand here in it.`,
  ],
  [
    CLICKS,
    { difference: -1, late: -1 },
    `${FEWER}1 that we recorded within a quarter of an hour of midnight stands on the other side in it.`,
  ],
  [
    CONVERSIONS,
    { explained: { pending: -2, rejected: 1, reversed: 1 } },
    `${SALES}it leaves out 2 that are pending; 1 was rejected, which it still counts; 1 was reversed, which it still counts.`,
  ],
  [
    { ...CONVERSIONS, axis: "approval" },
    { late: -2, unexplained: 2 },
    `${SALES}it fits conversions at the time of their first approval, which makes 2 fewer; nothing that we recorded explains 2 more.`,
  ],
])("a difference is told in words: %j %j", (told, difference, sentence) => {
  expect(sentenceOf(told, { ...NONE, ...difference })).toBe(sentence);
});
