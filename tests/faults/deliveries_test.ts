// Deliveries continue with several trackers and across a database outage: none is lost,
// and none is sent under two ids.
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  expect,
  test,
} from "bun:test";
import { longTest } from "../long.ts";
import { setUp } from "../factory.ts";
import { until } from "../until.ts";
import { ExternalPostgres } from "./external_postgres.ts";
import { HangingPartner } from "./hanging_partner.ts";
import { ordersOn, sendOrders } from "./load.ts";
import { TrackerDirectory } from "./tracker_process.ts";
import type { TrackerProcess } from "./tracker_process.ts";

const ORDERS = 300;

const TALLYHO_KEY = "a key that both trackers have, of enough characters";

const home = new TrackerDirectory();
let server: ExternalPostgres;
let partner: HangingPartner;
let grounds: [TrackerDirectory, TrackerDirectory];
beforeAll(async () => {
  server = await ExternalPostgres.start(home.base, "bundled");
});
afterAll(async () => {
  await server.stop();
  await home.remove();
});
beforeEach(() => {
  grounds = [new TrackerDirectory(), new TrackerDirectory()];
  partner = new HangingPartner();
});
afterEach(async () => {
  for (const directory of grounds) await directory.remove();
  await partner.stop();
});

test("two trackers on one database tell each sale once between them", async () => {
  const url = await server.makeDatabase("two", "createrole");
  const env = { DATABASE_URL: url, TALLYHO_KEY };
  const first = await grounds[0].start(env);
  const clicks = await prepare(first);
  const second = await grounds[1].start(env);
  const orders = ordersOn(clicks, ORDERS);
  const half = ORDERS / 2;
  const [one, two] = await Promise.all([
    sendOrders(first.api, orders.slice(0, half)),
    sendOrders(second.api, orders.slice(half)),
  ]);
  expect([one.size, two.size]).toEqual([half, half]);
  await untilSettled("two");
  expect(partner.received).toHaveLength(ORDERS);
  expect(triesByOrder().size).toBe(ORDERS);
  const [row] = await server.ask(
    "two",
    "select count(*)::int as tries, max(claim)::int as claims from delivery_attempts",
  );
  expect(row).toEqual({ tries: ORDERS, claims: 1 });
  expect((await first.stop()).exit_code).toBe(0);
  expect((await second.stop()).exit_code).toBe(0);
}, 60_000);

longTest(
  "a database that is restarted in the middle of sending costs no delivery: each is told under one id, and is delivered in the end",
  async () => {
    const url = await server.makeDatabase("restarted", "superuser");
    const tracker = await grounds[0].start({ DATABASE_URL: url });
    const hanging = partner.hangAfter(100);
    await sendOrders(tracker.api, ordersOn(await prepare(tracker), ORDERS));
    await hanging;
    await server.stop();
    partner.answerAll();
    await server.startAgain();
    await server.ask(
      "restarted",
      "update delivery_queue set claimed_until = now() where claimed_until > now()",
    );
    await untilSettled("restarted");
    const tries = triesByOrder();
    expect(tries.size).toBe(ORDERS);
    for (const ids of tries.values()) expect(new Set(ids).size).toBe(1);
    const states = await server.ask(
      "restarted",
      "select state, count(*)::int as count from deliveries group by state",
    );
    expect([...states]).toEqual([{ state: "delivered", count: ORDERS }]);
    expect((await tracker.stop()).exit_code).toBe(0);
  },
  60_000,
);

/** Creates a setup, an endpoint for every sale, and clicks. */
async function prepare({ api }: TrackerProcess): Promise<string[]> {
  const { slug, affiliate_id } = await setUp(api);
  await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
    url: `${partner.url}/pb?order={order_id}&id={delivery_id}`,
  });
  return await Promise.all(Array.from({ length: 10 }, () => api.click(slug)));
}

/** Delivery ids sent for each order, in headers and URLs. */
function triesByOrder(): Map<string, (string | null)[]> {
  const tries = new Map<string, (string | null)[]>();
  for (const { url, webhook_id } of partner.received) {
    const order_id = url.searchParams.get("order") ?? "";
    const ids = tries.get(order_id) ?? [];
    tries.set(order_id, [...ids, webhook_id, url.searchParams.get("id")]);
  }
  return tries;
}

async function untilSettled(database: string): Promise<void> {
  await until("no delivery waits", async () => {
    const [row] = await server.ask(
      database,
      "select count(*)::int as count from delivery_queue",
    );
    return row?.count === 0;
  });
}
