import type { Mutation } from "./mutation.ts";

const OLD_CLICKS = "modules/clicks/old_clicks";
const FORWARD = "modules/postbacks/forward";

/** Mutations of what goes on after a network has moved here. */
export const MOVING_MUTATIONS: readonly Mutation[] = [
  {
    name: "undoing a move removes clicks that were sold by",
    file: `${OLD_CLICKS}/remove_old_clicks.ts`,
    text: "!used.has(hex(click_id))",
    instead: "used.size >= 0",
    tests: ["tests/journeys/old_clicks_import_test.ts"],
  },
  {
    name: "an old id means another click than before",
    file: `${OLD_CLICKS}/write_old_clicks.ts`,
    text: "Buffer.compare(first, content) === 0",
    instead: "first.length === content.length",
    tests: ["tests/journeys/old_clicks_import_test.ts"],
  },
  {
    name: "an order's number is taken for the id of an old click",
    file: "modules/postbacks/judge/find_old_clicks.ts",
    text: "(!is_order || NUMBER.test(old_id))",
    instead: "!is_order",
    tests: ["tests/journeys/old_clicks_test.ts"],
  },
  {
    name: "reports count the clicks that the old tracker counted",
    file: "modules/rollups/day_rows.ts",
    text: " and k.verdict <> '${IMPORTED}'",
    instead: "",
    tests: ["tests/journeys/old_clicks_test.ts"],
  },
  {
    name: "a postback is sent on that was sent on already",
    file: `${FORWARD}/forwarded_request.ts`,
    text: "raw.headers[FORWARDED_HEADER] !== undefined",
    instead: 'raw.headers[FORWARDED_HEADER] === ""',
    tests: ["tests/journeys/forwards_end_test.ts"],
  },
  {
    name: "the old tracker gets our secrets",
    file: `${FORWARD}/forwarding.ts`,
    text: 'return (text) => text !== "" && this.#secrets.has(text);',
    instead: "return () => false;",
    tests: ["tests/journeys/forwards_test.ts"],
  },
];
