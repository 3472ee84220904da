// Networks do this daily: a file lists conversions to create or change. It is tried first, applied
// once, refused line by line where necessary, and undone as a whole.
import { describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { conversionOf, expectBooked } from "../senders.ts";
import { StatementOffice } from "../statement_office.ts";
import type { StatementLine } from "../statement_office.ts";

const service = await serviceForFile();
const { api } = service;

describe("an import", () => {
  test("makes and changes conversions, says what it refuses and why, twice changes nothing, and is undone", async () => {
    const office = new StatementOffice(service);
    const { slug, affiliate_id, campaign_id } = await office.open();
    const [by_id, by_order, by_click] = [
      await office.sell("I-1", "100.00"),
      await office.sell("I-2", "100.00"),
      await office.sell("I-3", "100.00"),
    ];
    const fresh = await api.click(slug);
    const foreign = await setUp(api);
    const foreign_click = await api.click(foreign.slug);
    const lines: StatementLine[] = [
      { conversion_id: by_id.id, amount: "90.00" },
      { order_id: "I-2", status: "rejected", reason: "not delivered" },
      { click_id: by_click.line.click_id ?? "", order_id: "I-3", payout: "9" },
      { click_id: fresh, order_id: "I-4", amount: "40.00" },
      {
        order_id: "I-5",
        affiliate: String(affiliate_id),
        campaign: String(campaign_id),
        amount: "20.00",
      },
      { order_id: "I-1", status: "approved" },
      { order_id: "nobody's" },
      { conversion_id: crypto.randomUUID(), amount: "1" },
      { click_id: "840t40nkpd4bsy0000000001v64crh3b", order_id: "I-6" },
      { click_id: foreign_click, order_id: "I-7", amount: "1" },
      { conversion_id: by_id.id, amount: "forty" },
      { conversion_id: by_id.id, currency: "EUR", amount: "1" },
      { amount: "7" },
    ];
    const given = await office.import(lines);
    expect(given).toMatchObject({ status: "review", mapping_confirmed: true });
    const before = await office.balances();
    const counts = await office.counts();
    const effects = {
      outcomes: {
        set: {
          done: 2,
          unchanged: 1,
          unknown_conversion: 1,
          not_found: 1,
          invalid_click_id: 1,
          advertiser_mismatch: 1,
          unparsable: 1,
          currency_mismatch: 1,
          missing_order_id: 1,
        },
        create: { done: 3 },
      },
      // −0.50, −5.00, +4.00, +2.00, +1.00.
      affiliates: [{ affiliate_id, payout: "1.50" }],
      deliveries: { count: 5 },
    };
    const tried = await office.apply(given.id, { dry_run: true }, "imports");
    expect(tried).toMatchObject(effects);
    expect(await office.balances()).toEqual(before);
    expect(await office.counts()).toEqual(counts);
    const applied = await office.apply(
      given.id,
      { reason: "daily" },
      "imports",
    );
    expect(applied).toMatchObject(effects);
    expect(await conversionOf(api, by_order.id)).toMatchObject({
      status: "reversed",
      reason: "not delivered",
      history: [{}, { origin: "import", why: "import nov.csv row 2: daily" }],
    });
    expect(await expectBooked(service, by_click.id)).toMatchObject({
      amount: "100.00",
      payout: "9.00",
    });
    await expectBooked(service, by_id.id);

    const settled = await office.counts();
    const again = await office.upload("/imports", lines, {});
    expect(again.id).toBe(given.id);
    await office.apply(given.id, {}, "imports");
    expect((await office.counts()).versions).toBe(settled.versions);
    expect(await office.balances()).not.toEqual(before);
    // Another file with the same lines: nothing is left to change.
    const other = await office.import([...lines.slice(0, 6)].reverse());
    const same = await office.apply(other.id, {}, "imports");
    expect(same.outcomes).toEqual({
      set: { unchanged: 4 },
      create: { unchanged: 2 },
    });
    expect((await office.counts()).versions).toBe(settled.versions);

    await office.undo(given.id, { batch_id: applied.batch_id }, "imports");
    expect(await office.balances()).toEqual(before);
    expect(await conversionOf(api, by_id.id)).toMatchObject({
      amount: "100.00",
    });
    // Applied again it works as the first time: what it created counts again.
    const anew = await office.apply(given.id, {}, "imports");
    expect(anew).toMatchObject({ affiliates: effects.affiliates });
    await office.undo(given.id, {}, "imports");
    expect(await office.balances()).toEqual(before);
  });

  test("a conversion that is meant by several lines goes back to where it was before the first", async () => {
    const office = new StatementOffice(service);
    await office.open();
    const sale = await office.sell("S-1", "100.00");
    const before = await office.balances();
    const { id } = await office.import([
      { order_id: "S-1", amount: "90.00" },
      { order_id: "S-1", amount: "80.00" },
      { order_id: "S-1", status: "rejected", amount: "" },
    ]);
    const applied = await office.apply(id, {}, "imports");
    expect(applied.outcomes).toEqual({ set: { done: 3 } });
    expect((await conversionOf(api, sale.id)).version).toBe(4);
    await office.undo(id, {}, "imports");
    expect(await conversionOf(api, sale.id)).toMatchObject({
      status: "approved",
      amount: "100.00",
      version: 5,
    });
    expect(await office.balances()).toEqual(before);
  });

  test("an unknown header waits for somebody's word, and nothing is applied before", async () => {
    const office = new StatementOffice(service);
    await office.open();
    const sale = await office.sell("H-1", "100.00");
    const lines = [{ Bestellnummer: "H-1", Betrag: "55.00", Farbe: "rot" }];
    const given = await office.import(lines);
    expect(given.mapping_confirmed).toBe(false);
    const path = `/imports/${given.id}/apply`;
    const refused = await api.try("POST", path, {});
    expect([refused.status, refused.body.code]).toEqual([
      409,
      "frame_unconfirmed",
    ]);
    await api.call("POST", `/imports/${given.id}/mapping`, {
      mapping: { columns: { order_id: "Bestellnummer", amount: "Betrag" } },
    });
    await office.work();
    await office.apply(given.id, {}, "imports");
    expect((await conversionOf(api, sale.id)).amount).toBe("55.00");
  });
});

describe("a large import", () => {
  const COUNT = 1_100;

  async function large() {
    const office = new StatementOffice(service);
    const { affiliate_id, campaign_id } = await office.open();
    const lines = Array.from({ length: COUNT }, (_, at) => ({
      order_id: `L-${at}`,
      affiliate: String(affiliate_id),
      campaign: String(campaign_id),
      amount: "10.00",
    }));
    const before = await office.balances();
    const { id } = await office.import(lines);
    return { office, id, before, affiliate_id };
  }

  async function task(id: unknown) {
    return await api.call("GET", `/tasks/${String(id)}`);
  }

  test("is tried, applied and undone as tasks, which say what they came to", async () => {
    const { office, id, before, affiliate_id } = await large();
    const run = async (verb: string, body: Record<string, unknown>) => {
      const given = { ...body, as_task: true };
      const answer = await api.try("POST", `/imports/${id}/${verb}`, given);
      expect(answer.status).toBe(202);
      await office.work();
      const done = await task(answer.body.task_id);
      expect(done).toMatchObject({ state: "done", done: COUNT, total: COUNT });
      return done.result as Record<string, unknown>;
    };
    const sums = {
      outcomes: { create: { done: COUNT } },
      affiliates: [{ affiliate_id, payout: "550.00" }],
      deliveries: { count: COUNT },
    };
    expect(await run("apply", { dry_run: true })).toMatchObject(sums);
    expect(await office.balances()).toEqual(before);
    expect(await run("apply", {})).toMatchObject(sums);
    expect((await office.look(`/imports/${id}`)).status).toBe("applied");
    const back = await run("undo", {});
    expect(back).toMatchObject({ outcomes: { undo: { done: COUNT } } });
    expect(await office.balances()).toEqual(before);
  });
});

test("the ledger agrees, and nothing failed", async () => {
  expect((await api.call("GET", "/ledger/verify")).ok).toBe(true);
  expect(service.log).toEqual([]);
});
