import { describe, expect, test } from "bun:test";
import { storyPlaceOf } from "../../web/screens/story/story_place.ts";

describe("a step of a story", () => {
  test("opens at the first place that is there for who asks", () => {
    const payment = { kind: "payment", id: "7" } as const;
    expect(storyPlaceOf(payment, () => true)).toBe("/app/money/payments/7");
    const isOwn = (path: string) => path.startsWith("/app/my/");
    expect(storyPlaceOf(payment, isOwn)).toBe("/app/my/payments/7");
  });

  test("opens in the drawer of a log, whose path has no id", () => {
    const click = { kind: "click", id: "a b" } as const;
    const isLog = (path: string) => path === "/app/clicks";
    expect(storyPlaceOf(click, isLog)).toBe("/app/clicks?open=a%20b");
  });

  test("opens nowhere without such a place", () => {
    const id = "7";
    expect(storyPlaceOf({ kind: "delivery", id }, () => false)).toBe(undefined);
    expect(storyPlaceOf({ kind: "entry", id }, () => true)).toBe(undefined);
  });
});
