// A tracker is killed while people click and shops report sales: its reports count exactly those clicks
// and sales that are stored, whichever of them were folded by then.
import { afterEach, beforeEach, expect } from "bun:test";
import { setUp } from "../factory.ts";
import { longTest } from "../long.ts";
import { report } from "../report_world.ts";
import { chanceOf, refsOf, sendClicks, untilDrained } from "./click_load.ts";
import { ask, ordersOn, ROUNDS, sendOrders } from "./load.ts";
import { TrackerDirectory } from "./tracker_process.ts";

const CLICKS_MAX = 5_000;
const ORDERS_MAX = 5_000;
const KILL_AFTER_MS_MIN = 50;
const KILL_AFTER_MS_MAX = 900;
const ROUND_TIMEOUT_MS = 60_000;
const DAY_MS = 86_400_000;

let directory: TrackerDirectory;
beforeEach(() => {
  directory = new TrackerDirectory();
});
afterEach(() => directory.remove());

/** Yesterday to tomorrow. */
function period(): string {
  const day = (days: number) =>
    new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
  return `from=${day(-1)}&to=${day(2)}&timezone=UTC`;
}

longTest(
  `reports count what is stored after each kill -9 under load (rounds: ${ROUNDS})`,
  async () => {
    const random = chanceOf("reports");
    let tracker = await directory.start();
    const { slug } = await setUp(tracker.api);
    const clicks: string[] = [];
    let redirected = 0;
    let recorded = 0;
    for (let round = 1; round <= ROUNDS; round++) {
      clicks.push(await tracker.api.click(slug, `?sub1=round${round}`));
      const refs = refsOf(`round${round}`, CLICKS_MAX);
      const orders = ordersOn(clicks, ORDERS_MAX).map((order) => ({
        ...order,
        order_id: `${round}-${order.order_id}`,
      }));
      const kill_after_ms =
        KILL_AFTER_MS_MIN + random() * (KILL_AFTER_MS_MAX - KILL_AFTER_MS_MIN);
      const killed = Bun.sleep(kill_after_ms).then(() => tracker.kill());
      const query = `&sub1=round${round}`;
      const [visited, answered] = await Promise.all([
        sendClicks(tracker.api, slug, refs, () => {}, query),
        sendOrders(tracker.api, orders),
        killed,
      ]);
      redirected += 1 + visited.size;
      recorded += answered.size;
      tracker = await directory.start();
      await untilDrained(tracker.api);
      const [stored] = await ask(
        directory,
        "select (select count(*) from clicks)::int as clicks, (select count(*) from conversions)::int as sales",
      );
      const by_sub1 = await ask(
        directory,
        "select sub1, count(*)::int as clicks from clicks group by 1 order by 1",
      );
      const { data, totals } = await report(
        tracker.api,
        `group_by=sub1&sort=sub1&${period()}`,
      );
      const clicks_stored = Number(stored?.["clicks"]);
      const sales_stored = Number(stored?.["sales"]);
      // Some were stored whose answer didn't arrive.
      expect(clicks_stored).toBeGreaterThanOrEqual(redirected);
      expect(sales_stored).toBeGreaterThanOrEqual(recorded);
      expect(Number(totals.clicks["gross"])).toBe(clicks_stored);
      expect(Number(totals.conversions["approved"])).toBe(sales_stored);
      expect(
        data.map(({ sub1, clicks: { gross } }) => ({ sub1, clicks: gross })),
      ).toEqual(by_sub1 as { sub1: unknown; clicks: unknown }[]);
    }
    expect((await tracker.stop()).exit_code).toBe(0);
  },
  ROUNDS * ROUND_TIMEOUT_MS,
);
