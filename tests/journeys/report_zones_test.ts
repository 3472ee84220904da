// A day is the zone's day and money is the day's money: what a person in Kathmandu, New York or Cairo
// reads is what a clock on the wall there says, and no two currencies are added up without a rate.
import { describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { report, sale } from "../report_world.ts";
import { drainAll, visit } from "../visits.ts";

const service = await serviceForFile();
const { api, clock } = service;

/** Visits a link at a time, and returns the click's id. */
async function visitAt(setup: Setup, time: string): Promise<string> {
  clock.set(Date.parse(time));
  const { click_id } = await visit(api, setup.slug);
  await drainAll(service);
  return click_id;
}

/** Values of a dimension of time, with the clicks of each. */
async function clicksBy(dimension: string, query: string) {
  const { data, totals } = await report(api, `group_by=${dimension}&${query}`);
  const rows = data.map((row) => [row[dimension], row.clicks.gross]);
  return { rows, total: totals.clicks.gross };
}

describe("days and hours", () => {
  test("are those of the zone, to the minute and in the night that summer time ends", async () => {
    const setup = await setUp(api);
    for (const time of [
      "2027-11-07T05:30:00.000Z",
      "2027-11-07T06:30:00.000Z",
      "2027-11-20T18:14:59.999Z",
      "2027-11-20T18:15:00.000Z",
    ]) {
      await visitAt(setup, time);
    }
    const campaign = `campaign=${setup.campaign_id}`;
    const night = `from=2027-11-07&to=2027-11-08&timezone=America/New_York&${campaign}`;
    expect(await clicksBy("hour", night)).toEqual({
      rows: [
        ["2027-11-07T01:00:00-04:00", 1],
        ["2027-11-07T01:00:00-05:00", 1],
      ],
      total: 2,
    });
    expect((await clicksBy("hour", `${night}&empty=true`)).rows).toHaveLength(
      25,
    );
    expect((await clicksBy("hour_of_day", night)).rows).toEqual([[1, 2]]);
    expect((await clicksBy("weekday", night)).rows).toEqual([[7, 2]]);
    for (const timezone of ["Asia/Kathmandu", "Asia/Katmandu"]) {
      const days = `from=2027-11-20&to=2027-11-22&timezone=${timezone}&${campaign}`;
      expect(await clicksBy("day", days)).toEqual({
        rows: [
          ["2027-11-20", 1],
          ["2027-11-21", 1],
        ],
        total: 2,
      });
    }
    expect(
      await clicksBy("week", `from=2027-11-01&to=2027-12-01&${campaign}`),
    ).toMatchObject({
      rows: [
        ["2027-W44", 2],
        ["2027-W46", 2],
      ],
    });
  });

  test("that the zone skips or shortens have no row too many", async () => {
    const setup = await setUp(api);
    await visitAt(setup, "2028-04-27T21:59:00Z");
    await visitAt(setup, "2028-04-27T22:00:00Z");
    const cairo = `timezone=Africa/Cairo&campaign=${setup.campaign_id}`;
    const days = `from=2028-04-27&to=2028-04-30&empty=true&${cairo}`;
    expect(await clicksBy("day", days)).toEqual({
      rows: [
        ["2028-04-27", 1],
        ["2028-04-28", 1],
        ["2028-04-29", 0],
      ],
      total: 2,
    });
    const apia =
      "from=2011-12-29&to=2012-01-01&timezone=Pacific/Apia&empty=true";
    expect((await clicksBy("day", apia)).rows).toEqual([
      ["2011-12-29", 0],
      ["2011-12-31", 0],
    ]);
  });

  test("end before their end: what happens at it is the next one's", async () => {
    const setup = await setUp(api);
    await visitAt(setup, "2028-06-30T23:59:59.999Z");
    await visitAt(setup, "2028-07-01T00:00:00.000Z");
    const june = `from=2028-06-01&to=2028-07-01&campaign=${setup.campaign_id}`;
    expect(await clicksBy("month", june)).toEqual({
      rows: [["2028-06", 1]],
      total: 1,
    });
  });
});

test("a running period is compared with the same part of the one before", async () => {
  const setup = await setUp(api);
  await visitAt(setup, "2029-05-01T09:59:00Z");
  await visitAt(setup, "2029-05-01T10:30:00Z");
  await visitAt(setup, "2029-05-02T08:00:00Z");
  clock.set(Date.parse("2029-05-02T10:00:00Z"));
  const { data, compare } = await report(
    api,
    `from=2029-05-02&to=2029-05-03&compare=previous_period&campaign=${setup.campaign_id}`,
  );
  expect(data).toMatchObject([
    { clicks: { gross: 1 }, before: { clicks: { gross: 1 } } },
  ]);
  expect(compare).toMatchObject({
    from: "2029-05-01T00:00:00.000Z",
    to: "2029-05-01T10:00:00.000Z",
  });
});

describe("money", () => {
  const PERIOD = "from=2030-06-01&to=2030-06-05";

  test("is converted at each day's own rate, and what has none stands apart", async () => {
    const goals = [
      {
        key: "sale",
        revenue: { type: "percent", percent: "10" },
        payout: { type: "percent", percent: "5" },
      },
    ];
    const of = (currency: string) =>
      setUp(api, { campaign: { currency, goals } });
    const [dollars, euros, yen] = [
      await of("USD"),
      await of("EUR"),
      await of("JPY"),
    ];
    const rate = async (date: string, USD: string) =>
      await api.call("PUT", "/fx-rates", { date, base: "EUR", rates: { USD } });
    await rate("2030-06-01", "1.25");
    await rate("2030-06-02", "2");
    const sell = async (setup: Setup, time: string, amount: string) => {
      const click_id = await visitAt(setup, time);
      await sale(api, click_id, `M-${time}-${amount}`, { amount });
    };
    await sell(dollars, "2030-06-01T12:00:00Z", "1000");
    await sell(dollars, "2030-06-02T12:00:00Z", "1000");
    await sell(euros, "2030-06-02T13:00:00Z", "100");
    await sell(yen, "2030-06-02T14:00:00Z", "7000");
    const only = await report(api, `${PERIOD}&campaign=${euros.campaign_id}`);
    expect([only.currency, only.totals.revenue]).toEqual(["EUR", "10.00"]);
    const several = await report(api, PERIOD);
    expect(several.currency).toBe("USD");
    const { totals, data } = await report(api, `${PERIOD}&currency=eur`);
    expect(totals).toMatchObject({
      ...{ revenue: "140.00", payout: "70.00", amount: "1400.00" },
      unconverted: [{ currency: "JPY", revenue: "700", payout: "350" }],
    });
    expect(data).toMatchObject([
      { day: "2030-06-01", revenue: "80.00", unconverted: [] },
      { day: "2030-06-02", revenue: "60.00", conversions: { approved: 3 } },
    ]);
    const sum = await report(api, `${PERIOD}&currency=JPY`);
    expect(sum.totals).toMatchObject({ revenue: "700" });
  });
});
