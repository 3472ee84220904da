// A partner that fails, hangs or answers oddly is notified in the end, or the failure is visible.
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { deliveriesOf, deliveryOf, sell } from "../deliveries.ts";
import type { Delivery } from "../deliveries.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { PartnerReceiver } from "../receiver.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Maximum wait after the first, second, … failure. */
const STEPS_MS = [5, 30, 120, 600, 1800, 3600, 7200, 14_400, 28_800].map(
  (seconds) => seconds * SECOND_MS,
);

const service = await serviceForFile();
const { api, clock, deliverer } = service;

let partner: PartnerReceiver;
let setup: Setup;
beforeEach(async () => {
  partner = new PartnerReceiver();
  setup = await setUp(api);
});
afterEach(() => partner.stop());

const PB = "/pb?d={delivery_id}&v={status}";

async function addEndpoint(url: string, more: object = {}): Promise<void> {
  const path = `/affiliates/${setup.affiliate_id}/postbacks`;
  await api.call("POST", path, { url, ...more });
}

function waitOf({ due_at }: Delivery): number {
  return Date.parse(due_at ?? "") - clock.nowMs();
}

describe("a partner that fails", () => {
  test("is tried again under one id, later and later, until it answers; each try is kept as it went", async () => {
    await addEndpoint(`${partner.url}${PB}`);
    const port = Number(new URL(partner.url).port);
    partner.answers.push(new Response("busy", { status: 503 }));
    const conversion_id = await sell(api, setup.slug);
    await deliverer.runOnce();
    const after_first = await deliveryOf(api, conversion_id);
    expect(after_first).toMatchObject({
      state: "due",
      attempts: 1,
      reason: "HTTP 503",
      settled_at: null,
    });
    expect(waitOf(after_first)).toBeWithin(SECOND_MS, STEPS_MS[0]! + 1);

    await partner.stop();
    clock.advance(waitOf(after_first) - 1);
    await deliverer.runOnce();
    expect((await deliveryOf(api, conversion_id)).attempts).toBe(1);
    clock.advance(1);
    await deliverer.runOnce();
    const after_second = await deliveryOf(api, conversion_id);
    expect(after_second).toMatchObject({ state: "due", attempts: 2 });
    expect(waitOf(after_second)).toBeWithin(SECOND_MS, STEPS_MS[1]! + 1);

    const heard: string[] = [];
    const back = Bun.serve({
      hostname: "127.0.0.1",
      port,
      fetch: (request) => {
        heard.push(request.headers.get("webhook-id") ?? "");
        return new Response("thanks");
      },
    });
    clock.advance(waitOf(after_second));
    await deliverer.runOnce();
    await back.stop(true);
    const delivered = await deliveryOf(api, conversion_id);
    expect(delivered).toMatchObject({
      state: "delivered",
      attempts: 3,
      reason: null,
      due_at: null,
    });
    expect(delivered.tries).toMatchObject([
      {
        attempt: 1,
        http_status: 503,
        response_body: "busy",
        error: null,
        remote_address: "127.0.0.1",
        succeeded: false,
      },
      {
        attempt: 2,
        http_status: null,
        response_body: null,
        error: expect.stringMatching(/connect|refused/i),
        succeeded: false,
      },
      {
        attempt: 3,
        http_status: 200,
        response_body: "thanks",
        error: null,
        succeeded: true,
      },
    ]);
    expect(heard).toEqual([delivered.id]);
    const ids = delivered.tries.map(({ headers }) => headers["webhook-id"]);
    expect(ids).toEqual(Array(3).fill(delivered.id));
    const stamps = delivered.tries.map(({ headers }) =>
      Number(headers["webhook-timestamp"]),
    );
    expect(stamps).toEqual([...new Set(stamps)].sort((a, b) => a - b));
  });

  test.each([
    ["in seconds", "3600", HOUR_MS],
    [
      "as a date",
      () => new Date(clock.nowMs() + HOUR_MS).toUTCString(),
      HOUR_MS,
    ],
    ["beyond a day, which is as long as we wait", "999999", 24 * HOUR_MS],
  ])(
    "and says %s when to come back is not asked before",
    async (_, asked, wait_ms) => {
      await addEndpoint(`${partner.url}${PB}`);
      const value = typeof asked === "string" ? asked : asked();
      partner.answers.push(
        new Response("", { status: 429, headers: { "retry-after": value } }),
      );
      const conversion_id = await sell(api, setup.slug);
      await deliverer.runOnce();
      const waited_ms = waitOf(await deliveryOf(api, conversion_id));
      // An HTTP date has no milliseconds.
      expect(waited_ms).toBeWithin(wait_ms - SECOND_MS, wait_ms + 1);
    },
  );

  test.each([
    "",
    "soon",
    "-5",
    "0",
    "1.5",
    "Thu, 99 Foo 2026",
    "Sun, 06 Nov 1994 08:49:37 GMT",
  ])("and says %p is tried again in its turn", async (value) => {
    await addEndpoint(`${partner.url}${PB}`);
    const headers = { "retry-after": value };
    partner.answers.push(new Response("", { status: 503, headers }));
    const conversion_id = await sell(api, setup.slug);
    await deliverer.runOnce();
    const wait_ms = waitOf(await deliveryOf(api, conversion_id));
    expect(wait_ms).toBeWithin(SECOND_MS, STEPS_MS[0]! + 1);
  });
});

describe("several versions of one conversion", () => {
  const statuses = ["pending", "approved", "rejected", "reversed"];

  test("arrive in their order: the second is not sent before the first is settled", async () => {
    await addEndpoint(`${partner.url}${PB}`, { statuses });
    partner.answers.push(new Response("", { status: 503 }));
    const click_id = await api.click(setup.slug);
    const sale = { click_id, order_id: "A-1" };
    const { body } = await api.postback({ ...sale, status: "pending" });
    const conversion_id = String(body.conversion_id);
    await deliverer.runOnce();
    await api.postback({ ...sale, status: "approved" });
    await api.postback({ ...sale, status: "refunded" });
    await deliverer.runOnce();
    expect(partner.received).toHaveLength(1);
    const [first] = await deliveriesOf(api, conversion_id);
    clock.advance(waitOf(first!));
    for (let round = 0; round < 3; round++) await deliverer.runOnce();
    const told = partner.received.map(({ url }) => url.searchParams.get("v"));
    expect(told).toEqual(["pending", "pending", "approved", "reversed"]);
    const all = await deliveriesOf(api, conversion_id);
    expect(all.map(({ version, state }) => [version, state])).toEqual([
      [1, "delivered"],
      [2, "delivered"],
      [3, "delivered"],
    ]);
  });

  test("are each sent once where two workers look at the same time", async () => {
    await addEndpoint(`${partner.url}${PB}`, { statuses });
    const conversions = await Promise.all(
      Array.from({ length: 30 }, () => sell(api, setup.slug)),
    );
    for (let round = 0; round < 3; round++) {
      await Promise.all([deliverer.runOnce(), deliverer.runOnce()]);
    }
    expect(partner.received).toHaveLength(conversions.length);
  });
});

describe("a partner that answers oddly", () => {
  test("with a redirect is not followed", async () => {
    await addEndpoint(`${partner.url}${PB}`);
    const location = `${partner.url}/elsewhere`;
    partner.answers.push(
      new Response("", { status: 302, headers: { location } }),
    );
    const conversion_id = await sell(api, setup.slug);
    await deliverer.runOnce();
    const delivery = await deliveryOf(api, conversion_id);
    expect(delivery).toMatchObject({ state: "due", reason: "HTTP 302" });
    expect(partner.received.map(({ url }) => url.pathname)).toEqual(["/pb"]);
  });

  test("with a megabyte counts as delivered, and 16 KiB of it are kept", async () => {
    await addEndpoint(`${partner.url}${PB}`);
    partner.answers.push(new Response("x".repeat(1_048_576)));
    const conversion_id = await sell(api, setup.slug);
    await deliverer.runOnce();
    const delivery = await deliveryOf(api, conversion_id);
    expect(delivery.state).toBe("delivered");
    expect(delivery.tries[0]?.response_body).toBe("x".repeat(16_384));
  });

  test("with bytes that aren't text counts as delivered, and its answer is kept", async () => {
    await addEndpoint(`${partner.url}${PB}`);
    partner.answers.push(
      new Response(new Uint8Array([0, 255, 254, 0, 65]), {
        headers: { "x-odd": "é\u00a0" },
      }),
    );
    const conversion_id = await sell(api, setup.slug);
    await deliverer.runOnce();
    const delivery = await deliveryOf(api, conversion_id);
    expect(delivery.state).toBe("delivered");
    expect(delivery.tries[0]?.response_body).toEndWith("A");
  });

  test.each(["head", "body"])(
    "never, in the middle of its %s, costs its own timeout and is tried again",
    async (part) => {
      const hanging = Bun.serve({
        hostname: "127.0.0.1",
        port: 0,
        idleTimeout: 0,
        fetch: () =>
          part === "head"
            ? new Promise<Response>(() => {})
            : new Response(
                new ReadableStream({
                  start: (stream) => stream.enqueue(Buffer.from("O")),
                }),
              ),
      });
      await addEndpoint(`http://127.0.0.1:${hanging.port}${PB}`, {
        timeout_s: 1,
      });
      const conversion_id = await sell(api, setup.slug);
      await deliverer.runOnce();
      await hanging.stop(true);
      const delivery = await deliveryOf(api, conversion_id);
      expect(delivery).toMatchObject({ state: "due", attempts: 1 });
      expect(delivery.tries).toMatchObject([
        { error: expect.stringMatching(/timed? ?out/i), succeeded: false },
      ]);
    },
  );
});
