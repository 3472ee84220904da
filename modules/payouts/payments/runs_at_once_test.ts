// Ten runs on two instances while payments are paid and voided: each entry ends up in
// exactly one payment.
import { expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import {
  ledgerTransactions,
  paymentClaims,
  payments,
  voidedClaims,
} from "../../../db/schema/mod.ts";
import { Problem } from "../../kernel/mod.ts";
import { paymentWorld, UNIT } from "../../../tests/payment_world.ts";
import { writeEntries } from "../write_entries.ts";
import { createRun } from "./payment_run.ts";
import { closePayment, payPayment, voidPayment } from "./settle_payment.ts";

const world = await paymentWorld({ createRun, writeEntries });
const { db, clock } = world;
const other = world.openPool();

const AFFILIATES = 8;
const ENTRIES = 40;
const ROUNDS = 4;
const RUNS = 10;

/** Counts the live and the void payments that each earned entry is in. */
async function claimsOfAll(affiliates: readonly number[]) {
  const rows = await db.execute<{ live: number; wrong: number; count: number }>(
    sql`select count(*)::integer as count,
        count(*) filter (where c.payment_id is not null)::integer as live,
        count(*) filter (where p.state = 'void' or (c.payment_id is not null and p.id is null)
          or p.affiliate_id <> t.affiliate_id)::integer as wrong
      from ${ledgerTransactions} t left join ${paymentClaims} c
        on c.campaign_id = t.campaign_id and c.entry_id = t.id
      left join ${payments} p on p.id = c.payment_id
      where t.affiliate_id in ${affiliates} and t.kind = 'record'`,
  );
  return rows[0];
}

/** Payments whose claims don't match their amount, or that were voided and have any. */
async function offPayments(affiliates: readonly number[]) {
  return await db.execute(sql`
    select p.id, p.state from ${payments} p
    left join ${paymentClaims} c on c.payment_id = p.id
    left join ${ledgerTransactions} t
      on t.campaign_id = c.campaign_id and t.id = c.entry_id
    where p.affiliate_id in ${affiliates}
    group by p.id, p.state, p.entries_micros, p.entries_count
    having case p.state when 'void' then count(c.entry_id) > 0
      else (-sum(t.payable_micros), count(t.id)) is distinct from (p.entries_micros, p.entries_count::bigint) end`);
}

test("ten runs on two instances, with payments paid and voided meanwhile, claim each entry once", async () => {
  const ids = await Promise.all(
    Array.from({ length: AFFILIATES }, () => world.affiliate()),
  );
  const earn = async () => {
    for (const id of ids) {
      const some = Array.from({ length: ENTRIES }, () => UNIT);
      await world.earn(id, some, { kind: "record" });
    }
  };
  let made: { id: string }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await earn();
    const settling = made.map(({ id }, at) => {
      const deps = { db: at % 2 === 0 ? db : other, clock };
      const work = [
        () => voidPayment(deps, id, { reason: "a wrong account" }),
        async () => {
          await closePayment(deps, id);
          await payPayment(deps, id, { reference: "R", paid_at: null });
        },
        () => closePayment(deps, id),
      ][at % 3];
      return work?.().catch((error: unknown) => {
        // It was voided first, which is fine too.
        if (!(error instanceof Problem)) throw error;
      });
    });
    const runs = await Promise.all(
      Array.from({ length: RUNS }, (_, at) =>
        world.run(
          ids.filter((_id, who) => at % 2 === 0 || (who + at) % 3 > 0),
          {},
          { db: at % 2 === 0 ? db : other },
        ),
      ),
    );
    await Promise.all(settling);
    made = [...made, ...runs.flatMap((run) => run.payments)];
    expect(await offPayments(ids)).toHaveLength(0);
    expect(await claimsOfAll(ids)).toMatchObject({ wrong: 0 });
  }
  await world.run(ids);
  const count = ROUNDS * AFFILIATES * ENTRIES;
  const all = { count, live: count, wrong: 0 };
  expect(await claimsOfAll(ids)).toEqual(all);
  const voided = await db.execute(sql`select from ${voidedClaims}`);
  expect(voided.length).toBeGreaterThan(0);
});
