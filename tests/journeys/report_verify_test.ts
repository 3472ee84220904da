// Reports are compared with the clicks and sales that they count: each difference is named, rings, and
// is mended by counting the day again.
import { beforeEach, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { reportDifferences } from "../../db/schema/mod.ts";
import {
  describeDay,
  isWrong,
  recountDays,
  verifyReports,
} from "../../modules/rollups/mod.ts";
import { describeReports } from "../../src/commands/verify_report_text.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";

const DAY_MS = 86_400_000;
const service = await serviceForFile({
  env: { TALLYHO_CLICK_RETENTION_DAYS: "30" },
});
const { api, clock, db } = service;
const setup = await setUp(api);
const OF_LINK = `campaign ${setup.campaign_id}, affiliate ${setup.affiliate_id}`;

async function runJob(name: string): Promise<void> {
  await service.scheduler.enqueue(db, { name });
  while (await service.scheduler.runOnce());
}

const today = (): number => Math.floor(clock.nowMs() / DAY_MS);

/** Three clicks and a sale of yesterday, sorted and folded. */
async function yesterday(): Promise<string> {
  const date = new Date(clock.nowMs()).toISOString().slice(0, 10);
  for (let at = 0; at < 3; at++) {
    const answer = await api.fetch(`/c/${setup.slug}?sub1=s${at}`, {
      headers: { "user-agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/130" },
    });
    if (at > 0) continue;
    const location = new URL(answer.headers.get("location") ?? "");
    await api.postback({
      click_id: location.searchParams.get("click_id") ?? "",
      order_id: `V-${date}`,
      amount: "10.00",
    });
  }
  while (await service.drain.runOnce());
  clock.advance(DAY_MS);
  await runJob("fold_conversions");
  await runJob("sort_report_days");
  return date;
}

async function differences(): Promise<string[]> {
  return (await verifyReports(db)).flatMap(describeDay);
}

async function mend(): Promise<void> {
  const compared = await verifyReports(db);
  const wrong = compared.filter(isWrong);
  expect(wrong.length).toBeGreaterThan(0);
  expect(await recountDays(db, wrong, today())).toEqual([]);
  expect(await differences()).toEqual([]);
}

async function lastError(): Promise<string | null> {
  const [row] = await db.execute<{ last_error: string | null }>(
    sql`select last_error from job_runs where name = 'audit_reports'`,
  );
  return row?.last_error ?? null;
}

beforeEach(async () => {
  for (const table of [
    "report_blocks",
    "conversion_facts",
    "conversions",
    "clicks",
  ])
    await db.execute(sql`delete from ${sql.identifier(table)}`);
});

describe("reports that differ from the rows", () => {
  test("are named with day, campaign and affiliate, and mended", async () => {
    const date = await yesterday();
    expect(await differences()).toEqual([]);
    // As another version reads user agents.
    await db.execute(sql`update user_agents set browser = 'Other'`);
    expect(await differences()).toEqual([]);
    await db.execute(sql`delete from clicks where sub1 = 's2'`);
    expect(await differences()).toEqual([
      `${date}, clicks: ${OF_LINK}, sent repeat: counted 2, rows 1`,
    ]);
    await mend();
    await db.execute(
      sql`update clicks set sub1 = 'other', country = 'AT' where sub1 = 's1'`,
    );
    expect(await differences()).toEqual([
      `${date}, clicks: ${OF_LINK}, sent repeat: 1 counted and in rows, but they differ in country, sub1`,
    ]);
    await mend();
    await db.execute(sql`delete from report_blocks where form = 'by_link'`);
    const lost = await differences();
    expect(lost).toContain(
      `${date}, clicks: in the sums by link, ${OF_LINK}, sent unique: counted 0, rows 1`,
    );
    await mend();
    await db.execute(
      sql`update conversions set payout_micros = payout_micros + 1`,
    );
    const priced = await differences();
    expect(priced.length).toBe(3);
    expect(priced.at(0)).toStartWith(
      `${date}, conversions by their own time: ${OF_LINK}, goal sale, status approved, currency USD: counted 1 with payout 12.500000, rows 1 with payout 12.500001`,
    );
    await mend();
  });

  test("fail the daily audit until they are mended, also on later days", async () => {
    await yesterday();
    await runJob("audit_reports");
    expect(await lastError()).toBeNull();
    await db.execute(sql`delete from clicks where sub1 = 's2'`);
    await runJob("audit_reports");
    expect(await lastError()).toInclude(
      `${OF_LINK}, sent repeat: counted 2, rows 1. "tallyho verify --recount"`,
    );
    for (let days = 0; days < 3; days++) await yesterday();
    await runJob("audit_reports");
    expect(await lastError()).toInclude("counted 2, rows 1");
    await mend();
    await runJob("audit_reports");
    expect(await lastError()).toBeNull();
    expect(await db.select().from(reportDifferences)).toEqual([]);
  });

  test("because a block is damaged are named and mended, as long as the clicks are there", async () => {
    const date = await yesterday();
    const damage = sql`update report_blocks set sub1 = 'x' where form = 'sorted' and axis = 'click'`;
    await db.execute(damage);
    const path = `/reports?group_by=sub1&from=${date}&timezone=UTC`;
    const answer = await api.try("GET", path);
    expect([answer.status, answer.body.code]).toEqual([
      500,
      "unreadable_block",
    ]);
    expect(answer.body.detail).toInclude(
      `"tallyho verify --recount --from ${date} --to `,
    );
    const [line, ...others] = await differences();
    expect(others).toEqual([]);
    expect(line).toStartWith(
      `${date}, clicks: A block of clicks of ${date} is damaged: `,
    );
    await runJob("audit_reports");
    expect(await lastError()).toInclude(`A block of clicks of ${date}`);
    await mend();
    await runJob("audit_reports");
    expect(await lastError()).toBeNull();
    await db.execute(damage);
    clock.advance(40 * DAY_MS);
    await runJob("drop_old_clicks");
    const wrong = (await verifyReports(db)).filter(isWrong);
    expect(wrong.flatMap(describeDay)).toEqual([line ?? ""]);
    expect(await recountDays(db, wrong, today())).toHaveLength(1);
  });

  test("can't be told of days whose clicks are gone, which is said; sales are still compared and recounted by what their clicks were", async () => {
    await yesterday();
    clock.advance(40 * DAY_MS);
    await runJob("drop_old_clicks");
    const compared = await verifyReports(db);
    expect(compared.map(({ axis, state }) => `${axis} ${state}`)).toContain(
      "click gone",
    );
    expect(describeReports(compared)).toEqual([
      expect.stringMatching(/^The reports are valid: /),
      expect.stringMatching(/^Clicks of 1 day are deleted for their age: /),
    ]);
    await db.execute(sql`delete from report_blocks where axis = 'conversion'`);
    await mend();
    const [facts] = await db.execute(
      sql`select device, subs[1] as sub1 from conversion_facts`,
    );
    expect({ ...facts }).toEqual({ device: "desktop", sub1: "s0" });
  });
});
