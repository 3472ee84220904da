import { expect, test } from "bun:test";
import { contentOf, faultOfAge } from "./old_click.ts";

test("contentOf() tells nobody the visitor's address, which all else is known of", () => {
  const click = { old_id: "a", clicked_at: 1, subs: { sub1: "x" } };
  const link = { campaign_id: 1, affiliate_id: 2 };
  const hash = contentOf({ ...click, ip: "203.0.113.7" }, link);
  expect(contentOf({ ...click, ip: "203.0.113.8" }, link)).toEqual(hash);
  const other = contentOf({ ...click, country: "DE" }, link);
  expect(other).not.toEqual(hash);
});

test("faultOfAge() takes no more days than a table should have parts, where clicks are kept and convert for ever", () => {
  const now_ms = Date.UTC(2026, 10, 30);
  const limits = { window_days: null, retention_days: 0 };
  const aged = (days: number) =>
    faultOfAge(
      { old_id: "a", clicked_at: now_ms - days * 86_400_000 },
      now_ms,
      limits,
    );
  expect(aged(1_100)).toBeNull();
  expect(aged(1_101)).toMatchObject({ code: "before_window" });
});
