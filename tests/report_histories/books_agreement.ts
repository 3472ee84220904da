import { expect } from "bun:test";
import { sql } from "drizzle-orm";
import { EventStream } from "../event_stream.ts";
import { exactAmount } from "../exact_amount.ts";
import { runProgram } from "../program.ts";
import { report } from "../report_world.ts";
import type { ReportedRow } from "../report_world.ts";
import { timeLabel, dateAfter } from "./plain_calendar.ts";
import type { HistoryWorld } from "./world.ts";

const DAY_MS = 86_400_000;
const CENT = 10_000n;

function everything({ start_ms, clock }: HistoryWorld) {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return {
    from: day(start_ms - 2 * DAY_MS),
    to: day(clock.nowMs() + 2 * DAY_MS),
    timezone: "UTC",
  };
}

/** Campaigns in a currency, with what is reported of each by approval or as pending. */
async function reportedOf(
  world: HistoryWorld,
  currency: string,
  more: Record<string, string> = {},
) {
  const own = world.links.filter((link) => link.currency === currency);
  const campaign = [
    ...new Set(own.map(({ campaign_id }) => campaign_id)),
  ].join();
  const query = {
    ...everything(world),
    ...more,
    group_by: "campaign",
    campaign,
    currency,
  };
  const ask = async (time: string) => {
    const { data, totals } = await report(
      world.api,
      new URLSearchParams({ ...query, time }).toString(),
    );
    expect(totals["unconverted"]).toEqual([]);
    return { data, totals };
  };
  return {
    by_approval: await ask("approval"),
    by_conversion: await ask("conversion"),
  };
}

const moneyOf = (row: ReportedRow, name: string) =>
  exactAmount(row as object as Record<string, string>, name);

/** Reported revenue and payout are those that the ledger has booked for the same conversions. */
export async function checkLedger(world: HistoryWorld): Promise<void> {
  const booked = await world.service.db.execute<Record<string, string>>(sql`
    select t.campaign_id::text as campaign, sum(t.receivable_micros)::text as revenue,
      (-sum(t.payable_micros))::text as payout,
      sum(t.receivable_pending_micros)::text as pending_revenue,
      (-sum(t.payable_pending_micros))::text as pending_payout
    from ledger_transactions t where t.conversion_id is not null group by 1`);
  for (const currency of ["USD", "EUR", "JPY"]) {
    const { by_approval, by_conversion } = await reportedOf(world, currency);
    for (const [{ data }, names] of [
      [by_approval, ["revenue", "payout"]],
      [by_conversion, ["pending_revenue", "pending_payout"]],
    ] as const) {
      for (const row of data) {
        const { id } = row["campaign"] as { id: number };
        const books = booked.find(({ campaign }) => campaign === String(id));
        for (const name of names) {
          expect([id, name, moneyOf(row, name)]).toEqual([
            id,
            name,
            BigInt(books?.[name] ?? "0"),
          ]);
        }
      }
    }
  }
}

interface Balance {
  currency: string;
  pending: string;
  payable: string;
  on_hold: { amount: string }[];
}

/** An affiliate is owed the payout that is reported. */
export async function checkParties(world: HistoryWorld): Promise<void> {
  const affiliates = new Set(
    world.links.map(({ affiliate_id }) => affiliate_id),
  );
  for (const affiliate of affiliates) {
    const path = `/affiliates/${affiliate}/balance`;
    const { data } = await world.api.call<{ data: Balance[] }>("GET", path);
    for (const currency of ["USD", "EUR", "JPY"]) {
      const filter = { affiliate: String(affiliate) };
      const { by_approval, by_conversion } = await reportedOf(
        world,
        currency,
        filter,
      );
      const balance = data.find((one) => one.currency === currency);
      const owed = balance === undefined ? 0n : exactAmount(balance, "payable");
      const held =
        balance?.on_hold.reduce(
          (sum, hold) => sum + exactAmount(hold, "amount"),
          0n,
        ) ?? 0n;
      const pending =
        balance === undefined ? 0n : exactAmount(balance, "pending");
      expect([affiliate, currency, owed + held, pending]).toEqual([
        ...[affiliate, currency, moneyOf(by_approval.totals, "payout")],
        moneyOf(by_conversion.totals, "pending_payout"),
      ]);
    }
  }
}

/** An invoice over everything has the revenue that is reported, in whole cents. */
export async function checkInvoices(world: HistoryWorld): Promise<void> {
  const advertisers = new Set(
    world.links.map(({ advertiser_id }) => advertiser_id),
  );
  for (const advertiser_id of advertisers) {
    const filter = { advertiser: String(advertiser_id) };
    const { by_approval } = await reportedOf(world, "USD", filter);
    const revenue = moneyOf(by_approval.totals, "revenue");
    const { from, to } = everything(world);
    const body = { advertiser_id, from, to, currency: "USD" };
    const { status, body: invoice } = await world.api.try<{ amount: string }>(
      "POST",
      "/invoices",
      body,
    );
    const invoiced = status === 201 ? exactAmount(invoice, "amount") : 0n;
    expect([advertiser_id, invoiced]).toEqual([
      advertiser_id,
      (revenue / CENT) * CENT,
    ]);
  }
}

/** The last hour as it is streamed is that of a report. */
export async function checkLive(world: HistoryWorld): Promise<void> {
  for (const asker of world.askers) {
    const client = world.clientOf(asker);
    const stream = await EventStream.open(client, "/reports/live");
    const event = await stream.next();
    stream.close();
    const { minutes } = event?.data as {
      minutes: { minute: string; clicks: object; conversions: object }[];
    };
    const sums = new Map<string, number>();
    for (const { clicks, conversions } of minutes) {
      for (const [name, count] of Object.entries({
        ...clicks,
        ...conversions,
      })) {
        sums.set(name, (sums.get(name) ?? 0) + Number(count));
      }
    }
    const from = minutes[0]?.minute ?? "";
    const to = new Date(
      Date.parse(minutes.at(-1)?.minute ?? "") + 60_000,
    ).toISOString();
    const { totals } = await report(
      client,
      new URLSearchParams({ from, to }).toString(),
    );
    const { by_verdict, ...clicks } = totals.clicks;
    expect(Object.fromEntries(sums)).toEqual({
      ...clicks,
      ...totals.conversions,
    } as Record<string, number>);
  }
}

/** A discrepancy counts of ours on a day as many as a report. */
export async function checkDiscrepancy(world: HistoryWorld): Promise<void> {
  const { chance, clock, links, api } = world;
  const timezone = chance.oneOf(["UTC", "Asia/Kathmandu", "America/New_York"]);
  const to = dateAfter(timeLabel("day", clock.nowMs(), timezone), 1);
  const from = dateAfter(to, -20);
  const affiliate_id =
    links[chance.between(0, links.length)]?.affiliate_id ?? 0;
  const days = Array.from({ length: 20 }, (_, at) => dateAfter(from, at));
  const rows = days.map((day) => ({ day, clicks: 0, conversions: 0 }));
  const found = await api.call<{ data: Found[] }>(
    "POST",
    "/reports/discrepancy",
    {
      ...{ affiliate_id, from, to, timezone, rows },
    },
  );
  const query = {
    from,
    to,
    timezone,
    affiliate: String(affiliate_id),
    group_by: "day",
    empty: "true",
  };
  const { data } = await report(api, new URLSearchParams(query).toString());
  const shown = found.data.map(({ day, clicks, conversions }) => ({
    day,
    ...clicks.ours,
    ...conversions.ours,
  }));
  expect(
    shown.map(({ day, valid, unique, bots }): unknown[] => [
      day,
      valid,
      unique,
      bots,
    ]),
  ).toEqual(
    data.map(({ day, clicks }): unknown[] => [
      day,
      clicks["valid"],
      clicks["unique"],
      clicks["bot"],
    ]),
  );
  expect(
    shown.map(({ pending, approved, rejected, reversed }) => ({
      pending,
      approved,
      rejected,
      reversed,
    })),
  ).toEqual(data.map(({ conversions }) => conversions as unknown as Counts));
}

interface Counts {
  pending: number;
  approved: number;
  rejected: number;
  reversed: number;
}

interface Found {
  day: string;
  clicks: { ours: { valid: number; unique: number; bots: number } };
  conversions: { ours: Counts };
}

/** A saved report has the rows of its query, and so has the command. */
export async function checkOtherForms(world: HistoryWorld): Promise<void> {
  const { api, service } = world;
  const query = {
    ...everything(world),
    group_by: "campaign,status",
    time: "click",
    currency: "EUR",
  };
  const asked = await report(api, new URLSearchParams(query).toString());
  const client = world.clientOf(world.reader);
  const saved = await client.call<{ path: string }>("POST", "/saved-reports", {
    name: world.name("saved"),
    query,
  });
  expect(await report(client, saved.path.split("?")[1] ?? "")).toEqual(asked);
  const words = Object.entries(query).flatMap(([name, value]) => [
    `--${name.replace("_", "-")}`,
    value,
  ]);
  const { stdout } = await runProgram(
    ["report", ...words, "--format", "json"],
    {
      PORT: new URL(service.url).port,
      TALLYHO_ADMIN_TOKEN: api.token,
    },
  );
  const { data, totals } = asked;
  expect(JSON.parse(stdout)).toMatchObject({ data, totals });
}
