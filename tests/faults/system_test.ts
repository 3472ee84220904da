// Two trackers under mixed load while everything around them misbehaves; at the end the books of those outside are
// compared with the database by an auditor that shares no code with the tracker.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm, chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ticksMs } from "../../modules/kernel/mod.ts";
import type { Setup } from "../factory.ts";
import { IS_LONG } from "../long.ts";
import { until } from "../until.ts";
import { seeded } from "./load.ts";
import { audit } from "./system/audit.ts";
import { payOnce, runLoad } from "./system/load.ts";
import { MISFORTUNES, strike } from "./system/misfortunes.ts";
import { WholeNetwork } from "./system/network.ts";

const SEED = Number(process.env.TALLYHO_SYSTEM_SEED ?? "1");
const SHORT_MS = 60_000;
const LONG_MS = 20 * 60_000;
const LASTS_MS = Number(
  process.env.TALLYHO_SYSTEM_MS ?? (IS_LONG ? LONG_MS : SHORT_MS),
);
const SETTLES_MS = 240_000;
const STRIKES_MIN = IS_LONG ? 3 : 1;

let base = "";
let network: WholeNetwork;
let made: Setup;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "tallyho-system-"));
  await chmod(base, 0o755);
  [network, made] = await WholeNetwork.open(base);
}, SETTLES_MS);

afterAll(async () => {
  await network.close();
  await rm(base, { recursive: true, force: true });
});

test(
  "whatever breaks, what was answered is kept, counts once, is told and is paid",
  async () => {
    const ends_ms = ticksMs() + LASTS_MS;
    const isOver = () => ticksMs() >= ends_ms;
    const striking = strike(network, SEED, isOver);
    await runLoad({ network, made, random: seeded(SEED + 1), isOver });
    await striking;
    await settle();
    const { books } = network;
    const counts = {
      seed: SEED,
      clicks: books.clicks.size,
      postbacks: books.answered.length,
      queued: books.queued,
      sales: books.sales.size,
      told: books.told.size,
      failed: books.failed,
      ...Object.fromEntries(books.strikes),
    };
    console.log(JSON.stringify(counts));
    expect(await audit(books, (text) => network.ask(text))).toEqual([]);
    for (const index of [0, 1]) {
      const api = network.apiOf(index);
      expect(await api.call("GET", "/ledger/verify")).toMatchObject({
        ok: true,
      });
    }
    for (const kind of Object.keys(MISFORTUNES)) {
      expect([kind, (books.strikes.get(kind) ?? 0) >= STRIKES_MIN]).toEqual([
        kind,
        true,
      ]);
    }
    expect(books.sales.size).toBeGreaterThan(20);
  },
  LASTS_MS + SETTLES_MS,
);

test("the auditor finds a lost click, a changed sale and a payment that was made twice", async () => {
  for (const [damage, found] of [
    [
      "delete from clicks where click_ref = (select min(click_ref) from clicks)",
      "is stored 0 times",
    ],
    [
      "update conversions set payout_micros = payout_micros + 10000 where order_id = (select min(order_id) from conversions)",
      "missing: order",
    ],
    [
      "update payments set amount_micros = amount_micros * 2 where state = 'paid'",
      "differs from its entries",
    ],
  ] as const) {
    // Each question is asked after the damage, which nobody commits.
    const answers = await audit(network.books, (text) =>
      network.ask("begin", damage, text),
    );
    expect(answers.join("\n")).toContain(found);
  }
});

/** Waits until everything that was left is done, with everything well again. */
async function settle(): Promise<void> {
  await until("both trackers are ready and have no rest", async () => {
    const states = await Promise.all(
      [0, 1].map((index) => network.apiOf(index).fetch("/readyz")),
    ).catch(() => []);
    return (
      states.length === 2 &&
      states.every(({ body }) => {
        const journal = body.journal as Record<string, number> | undefined;
        return (
          body.database === "ok" &&
          journal?.drain_lag_bytes === 0 &&
          journal.postbacks_queued === 0
        );
      })
    );
  });
  await payOnce(network);
  const ends_ms = ticksMs() + SETTLES_MS / 2;
  while (ticksMs() < ends_ms) {
    const rows = await network.ask("select from delivery_queue limit 1");
    if (rows.length === 0) return;
    await Bun.sleep(500);
  }
}
