// Adjustments and closed periods: both appear in the ledger, and the ledger still verifies.
import { beforeAll, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { payments } from "../../db/schema/mod.ts";
import { extendLedger, verifyLedger } from "../../modules/payouts/mod.ts";
import { apiClient, ok } from "../client/api_client.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import type { LedgerItem, LedgerList } from "../ledger_world.ts";

const service = await serviceForFile();
const { api, clock, db } = service;
const client = apiClient(service);

let sale: { conversion_id: string; postback_id: string };
let affiliate_id: number;
let advertiser_id: number;
let campaign_id: number;
let click_id: string;

async function convert(order_id: string, status?: string) {
  const said = { click_id, order_id, ...(status && { status }) };
  const { body } = await api.postback(said);
  return body as { conversion_id: string; postback_id: string };
}

beforeAll(async () => {
  const made = await setUp(api);
  ({ affiliate_id, advertiser_id, campaign_id } = made);
  click_id = await api.click(made.slug);
  sale = await convert("A-1", "approved");
  await convert("A-2", "pending");
});

describe("POST /ledger/adjustments", () => {
  test("books against the margin what an affiliate gets, or an advertiser owes", async () => {
    const bonus = await ok(
      client.POST("/api/v1/ledger/adjustments", {
        body: {
          affiliate_id,
          amount: "7.25",
          currency: "EUR",
          reason: "best of the month",
          kind: "bonus",
          campaign_id,
        },
      }),
    );
    expect(bonus).toMatchObject({
      kind: "bonus",
      payable: "-7.25",
      margin: "7.25",
      reason: "best of the month",
      conversion_id: null,
    });
    const write_off = await api.call<LedgerItem>(
      "POST",
      "/ledger/adjustments",
      {
        advertiser_id,
        amount: "-3",
        currency: "EUR",
        reason: "they won't pay",
        kind: "write_off",
        origin_id: bonus.id,
      },
    );
    expect(write_off).toMatchObject({
      receivable: "-3.00",
      margin: "3.00",
      origin_id: bonus.id,
    });
    const list = await ok(client.GET("/api/v1/ledger/adjustments"));
    expect(list.data.map(({ id }) => id)).toEqual([write_off.id, bonus.id]);
    expect(list.totals).toMatchObject([
      { currency: "EUR", payable: "-7.25", receivable: "-3.00" },
    ]);
  });

  test("books once under an idempotency key, also at once, and refuses other content under it", async () => {
    const body = {
      affiliate_id,
      amount: "1.00",
      currency: "GBP",
      reason: "once",
      kind: "bonus",
      idempotency_key: "march",
    };
    const send = (change = {}) =>
      api.try<LedgerItem>("POST", "/ledger/adjustments", {
        ...body,
        ...change,
      });
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      200, 200, 201,
    ]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    for (const change of [
      { amount: "2.00" },
      { kind: "advance" },
      { campaign_id },
      { affiliate_id: undefined, advertiser_id },
    ]) {
      const other = await send(change);
      expect([change, other.status]).toEqual([change, 409]);
    }
    const { totals } = await api.call<LedgerList>(
      "GET",
      "/ledger/adjustments?currency=GBP",
    );
    expect(totals).toMatchObject([{ payable: "-1.00" }]);
  });

  test("names what it can't take, and books nothing", async () => {
    const body = {
      affiliate_id,
      amount: "1.00",
      currency: "CHF",
      reason: "x",
      kind: "bonus",
    };
    for (const change of [
      { advertiser_id },
      { affiliate_id: undefined },
      { affiliate_id: 999 },
      { campaign_id: 999 },
      { origin_id: crypto.randomUUID() },
      { origin_id: "x" },
      { amount: "0.00" },
      { amount: "1,00" },
      { currency: "XYZ" },
      { reason: " " },
      { reason: undefined },
      { kind: "gift" },
    ]) {
      const answer = await api.try("POST", "/ledger/adjustments", {
        ...body,
        ...change,
      });
      expect([change, answer.status]).toEqual([change, 422]);
    }
    const { data } = await api.call<LedgerList>(
      "GET",
      "/ledger/transactions?currency=CHF",
    );
    expect(data).toEqual([]);
  });
});

describe("POST /periods/{month}/lock", () => {
  test("is refused before the month is over, and for what is no month", async () => {
    const early = await api.try("POST", "/periods/2026-11/lock", {});
    expect([early.status, early.body.code]).toEqual([409, "period_not_over"]);
    for (const month of ["2026-13", "0000-01", "last"]) {
      const answer = await api.try("POST", `/periods/${month}/lock`);
      expect([month, answer.status]).toEqual([month, 422]);
    }
  });

  test("takes no booking in it from then on; a correction goes to the open month with its origin", async () => {
    clock.set(Date.UTC(2026, 11, 1, 8));
    const params = { path: { month: "2026-11" } };
    const lock = (reason?: string) =>
      ok(
        client.POST("/api/v1/periods/{month}/lock", {
          params,
          ...(reason === undefined ? {} : { body: { reason } }),
        }),
      );
    const locked = await lock("closed");
    expect(locked).toMatchObject({ month: "2026-11", reason: "closed" });
    clock.advance(60_000);
    const again = await lock();
    expect(again).toEqual(locked);
    const list = await ok(client.GET("/api/v1/periods"));
    expect(list.data).toEqual([locked]);

    await convert("A-1", "reversed");
    const { data } = await api.call<
      LedgerList & { data: { booked_at: string }[] }
    >("GET", `/ledger/transactions?conversion_id=${sale.conversion_id}`);
    expect(data).toHaveLength(2);
    expect(data[0]).toMatchObject({ kind: "reverse", payable: "12.50" });
    expect(data[0]?.origin_id).toBe(data[1]?.id ?? "");
    const origin = await ok(
      client.GET("/api/v1/ledger/transactions/{id}", {
        params: { path: { id: data[1]?.id ?? "" } },
      }),
    );
    expect(origin.corrected_by).toEqual([data[0]?.id ?? ""]);

    // With a clock that is behind, it still books in the open month.
    clock.set(Date.UTC(2026, 10, 30, 23, 59));
    const late = await api.call<{ booked_at: string }>(
      "POST",
      "/ledger/adjustments",
      {
        affiliate_id,
        amount: "1.00",
        currency: "SEK",
        reason: "late",
        kind: "bonus",
      },
    );
    expect(late.booked_at).toBe("2026-12-01T00:00:00.000Z");
    clock.set(Date.UTC(2026, 11, 1, 9));
  });
});

describe("the whole", () => {
  test("has accounts as of a moment that lead back to what they were", async () => {
    const path = `/ledger/accounts?affiliate_id=${affiliate_id}`;
    interface Accounts {
      data: { currency: string; payable: string; payable_pending: string }[];
    }
    const usd = async (query: string) => {
      const { data } = await api.call<Accounts>("GET", `${path}${query}`);
      return data.find(({ currency }) => currency === "USD");
    };
    const now = await usd("");
    await extendLedger({ db, clock });
    expect(await usd("")).toEqual(now as NonNullable<typeof now>);
    const then = await usd("&as_of=2026-11-30T00:00:00Z");
    expect(then?.payable).not.toBe(now?.payable);
    expect(await usd("&as_of=2026-01-01T00:00:00Z")).toMatchObject({
      payable: "0.00",
    });
  });

  test("holds when it is verified, over the API too, until a conversion says something else than the ledger", async () => {
    await extendLedger({ db, clock });
    const good = await api.call<{ ok: boolean; entries: number }>(
      "GET",
      "/ledger/verify",
    );
    expect(good).toMatchObject({ ok: true, difference: null, conversions: 2 });
    expect(good.entries).toBeGreaterThan(4);
    const change = (by: number) =>
      db.execute(
        sql`update conversions set payout_micros = payout_micros + ${by} where status = 'pending'`,
      );
    await change(1);
    const [left, right] = await Promise.all([
      api.call("GET", "/ledger/verify"),
      api.call("GET", "/ledger/verify"),
    ]);
    expect(left).toMatchObject({
      ok: false,
      difference: { check: "conversion" },
    });
    expect(right).toEqual(left);
    await change(-1);
    expect((await verifyLedger(db)).ok).toBe(true);
  });

  test("finds a payment that claims another sum than it pays", async () => {
    const { data } = await api.call<LedgerList>(
      "GET",
      "/ledger/adjustments?currency=GBP",
    );
    const id = crypto.randomUUID();
    await db.execute(sql`
      insert into ${payments} (id, run_id, affiliate_id, currency, state,
        entries_micros, entries_count, amount_micros, created_at)
      values (${id}, ${id}, ${affiliate_id}, 'GBP', 'draft', 1000000, 1, 1000000, now())`);
    await db.execute(sql`
      insert into payment_claims (campaign_id, entry_id, payment_id)
      select campaign_id, id, ${id}::uuid from ledger_transactions
      where id = ${data[0]?.id ?? ""}`);
    expect((await verifyLedger(db)).ok).toBe(true);
    for (const set of [
      "entries_micros = 1000001",
      "currency = 'USD'",
      "affiliate_id = 999",
      "state = 'void'",
      "state = 'closed'",
    ]) {
      await db.execute(
        sql.raw(`update payments set ${set} where id = '${id}'`),
      );
      const { difference } = await verifyLedger(db);
      expect([set, difference]).toMatchObject([set, { check: "payment", id }]);
      await db.execute(
        sql`update payments set entries_micros = 1000000, currency = 'GBP',
          affiliate_id = ${affiliate_id}, state = 'draft' where id = ${id}`,
      );
    }
    await db.execute(sql`delete from payments`);
    expect((await verifyLedger(db)).difference).toMatchObject({
      check: "payment",
      expected: "a payment of this id",
    });
    await db.execute(sql`delete from payment_claims`);
  });
});
