// Applying moves money: never by the wrong person, for the wrong shop, before the statement is
// understood, or under an unknown name; and two simultaneous requests do it once.
import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { clientOf } from "../people.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { conversionOf } from "../senders.ts";
import { StatementOffice } from "../statement_office.ts";
import type { StatementLine } from "../statement_office.ts";

const service = await serviceForFile();
const { api, clock, db } = service;

/** Ten sales; the shop reports a smaller amount for the last one. */
async function disputed() {
  const office = new StatementOffice(service);
  await office.open();
  const sales = [];
  for (let at = 0; at < 10; at++) {
    sales.push(await office.sell(`D-${at}`, `${100 + at}.00`));
  }
  const lines: StatementLine[] = sales.map(({ line }) => line);
  lines[9] = { ...lines[9], amount: "50.00" };
  return { office, lines, sales };
}

async function as(role: string, of: Record<string, number> = {}) {
  const given = { name: role, role, ...of };
  return await clientOf(api, given);
}

describe("who may not", () => {
  test("sees nothing: another role, and an id of the other kind", async () => {
    const { office, lines } = await disputed();
    const { advertiser_id, affiliate_id } = office.setup;
    const { id } = await office.state(lines);
    const paths: [string, string][] = [
      ["POST", `/reconciliations/${id}/apply`],
      ["POST", `/reconciliations/${id}/undo`],
      ["GET", `/reconciliations/${id}/actions`],
      ["GET", `/reconciliations/${id}/batches`],
    ];
    const advertisers: [string, string][] = [
      ["GET", `/reconciliations/${id}/report`],
      ["GET", "/reconciliations/missing"],
      ["POST", "/imports"],
      ["GET", "/imports"],
    ];
    const shop = await as("advertiser", { advertiser_id });
    const affiliate = await as("affiliate", { affiliate_id });
    for (const { other, closed } of [
      { other: shop, closed: paths },
      { other: affiliate, closed: [...paths, ...advertisers] },
    ]) {
      for (const [method, path] of closed) {
        const body = method === "POST" ? { break_ids: "all" } : undefined;
        const { status } = await other.try(method, path, body);
        expect([method, path, status]).toEqual([method, path, 404]);
      }
    }
    const own = await office.import([{ order_id: "D-1", payout: "1.00" }]);
    for (const path of ["", "/rows"]) {
      const at = `/reconciliations/${own.id}${path}`;
      expect((await shop.try("GET", at)).status).toBe(404);
    }
    const manager = await as("manager");
    for (const of of ["imports", "reconciliations"]) {
      const unknown = crypto.randomUUID();
      const given = of === "imports" ? id : unknown;
      for (const verb of ["apply", "undo"]) {
        const path = `/${of}/${given}/${verb}`;
        const body = verb === "apply" ? { break_ids: "all" } : {};
        expect((await manager.try("POST", path, body)).status).toBe(404);
      }
    }
    expect((await office.breaks(id))[0]).toMatchObject({ state: "open" });
  });
});

describe("what is not understood", () => {
  test("is not applied: an unread mapping, an unclear frame, a matching under way", async () => {
    const { office, lines } = await disputed();
    const refusal = async (id: string) => {
      const path = `/reconciliations/${id}/apply`;
      const { status, body } = await api.try("POST", path, {
        break_ids: "all",
        dry_run: true,
      });
      return `${status} ${String(body.code)}`;
    };
    const window = { from: "2026-11-01", to: "2026-12-01", timezone: "UTC" };
    const opened = await office.upload("/reconciliations", lines, window);
    expect(await refusal(opened.id)).toBe("409 matching");
    await office.work();
    expect(await refusal(opened.id)).toBe("409 frame_unconfirmed");
    await api.call("POST", `/reconciliations/${opened.id}/mapping`, {});
    expect(await refusal(opened.id)).toBe("409 matching");
    await office.work();
    const tried = await office.apply(opened.id, {
      break_ids: "all",
      dry_run: true,
    });
    expect(tried.outcomes).toEqual({ set: { done: 1 } });
    // Two rows are no evidence for another zone, or for cents.
    const few = await office.state([
      { ...lines[0], date: "2026-11-22T12:34:00" },
      { ...lines[9], date: "2026-11-22T09:00:00" },
    ]);
    expect(few).toMatchObject({ status: "review", frame: { is_clear: false } });
    expect(await refusal(few.id)).toBe("409 frame_unconfirmed");
    await api.call("POST", `/reconciliations/${few.id}/frame`, {
      offset_minutes: 0,
    });
    await office.work();
    const confirmed = await office.apply(few.id, {
      classes: ["amount_mismatch"],
      dry_run: true,
    });
    expect(confirmed.outcomes).toEqual({ set: { done: 1 } });
  });

  test("is refused by name: garbage for breaks, for actions, for batches", async () => {
    const { office, lines } = await disputed();
    const { id } = await office.state(lines);
    const path = `/reconciliations/${id}/apply`;
    const bodies: Record<string, unknown>[] = [
      {},
      { break_ids: [] },
      { break_ids: ["r0"] },
      { break_ids: ["'; drop table conversions; --"] },
      { break_ids: ["r1\u0000"] },
      { break_ids: ["r99999999999999999999"] },
      { break_ids: "some" },
      { break_ids: "all", classes: ["amount_mismatch"] },
      { classes: ["all"] },
      { break_ids: "all", actions: { r10: "pay" } },
      { break_ids: "all", actions: { x10: "set" } },
      { break_ids: "all", actions: { r10: { action: "set", link_id: 0 } } },
      { break_ids: "all", reason: "\u0000" },
      { break_ids: "all", extra: 1 },
    ];
    for (const body of bodies) {
      const answer = await api.try("POST", path, body);
      expect([body, answer.status]).toEqual([body, 422]);
    }
    const proto = await office.apply(id, {
      break_ids: ["r10"],
      dry_run: true,
      actions: JSON.parse('{"amount_mismatch": "wait"}'),
    });
    expect(proto.outcomes).toEqual({ wait: { skipped: 1 } });
    const unknown = await office.apply(id, {
      break_ids: ["r1", "r4000", `c${crypto.randomUUID()}`],
    });
    expect(unknown).toMatchObject({
      outcomes: { none: { wrong_action: 1, unknown_break: 2 } },
    });
    const undo = `/reconciliations/${id}/undo`;
    for (const batch_id of [crypto.randomUUID(), "x"]) {
      expect((await api.try("POST", undo, { batch_id })).status).toBe(404);
    }
    const other = await office.state(lines.slice(1));
    const nothing = await api.try(
      "POST",
      `/reconciliations/${other.id}/undo`,
      {},
    );
    expect([nothing.status, nothing.body.code]).toEqual([
      409,
      "nothing_to_undo",
    ]);
  });
});

test("a click of another shop makes no conversion by this one's statement", async () => {
  const { office, lines } = await disputed();
  const foreign = await setUp(api);
  const click_id = await api.click(foreign.slug);
  clock.advance(60_000);
  lines.push(office.line({ click_id, order_id: "F-1", amount: "5.00" }));
  const { id } = await office.state(lines);
  const applied = await office.apply(id, { classes: ["missing_ours"] });
  expect(applied.outcomes).toEqual({ create: { advertiser_mismatch: 1 } });
});

test("ten who ask at once get it done once", async () => {
  const { office, lines, sales } = await disputed();
  const { id } = await office.state(lines);
  const before = await office.balances();
  const all = { break_ids: ["r10"] };
  const applied = await Promise.all(
    Array.from({ length: 10 }, () => office.apply(id, all)),
  );
  const outcomes = applied.map((one) => JSON.stringify(one.outcomes)).sort();
  expect(outcomes.filter((one) => one.includes("done"))).toHaveLength(1);
  expect((await conversionOf(api, sales[9]?.id)).version).toBe(2);
  await Promise.all(Array.from({ length: 10 }, () => office.undo(id)));
  expect((await conversionOf(api, sales[9]?.id)).version).toBe(3);
  expect(await office.balances()).toEqual(before);
});

test("what is about a locked month is booked in the open one, and taken back there", async () => {
  const { office, lines, sales } = await disputed();
  clock.set(Date.UTC(2026, 11, 5));
  await api.call("POST", "/periods/2026-11/lock", { reason: "closed" });
  const { id } = await office.state(lines);
  expect((await office.breaks(id))[0]).toMatchObject({
    class: "locked_period",
    proposed: "set",
  });
  const before = await office.balances();
  const applied = await office.apply(id, { classes: ["amount_mismatch"] });
  expect(applied.outcomes).toEqual({ set: { done: 1 } });
  const entries = await db.execute<{ month: string; has_origin: boolean }>(sql`
    select to_char(booked_at at time zone 'UTC', 'YYYY-MM') as month,
      origin_id is not null as has_origin
    from ledger_transactions where conversion_id = ${sales[9]?.id ?? ""}::uuid
    order by version`);
  expect(entries.map((entry) => ({ ...entry }))).toEqual([
    { month: "2026-11", has_origin: false },
    { month: "2026-12", has_origin: true },
  ]);
  await office.undo(id);
  expect(await office.balances()).toEqual(before);
});

test("the ledger agrees, and nothing failed", async () => {
  expect((await api.call("GET", "/ledger/verify")).ok).toBe(true);
  expect(service.log).toEqual([]);
});

test("a list of batches ends only after the first of them", async () => {
  const { office, lines } = await disputed();
  const { id } = await office.state(lines);
  await db.execute(sql`
    insert into reconciliation_batches
      (id, reconciliation_id, state, asked, requested_at, requested_by)
    select gen_random_uuid(), ${id}::uuid, 'applied', '"all"', now(), 'user x'
    from generate_series(1, 102)`);
  const path = `/reconciliations/${id}/batches`;
  interface Listed {
    data: { id: string }[];
    next_cursor: string | null;
  }
  const first = await api.call<Listed>("GET", path);
  const next = `${path}?cursor=${first.next_cursor}`;
  const rest = await api.call<Listed>("GET", next);
  const ids = [...first.data, ...rest.data].map((batch) => batch.id);
  expect([first.data.length, new Set(ids).size]).toEqual([100, 102]);
  expect(rest.next_cursor).toBeNull();
});
