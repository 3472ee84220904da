// Days pass here, so this tracker has a clock of its own.
import { afterAll, expect, test } from "bun:test";
import { deliveryOf, sell } from "../deliveries.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { PartnerReceiver } from "../receiver.ts";

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

/** Maximum wait after the first, second, … failure. */
const STEPS_MS = [5, 30, 120, 600, 1800, 3600, 7200, 14_400, 28_800].map(
  (seconds) => seconds * SECOND_MS,
);

const service = await serviceForFile();
const { api, clock, deliverer } = service;
const partner = new PartnerReceiver();
afterAll(() => partner.stop());

test("a delivery is given up when its age budget is spent, after ever longer waits, and that is to be seen", async () => {
  const { slug, affiliate_id } = await setUp(api);
  await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
    url: `${partner.url}/pb?d={delivery_id}`,
    age_budget_hours: 24,
  });
  const conversion_id = await sell(api, slug);
  const expires_at = clock.nowMs() + 24 * HOUR_MS;
  const waits: number[] = [];
  let delivery = await deliveryOf(api, conversion_id);
  while (delivery.state === "due" && waits.length < 100) {
    partner.answers.push(new Response("no", { status: 500 }));
    await deliverer.runOnce();
    delivery = await deliveryOf(api, conversion_id);
    if (delivery.due_at === null) break;
    const due_at = Date.parse(delivery.due_at);
    waits.push(due_at - clock.nowMs());
    clock.set(due_at);
  }
  for (const [index, wait_ms] of waits.entries()) {
    const step_ms = STEPS_MS[index] ?? 8 * HOUR_MS;
    expect(wait_ms).toBeWithin(SECOND_MS, step_ms + 1);
  }
  expect(delivery).toMatchObject({
    state: "expired",
    reason: "HTTP 500",
    due_at: null,
    attempts: waits.length + 1,
  });
  expect(delivery.tries).toHaveLength(waits.length + 1);
  expect(clock.nowMs()).toBeLessThan(expires_at);
  const { length } = partner.received;
  clock.advance(100 * HOUR_MS);
  await deliverer.runOnce();
  expect(partner.received).toHaveLength(length);
});
