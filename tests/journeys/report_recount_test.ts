// Days are counted again from their clicks and sales: those of before there were blocks, and whichever
// is asked for, also while clicks come in.
import { beforeEach, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { reportRecounts } from "../../db/schema/mod.ts";
import { dropsClicksBefore, recountDays } from "../../modules/rollups/mod.ts";
import {
  clickEntries,
  conversionEntries,
  countedEntries,
} from "../block_counts.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { until } from "../until.ts";

const DAY_MS = 86_400_000;
const service = await serviceForFile({
  env: { TALLYHO_CLICK_RETENTION_DAYS: "30" },
});
const { api, clock, db } = service;
const setup = await setUp(api);
const AXES = [
  "conversion",
  "conversion_by_click",
  "conversion_by_approval",
] as const;

const LABELS = [
  "a",
  "tab\there",
  "back\\slash \\N",
  "line\nbreak\r",
  "🙂\b\v\f",
  "",
];

async function drainAll(): Promise<void> {
  while (await service.drain.runOnce());
}

async function runJob(name: string): Promise<void> {
  await service.scheduler.enqueue(db, { name });
  while (await service.scheduler.runOnce());
}

/** Makes clicks, each with another label; returns their ids. */
async function click(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < count; at++) {
    const sub1 = encodeURIComponent(LABELS[at % LABELS.length] ?? "");
    const answer = await api.fetch(`/c/${setup.slug}?sub1=${sub1}&sub2=${at}`, {
      headers: { "user-agent": `Mozilla/5.0 (Windows NT 10.0) ${at % 7}` },
    });
    const location = new URL(answer.headers.get("location") ?? "");
    ids.push(location.searchParams.get("click_id") ?? "");
  }
  return ids;
}

async function expectRight(): Promise<void> {
  const clicks = await clickEntries(db);
  expect(Object.keys(clicks).length).toBeGreaterThan(0);
  expect(await countedEntries(db, "click")).toEqual(clicks);
  for (const axis of AXES) {
    const rows = await conversionEntries(db, axis);
    expect(await countedEntries(db, axis)).toEqual(rows);
  }
}

/** Notes the days of the partitions, as the migration does. */
async function noteClicks(): Promise<void> {
  const path = new URL(
    "../../db/migrations/0049_recount_reports.sql",
    import.meta.url,
  );
  const statements = (await Bun.file(path).text()).split(
    "--> statement-breakpoint",
  );
  await db.$client.unsafe(statements.at(-1) ?? "");
}

async function forms(): Promise<string[]> {
  const rows = await db.execute<{ form: string }>(
    sql`select distinct form from report_blocks where axis = 'click' order by 1`,
  );
  return rows.map(({ form }) => form);
}

const today = (): number => Math.floor(clock.nowMs() / DAY_MS);

/** Runs work while a recount of today's clicks has read its snapshot and waits. */
async function duringRecount(work: () => Promise<void>): Promise<void> {
  const of = { axis: "click", day: today() } as const;
  await db.insert(reportRecounts).values(of);
  let recounting: Promise<unknown> | undefined;
  await db.transaction(async (tx) => {
    await tx.execute(sql`lock table report_recounts in share mode`);
    recounting = recountDays(db, [of], today());
    await until("the recount waits", async () => {
      const waiting = await tx.execute(sql`select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`);
      return waiting.length > 0;
    });
    await work();
  });
  await recounting;
}

beforeEach(() => clock.advance(DAY_MS));

describe("a database of before there were blocks", () => {
  test("gets those of its clicks, sorted where the day is over", async () => {
    await click(8);
    await drainAll();
    clock.advance(DAY_MS);
    await click(5);
    await drainAll();
    await db.execute(sql`delete from report_blocks where axis = 'click'`);
    await noteClicks();
    await runJob("recount_reports");
    await expectRight();
    expect(await forms()).toEqual(expect.arrayContaining(["part", "sorted"]));
    expect(await forms()).toContain("by_quarter");
    expect(await db.select().from(reportRecounts)).toEqual([]);
  });

  test("keeps what was counted of days whose clicks are gone, even if a late click makes the day anew", async () => {
    await click(3);
    await drainAll();
    const axis = "click" as const;
    const day = today();
    clock.advance(40 * DAY_MS);
    await click(1);
    await drainAll();
    const before = await countedEntries(db, axis);
    await db.insert(reportRecounts).values({ axis, day });
    await runJob("drop_old_clicks");
    expect(await db.select().from(reportRecounts)).toEqual([]);
    const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
    for (const late of [false, true]) {
      if (late)
        await db.execute(
          sql`select ensure_days('clicks', ${`{${date}}`}::date[])`,
        );
      await db.insert(reportRecounts).values({ axis, day });
      await runJob("recount_reports");
      expect(await db.select().from(reportRecounts)).toEqual([]);
      expect(await countedEntries(db, axis)).toEqual(before);
    }
    await db.execute(sql`delete from report_blocks where day < ${today()}`);
  });
});

describe("a recount", () => {
  test("leaves what is stored meanwhile", async () => {
    await click(4);
    await drainAll();
    await duringRecount(async () => {
      await click(3);
      await drainAll();
    });
    await expectRight();
    expect(await db.select().from(reportRecounts)).toEqual([]);
  });

  test("that fails holds up no other", async () => {
    await click(2);
    await drainAll();
    await db.execute(sql`delete from report_blocks where axis = 'click'`);
    // A day of clicks that no time has.
    const broken = { axis: "click", day: 2 ** 31 - 1 };
    await db.insert(reportRecounts).values(broken);
    await noteClicks();
    await runJob("recount_reports");
    await expectRight();
    expect(await db.select().from(reportRecounts)).toEqual([broken]);
    await db.execute(sql`delete from report_recounts`);
    await db.execute(sql`delete from jobs where name = 'recount_reports'`);
  });

  test("that two ask for at once counts a day that has nothing yet once", async () => {
    await click(3);
    await drainAll();
    await db.execute(sql`delete from report_blocks where axis = 'click'`);
    const of = { axis: "click", day: today() } as const;
    let recounting: Promise<unknown> | undefined;
    await db.transaction(async (tx) => {
      await tx.execute(sql`lock table report_recounts in share mode`);
      recounting = Promise.all(
        [1, 2].map(() => recountDays(db, [of], today())),
      );
      await until("both wait", async () => {
        const waiting = await tx.execute(sql`select from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`);
        return waiting.length === 2;
      });
    });
    await recounting;
    await db.execute(
      sql`delete from clicks where clicked_at < ${new Date(today() * DAY_MS).toISOString()}::timestamptz`,
    );
    await expectRight();
  });

  test("begins again if its blocks were replaced", async () => {
    await click(3);
    await drainAll();
    await duringRecount(async () => {
      await db.execute(sql`delete from report_blocks
        where axis = 'click' and day = ${today()}`);
    });
    await expectRight();
  });
});

test("a sale that isn't counted yet when its click is deleted keeps the click's labels", async () => {
  const [click_id = ""] = await click(1);
  await drainAll();
  clock.advance(29 * DAY_MS);
  const sale = { click_id, order_id: "K-1", amount: "10" };
  expect((await api.postback(sale)).status).toBe(201);
  clock.advance(2 * DAY_MS);
  const before = new Date(clock.nowMs() - 30 * DAY_MS).toISOString();
  await db.transaction(async (tx) => {
    await dropsClicksBefore(tx, today() - 30);
    await tx.execute(sql`select drop_days('clicks', ${before}::date)`);
  });
  const counted = async () =>
    Object.keys(await countedEntries(db, "conversion_by_click"));
  const waiting = await counted();
  expect(waiting).toEqual([expect.stringContaining("sub1=a sub2=0")]);
  await runJob("fold_conversions");
  expect(await counted()).toEqual(waiting);
});
