import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { balanceSnapshots, ledgerTransactions } from "../../db/schema/mod.ts";
import {
  ledgerForFile,
  openTransaction,
  payableEntry,
} from "../../tests/ledger_world.ts";
import { ManualClock } from "../kernel/mod.ts";
import { addSums, advanceSnapshots, partySums } from "./balance_snapshot.ts";
import type { Party, Sums } from "./balance_snapshot.ts";
import { extendLedger } from "./ledger_chain.ts";
import {
  advanceHorizon,
  waitForOpenTransactions,
  ACCOUNTS,
  writeEntries,
} from "./write_entries.ts";
import { verifyLedger } from "./verify_ledger.ts";
import type { Entry } from "./write_entries.ts";

const { db, clock } = await ledgerForFile();

const NETWORK: Party = { party: "network", party_id: 0 };
const PARTIES: Party[] = [
  NETWORK,
  ...[1, 2].map((party_id): Party => ({ party: "affiliate", party_id })),
  ...[1, 2].map((party_id): Party => ({ party: "advertiser", party_id })),
];

async function write(entries: Entry[], at = clock): Promise<string[]> {
  return await db.transaction((tx) => writeEntries(tx, at, entries));
}

const ZERO = Object.fromEntries(ACCOUNTS.map((name) => [name, 0n])) as Sums;

/** Reference model: sums all entries one by one. */
async function replay(who: Party, as_of: number | null) {
  const sums = new Map<string, Sums>();
  const rows = await db.select().from(ledgerTransactions);
  for (const row of rows) {
    if (as_of !== null && row.booked_at > as_of) continue;
    const ids = { network: 0, ...row };
    const id =
      who.party === "network"
        ? 0
        : who.party === "affiliate"
          ? ids.affiliate_id
          : ids.advertiser_id;
    if (id !== who.party_id) continue;
    sums.set(row.currency, addSums(sums.get(row.currency) ?? ZERO, row));
  }
  return sums;
}

/** Drops currencies with only zeros: without entries by then they may be absent. */
function withoutZeros(sums: Map<string, Sums>): [string, Sums][] {
  return [...sums]
    .filter(([, sum]) => ACCOUNTS.some((name) => sum[name] !== 0n))
    .map(([currency, sum]): [string, Sums] => [currency, addSums(ZERO, sum)])
    .toSorted(([left], [right]) => (left < right ? -1 : 1));
}

const anyEntry = fc
  .record({
    after_ms: fc.integer({ min: -50, max: 2_000 }),
    currency: fc.constantFrom("USD", "EUR", "JPY"),
    affiliate_id: fc.constantFrom(null, 1, 2),
    advertiser_id: fc.constantFrom(null, 1, 2),
    payable: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
    receivable_pending: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
    reason: fc.option(fc.string({ unit: "binary", maxLength: 12 })),
  })
  .filter((any) => any.payable !== 0n || any.receivable_pending !== 0n)
  .filter((any) => any.reason?.includes("\0") !== true);

const anyStep = fc.oneof(
  { weight: 5, arbitrary: anyEntry },
  { weight: 1, arbitrary: fc.constant("extend" as const) },
  { weight: 1, arbitrary: fc.constant("small_piece" as const) },
);

describe("partySums()", () => {
  test("as of any moment is what a replay up to it gives, wherever the snapshots stand", async () => {
    const at = new ManualClock(clock.nowMs());
    const started_ms = at.nowMs();
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyStep, { minLength: 1, maxLength: 25 }),
        fc.integer({ min: -1_000, max: 60_000 }),
        async (steps, later_ms) => {
          for (const step of steps) {
            if (step === "extend") await extendLedger({ db, clock: at });
            else if (step === "small_piece") {
              await advanceHorizon(db);
              await advanceSnapshots(db, 2);
            } else {
              const { after_ms, payable, receivable_pending, ...about } = step;
              at.advance(after_ms);
              const entry = payableEntry(-payable, {
                ...about,
                receivable_pending_micros: receivable_pending,
                margin_micros: -payable - receivable_pending,
              });
              await write([entry], at);
            }
          }
          for (const who of PARTIES) {
            for (const as_of of [null, at.nowMs(), started_ms + later_ms]) {
              const sums = await partySums(db, who, as_of);
              expect(withoutZeros(sums)).toEqual(
                withoutZeros(await replay(who, as_of)),
              );
            }
          }
        },
      ),
      { numRuns: 12 },
    );
    await extendLedger({ db, clock: at });
    expect(await verifyLedger(db)).toMatchObject({ ok: true });
  });

  test("counts an entry once that commits after a younger one was summed", async () => {
    const who: Party = { party: "affiliate", party_id: 77 };
    const of = (micros: bigint) => payableEntry(micros, { affiliate_id: 77 });
    const slow = await openTransaction(db, (tx) =>
      writeEntries(tx, clock, [of(5n)]),
    );
    await write([of(7n)]);
    await extendLedger({ db, clock });
    expect((await partySums(db, who, null)).get("USD")?.payable_micros).toBe(
      -7n,
    );
    await slow.end();
    const payable = async () =>
      (await partySums(db, who, null)).get("USD")?.payable_micros;
    expect(await payable()).toBe(-12n);
    await settle();
    expect(await payable()).toBe(-12n);
    expect(await verifyLedger(db)).toMatchObject({ ok: true, unchained: 0 });
  });

  test("reads but the tail where there is a snapshot", async () => {
    await write([payableEntry(3n, { affiliate_id: 78 })]);
    await settle();
    const [snapshot] = await db
      .select()
      .from(balanceSnapshots)
      .where(sql`party = 'affiliate' and party_id = 78`);
    expect(snapshot?.sums).toMatchObject({ payable_micros: "-3" });
    // Snapshots are trusted here; only verifying recomputes them.
    await db
      .update(balanceSnapshots)
      .set({ sums: { payable_micros: "-100" } })
      .where(sql`party = 'affiliate' and party_id = 78`);
    await write([payableEntry(4n, { affiliate_id: 78 })]);
    const who: Party = { party: "affiliate", party_id: 78 };
    expect((await partySums(db, who, null)).get("USD")?.payable_micros).toBe(
      -104n,
    );
    expect(await verifyLedger(db)).toMatchObject({
      ok: false,
      difference: { check: "snapshot", id: "affiliate 78 USD" },
    });
    await db
      .update(balanceSnapshots)
      .set({ sums: snapshot?.sums ?? {} })
      .where(sql`party = 'affiliate' and party_id = 78`);
  });
});

describe("advanceSnapshots()", () => {
  test("adds each entry once where several run at once", async () => {
    const entries = Array.from({ length: 40 }, (_, index) =>
      payableEntry(BigInt(index + 1), { affiliate_id: 79 }),
    );
    const ids = await write(entries);
    while ((await advanceHorizon(db)) < (ids.at(-1) ?? "")) {
      await waitForOpenTransactions(db);
    }
    const drain = async () => {
      while (await advanceSnapshots(db, 3));
    };
    await Promise.all([drain(), drain(), drain(), drain()]);
    const [snapshot] = await db
      .select()
      .from(balanceSnapshots)
      .where(sql`party = 'affiliate' and party_id = 79`);
    expect(snapshot?.sums.payable_micros).toBe("-820");
  });
});

/** Waits until all entries are chained and summed; other databases may delay it. */
async function settle(): Promise<void> {
  const [newest] = await db.execute<{ id: string }>(
    sql`select id from ledger_transactions order by id desc limit 1`,
  );
  while ((await advanceHorizon(db)) < (newest?.id ?? "")) {
    await waitForOpenTransactions(db);
  }
  await extendLedger({ db, clock });
}
