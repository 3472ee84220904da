import { expect, test } from "bun:test";
import { bundlePages, FIRST_PARTY_NAME } from "./bundle_pages.ts";
import { gzip } from "./page_assets.ts";

/** Bytes of gzip that all files have together, and that a browser loads before it shows anything. */
const ALL_MAX = 212_500;
const FIRST_MAX = 40_000;
/** Bytes of gzip that an advertiser's page loads. */
const FIRST_PARTY_MAX = 2_000;

test("the pages are no larger than they were found to have to be", async () => {
  const { files, script, style } = await bundlePages();
  const bytes = new Map(
    files.map((file) => [file.name, gzip(file.bytes).length]),
  );
  const first_party = bytes.get(FIRST_PARTY_NAME) ?? 0;
  expect(first_party).toBeGreaterThan(0);
  expect(first_party).toBeLessThan(FIRST_PARTY_MAX);
  bytes.delete(FIRST_PARTY_NAME);
  const all = [...bytes.values()].reduce((sum, one) => sum + one, 0);
  expect(all).toBeLessThan(ALL_MAX);
  const first = (bytes.get(script) ?? 0) + (bytes.get(style) ?? 0);
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(FIRST_MAX);
});
