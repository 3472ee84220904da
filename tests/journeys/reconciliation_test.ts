// The month is over and the shop sends its statement: differences are reviewed, tried, applied,
// passed on to affiliates and ledger, reported, and undone to the last micro.
import { describe, expect, test } from "bun:test";
import { conversionOf, notifiedVersions } from "../senders.ts";
import { serviceForFile } from "../harness.ts";
import { StatementOffice } from "../statement_office.ts";
import type { StatementLine } from "../statement_office.ts";

const service = await serviceForFile();
const { api, clock } = service;

/** Creates twenty sales on which both sides agree: enough to determine the frame. */
async function agreeing(office: StatementOffice): Promise<StatementLine[]> {
  const lines: StatementLine[] = [];
  for (let at = 0; at < 20; at++) {
    const { line } = await office.sell(`OK-${at}`, `${100 + at}.00`);
    lines.push(line);
  }
  return lines;
}

/** A statement with one correctable fault of each kind. */
async function faulty() {
  const office = new StatementOffice(service);
  const { slug, advertiser_id } = await office.open();
  await api.call("PUT", `/advertisers/${advertiser_id}/tolerance`, {
    row_amount: "0.05",
  });
  const lines = await agreeing(office);
  const less = await office.sell("LESS-1", "100.00");
  lines.push({ ...less.line, amount: "80.00" });
  const cent = await office.sell("CENT-1", "100.00");
  lines.push({ ...cent.line, amount: "99.95" });
  const gone = await office.sell("GONE-1", "100.00");
  lines.push({ ...gone.line, status: "cancelled" });
  const lacking = await office.sell("LACK-1", "100.00");
  const back = await office.sell("BACK-1", "100.00");
  await api.call("PATCH", `/conversions/${back.id}`, {
    status: "rejected",
    reason: "looked like fraud",
  });
  lines.push(back.line);
  const click_id = await api.click(slug);
  clock.advance(60_000);
  const made = { click_id, order_id: "MADE-1", amount: "50.00" };
  lines.push(office.line(made));
  const reconciliation = await office.state(lines);
  const ids = { less, cent, gone, lacking, back };
  return { office, lines, reconciliation, ...ids };
}

describe("a statement", () => {
  test("is matched, tried, applied, sent and undone to the last micro", async () => {
    const all = await faulty();
    const { office, reconciliation } = all;
    const { affiliate_id, advertiser_id } = office.setup;
    const { id } = reconciliation;
    expect(reconciliation).toMatchObject({
      status: "review",
      frame: { is_clear: true, basis: "amount", money_divisor: 1 },
    });
    const breaks = await office.breaks(id);
    expect(breaks.map((one) => `${one.class} ${one.proposed}`)).toEqual([
      "amount_mismatch set",
      "amount_mismatch absorb",
      "status_mismatch set",
      "status_mismatch set",
      "missing_ours create",
      "missing_theirs reject",
    ]);
    const before = await office.balances();
    const counts = await office.counts();

    const wanted = { break_ids: "all", reason: "the shop's November" };
    const tried = await office.apply(id, { ...wanted, dry_run: true });
    const outcomes = {
      set: { done: 3 },
      absorb: { done: 1 },
      create: { done: 1 },
      reject: { done: 1 },
    };
    const effects = {
      outcomes,
      // −1.00 for the smaller sale, −5.00 cancelled, +5.00 reinstated, +2.50 created, −5.00
      // missing.
      affiliates: [{ affiliate_id, payout: "-3.50" }],
      // Twice that, and half a cent that is tolerated.
      advertisers: [
        { advertiser_id, revenue: "-7.00", exact: { revenue: "-7.005" } },
      ],
      variance: [
        { currency: "USD", amount: "0.00", exact: { amount: "0.005" } },
      ],
      deliveries: { count: 5 },
    };
    expect(tried).toMatchObject({ dry_run: true, batch_id: null, ...effects });
    expect(await office.balances()).toEqual(before);
    expect(await office.counts()).toEqual(counts);

    const applied = await office.apply(id, wanted);
    expect(applied).toMatchObject({ dry_run: false, ...effects });
    expect(await conversionOf(api, all.less.id)).toMatchObject({
      amount: "80.00",
      revenue: "8.00",
      payout: "4.00",
      history: [
        {},
        {
          kind: "amend",
          origin: "reconciliation",
          why: "statement nov.csv row 21: the shop's November",
        },
      ],
    });
    expect(await conversionOf(api, all.gone.id)).toMatchObject({
      status: "reversed",
      reason: "cancelled",
    });
    expect((await conversionOf(api, all.lacking.id)).status).toBe("reversed");
    expect((await conversionOf(api, all.cent.id)).version).toBe(1);
    expect(await conversionOf(api, all.back.id)).toMatchObject({
      status: "approved",
      payout: "5.00",
    });
    expect(await notifiedVersions(service, all.less.id)).toEqual([1, 2]);
    const made = applied.examples.find(({ action }) => action === "create");
    expect(await conversionOf(api, made?.conversion_id)).toMatchObject({
      order_id: "MADE-1",
      status: "approved",
      payout: "2.50",
      history: [{ kind: "record", origin: "reconciliation" }],
    });
    expect((await office.look(`/reconciliations/${id}`)).status).toBe(
      "applied",
    );
    const states = (await office.breaks(id)).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(["applied"]));

    const after = await office.counts();
    const again = await office.apply(id, wanted);
    expect(again).toMatchObject({ batch_id: null, outcomes: {} });
    const named = breaks.map((one) => one.id);
    const repeated = await office.apply(id, { break_ids: named });
    expect(repeated.batch_id).toBeNull();
    expect(repeated.outcomes).toMatchObject({ set: { already_applied: 3 } });
    expect(await office.counts()).toEqual(after);

    const undone = await office.undo(id, { reason: "the wrong month" });
    expect(undone).toMatchObject({
      batch_id: applied.batch_id,
      outcomes: { undo: { done: 6 } },
      affiliates: [{ affiliate_id, payout: "3.50" }],
      advertisers: [
        { advertiser_id, revenue: "7.00", exact: { revenue: "7.005" } },
      ],
    });
    expect(await office.balances()).toEqual(before);
    expect((await office.look(`/reconciliations/${id}`)).status).toBe("undone");
    expect(await conversionOf(api, all.less.id)).toMatchObject({
      amount: "100.00",
      revenue: "10.00",
      payout: "5.00",
    });
    expect(await conversionOf(api, all.back.id)).toMatchObject({
      status: "reversed",
      reason: "looked like fraud",
    });
    const settled = await office.counts();
    expect((await office.undo(id)).outcomes).toEqual({});
    expect(await office.counts()).toEqual(settled);

    // After an undo, applying again gives the same outcome as the first time.
    expect(await office.apply(id, wanted)).toMatchObject({ outcomes });
    await office.undo(id);
    expect(await office.balances()).toEqual(before);
    expect((await api.call("GET", "/ledger/verify")).ok).toBe(true);
  });

  test("what somebody changed since is not overwritten, neither by applying nor by undoing", async () => {
    const { office, reconciliation, less, gone } = await faulty();
    const { id } = reconciliation;
    await api.call("PATCH", `/conversions/${less.id}`, {
      amount: "90.00",
      reason: "agreed by phone",
    });
    const applied = await office.apply(id, { break_ids: "all" });
    expect(applied.outcomes.set).toEqual({ done: 2, stale_version: 1 });
    expect((await conversionOf(api, less.id)).amount).toBe("90.00");
    const stale = applied.examples.find(
      ({ result }) => result === "stale_version",
    );
    const still = await office.breaks(id);
    expect(still.filter(({ state }) => state === "open")).toMatchObject([
      { id: stale?.id },
    ]);

    await api.call("PATCH", `/conversions/${gone.id}`, {
      status: "approved",
      amount: "70.00",
      reason: "the shop changed its mind",
    });
    const undone = await office.undo(id);
    expect(undone.outcomes.undo).toEqual({ done: 4, stale_version: 1 });
    expect((await conversionOf(api, gone.id)).amount).toBe("70.00");
    expect((await office.look(`/reconciliations/${id}`)).status).toBe(
      "applied",
    );
    const { data } = await api.call<{ data: Record<string, unknown>[] }>(
      "GET",
      `/reconciliations/${id}/actions`,
    );
    const kept = data.map((one) => `${one.result} ${one.undone_result}`);
    expect(kept.sort()).toEqual([
      "done done",
      "done done",
      "done done",
      "done done",
      "done stale_version",
      "stale_version null",
    ]);
  });

  test("a person decides otherwise: by break, by class, and who brought what has no click", async () => {
    const office = new StatementOffice(service);
    const { affiliate_id, campaign_id } = await office.open();
    const lines = await agreeing(office);
    const less = await office.sell("LESS-2", "100.00");
    lines.push({ ...less.line, amount: "80.00" });
    await office.sell("LACK-2", "100.00");
    lines.push(office.line({ order_id: "FAIR-2", amount: "30.00" }));
    const { id } = await office.state(lines);
    const breaks = await office.breaks(id);
    const idOf = (name: string) =>
      breaks.find((one) => one.class === name)?.id ?? "";
    const brought = { action: "create", affiliate_id, campaign_id };
    const refused = await office.apply(id, {
      break_ids: "all",
      actions: {
        [idOf("missing_ours")]: { ...brought, campaign_id: 1_000_000 },
        amount_mismatch: "absorb",
        missing_theirs: "wait",
      },
    });
    expect(refused.outcomes).toEqual({
      create: { unknown_reference: 1 },
      absorb: { above_tolerance: 1 },
      wait: { skipped: 1 },
    });
    const before = await office.balances();
    const applied = await office.apply(id, {
      actions: { [idOf("missing_ours")]: brought },
    });
    expect(applied.affiliates).toMatchObject([{ payout: "1.50" }]);
    const [made] = applied.examples;
    expect(await conversionOf(api, made?.conversion_id)).toMatchObject({
      affiliate_id,
      click_id: null,
      order_id: "FAIR-2",
    });
    expect(
      (await office.apply(id, { classes: ["amount_mismatch"] })).outcomes,
    ).toEqual({ set: { done: 1 } });
    await office.undo(id);
    await office.undo(id, { batch_id: applied.batch_id });
    expect(await office.balances()).toEqual(before);
  });

  test("a difference is let pass once, however often a statement is compared, and no more once it is set", async () => {
    const office = new StatementOffice(service);
    const { advertiser_id } = await office.open();
    await api.call("PUT", `/advertisers/${advertiser_id}/tolerance`, {
      row_amount: "1.00",
    });
    const lines = await agreeing(office);
    const cent = await office.sell("CENT-3", "100.00");
    const first = await office.state([
      ...lines,
      { ...cent.line, amount: "99.50" },
    ]);
    const all = { break_ids: "all" };
    expect((await office.apply(first.id, all)).variance).toEqual([
      { currency: "USD", amount: "0.05" },
    ]);
    const second = await office.state([
      ...lines,
      { ...cent.line, amount: "99.50", date: "2026-11-22T11:00:00Z" },
    ]);
    const again = await office.apply(second.id, all);
    expect(again.outcomes.absorb).toEqual({ unchanged: 1 });
    expect(again.variance).toEqual([]);
    const before = await office.balances();
    const third = await office.state([
      ...lines,
      { ...cent.line, amount: "90.00" },
    ]);
    const set = await office.apply(third.id, all);
    expect(set).toMatchObject({
      outcomes: { set: { done: 1 } },
      advertisers: [{ revenue: "-0.95" }],
      variance: [{ amount: "-0.05" }],
    });
    await office.undo(third.id);
    expect(await office.balances()).toEqual(before);
    expect((await api.call("GET", "/ledger/verify")).ok).toBe(true);
  });
});

test("small differences are let pass as long as all of them are within what the statement may differ by", async () => {
  const office = new StatementOffice(service);
  const { advertiser_id } = await office.open();
  await api.call("PUT", `/advertisers/${advertiser_id}/tolerance`, {
    statement_amount: "1.00",
  });
  const lines = await agreeing(office);
  const less = (at: number): StatementLine => ({
    ...lines[at],
    amount: `${99 + at}.60`,
  });
  const proposed = async (given: StatementLine[]) => {
    const { id } = await office.state(given);
    return (await office.breaks(id)).map((one) => one.proposed);
  };
  const two = [less(0), less(1), ...lines.slice(2)];
  expect(await proposed(two)).toEqual(["absorb", "absorb"]);
  const three = [less(0), less(1), less(2), ...lines.slice(3)];
  expect(await proposed(three)).toEqual(["set", "set", "set"]);
});

test("nothing failed", () => {
  expect(service.log).toEqual([]);
});
