import { expect, test } from "bun:test";
import { contentOf } from "./old_click.ts";

test("contentOf() tells nobody the visitor's address, which all else is known of", () => {
  const click = { old_id: "a", clicked_at: 1, subs: { sub1: "x" } };
  const link = { campaign_id: 1, affiliate_id: 2 };
  const hash = contentOf({ ...click, ip: "203.0.113.7" }, link);
  expect(contentOf({ ...click, ip: "203.0.113.8" }, link)).toEqual(hash);
  const other = contentOf({ ...click, country: "DE" }, link);
  expect(other).not.toEqual(hash);
});
