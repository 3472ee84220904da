// The counts of reports add up to what clicks and sales say, on each axis of time, wherever they lie:
// changes, parts or sorted days.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { verifyReports } from "../../modules/rollups/mod.ts";
import {
  clickEntries,
  conversionEntries,
  countedEntries,
} from "../block_counts.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { makeSource } from "../senders.ts";

const service = await serviceForFile();
const { api, clock, db } = service;
const HOUR_MS = 3_600_000;
const AXES = [
  "conversion",
  "conversion_by_click",
  "conversion_by_approval",
] as const;

async function expectRight(): Promise<void> {
  expect(await countedEntries(db, "click")).toEqual(await clickEntries(db));
  for (const axis of AXES) {
    expect(await countedEntries(db, axis)).toEqual(
      await conversionEntries(db, axis),
    );
  }
}

async function runJob(name: string): Promise<void> {
  if (name === "recount_reports") {
    await db.$client`insert into report_recounts
      select distinct axis, day from report_blocks`;
  }
  await service.scheduler.enqueue(db, { name });
  while (await service.scheduler.runOnce());
}

const USER_AGENTS = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0.0.0",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile/15E148 Safari/604.1",
  "Googlebot/2.1",
];

type Step =
  | { do: "click"; agent: number; sub1: string | null }
  | { do: "sale"; of: number; amount: number; status: string | null }
  | { do: "change"; of: number; status: string; amount: number }
  | { do: "by_hand"; of: number; status: string }
  | { do: "wait"; hours: number }
  | { do: "job"; name: string };

const of = fc.nat({ max: 9 });
const amount = fc.integer({ min: 1, max: 90 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("click" as const),
      agent: fc.nat({ max: 2 }),
      sub1: fc.option(fc.constantFrom("a", "b,c", "🙂")),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("sale" as const),
      of,
      amount,
      status: fc.option(fc.constantFrom("pending", "approved")),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("change" as const),
      of,
      amount,
      status: fc.constantFrom("approved", "refunded", "rejected", "reversed"),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("by_hand" as const),
      of,
      status: fc.constantFrom("approved", "rejected", "reversed", "pending"),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("wait" as const),
      hours: fc.integer({ min: 1, max: 30 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("job" as const),
      name: fc.constantFrom(
        "fold_conversions",
        "merge_report_blocks",
        "sort_report_days",
        "recount_reports",
      ),
    }),
  },
);

/** So that there is something to change. */
const START: readonly Step[] = [
  { do: "click", agent: 0, sub1: "a" },
  { do: "sale", of: 0, amount: 50, status: "approved" },
];

test("reports count what the rows say, through random histories", async () => {
  const setup = await setUp(api, {
    campaign: {
      goals: [
        {
          key: "sale",
          revenue: { type: "percent", percent: "10" },
          payout: { type: "percent", percent: "5" },
        },
      ],
    },
  });
  await makeSource(api, setup.advertiser_id, { reversal_amount: "refunded" });
  let orders = 0;
  let changed = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 25 }),
      async (steps) => {
        const clicks: string[] = [];
        const sales: { click_id: string; order_id: string; id: string }[] = [];
        const take = async (now: Step): Promise<void> => {
          if (now.do === "wait") {
            while (await service.drain.runOnce());
            clock.advance(now.hours * HOUR_MS);
          } else if (now.do === "job") await runJob(now.name);
          else if (now.do === "click") {
            const query =
              now.sub1 === null ? "" : `?sub1=${encodeURIComponent(now.sub1)}`;
            const answer = await api.fetch(`/c/${setup.slug}${query}`, {
              headers: { "user-agent": USER_AGENTS[now.agent] ?? "" },
            });
            const location = new URL(answer.headers.get("location") ?? "");
            clicks.push(location.searchParams.get("click_id") ?? "");
          } else if (now.do === "sale") {
            const click_id = clicks.at(now.of % Math.max(clicks.length, 1));
            if (click_id === undefined) return;
            const order_id = `C-${orders++}`;
            const { body } = await api.postback({
              click_id,
              order_id,
              amount: String(now.amount),
              ...(now.status === null ? {} : { status: now.status }),
            });
            sales.push({ click_id, order_id, id: String(body.conversion_id) });
          } else {
            const sale = sales.at(now.of % Math.max(sales.length, 1));
            if (sale === undefined) return;
            changed++;
            if (now.do === "by_hand") {
              const change = { status: now.status, reason: "looked at" };
              await api.try("PATCH", `/conversions/${sale.id}`, change);
              return;
            }
            const { click_id, order_id } = sale;
            const { status } = now;
            await api.postback({
              click_id,
              order_id,
              status,
              amount: String(now.amount),
            });
          }
        };
        for (const now of [...START, ...steps]) await take(now);
        while (await service.drain.runOnce());
        await expectRight();
        await runJob("fold_conversions");
        await expectRight();
        expect(await db.$client`select from conversion_deltas`).toHaveLength(0);
      },
    ),
    { numRuns: 8, endOnFailure: true },
  );
  expect([orders >= 8, changed > 5]).toEqual([true, true]);
  const compared = await verifyReports(db);
  expect(compared.length).toBeGreaterThan(0);
  expect(compared.filter(({ state }) => state !== "same")).toEqual([]);
});
