import { afterEach, expect, test } from "bun:test";
import {
  copiedBlocks,
  rates,
} from "../../tests/modules/reports/report_entries.ts";
import { DAY_MS } from "../../tests/modules/reports/naive_report.ts";
import type { Entry } from "../../tests/modules/reports/naive_report.ts";
import { laneName } from "./engine/mod.ts";
import type { Rate } from "./engine/mod.ts";
import type { ReportRequest } from "./model.ts";
import { ReportThread } from "./report_thread.ts";
import type { OpenReport } from "./report_thread.ts";
import type { CopiedBlocks } from "./report_tasks.ts";

const DAY = 20_000;
/** Of what `COPY` sends in its binary form. */
const HEAD_BYTES = 19;
const END_BYTES = 2;

const threads: ReportThread[] = [];
afterEach(async () => {
  for (const thread of threads.splice(0)) await thread.stop();
});

function newThread(kept_bytes_max?: number): ReportThread {
  const thread = new ReportThread(undefined, kept_bytes_max);
  threads.push(thread);
  return thread;
}

const FACTS = {
  now_ms: 7,
  advertisers: new Map<string, string>(),
  click_prices: [],
};

function requestOf(change: Partial<ReportRequest> = {}): ReportRequest {
  return {
    group_by: ["sub1"],
    from_ms: DAY * DAY_MS,
    to_ms: (DAY + 1) * DAY_MS,
    timezone: "UTC",
    axis: "conversion",
    currency: null,
    default_currency: "EUR",
    filters: [],
    sort: null,
    limit: 2,
    after: null,
    compare: null,
    empty: false,
    ...change,
  };
}

/** Opens a report in a thread. */
async function opened(
  thread: ReportThread,
  change: Partial<ReportRequest> = {},
) {
  const { report } = await thread.open(requestOf(change), FACTS);
  return report;
}

function clicksOf(subs: number): Entry[] {
  return Array.from({ length: subs }, (_, number) => ({
    axis: "click" as const,
    at_ms: DAY * DAY_MS,
    facts: { campaign: "1", kind: "1 sent", sub1: String(number) },
    count: 1,
    amount: 0n,
    revenue: 0n,
    payout: 0n,
  }));
}

function conversion(currency: string, rate_day: string): Entry {
  return {
    axis: "conversion",
    at_ms: DAY * DAY_MS,
    facts: { campaign: "1", status: "approved", sub1: "0", currency, rate_day },
    count: 1,
    amount: 300n,
    revenue: 30n,
    payout: 3n,
  };
}

async function countCopied(
  report: OpenReport,
  { columns, copied }: CopiedBlocks,
): Promise<void> {
  const piece = { columns, blocks: [], may_be_kept: false };
  await report.count({ piece, read: [], copied }, "count_blocks");
}

const noRates = () => Promise.resolve(new Map<string, Rate>());

test("a report is counted in the thread, at the rates that it asks for", async () => {
  const report = await opened(newThread(), { currency: "EUR" });
  await countCopied(report, copiedBlocks(clicksOf(3)));
  await countCopied(
    report,
    copiedBlocks([conversion("USD", "a"), conversion("EUR", "b")]),
  );
  const asked: string[] = [];
  const currency = await report.convert(async (lanes, into) => {
    const found = new Map<string, Rate>();
    for (const lane of lanes) {
      asked.push(`${lane.currency} ${lane.rate_day} ${into}`);
      const rate = rates(lane.currency, lane.rate_day);
      if (rate !== null) found.set(laneName(lane), rate);
    }
    return await Promise.resolve(found);
  });
  expect(currency).toBe("EUR");
  expect(asked).toEqual(["USD a EUR"]);
  const page = await report.page();
  expect(page.rows.map(({ keys }) => keys)).toEqual([["0"], ["1"]]);
  // 300 and 300 × 2 ÷ 3 micros.
  expect(page.totals.amount).toBe(500n);
  expect(page).toMatchObject({ as_of_ms: 7, currency });
  await report.close();
});

test("all rows of two reports come a few at a time, each from its own", async () => {
  const thread = newThread();
  const many = await opened(thread);
  const few = await opened(thread);
  await countCopied(many, copiedBlocks(clicksOf(1_201)));
  await countCopied(few, copiedBlocks(clicksOf(1)));
  await many.convert(noRates);
  await few.convert(noRates);
  const sizes: number[] = [];
  const subs = new Set<string | null>();
  for await (const rows of many.rows()) {
    sizes.push(rows.length);
    for (const { keys } of rows) subs.add(keys[0] ?? null);
    const of_few = await Array.fromAsync(few.rows());
    expect(of_few.flat().map(({ keys }) => keys)).toEqual([["0"]]);
  }
  expect(sizes).toEqual([500, 500, 201]);
  expect(subs.size).toBe(1_201);
  await many.close();
  await few.close();
});

test("a cursor of another order is the asker's mistake, and the thread goes on", async () => {
  const thread = newThread();
  const parts = ["sub1,-clicks.gross", "<b>", 3, "1"];
  const made_up = Buffer.from(JSON.stringify(parts)).toString("base64url");
  for (const after of ["e30", made_up]) {
    await expect(opened(thread, { after })).rejects.toMatchObject({
      code: "invalid_cursor",
      status: 400,
    });
  }
  const report = await opened(thread);
  await report.convert(noRates);
  expect((await report.page()).rows).toEqual([]);
});

test("a closed report says so", async () => {
  const report = await opened(newThread());
  await report.close();
  const error: unknown = await report.page().catch((thrown: unknown) => thrown);
  expect(String(error)).toContain("is not open");
});

/** Several blocks as Postgres sends them: one head, their rows, and one end. */
function copyTogether(days: readonly { id: number; subs: number }[]) {
  const rows = days.map(({ id, subs }) =>
    copiedBlocks(clicksOf(subs), id).copied.subarray(HEAD_BYTES, -END_BYTES),
  );
  const { copied } = copiedBlocks(clicksOf(1));
  const parts = [
    copied.subarray(0, HEAD_BYTES),
    ...rows,
    copied.subarray(-END_BYTES),
  ];
  return new Uint8Array(Bun.concatArrayBuffers(parts as never));
}

/** Counts a day's blocks as `countReport` does; returns the clicks, and which blocks were read. */
async function countDays(
  thread: ReportThread,
  days: readonly { id: number; subs: number }[],
) {
  const read: number[] = [];
  const report = await opened(thread);
  for (const { id, subs } of days) {
    const { columns, copied } = copiedBlocks(clicksOf(subs), id);
    const copy = () => {
      read.push(id);
      return Promise.resolve(copied);
    };
    const blocks = [{ id, entries: subs }];
    const piece = { columns, blocks, may_be_kept: true };
    let loaded = await report.load(piece, copy);
    while (report.lacks(loaded)) loaded = await report.load(piece, copy);
    await report.count(loaded, "count_blocks");
  }
  await report.convert(noRates);
  const { clicks } = (await report.page()).totals;
  await report.close();
  return { read, clicks: clicks.gross };
}

test("blocks that the thread keeps aren't read again, and count the same", async () => {
  const thread = newThread();
  const days = [
    { id: 7, subs: 30 },
    { id: 9, subs: 12 },
  ];
  expect(await countDays(thread, days)).toEqual({ read: [7, 9], clicks: 42 });
  expect(await countDays(thread, days)).toEqual({ read: [], clicks: 42 });
  const other = { id: 11, subs: 5 };
  const with_other = await countDays(thread, [...days, other]);
  expect(with_other).toEqual({ read: [11], clicks: 47 });
});

test("a piece that is larger than the room is counted, also when some of it was kept", async () => {
  const one = { id: 7, subs: 30 };
  const room = copiedBlocks(clicksOf(one.subs), one.id).copied.length;
  const thread = newThread(room);
  const both = [one, { id: 9, subs: 12 }];
  for (let round = 0; round < 3; round++) {
    expect((await countDays(thread, [one])).clicks).toBe(30);
    const report = await opened(thread);
    const { columns } = copiedBlocks(clicksOf(1));
    const blocks = both.map(({ id, subs }) => ({ id, entries: subs }));
    const piece = { columns, blocks, may_be_kept: true };
    const loaded = await report.load(piece, (_, ids) => {
      const copies = both.filter(({ id }) => ids.includes(id));
      return Promise.resolve(copyTogether(copies));
    });
    expect(report.lacks(loaded)).toBe(false);
    await report.count(loaded, "count_blocks");
    await report.convert(noRates);
    expect((await report.page()).totals.clicks.gross).toBe(42);
    await report.close();
  }
});

test("a thread that has room for one block reads the others again", async () => {
  const thread = newThread(1);
  const days = [
    { id: 7, subs: 30 },
    { id: 9, subs: 12 },
  ];
  for (let round = 0; round < 3; round++) {
    expect((await countDays(thread, days)).clicks).toBe(42);
  }
});

test("what a thread that failed kept is read again", async () => {
  const thread = newThread();
  const days = [{ id: 7, subs: 30 }];
  await countDays(thread, days);
  const report = await opened(thread);
  await report.close();
  const { columns } = copiedBlocks(clicksOf(30), 7);
  const piece = { columns, blocks: [], may_be_kept: false };
  const error: unknown = await report
    .count({ piece, read: [], copied: null }, "count_blocks")
    .catch((thrown: unknown) => thrown);
  expect(String(error)).toContain("is not open");
  expect(await countDays(thread, days)).toEqual({ read: [7], clicks: 30 });
});
