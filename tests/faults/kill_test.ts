// A killed tracker has answered some postbacks, recorded a few more, and never received
// the rest; senders without a response send again.
import { afterEach, beforeEach, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { IS_LONG } from "../long.ts";
import { until } from "../until.ts";
import { HangingPartner } from "./hanging_partner.ts";
import { ask, ordersOn, ROUNDS, seeded, sendOrders } from "./load.ts";
import { TrackerDirectory } from "./tracker_process.ts";
import type { TrackerProcess } from "./tracker_process.ts";

const POSTBACKS = IS_LONG ? 1000 : 400;
const CLICKS = 10;
const DELIVERIES = IS_LONG ? 200 : 120;
/** Duration of a claim in seconds. */
const CLAIM_S = 60;

let directory: TrackerDirectory;
let partner: HangingPartner;
beforeEach(() => {
  directory = new TrackerDirectory();
  partner = new HangingPartner();
});
afterEach(async () => {
  await directory.remove();
  await partner.stop();
});

for (let round = 1; round <= ROUNDS; round++) {
  test(`killing the tracker with kill -9 in the middle of ${POSTBACKS} postbacks and starting it again leaves every answered one recorded once (round ${round})`, async () => {
    const random = roundOf("postbacks", round);
    const first = await directory.start();
    const orders = ordersOn(await prepare(first), POSTBACKS);
    const kill_after = 50 + Math.floor(random() * (POSTBACKS - 150));
    const pause_ms = random() * 4;
    let killed: Promise<void> | undefined;
    const answered = await sendOrders(first.api, orders, (count) => {
      if (count < kill_after) return;
      killed ??= Bun.sleep(pause_ms).then(() => endHard(first, round));
    });
    await killed;
    expect(answered.size).toBeGreaterThanOrEqual(kill_after);
    expect(answered.size).toBeLessThan(POSTBACKS);

    const second = await directory.start();
    const recorded = await countByOrder();
    for (const [order_id, answer] of answered) {
      expect(answer.status).toBe(201);
      expect(recorded.get(order_id)).toEqual({
        ...recordedOnce,
        conversion_id: answer.conversion_id,
      });
    }
    for (const count of recorded.values()) {
      expect(count).toMatchObject(recordedOnce);
    }

    const again = await sendOrders(second.api, orders);
    expect(again.size).toBe(POSTBACKS);
    for (const [order_id, { status, conversion_id }] of again) {
      const before = recorded.get(order_id);
      expect(status).toBe(before === undefined ? 201 : 200);
      if (before !== undefined) {
        expect(conversion_id).toBe(before.conversion_id);
      }
    }
    expect((await countByOrder()).size).toBe(POSTBACKS);
    const accounts = await second.api.call("GET", "/ledger/accounts");
    expect(accounts.data).toMatchObject([
      {
        currency: "USD",
        receivable: `${POSTBACKS * 20}.00`,
        payable: `-${POSTBACKS * 12.5}.00`,
      },
    ]);
    expect((await second.stop()).exit_code).toBe(0);
  });

  test(`killing the tracker in the middle of deliveries loses none: each is tried under one id until it is delivered (round ${round})`, async () => {
    const random = roundOf("deliveries", round);
    const first = await directory.start();
    const clicks = await prepare(first);
    const answers_before = 1 + Math.floor(random() * (DELIVERIES - 80));
    const hanging = partner.hangAfter(answers_before);
    await sendOrders(first.api, ordersOn(clicks, DELIVERIES));
    await hanging;
    await endHard(first, round);
    const killed_at = new Date(Date.now()).toISOString();
    partner.answerAll();

    const second = await directory.start();
    // Only the dead process's leases: ending the second one's would notify partners
    // twice.
    await ask(
      directory,
      `update delivery_queue set claimed_until = now()
       where claimed_until between now() and timestamptz '${killed_at}' + interval '${CLAIM_S} seconds'`,
    );
    await untilDelivered();
    const tries_of_order = Map.groupBy(partner.received, ({ url }) =>
      url.searchParams.get("order"),
    );
    expect(tries_of_order.size).toBe(DELIVERIES);
    for (const tries of tries_of_order.values()) {
      const ids = tries.flatMap(({ url, webhook_id }) => [
        webhook_id,
        url.searchParams.get("id"),
      ]);
      expect(new Set(ids).size).toBe(1);
    }
    expect(partner.received.length).toBeGreaterThan(DELIVERIES);
    expect(
      await ask(
        directory,
        "select state, count(*)::int as count from deliveries group by state",
      ),
    ).toEqual([{ state: "delivered", count: DELIVERIES }]);
    expect(
      await ask(
        directory,
        `select count(*)::int as count from delivery_attempts where succeeded`,
      ),
    ).toEqual([{ count: DELIVERIES }]);
    expect((await second.stop()).exit_code).toBe(0);
  });
}

/** Seeded random numbers; prints the seed, so that a run can be repeated. */
function roundOf(name: string, round: number): () => number {
  const given = Number(process.env.TALLYHO_FAULT_SEED ?? "");
  const [chosen = 1] = crypto.getRandomValues(new Uint32Array(1));
  const seed = given > 0 ? given : chosen;
  console.log(`${name}, round ${round}: TALLYHO_FAULT_SEED=${seed}`);
  return seeded(seed);
}

/** Creates a setup, an endpoint for every sale, and clicks. */
async function prepare({ api }: TrackerProcess): Promise<string[]> {
  const { slug, affiliate_id } = await setUp(api);
  await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
    url: `${partner.url}/pb?order={order_id}&id={delivery_id}`,
  });
  return await Promise.all(
    Array.from({ length: CLICKS }, () => api.click(slug)),
  );
}

/** Every second round kills the database too, like a power failure. */
async function endHard(tracker: TrackerProcess, round: number): Promise<void> {
  const postgres_pid = directory.postgresPid();
  if (round % 2 === 0 && postgres_pid !== null) {
    process.kill(postgres_pid, "SIGKILL");
  }
  await tracker.kill();
}

const recordedOnce = {
  conversions: 1,
  versions: 1,
  ledger_rows: 1,
  deliveries: 1,
  postbacks: 1,
};

/** Counts each order's rows in all tables that must agree. */
async function countByOrder() {
  const rows = await ask(
    directory,
    `select order_id, min(id::text) as conversion_id, count(*)::int as conversions,
       sum((select count(*) from conversion_versions as v where v.conversion_id = c.id))::int as versions,
       sum((select count(*) from ledger_transactions as l where l.conversion_id = c.id))::int as ledger_rows,
       sum((select count(*) from deliveries as d where d.conversion_id = c.id))::int as deliveries,
       sum((select count(*) from postbacks as p
         where p.conversion_id = c.id and p.outcome = 'recorded'))::int as postbacks
     from conversions as c group by order_id`,
  );
  return new Map(
    rows.map(({ order_id, ...counts }) => [String(order_id), counts]),
  );
}

async function untilDelivered(): Promise<void> {
  await until("no delivery waits", async () => {
    const [row] = await ask(
      directory,
      "select count(*)::int as count from delivery_queue",
    );
    return row?.count === 0;
  });
}
