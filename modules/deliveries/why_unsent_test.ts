import { expect, test } from "bun:test";
import { START_MS } from "../../tests/harness.ts";
import { claimedWith, endpointWith } from "../../tests/simulation/endpoints.ts";
import { clickColumnsOf } from "./click_columns.ts";
import { DELIVERY_MACROS } from "./delivery_macros.ts";
import { whyUnsent } from "./why_unsent.ts";

test.each<[string, string | undefined, "parked" | undefined]>([
  ["?order={order_id}&click={click_id}&at={click_time}", undefined, undefined],
  ["?ref={click_ref}", undefined, "parked"],
  ["?gclid={param:gclid}", undefined, "parked"],
  ["", '{"sub": "{sub3}"}', "parked"],
])(
  "only a template with values of the click's row waits for it: %s %s",
  (query, body, state) => {
    const endpoint = reading(`https://p.example/pb${query}`, body);
    const { click_columns } = endpoint;
    const lost = claimedWith({
      ...{ created_at: START_MS, click: null, click_columns },
    });
    expect(whyUnsent(lost, endpoint, START_MS)?.state).toBe(state);
    expect(whyUnsent({ ...lost, click: {} }, endpoint, START_MS)).toBeNull();
  },
);

test("what was claimed for a former template is claimed again, with what the new one reads", () => {
  const claimed = claimedWith({
    ...{ created_at: START_MS, click: { click_ref: "r" } },
    click_columns: ["click_ref", "flags"],
  });
  const former = reading("https://p.example/pb?ref={click_ref}");
  expect(whyUnsent(claimed, former, START_MS)).toBeNull();
  const now = reading("https://p.example/pb?ref={click_ref}&sub={sub3}");
  expect(whyUnsent(claimed, now, START_MS)).toEqual({
    ...{ state: "due", due_at: START_MS, settled_at: null, reason: null },
  });
});

function reading(url: string, body?: string) {
  const endpoint = endpointWith({
    ...{ url, macros: DELIVERY_MACROS },
    ...(body === undefined ? {} : { body }),
  });
  const templates = [endpoint.url, endpoint.body];
  return { ...endpoint, click_columns: clickColumnsOf(templates) };
}
