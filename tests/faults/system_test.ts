// Two trackers under mixed load while everything around them misbehaves; at the end the books of those outside are
// compared with the database by an auditor that shares no code with the tracker.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm, chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isoTime, systemClock, ticksMs } from "../../modules/kernel/mod.ts";
import { IS_LONG } from "../long.ts";
import type { ApiClient } from "../api_client.ts";
import { runProgram } from "../program.ts";
import { until } from "../until.ts";
import { seeded } from "./load.ts";
import { audit, reportedBy } from "./system/audit.ts";
import { explain } from "./system/explain.ts";
import { visit } from "./system/load.ts";
import { MISFORTUNES, strike, UNASKED } from "./system/misfortunes.ts";
import { WholeNetwork } from "./system/network.ts";
import type { Shops } from "./system/network.ts";
import { payOn, readOn, reconcileOn } from "./system/office.ts";
import { settle } from "./system/settle.ts";

const SEED = Number(process.env.TALLYHO_SYSTEM_SEED ?? "1");
/** A directory for what the trackers logged. */
const LOGS = process.env.TALLYHO_SYSTEM_LOGS;
const SHORT_MS = 30_000;
const LONG_MS = 20 * 60_000;
const LASTS_MS = Number(
  process.env.TALLYHO_SYSTEM_MS ?? (IS_LONG ? LONG_MS : SHORT_MS),
);
const SETTLES_MS = 240_000;
const OPENS_MS = 120_000;
/**
 * Three times each in a long run. The short one bears each fault once, beside the rest of the suite; partners and their
 * name server then have their moods as far as anybody is told anything meanwhile.
 */
const STRIKES_MIN = IS_LONG ? 3 : 1;
const NEEDED = IS_LONG ? MISFORTUNES : UNASKED;
/** How much longer a run goes on until each fault has struck often enough. */
const LONGER_MS = 120_000;
const DAY_MS = 24 * 3_600_000;

let base = "";
let network: WholeNetwork;
let shops: Shops;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "tallyho-system-"));
  await chmod(base, 0o755);
  [network, shops] = await WholeNetwork.open(base);
}, OPENS_MS);

afterAll(async () => {
  if (LOGS !== undefined) await network.keepLogs(LOGS);
  await network.close();
  await rm(base, { recursive: true, force: true });
});

test(
  "whatever breaks, what was answered is kept, counts once, is told and is paid",
  async () => {
    const started_ms = ticksMs();
    const { books } = network;
    const isStruck = () =>
      NEEDED.every((kind) => (books.strikes.get(kind) ?? 0) >= STRIKES_MIN);
    const isOver = () => {
      const lasted_ms = ticksMs() - started_ms;
      return lasted_ms >= LASTS_MS + (isStruck() ? 0 : LONGER_MS);
    };
    const load = { network, random: seeded(SEED + 1), isOver };
    await Promise.all([
      strike(network, SEED, isOver),
      visit(load, shops.visited),
      reconcileOn(load, shops.stated),
      payOn(load),
      readOn(load),
    ]);
    const loaded_ms = ticksMs();
    await settle(network, SETTLES_MS);
    const seconds = (ms: number) => Math.round(ms / 1000);
    const load_s = seconds(loaded_ms - started_ms);
    const settle_s = seconds(ticksMs() - loaded_ms);
    console.log(
      JSON.stringify({ seed: SEED, load_s, settle_s, ...books.counts }),
    );
    const ask = (text: string) => network.ask(text);
    const differences = await audit(books, ask);
    if (differences.length > 0) {
      console.log(await explain(differences, books, ask));
    }
    expect(differences).toEqual([]);
    for (const index of [0, 1]) await auditTracker(index);
    const verified = await runProgram(["verify"], {
      ...network.settings,
      TALLYHO_DATA_DIR: join(base, "verify"),
    });
    expect(verified).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^(Reading from the replica.*\n)?$/),
    });
    expect(isStruck()).toBeTrue();
    expect(books.sales.size).toBeGreaterThan(20);
    expect(books.reconciled.size).toBeGreaterThan(0);
  },
  LASTS_MS + LONGER_MS + 3 * SETTLES_MS,
);

test("the auditor finds a lost click, a lost postback, a changed sale and a payment that was made twice", async () => {
  const { clicks, full_disk_clicks } = network.books;
  // It has to be stored: it was answered, and not while the disk was full.
  const answered = [...clicks].find((ref) => !full_disk_clicks.has(ref));
  // One that was kept for later, if the database was away long enough for that.
  const { queued, answered: judged } = network.books;
  const kept = [...queued][0] ?? judged[0]?.postback_id;
  for (const [damage, found] of [
    [`delete from clicks where click_ref = '${answered}'`, "is stored 0 times"],
    [
      `delete from postbacks where id = '${kept ?? ""}'`,
      "and is stored as nothing",
    ],
    [
      "update conversions set payout_micros = payout_micros + 10000 where order_id = (select min(order_id) from conversions)",
      "missing: order",
    ],
    [
      "update payments set amount_micros = amount_micros * 2 where state = 'paid'",
      "differs from its entries",
    ],
    ["update webhook_deliveries set state = 'expired'", "is expired"],
  ] as const) {
    // Each question is asked after the damage, which nobody commits.
    const answers = await audit(network.books, (text) =>
      network.ask("begin", damage, text),
    );
    expect([found, answers.some((text) => text.includes(found))]).toEqual([
      found,
      true,
    ]);
  }
});

/** A tracker's own word: its ledger holds, and its reports say what was sold outside and what is stored. */
async function auditTracker(index: number): Promise<void> {
  const api = network.apiOf(index);
  expect(await api.call("GET", "/ledger/verify")).toMatchObject({ ok: true });
  const now_ms = systemClock.nowMs();
  const [from, to] = [now_ms - DAY_MS, now_ms + DAY_MS].map((ms) =>
    isoTime(ms - (ms % DAY_MS)),
  );
  const { totals } = await until("the standby answers, if there is one", () =>
    reportThere(api, `/api/v1/reports?from=${from}&to=${to}`),
  );
  const { clicks, conversions, revenue, payout } = totals;
  const { approved, reversed } = conversions;
  const reported = { approved, reversed, revenue, payout };
  expect(reportedBy(network.books)).toEqual(reported);
  const [stored] = await network.ask("select count(*) as count from clicks");
  expect(clicks.gross).toBe(Number(stored?.count));
}

interface Report {
  totals: {
    clicks: { gross: number };
    conversions: { approved: number; reversed: number };
    revenue: string;
    payout: string;
  };
}

/** A report, if the standby answers it or there is none. */
async function reportThere(
  api: ApiClient,
  path: string,
): Promise<Report | null> {
  const { body, headers } = await api.fetch<Report>(path, {
    headers: { authorization: `Bearer ${api.token}` },
  });
  const is_there = headers.has("tallyho-as-of") || network.standby === null;
  return is_there ? body : null;
}
