import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { setUp } from "../../../tests/factory.ts";
import { serviceForFile } from "../../../tests/harness.ts";
import {
  conversionOf,
  expectBooked,
  notifiedVersions,
} from "../../../tests/senders.ts";
import type { Changer, ConversionChange } from "./change_types.ts";

const service = await serviceForFile();
const { api, clock, db } = service;
const door = service.postbacks.conversions;

const BY: Changer = {
  origin: "reconciliation",
  made_by: "statement 12",
  why: "the shop's statement",
  reinstate: true,
};
const M = 1_000_000n;
const SHARE = {
  key: "sale",
  revenue: { type: "percent", percent: "10" },
  payout: { type: "percent", percent: "5" },
};

async function world(goal: object = {}) {
  const setup = await setUp(api, {
    campaign: { goals: [{ ...SHARE, ...goal }] },
  });
  await api.call("POST", `/affiliates/${setup.affiliate_id}/postbacks`, {
    url: "http://127.0.0.1:9/pb?status={status}",
    statuses: ["pending", "approved", "rejected", "reversed"],
    send_zero: true,
  });
  return setup;
}

async function sold(slug: string, sent: Record<string, string> = {}) {
  const click_id = await api.click(slug);
  const sale = { click_id, order_id: crypto.randomUUID(), amount: "100" };
  const { body } = await api.postback({ ...sale, ...sent });
  return String(body.conversion_id);
}

const change = (changes: ConversionChange[], by = BY) =>
  door.settle((tx) => door.change(tx, changes, by));

async function countRows() {
  const [row] = await db.execute<Record<string, string>>(sql`
    select (select count(*) from conversions)::text as conversions,
      (select count(*) from conversion_versions)::text as versions,
      (select count(*) from ledger_transactions)::text as entries,
      (select count(*) from deliveries)::text as deliveries`);
  return { ...row };
}

describe("change()", () => {
  test("sets each to its target with history, ledger and deliveries; twice is nothing", async () => {
    const { slug, affiliate_id, advertiser_id } = await world();
    const [a, b, c] = [
      await sold(slug, { status: "pending" }),
      await sold(slug),
      await sold(slug),
    ];
    clock.advance(1000);
    const changes: ConversionChange[] = [
      { id: a, status: "approved", amount_micros: 80n * M },
      { id: b, status: "reversed" },
      { id: c, revenue_micros: 11n * M },
      { id: crypto.randomUUID(), status: "approved" },
      { id: "no id", status: "approved" },
    ];
    const { results, effects } = await change(changes);
    expect(results.map(({ result }) => result)).toEqual([
      "changed",
      "changed",
      "changed",
      "refused",
      "refused",
    ]);
    expect(results[3]?.refusal?.code).toBe("not_found");
    expect(effects.present()).toMatchObject({
      affiliates: [{ affiliate_id, payout_pending: "-5.00", payout: "-1.00" }],
      advertisers: [
        { advertiser_id, revenue_pending: "-10.00", revenue: "-1.00" },
      ],
      deliveries: { count: 3 },
    });
    const kept = [
      { id: a, status: "approved", amount: "80.00", revenue: "8.00" },
      { id: b, status: "reversed", amount: "100.00", revenue: "0.00" },
      { id: c, status: "approved", revenue: "11.00", payout: "5.00" },
    ];
    for (const expected of kept) {
      expect(await expectBooked(service, expected.id)).toMatchObject({
        ...expected,
        version: 2,
      });
      expect(await notifiedVersions(service, expected.id)).toEqual([1, 2]);
    }
    const { history } = await conversionOf(api, a);
    expect(history[1]).toMatchObject({
      kind: "approve",
      origin: "reconciliation",
      made_by: "statement 12",
      why: "the shop's statement",
    });
    const before = await countRows();
    const again = await change(changes);
    expect(again.results.map(({ result }) => result).slice(0, 3)).toEqual([
      "unchanged",
      "unchanged",
      "unchanged",
    ]);
    expect(await countRows()).toEqual(before);
  });

  test("an undo restores exactly the state and money before, without restarting the hold", async () => {
    const { slug } = await world({ hold_days: 10 });
    const a = await sold(slug);
    const b = await sold(slug, { status: "pending", reason: "to be checked" });
    await change([{ id: a, revenue_micros: 13n * M, payout_micros: 7n * M }]);
    const payable_from = async () =>
      (await api.call(`GET`, `/conversions/${a}`)).payable_from;
    const from = await payable_from();
    clock.advance(86_400_000);
    const { results } = await change([
      { id: a, status: "reversed" },
      { id: b, status: "approved", amount_micros: 90n * M },
    ]);
    const undo = results.map(({ id, before, after }): ConversionChange => {
      if (before === null) throw new Error("Nothing was there");
      const { version, currency, ...rest } = before;
      return { id, version: after?.version, is_exact: true, ...rest };
    });
    const undone = await change(undo, { ...BY, why: "undone" });
    expect(undone.results.map(({ result }) => result)).toEqual([
      "changed",
      "changed",
    ]);
    for (const [index, { id }] of results.entries()) {
      await expectBooked(service, id);
      const { version, ...was } = results[index]!.before!;
      expect(undone.results[index]?.after).toMatchObject(was);
    }
    expect(await conversionOf(api, b)).toMatchObject({
      status: "pending",
      reason: "to be checked",
    });
    expect(await payable_from()).toBe(from);
    const repeated = await change(undo);
    expect(repeated.results.map(({ result }) => result)).toEqual([
      "unchanged",
      "unchanged",
    ]);
  });

  test("names what is at another version by now, and leaves it", async () => {
    const { slug } = await world();
    const id = await sold(slug);
    await change([{ id, amount_micros: 60n * M, version: 1 }]);
    const { results } = await change([
      { id, amount_micros: 50n * M, version: 1 },
      { id, amount_micros: 60n * M, version: 1 },
    ]);
    expect(results.map(({ result }) => result)).toEqual(["stale", "unchanged"]);
    expect((await expectBooked(service, id)).amount).toBe("60.00");
  });

  test("approves an ended one again with the money it had, and only for who may", async () => {
    const { slug } = await world();
    const id = await sold(slug);
    await change([{ id, payout_micros: 9n * M }]);
    await change([{ id, status: "rejected" }]);
    expect((await expectBooked(service, id)).status).toBe("reversed");
    const again = [{ id, status: "approved" as const }];
    const refused = await change(again, { ...BY, reinstate: false });
    expect(refused.results[0]?.refusal?.code).toBe("illegal_transition");
    await change(again);
    expect(await expectBooked(service, id)).toMatchObject({
      status: "approved",
      revenue: "10.00",
      payout: "9.00",
    });
  });

  test("refuses what the states or the money do not allow, each by its name", async () => {
    const { slug } = await world();
    const id = await sold(slug);
    const codes: [Omit<ConversionChange, "id">, string][] = [
      [{ status: "pending" }, "illegal_transition"],
      [{ refunded_micros: 101n * M }, "invalid_amount"],
      [{ revenue_micros: -1n }, "invalid_amount"],
      [{ payout_micros: 10n ** 18n }, "invalid_amount"],
      [{ status: "reversed", payout_micros: M }, "invalid_amount"],
    ];
    for (const [wanted, code] of codes) {
      const { results } = await change([{ id, ...wanted }]);
      expect(String(results[0]?.refusal?.code)).toBe(code);
    }
    expect((await conversionOf(api, id)).version).toBe(1);
  });

  test("a dry run says the same and leaves no trace", async () => {
    const { slug } = await world();
    const id = await sold(slug);
    const before = await countRows();
    const tried = await door.settle(
      (tx) => door.change(tx, [{ id, status: "reversed" }], BY),
      { dry_run: true },
    );
    expect(tried.results[0]).toMatchObject({
      result: "changed",
      after: { status: "reversed", payout_micros: 0n },
    });
    expect(tried.effects.present().deliveries.count).toBe(1);
    expect(await countRows()).toEqual(before);
    expect((await conversionOf(api, id)).status).toBe("approved");
  });

  test("ten at once with different wishes: every step is booked, no version is lost", async () => {
    const { slug } = await world();
    const ids = [await sold(slug), await sold(slug), await sold(slug)];
    const rounds = Array.from({ length: 10 }, (_, n) =>
      change(ids.map((id) => ({ id, amount_micros: BigInt(10 + n) * M }))),
    );
    const all = await Promise.all(rounds);
    for (const [index, id] of ids.entries()) {
      const made = all.filter(
        ({ results }) => results[index]?.result === "changed",
      );
      const { version, history } = await conversionOf(api, id);
      expect(version).toBe(1 + made.length);
      expect(history).toHaveLength(version);
      await expectBooked(service, id);
    }
  });

  test("a sender's later report continues from there, an earlier one changes nothing", async () => {
    const { slug } = await world();
    const click_id = await api.click(slug);
    const sale = { click_id, order_id: "L-1", amount: "100" };
    const { body } = await api.postback(sale);
    const id = String(body.conversion_id);
    clock.advance(1000);
    await change([{ id, amount_micros: 70n * M }]);
    clock.advance(1000);
    expect((await api.postback(sale)).body.outcome).toBe("duplicate");
    expect((await expectBooked(service, id)).amount).toBe("70.00");
    const refund = { click_id, order_id: "L-1", status: "refunded" };
    expect((await api.postback(refund)).body.outcome).toBe("updated");
    expect((await expectBooked(service, id)).status).toBe("reversed");
  });
});

describe("create()", () => {
  const create = (
    given: Parameters<typeof door.create>[1],
    options: { dry_run?: boolean } = {},
  ) => door.settle((tx) => door.create(tx, given, BY), options);

  test("makes a conversion of a click whatever its age, with given money and its provenance", async () => {
    const { slug } = await world();
    const click_id = await api.click(slug);
    const occurred_at = clock.nowMs() + 3_600_000;
    clock.advance(400 * 86_400_000);
    const given = {
      click_id,
      order_id: "N-1",
      amount_micros: 50n * M,
      revenue_micros: 6n * M,
      status: "approved" as const,
      occurred_at,
    };
    const { results, effects } = await create([given]);
    const [made] = results;
    expect(made).toMatchObject({ result: "created", refusal: null });
    expect(effects.present().deliveries.count).toBe(1);
    const conversion = await expectBooked(service, made?.conversion_id);
    expect(conversion).toMatchObject({
      status: "approved",
      amount: "50.00",
      revenue: "6.00",
      payout: "2.50",
      occurred_at: new Date(occurred_at).toISOString(),
    });
    expect(conversion.history[0]).toMatchObject({
      kind: "record",
      origin: "reconciliation",
    });
    const before = await countRows();
    const [again] = (await create([given])).results;
    expect(again).toMatchObject({
      result: "exists",
      is_same: true,
      conversion_id: made?.conversion_id,
    });
    expect(await countRows()).toEqual(before);
    const { body } = await api.postback({
      click_id,
      order_id: "N-1",
      amount: "50",
    });
    expect(body.outcome).toBe("duplicate");
  });

  test("five at once make one", async () => {
    const { slug } = await world();
    const click_id = await api.click(slug);
    const given = { click_id, order_id: "N-2", amount_micros: M };
    const all = await Promise.all(
      Array.from({ length: 5 }, () => create([given])),
    );
    const results = all.map(({ results }) => results[0]?.result).sort();
    expect(results).toEqual([
      "created",
      "exists",
      "exists",
      "exists",
      "exists",
    ]);
  });

  test("without a click it is the affiliate's link that counts, and a postback can't speak of it", async () => {
    const { link_id, affiliate_id } = await world();
    const given = { link_id, order_id: "N-3", amount_micros: 100n * M };
    const [made] = (await create([given])).results;
    const [again] = (await create([given])).results;
    expect([made?.result, again?.result]).toEqual(["created", "exists"]);
    const conversion = await expectBooked(service, made?.conversion_id);
    expect(conversion).toMatchObject({
      affiliate_id,
      click_id: null,
      flags: ["no_click"],
    });
    const [row] = await db.execute<{ click: string }>(
      sql`select encode(click_id, 'hex') as click from conversions where id = ${conversion.id}::uuid`,
    );
    expect(row?.click).toMatch(/^01/);
    const nameless = await create([{ link_id, amount_micros: M }]);
    expect(nameless.results[0]?.refusal?.code).toBe("missing_order_id");
  });

  test("refuses by name what can't be", async () => {
    const { slug, affiliate_id } = await world();
    const click_id = await api.click(slug);
    const forged = click_id.replace(/.$/, (last) => (last === "0" ? "g" : "0"));
    const now = clock.nowMs();
    const cases: [object, string][] = [
      [{ click_id: forged }, "invalid_click_id"],
      [{}, "missing_click_id"],
      [{ link_id: 2_000_000_000, order_id: "x" }, "unknown_click"],
      [{ click_id, goal: "other" }, "unknown_goal"],
      [{ click_id, amount_micros: M, currency: "EUR" }, "unknown_currency"],
      [{ click_id }, "missing_amount"],
      [{ click_id, occurred_at: now + 60_000 }, "invalid_time"],
      [{ click_id, occurred_at: now - 60_000 }, "invalid_time"],
      [{ click_id, status: "reversed", payout_micros: M }, "invalid_amount"],
    ];
    for (const [given, code] of cases) {
      const { results } = await create([given]);
      expect(String(results[0]?.refusal?.code)).toBe(code);
    }
    await api.call("PATCH", `/affiliates/${affiliate_id}`, {
      status: "blocked",
    });
    const blocked = await create([{ click_id, amount_micros: M }]);
    expect(blocked.results[0]?.refusal?.code).toBe("affiliate_blocked");
  });

  test("a thousand and their changes take one call each", async () => {
    const { link_id } = await world();
    const given = Array.from({ length: 1000 }, (_, n) => ({
      link_id,
      order_id: `T-${n}`,
      amount_micros: 10n * M,
    }));
    const { results } = await create(given);
    expect(new Set(results.map(({ result }) => result))).toEqual(
      new Set(["created"]),
    );
    const ids = results.map(({ conversion_id }) => conversion_id ?? "");
    const changed = await change(ids.map((id) => ({ id, status: "reversed" })));
    expect(
      changed.results.filter(({ result }) => result === "changed"),
    ).toHaveLength(1000);
  });
});

test("the ledger says of all what they say of themselves, and nothing failed", async () => {
  const { ok } = await api.call("GET", "/ledger/verify");
  expect(ok).toBe(true);
  expect(service.log).toEqual([]);
});
