import { expect, test } from "bun:test";
import { page } from "../../../tests/doc_pages.ts";
import {
  GOOGLE_PLAY_WORDS,
  PRODUCT_TYPES,
  STORE_WORDS,
  SUBSCRIPTION_TYPES,
} from "./store_types.ts";

/** The words of a table in the reference, with their meanings. */
function tableOf(heading: string): Record<string, string> {
  const text = page("docs/reference/app-stores.md");
  const [, part = ""] = text.split(`## ${heading}\n`);
  const [own = ""] = part.split("\n## ", 1);
  const rows = own.matchAll(/^\| `([a-z_.]+)` *\| `([a-z]+)` *\|/gm);
  return Object.fromEntries([...rows].map(([, word, means]) => [word, means]));
}

test.each([
  ["App Store", STORE_WORDS.app_store],
  ["Google Play", STORE_WORDS.google_play],
] as const)("the reference says what %s's words mean", (heading, words) => {
  const meanings = Object.entries(words).map(([word, { status }]) => [
    word,
    status,
  ]);
  expect(tableOf(heading)).toEqual(Object.fromEntries(meanings));
});

test("each of Google's numbers has a meaning", () => {
  const named = [
    ...Object.values(SUBSCRIPTION_TYPES).map((name) => `subscription.${name}`),
    ...Object.values(PRODUCT_TYPES).map((name) => `product.${name}`),
  ];
  for (const word of named) expect(GOOGLE_PLAY_WORDS).toHaveProperty([word]);
  expect(named).toHaveLength(20);
});
