import { expect, test } from "bun:test";
import { bundlePages } from "./bundle_pages.ts";
import { gzip } from "./page_assets.ts";

/** Bytes of gzip that all files have together, and that a browser loads before it shows anything. */
const ALL_MAX = 210_000;
const FIRST_MAX = 40_000;

test("the pages are no larger than they were found to have to be", async () => {
  const { files, script, style } = await bundlePages();
  const bytes = new Map(
    files.map((file) => [file.name, gzip(file.bytes).length]),
  );
  const all = [...bytes.values()].reduce((sum, one) => sum + one, 0);
  expect(all).toBeLessThan(ALL_MAX);
  const first = (bytes.get(script) ?? 0) + (bytes.get(style) ?? 0);
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(FIRST_MAX);
});
