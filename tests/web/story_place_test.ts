import { describe, expect, test } from "bun:test";
import { storyPlaceOf } from "../../web/screens/story/story_place.ts";

describe("a step of a story", () => {
  test("opens where the role has its thing", () => {
    const payment = { kind: "payment", id: "7" } as const;
    expect(storyPlaceOf(payment, "admin")).toBe("/app/money/payments/7");
    expect(storyPlaceOf(payment, "affiliate")).toBe("/app/my/payments/7");
  });

  test("opens in the drawer of a log", () => {
    const click = { kind: "click", id: "a b" } as const;
    expect(storyPlaceOf(click, "affiliate")).toBe("/app/clicks?open=a%20b");
  });

  test("opens nowhere without such a screen", () => {
    const id = "7";
    expect(storyPlaceOf({ kind: "delivery", id }, "advertiser")).toBe(
      undefined,
    );
    expect(storyPlaceOf({ kind: "entry", id }, "admin")).toBe(undefined);
  });
});
