import { expect, test } from "bun:test";
import { START_MS } from "../../tests/harness.ts";
import { claimedWith, endpointWith } from "../../tests/simulation/endpoints.ts";
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
    const endpoint = endpointWith({
      url: `https://p.example/pb${query}`,
      macros: DELIVERY_MACROS,
      ...(body === undefined ? {} : { body }),
    });
    const lost = claimedWith({ created_at: START_MS, click: null });
    expect(whyUnsent(lost, endpoint, START_MS)?.state).toBe(state);
    expect(whyUnsent({ ...lost, click: {} }, endpoint, START_MS)).toBeNull();
  },
);
