import { describe, expect, test } from "bun:test";
import { eq, sql } from "drizzle-orm";
import { closeDatabase, openDatabase, postgresCode } from "../../db/mod.ts";
import { ledgerChain, ledgerTransactions } from "../../db/schema/mod.ts";
import { ledgerForFile, payableEntry } from "../../tests/ledger_world.ts";
import { addLink, extendLedger, LINK_ENTRIES_MAX } from "./ledger_chain.ts";
import {
  advanceHorizon,
  waitForOpenTransactions,
  LedgerConflictError,
  writeEntries,
} from "./write_entries.ts";
import { LINKED_BYTES, readCheckedPiece } from "./read_piece.ts";
import { PIECE_ENTRIES } from "./verify_entries.ts";
import { verifyLedger } from "./verify_ledger.ts";
import type { Entry } from "./write_entries.ts";

const { db, owner, clock, address } = await ledgerForFile();

async function write(entries: Entry[]): Promise<string[]> {
  return await db.transaction((tx) => writeEntries(tx, clock, entries));
}

/** Books entries, adds them to the chain and the snapshots, and returns their ids. */
async function bookChained(count: number, of: Partial<Entry> = {}) {
  const ids = await write(
    Array.from({ length: count }, () => payableEntry(5n, of)),
  );
  await reach(ids.at(-1) ?? "");
  await extendLedger({ db, clock });
  return ids;
}

async function reach(id: string): Promise<void> {
  while ((await advanceHorizon(db)) < id) await waitForOpenTransactions(db);
}

/** Tampers with the ledger as the owner of its tables, verifies, and changes it back. */
async function afterChange(change: string, back: string) {
  await owner.$client.unsafe(change);
  try {
    const seen = await verifyLedger(db);
    expect(seen.ok).toBe(false);
    return seen.difference;
  } finally {
    await owner.$client.unsafe(back);
    expect(await verifyLedger(db)).toMatchObject({
      ok: true,
      difference: null,
    });
  }
}

describe("addLink()", () => {
  test("covers every entry once, in links of a thousand at most, where several makers work at once", async () => {
    const ids = await write(
      Array.from({ length: 2 * LINK_ENTRIES_MAX + 10 }, () => payableEntry(1n)),
    );
    const last = ids.at(-1) ?? "";
    await reach(last);
    const make = async () => {
      while (await addLink({ db, clock }, last));
    };
    await Promise.all([make(), make(), make()]);
    const links = await db.select().from(ledgerChain).orderBy(ledgerChain.link);
    expect(links.map(({ count }) => count)).toEqual([1_000, 1_000, 10]);
    expect(links.map(({ link }) => link)).toEqual([1, 2, 3]);
    expect(links.at(-1)?.up_to_id).toBe(last);
    expect(await verifyLedger(db)).toMatchObject({
      ok: true,
      entries: ids.length,
      links: 3,
      unchained: 0,
    });
  });

  test("leaves what isn't final to the next time", async () => {
    const [id = ""] = await write([payableEntry(1n)]);
    const [before] = await db.execute<{ id: string }>(
      sql`select up_to_id as id from ledger_chain order by link desc limit 1`,
    );
    expect(await addLink({ db, clock }, before?.id ?? "")).toBe(false);
    expect(await verifyLedger(db)).toMatchObject({ ok: true, unchained: 1 });
    await reach(id);
  });
});

describe("the program's role", () => {
  test("is refused by Postgres where it would change or delete an entry or a link", async () => {
    for (const table of ["ledger_transactions", "ledger_chain"]) {
      for (const statement of [
        `update ${table} set ${table === "ledger_chain" ? "count = 1" : "version = 2"}`,
        `delete from ${table}`,
        `truncate ${table}`,
      ]) {
        const refused = db.execute(sql.raw(statement));
        const error = await refused.then(
          () => null,
          (thrown: unknown) => thrown,
        );
        expect([statement, postgresCode(error)]).toEqual([statement, "42501"]);
      }
    }
  });
});

describe("writeEntries()", () => {
  test("takes the same content under the same key as nothing, and any other as a conflict", async () => {
    const entry = payableEntry(9n, { reason: "half a pair \ud800 and \u0001" });
    expect(await write([entry])).toHaveLength(1);
    expect(await write([entry])).toEqual([]);
    for (const change of [
      { payable_micros: -8n, margin_micros: 8n },
      { currency: "EUR" },
      { affiliate_id: 2 },
      { reason: "another" },
      { payable_from: clock.nowMs() },
      { origin_id: crypto.randomUUID() },
      { rule_version: 1 },
      { goal_payout_id: 7 },
    ]) {
      const other = write([{ ...entry, ...change }]);
      expect(
        await other.then(
          () => "booked",
          (error: unknown) => error,
        ),
      ).toBeInstanceOf(LedgerConflictError);
    }
  });

  test("books one of two that say different things under one key at once", async () => {
    const entry = payableEntry(9n);
    const said = await Promise.allSettled([
      write([entry]),
      write([{ ...entry, payable_micros: -1n, margin_micros: 1n }]),
    ]);
    expect(said.map(({ status }) => status).toSorted()).toEqual([
      "fulfilled",
      "rejected",
    ]);
  });
});

describe("verifyLedger()", () => {
  test("agrees with what was booked, whatever is in the text", async () => {
    const reason = 'ä "quoted" \\ \u0007\u001f\u2028 \ud83d\ude00 \ud800';
    await bookChained(3, { reason, payable_from: clock.nowMs() + 1 });
    expect(await verifyLedger(db)).toMatchObject({ ok: true, unchained: 0 });
  });

  test("needs no row of what is right: Postgres hashes each as it was hashed when it was booked", async () => {
    const ids: string[] = [];
    for (let code = 1; code < 0x250; code += 7) {
      const reason = String.fromCodePoint(code, code + 1, 0x1f600 + code);
      ids.push(...(await write([payableEntry(7n, { reason })])));
    }
    const priced = { rule_version: 3, goal_payout_id: null, tier_step: 1 };
    const other = { origin_id: crypto.randomUUID(), rate_id: 5 };
    const payable_from = clock.nowMs();
    ids.push(
      ...(await write([
        payableEntry(-1n, { ...priced, payable_from, affiliate_id: null }),
        payableEntry(3n, { ...other, advertiser_id: 4, kind: 'odd "kind"' }),
        payableEntry(10n ** 16n),
      ])),
    );
    const before = [...ids].sort().at(0) ?? "";
    const piece = await db.transaction((tx) =>
      readCheckedPiece(tx, before, ids.length),
    );
    expect(piece?.entries).toBe(ids.length - 1);
    expect(piece?.linked).toHaveLength((ids.length - 1) * LINKED_BYTES);
  });

  test("finds the same on one connection as on two", async () => {
    const ids = await bookChained(3);
    const one = openDatabase(address, { connections_max: 1 });
    try {
      expect(await verifyLedger(one)).toEqual(await verifyLedger(db));
      const where = `where id = '${ids[1]}'`;
      await owner.$client.unsafe(
        `update ledger_transactions set reason = 'other' ${where}`,
      );
      const found = await verifyLedger(one);
      expect(found.difference).toMatchObject({ check: "entry", id: ids[1] });
      expect(await verifyLedger(db)).toEqual(found);
      await owner.$client.unsafe(
        `update ledger_transactions set reason = null ${where}`,
      );
    } finally {
      await closeDatabase(one);
    }
  });

  test("names an altered row, whichever column was altered", async () => {
    const ids = await bookChained(3);
    const id = ids[1] ?? "";
    const where = `where id = '${id}'`;
    const [row] = await db
      .select()
      .from(ledgerTransactions)
      .where(eq(ledgerTransactions.id, id));
    const changes: [string, string][] = [
      [
        "payable_micros = -6, margin_micros = 6",
        "payable_micros = -5, margin_micros = 5",
      ],
      ["affiliate_id = 2", "affiliate_id = 1"],
      ["currency = 'EUR'", "currency = 'USD'"],
      ["reason = 'x'", "reason = null"],
      ["payable_from = now()", "payable_from = null"],
      ["kind = 'advance'", "kind = 'bonus'"],
      ["rule_version = 1", "rule_version = null"],
      ["goal_payout_id = 1", "goal_payout_id = null"],
      ["tier_step = 1", "tier_step = null"],
      [
        `conversion_id = '${crypto.randomUUID()}'`,
        `conversion_id = '${row?.conversion_id}'`,
      ],
      ["content = sha256('x')", `content = '\\x${row?.content.toHex()}'`],
      ["content = ''", `content = '\\x${row?.content.toHex()}'`],
    ];
    for (const [set, back] of changes) {
      const found = await afterChange(
        `update ledger_transactions set ${set} ${where}`,
        `update ledger_transactions set ${back} where conversion_id = '${row?.conversion_id}' or id = '${id}'`,
      );
      expect([set, found]).toMatchObject([set, { check: "entry", id }]);
    }
  });

  test("agrees with what says by what it was priced, and finds it altered", async () => {
    const by = { rule_version: 3, goal_payout_id: 12, tier_step: 2 };
    const [id = ""] = await bookChained(1, by);
    for (const [name, value] of Object.entries(by)) {
      for (const other of ["null", "99"]) {
        const found = await afterChange(
          `update ledger_transactions set ${name} = ${other} where id = '${id}'`,
          `update ledger_transactions set ${name} = ${value} where id = '${id}'`,
        );
        expect(found).toMatchObject({ check: "entry", id });
      }
    }
  });

  test("finds a row that was altered together with its hash, by the chain", async () => {
    const [id = ""] = await bookChained(1);
    const [row] = await db
      .select()
      .from(ledgerTransactions)
      .where(eq(ledgerTransactions.id, id));
    if (row === undefined) throw new Error("not booked");
    const { contentOf } = await import("./write_entries.ts");
    const forged = contentOf({ ...row, reason: "forged" }).toHex();
    const found = await afterChange(
      `update ledger_transactions set reason = 'forged', content = '\\x${forged}' where id = '${id}'`,
      `update ledger_transactions set reason = null, content = '\\x${row.content.toHex()}' where id = '${id}'`,
    );
    expect(found).toMatchObject({ check: "chain" });
    expect(found?.id).toContain(id);
  });

  test("finds an entry that was booked at another time, added later, or taken away", async () => {
    const [first = "", second = "", third = ""] = await bookChained(3);
    const [row] = await db.execute<{ at: string }>(
      `select booked_at::text as at from ledger_transactions where id = '${second}'`,
    );
    const moved = await afterChange(
      `update ledger_transactions set booked_at = '2020-01-01' where id = '${second}'`,
      `update ledger_transactions set booked_at = '${row?.at}' where id = '${second}'`,
    );
    expect(moved?.check).toBe("chain");
    expect(moved?.id).toContain(`${first} to ${third}`);
    for (const [id, check] of [
      [first, "chain"],
      [second, "chain"],
      [third, "chain"],
    ]) {
      const taken = await afterChange(
        `create table kept as select * from ledger_transactions where id = '${id}';
         delete from ledger_transactions where id = '${id}'`,
        `insert into ledger_transactions select * from kept; drop table kept`,
      );
      expect(taken?.check).toBe(check as "chain");
    }
    const between = `${second.slice(0, -1)}${second.endsWith("f") ? "e" : "f"}`;
    const added = await afterChange(
      `insert into ledger_transactions
       select (t).* from (select jsonb_populate_record(l, jsonb_build_object(
         'id', '${between}', 'version', 2, 'content', sha256(convert_to('[]', 'UTF8')))) as t
         from ledger_transactions as l where id = '${second}') as s`,
      `delete from ledger_transactions where id = '${between}'`,
    );
    expect(added?.id).toBe(between);
  });

  test("finds a link that was changed or taken out", async () => {
    await bookChained(2);
    await bookChained(2);
    const [link] = await db
      .select()
      .from(ledgerChain)
      .orderBy(sql`link desc`)
      .limit(1);
    const changed = await afterChange(
      `update ledger_chain set hash = sha256('x') where link = ${link?.link}`,
      `update ledger_chain set hash = '\\x${link?.hash.toHex()}' where link = ${link?.link}`,
    );
    expect(changed).toMatchObject({ check: "chain" });
    const out = await afterChange(
      `create table kept as select * from ledger_chain where link = ${(link?.link ?? 0) - 1};
       delete from ledger_chain where link = ${(link?.link ?? 0) - 1}`,
      "insert into ledger_chain select * from kept; drop table kept",
    );
    expect(out?.check).toBe("chain");
  });

  test("finds what is wrong in any of several pieces, on one connection as on two", async () => {
    const ids = (await bookChained(3 * PIECE_ENTRIES)).toSorted();
    const one = openDatabase(address, { connections_max: 1 });
    try {
      const whole = await verifyLedger(db);
      expect(whole).toMatchObject({ ok: true, unchained: 0 });
      expect(whole.entries).toBeGreaterThan(ids.length);
      expect(await verifyLedger(one)).toEqual(whole);
      for (const at of [0, PIECE_ENTRIES, ids.length - 1]) {
        const id = ids[at] ?? "";
        const set = `update ledger_transactions set reason = `;
        const difference = await afterChange(
          `${set}'other' where id = '${id}'`,
          `${set}null where id = '${id}'`,
        );
        expect(difference).toMatchObject({ check: "entry", id });
      }
    } finally {
      await closeDatabase(one);
    }
  });

  test("finds a conversion whose money stands elsewhere than the ledger says, and entries of none", async () => {
    const conversion_id = crypto.randomUUID();
    await write([payableEntry(5n, { conversion_id, kind: "record" })]);
    const found = await verifyLedger(db);
    expect(found.difference).toMatchObject({
      check: "conversion",
      id: conversion_id,
    });
    expect(found.difference?.found).toContain("none");
  });
});
