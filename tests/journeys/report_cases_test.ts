// Cases of which other trackers' reports are told to be wrong, each asked of the whole tracker.
import { expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { report, reportFile, sale } from "../report_world.ts";
import { makeSource } from "../senders.ts";
import { cellsOf } from "../csv_cells.ts";
import { BEHIND_PROXY, drainAll, visit } from "../visits.ts";

const service = await serviceForFile({ env: BEHIND_PROXY });
const { api, clock } = service;

function at(time: string): void {
  clock.set(Date.parse(time));
}

test("today is the same by day, week and month, and isn't the last 24 hours", async () => {
  const { slug, campaign_id } = await setUp(api);
  for (const time of [
    "2027-06-01T12:00:00Z",
    "2027-06-01T22:30:00Z",
    "2027-06-02T05:00:00Z",
  ]) {
    at(time);
    await visit(api, slug);
  }
  await drainAll(service);
  at("2027-06-02T10:00:00Z");
  // In Berlin, two hours ahead, the second visit is already of the 2nd.
  const of = `campaign=${campaign_id}&timezone=Europe/Berlin`;
  for (const dimension of ["hour", "day", "week", "month", "weekday"]) {
    const query = `${of}&period=today&group_by=${dimension}`;
    const { totals } = await report(api, query);
    expect([dimension, totals.clicks.gross]).toEqual([dimension, 2]);
  }
  for (const period of ["today", "this_week", "this_month", "this_year"]) {
    const query = `${of}&period=${period}&group_by=day`;
    const { data } = await report(api, query);
    const row = data.at(-1);
    expect([period, row?.["day"], row?.clicks["gross"]]).toEqual([
      period,
      "2027-06-02",
      2,
    ]);
  }
  const last = "from=2027-06-01T10:00:00Z&to=2027-06-02T10:00:00Z";
  expect((await report(api, `${of}&${last}`)).totals.clicks.gross).toBe(3);
});

test("a day that its zone skipped is empty, and no mistake", async () => {
  const day = "from=2011-12-30&to=2011-12-31&timezone=Pacific/Apia";
  for (const more of [
    "",
    "&group_by=hour&empty=true",
    "&group_by=campaign&compare=previous_period",
    "&compare=previous_year",
  ]) {
    const { data, totals, from, to } = await report(api, day + more);
    expect([more, data, totals.clicks.gross]).toEqual([more, [], 0]);
    expect(from).toBe(to);
    const csv = await reportFile(api, day + more, "text/csv");
    expect(cellsOf(csv)).toHaveLength(1);
  }
  const { body } = await api.try(
    "GET",
    "/reports?from=2011-12-29&to=2011-12-29&timezone=Pacific/Apia",
  );
  expect(body.detail).toBe("Invalid from: must be before `to`");
});

test("a sale that is reversed later stands once, where each axis says", async () => {
  const { slug, campaign_id, advertiser_id } = await setUp(api);
  await makeSource(api, advertiser_id);
  at("2027-10-31T12:00:00Z");
  const { click_id } = await visit(api, slug);
  await drainAll(service);
  at("2027-11-02T12:00:00Z");
  const id = await sale(api, click_id, "R-1", { status: "pending" });
  const change = async (time: string, status: string) => {
    at(time);
    const reason = "asked for";
    await api.call("PATCH", `/conversions/${id}`, { status, reason });
  };
  await change("2027-11-05T12:00:00Z", "approved");
  await change("2027-12-03T12:00:00Z", "reversed");
  const days = async (time: string) => {
    const query = `from=2027-10-01&to=2028-01-01&campaign=${campaign_id}`;
    const { data, totals } = await report(api, `${query}&time=${time}`);
    expect(totals).toMatchObject({
      conversions: { pending: 0, approved: 0, rejected: 0, reversed: 1 },
      ...{ revenue: "0.00", payout: "0.00", amount: "0.00" },
    });
    return data.flatMap(({ day, conversions }) =>
      conversions["reversed"] === 1 ? [day] : [],
    );
  };
  expect(await days("click")).toEqual(["2027-10-31"]);
  expect(await days("conversion")).toEqual(["2027-11-02"]);
  expect(await days("approval")).toEqual(["2027-11-05"]);
});

test("a campaign that is renamed and archived keeps its one row", async () => {
  at("2028-02-01T12:00:00Z");
  const { slug, campaign_id } = await setUp(api);
  await visit(api, slug);
  await drainAll(service);
  const path = `/campaigns/${campaign_id}`;
  await api.call("PATCH", path, { name: "Spring shoes" });
  await api.call("PATCH", path, { status: "archived" });
  const { data } = await report(
    api,
    "group_by=campaign&from=2028-02-01&to=2028-02-02",
  );
  expect(data).toMatchObject([
    {
      campaign: { id: campaign_id, name: "Spring shoes" },
      clicks: { gross: 1 },
    },
  ]);
});

test("a sub with a NUL is counted, and comes back the same in each form", async () => {
  at("2028-03-01T12:00:00Z");
  const { slug } = await setUp(api);
  await visit(api, slug, { query: "?sub1=a%00b" });
  await drainAll(service);
  const query = "group_by=sub1&from=2028-03-01&to=2028-03-02";
  const { data, totals } = await report(api, query);
  expect([totals.clicks.gross, data.length]).toEqual([1, 1]);
  const csv = cellsOf(await reportFile(api, query, "text/csv"));
  expect(csv[1]?.[0]).toBe(String(data[0]?.sub1));
  expect(String(data[0]?.sub1)).not.toContain("\0");
});

test("nothing failed", () => {
  expect(service.log).toEqual([]);
});
