import { expect, test } from "bun:test";
import { postbackDifferences } from "./audit.ts";
import type { StoredPostback } from "./audit.ts";
import { Books } from "./books.ts";

/** Books with a postback that was answered, one that was kept, and one that was sent once without an answer. */
function createBooks(): Books {
  const books = new Books();
  books.answered.push({ postback_id: "a", outcome: "recorded" });
  books.queued.add("q");
  books.miss("order_id=3");
  return books;
}

const row = (
  id: string,
  query: string,
  more: Partial<StoredPostback> = {},
): StoredPostback => ({
  ...{ id, query, outcome: "recorded", is_taken: true },
  ...more,
});

const ANSWERED = row("a", "order_id=1");
const KEPT = row("q", "order_id=2");
const UNANSWERED = row("u", "order_id=3");
const REFUSED = { outcome: "unknown_click", is_taken: false };

test("postbacks are stored as they were answered, and those without an answer may be or not", () => {
  for (const more of [[], [UNANSWERED]]) {
    const rows = [ANSWERED, KEPT, ...more];
    expect(postbackDifferences(createBooks(), rows)).toEqual([]);
  }
});

test.each<[string, StoredPostback[], string]>([
  [
    "a kept one that was lost, whatever else is stored",
    [ANSWERED, UNANSWERED],
    "postback q was kept and is stored as nothing",
  ],
  [
    "a kept one that was refused",
    [ANSWERED, row("q", "order_id=2", REFUSED)],
    "postback q was kept and is stored as unknown_click",
  ],
  [
    "a kept one that still waits",
    [ANSWERED, row("q", "order_id=2", { outcome: "queued", is_taken: false })],
    "postback q was kept and is stored as queued",
  ],
  [
    "one with another verdict than it was answered",
    [row("a", "order_id=1", { outcome: "duplicate" }), KEPT],
    "postback a was answered recorded and is stored as duplicate",
  ],
  [
    "one that nobody sent",
    [ANSWERED, KEPT, row("x", "order_id=9")],
    "postback order_id=9 is stored 1 times beside its answers, and 0 had none",
  ],
  [
    "one that is stored twice and was sent once",
    [ANSWERED, KEPT, UNANSWERED, row("v", "order_id=3")],
    "postback order_id=3 is stored 2 times beside its answers, and 1 had none",
  ],
])("the auditor finds %s", (_, rows, found) => {
  expect(postbackDifferences(createBooks(), rows)).toContain(found);
});
