import { describe, expect, test } from "bun:test";
import { eq, sql } from "drizzle-orm";
import {
  invoiceClaims,
  invoices,
  ledgerTransactions,
  paymentClaims,
  paymentRuns,
  payments,
  releasedHolds,
} from "../../../db/schema/mod.ts";
import { DAY_MS, paymentWorld, UNIT } from "../../../tests/payment_world.ts";
import { writeEntries } from "../write_entries.ts";
import { makeScheduledPayments } from "./make_scheduled_payments.ts";
import { createRun, makeRun } from "./payment_run.ts";

const world = await paymentWorld({ createRun, writeEntries });
const { db, clock } = world;

async function claimsOf(payment_id: string | undefined): Promise<string[]> {
  const rows = await db
    .select()
    .from(paymentClaims)
    .where(eq(paymentClaims.payment_id, payment_id ?? ""));
  return rows.map(({ entry_id }) => entry_id).sort();
}

describe("createRun()", () => {
  test("makes one draft an affiliate, which claims what it is owed", async () => {
    const rich = await world.affiliate({ payment_method: "wallet" });
    const other = await world.affiliate();
    const mine = await world.earn(rich, [12n * UNIT, -2n * UNIT, 5n * UNIT]);
    await world.earn(other, [UNIT]);
    const made = await world.run([rich, other]);
    expect(made.carried).toEqual([]);
    expect(made.payments).toMatchObject([
      {
        affiliate_id: rich,
        state: "draft",
        entries_micros: 15n * UNIT,
        amount_micros: 15n * UNIT,
        entries_count: 3,
        method: "wallet",
      },
      { affiliate_id: other, amount_micros: UNIT, entries_count: 1 },
    ]);
    expect(await claimsOf(made.payments[0]?.id)).toEqual([...mine].sort());
    const again = await world.run([rich, other]);
    expect(again.payments).toEqual([]);
  });

  test("claims nothing of who isn't to be paid, and names each", async () => {
    const held = await world.affiliate({ payment_hold: true });
    const blocked = await world.affiliate({ status: "blocked" });
    const poor = await world.affiliate({ min_payout_micros: 50n * UNIT });
    const owing = await world.affiliate();
    for (const id of [held, blocked, poor]) await world.earn(id, [9n * UNIT]);
    await world.earn(owing, [UNIT, -4n * UNIT]);
    const ids = [held, blocked, poor, owing];
    const { payments: made, carried } = await world.run(ids);
    expect(made).toEqual([]);
    expect(carried).toEqual([
      { affiliate_id: held, owed_micros: 9n * UNIT, reason: "payment_hold" },
      { affiliate_id: blocked, owed_micros: 9n * UNIT, reason: "blocked" },
      { affiliate_id: poor, owed_micros: 9n * UNIT, reason: "below_minimum" },
      { affiliate_id: owing, owed_micros: -3n * UNIT, reason: "not_positive" },
    ]);
    await world.earn(owing, [10n * UNIT]);
    const next = await world.run([owing]);
    expect(next.payments).toMatchObject([
      { amount_micros: 7n * UNIT, entries_count: 3 },
    ]);
  });

  test("takes only its currency, and only what was booked before its time", async () => {
    const id = await world.affiliate();
    await world.earn(id, [UNIT]);
    await world.earn(id, [2n * UNIT], { currency: "EUR" });
    const up_to = clock.nowMs() + 5;
    clock.advance(5);
    await world.earn(id, [4n * UNIT]);
    const { payments: made } = await world.run([id], { up_to });
    expect(made).toMatchObject([{ amount_micros: UNIT, entries_count: 1 }]);
  });

  test("leaves what is on hold until its day or its release, also for a run with a later time", async () => {
    const id = await world.affiliate();
    const payable_from = clock.nowMs() + DAY_MS;
    const [first = ""] = await world.earn(id, [UNIT], { payable_from });
    await world.earn(id, [2n * UNIT], { payable_from });
    const late = { up_to: clock.nowMs() + 9 * DAY_MS };
    expect((await world.run([id], late)).payments).toEqual([]);
    const released_at = clock.nowMs();
    const release = { entry_id: first, released_at, reason: "a good month" };
    await db.insert(releasedHolds).values(release);
    const released = await world.run([id]);
    expect(released.payments).toMatchObject([{ amount_micros: UNIT }]);
    clock.advance(DAY_MS);
    const rest = await world.run([id]);
    expect(rest.payments).toMatchObject([{ amount_micros: 2n * UNIT }]);
  });

  test("pays no money that is only pending", async () => {
    const id = await world.affiliate();
    const pending = {
      payable_pending_micros: -UNIT,
      receivable_pending_micros: UNIT,
    };
    await world.earn(id, [pending]);
    expect((await world.run([id])).payments).toEqual([]);
  });

  test("changes nothing in any table where it is dry, and tells the same", async () => {
    const id = await world.affiliate();
    await world.earn(id, [3n * UNIT]);
    const before = await world.rowCounts();
    const dry = await world.run([id], {}, { dry_run: true });
    expect(await world.rowCounts()).toEqual(before);
    const { payments: made } = await world.run([id]);
    const shape = ({
      amount_micros,
      entries_count,
    }: (typeof made)[number]) => ({
      amount_micros,
      entries_count,
    });
    expect(dry.payments.map(shape)).toEqual(made.map(shape));
    expect(await world.rowCounts()).not.toEqual(before);
  });

  test("leaves no trace where it dies between the claims and its end", async () => {
    const id = await world.affiliate();
    await world.earn(id, [3n * UNIT]);
    const before = await world.rowCounts();
    const dying = db.transaction(async (tx) => {
      const made = await makeRun(tx, clock, world.runInput([id]));
      expect(made?.payments).toHaveLength(1);
      throw new Error("killed");
    });
    await expect(dying).rejects.toThrow("killed");
    await dying.catch(() => {});
    expect(await world.rowCounts()).toEqual(before);
    expect((await world.run([id])).payments).toHaveLength(1);
  });
});

describe("runs at once", () => {
  test("put no entry into two payments, and pay all of them, on two pools", async () => {
    const ids = await Promise.all(
      Array.from({ length: 8 }, () => world.affiliate()),
    );
    for (const id of ids) {
      await world.earn(
        id,
        Array.from({ length: 60 }, () => UNIT),
      );
    }
    const pools = [db, world.openPool()];
    const runs = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        // Different affiliates for each, so that the runs partly overlap.
        world.run(
          ids.filter((_id, at) => index % 2 === 0 || (at + index) % 3 > 0),
          {},
          { db: pools[index % 2] ?? db },
        ),
      ),
    );
    const made = runs.flatMap((run) => run.payments);
    const total = made.reduce((sum, row) => sum + row.amount_micros, 0n);
    expect(total).toBe(480n * UNIT);
    const [row] = await db.execute<{ wrong: number; sums: number }>(sql`
      select count(*)::integer as sums, (count(*) filter (where
        (s.amount_micros, s.entries_count) is distinct from (s.sum, s.count)))::integer as wrong
      from (select p.amount_micros, p.entries_count,
          -sum(t.payable_micros) as sum, count(*) as count
        from ${payments} p join ${paymentClaims} c on c.payment_id = p.id
        join ${ledgerTransactions} t
          on t.campaign_id = c.campaign_id and t.id = c.entry_id
        where p.affiliate_id in ${ids}
        group by p.id, p.amount_micros, p.entries_count) s`);
    expect(row).toEqual({ sums: made.length, wrong: 0 });
  });

  test("a run that gets less than it counted on is judged by what it got", async () => {
    const id = await world.affiliate({ min_payout_micros: 10n * UNIT });
    await world.earn(id, [9n * UNIT]);
    const holder = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const first = db.transaction(async (tx) => {
      await tx.execute(sql`insert into ${paymentClaims} (campaign_id, entry_id, payment_id)
        select campaign_id, id, gen_random_uuid() from ${ledgerTransactions}
        where affiliate_id = ${id}`);
      begun.resolve();
      await holder.promise;
    });
    await begun.promise;
    await world.earn(id, [2n * UNIT]);
    const second = world.run([id]);
    await waitsForALock();
    holder.resolve();
    await first;
    const { payments: made, carried } = await second;
    expect(made).toEqual([]);
    expect(carried).toMatchObject([{ owed_micros: 2n * UNIT }]);
    const claimed = await db.execute(sql`select from ${paymentClaims} c
      join ${ledgerTransactions} t
        on t.campaign_id = c.campaign_id and t.id = c.entry_id
      where t.affiliate_id = ${id}`);
    expect(claimed).toHaveLength(1);
  });
});

/** Waits until a transaction in this database waits for another. */
async function waitsForALock(): Promise<void> {
  for (;;) {
    const rows = await db.execute(sql`select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`);
    if (rows.length > 0) return;
  }
}

describe("only_collected", () => {
  async function invoice(entry_ids: string[], state: string) {
    const [row] = await db
      .insert(invoices)
      .values({
        id: crypto.randomUUID(),
        advertiser_id: 1,
        currency: "USD",
        from_at: 0,
        to_at: 1,
        timezone: "UTC",
        state,
        amount_micros: 1n,
        received_micros: 0n,
        entries_count: 1,
        due_at: 1,
        created_at: 1,
      })
      .returning();
    const invoice_id = row?.id ?? "";
    const of = { campaign_id: 1, invoice_id };
    const claims = entry_ids.map((entry_id) => ({ entry_id, ...of }));
    await db.insert(invoiceClaims).values(claims);
    return invoice_id;
  }

  test("pays for what the advertiser has paid for, and adjustments", async () => {
    const id = await world.affiliate();
    const sale = { receivable_micros: 20n * UNIT };
    const [paid = "", open = ""] = await world.earn(id, [
      { ...sale, payable_micros: -10n * UNIT },
      { ...sale, payable_micros: -7n * UNIT },
      { ...sale, payable_micros: -5n * UNIT },
      { kind: "bonus", payable_micros: -UNIT },
    ]);
    await invoice([paid], "paid");
    const open_invoice = await invoice([open], "open");
    const first = await world.run([id], { only_collected: true });
    expect(first.payments).toMatchObject([
      { amount_micros: 11n * UNIT, entries_count: 2 },
    ]);
    const settle = { state: "paid" };
    await db.update(invoices).set(settle).where(eq(invoices.id, open_invoice));
    const second = await world.run([id], { only_collected: true });
    expect(second.payments).toMatchObject([{ amount_micros: 7n * UNIT }]);
  });

  test("a raised payout waits for its conversion's receivable", async () => {
    const id = await world.affiliate();
    const conversion_id = crypto.randomUUID();
    const [sale = ""] = await world.earn(id, [
      {
        conversion_id,
        receivable_micros: 20n * UNIT,
        payable_micros: -10n * UNIT,
      },
      { conversion_id, version: 2, payable_micros: -3n * UNIT },
    ]);
    const before = await world.run([id], { only_collected: true });
    expect(before.payments).toEqual([]);
    await invoice([sale], "paid");
    const after = await world.run([id], { only_collected: true });
    expect(after.payments).toMatchObject([{ amount_micros: 13n * UNIT }]);
  });

  test("what was paid is taken back at once, and what wasn't is waited for", async () => {
    const id = await world.affiliate();
    const conversion_id = crypto.randomUUID();
    const money = {
      receivable_micros: 20n * UNIT,
      payable_micros: -10n * UNIT,
    };
    const back = { receivable_micros: -20n * UNIT, payable_micros: 10n * UNIT };
    const [sale = ""] = await world.earn(id, [{ conversion_id, ...money }]);
    await invoice([sale], "paid");
    await world.run([id], { only_collected: true });
    const other = crypto.randomUUID();
    await world.earn(id, [
      { conversion_id, version: 2, ...back },
      { conversion_id: other, ...money },
      { conversion_id: other, version: 2, ...back },
    ]);
    const { carried } = await world.run([id], { only_collected: true });
    expect(carried).toMatchObject([{ owed_micros: -10n * UNIT }]);
  });
});

describe("makeScheduledPayments()", () => {
  test("makes drafts of whose day has come, once a slot, whoever tries", async () => {
    clock.set(Date.UTC(2027, 0, 31, 12));
    const monthly = await world.affiliate({ schedule: "monthly" });
    const net15 = await world.affiliate({ schedule: "net15" });
    const by_hand = await world.affiliate({ schedule: "manual" });
    for (const id of [monthly, net15, by_hand]) {
      await world.earn(id, [UNIT]);
      await world.earn(id, [2n * UNIT], { currency: "EUR" });
    }
    const madeFor = async () => {
      const rows = await db
        .select({ id: payments.affiliate_id, currency: payments.currency })
        .from(payments)
        .innerJoin(paymentRuns, eq(paymentRuns.id, payments.run_id))
        .where(eq(paymentRuns.created_by, "schedule"))
        .orderBy(payments.affiliate_id, payments.currency);
      return rows.map(({ id, currency }) => `${id} ${currency}`);
    };
    await makeScheduledPayments(world);
    expect(await madeFor()).toEqual([]);
    clock.set(Date.UTC(2027, 1, 1, 1));
    await Promise.all([
      makeScheduledPayments(world),
      makeScheduledPayments({
        ...world,
        db: world.openPool(),
        clock,
        default_timezone: "UTC",
      }),
    ]);
    expect(await madeFor()).toEqual([`${monthly} EUR`, `${monthly} USD`]);
    await world.earn(monthly, [UNIT]);
    clock.set(Date.UTC(2027, 1, 15, 0));
    await makeScheduledPayments(world);
    const expected = [monthly, net15].flatMap((id) => [
      `${id} EUR`,
      `${id} USD`,
    ]);
    expect(await madeFor()).toEqual(expected);
  });
});
