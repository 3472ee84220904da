import { afterAll, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { auditLines, NewLines } from "../tests/audit_lines.ts";
import { createTestDatabase } from "../tests/harness.ts";
import { actAs } from "./actor.ts";
import type { Actor } from "./actor.ts";
import { ensureAuditTriggers } from "./audit_triggers.ts";
import { AUDITED, NOT_AUDITED, writesAudited } from "./audited.ts";
import { closeDatabase, openDatabase } from "./client.ts";
import type { Transaction } from "./client.ts";
import { recordChanges } from "./record_changes.ts";
import { advertisers, affiliates } from "./schema/mod.ts";
import { withSession } from "./session.ts";

const database = await createTestDatabase();
const db = openDatabase(database.app, { connections_max: 4 });
const owner = openDatabase(database.owner, { connections_max: 1 });
afterAll(async () => {
  await closeDatabase(db);
  await closeDatabase(owner);
  await database.drop();
});
const lines = new NewLines(db);

const ADA: Actor = { kind: "command", name: "Ada" };
const EVE: Actor = { kind: "job", job: "tidy", name: "tidy" };
const advertiser = (name: string) => ({ name, created_at: 0 });

describe("the statement of what is audited", () => {
  test("names each table of the database once, and no other", async () => {
    const rows = await db.execute<{ name: string }>(sql`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and not relispartition`);
    const stated = [...Object.keys(AUDITED), ...Object.keys(NOT_AUDITED)];
    expect(stated.sort()).toEqual(rows.map(({ name }) => name).sort());
  });

  test("stands in the database's triggers, and is brought there where it doesn't", async () => {
    const read = () =>
      owner.execute(sql`
        select tgrelid::regclass::text as name, pg_get_triggerdef(oid) as text
        from pg_trigger where tgname like 'audit\\_%' order by 1, 2`);
    const before = await read();
    expect(new Set(before.map(({ name }) => name))).toEqual(
      new Set(Object.keys(AUDITED)),
    );
    await owner.execute(sql`drop trigger audit_delete on goals`);
    await owner.execute(sql`
      create or replace trigger audit_update after update on goals
      for each row execute function audit_row('goals', '{key}', '{}', '{}', '')`);
    // As if an earlier version had audited another table, and more of this one.
    for (const [table, name] of [
      ["customers", "audit_update"],
      ["jobs", "audit_delete"],
      ["goals", "audit_old"],
    ] as const) {
      await owner.execute(sql`
        create trigger ${sql.identifier(name)} after delete on ${sql.identifier(table)}
        for each row execute function audit_row('x', '{id}', '{}', '{}', '')`);
    }
    await ensureAuditTriggers(owner.$client);
    expect([...(await read())]).toEqual([...before]);
  });

  test("leaves a table alone that only another version knows", async () => {
    await owner.execute(sql`create table later (id integer primary key)`);
    await owner.execute(sql`
      create trigger audit_insert after insert on later
      for each row execute function audit_row('later', '{id}', '{}', '{}', '')`);
    await ensureAuditTriggers(owner.$client);
    const kept = await owner.execute(sql`
      select tgname from pg_trigger where tgrelid = 'later'::regclass`);
    expect(kept).toHaveLength(1);
    await owner.execute(sql`drop table later`);
  });

  test("recognizes the statements that change an audited table", () => {
    const changing = [
      `insert into "users" ("id") values ($1)`,
      `with a as (select 1) update\n  "goals" as g set name = 'x'`,
      `delete from "affiliates" where id = 1`,
      `UPDATE ONLY campaigns SET name = ''`,
      `update "config_version" set "version" = 2`,
      `select write_audit('a', 'b', 'c', null, null, null)`,
    ];
    const others = [
      `select * from "users" where id = 1 for update`,
      `insert into "clicks" ("id") values ($1)`,
      `update "goal_rules" set created_at = now()`,
    ];
    expect(changing.filter((text) => !writesAudited(text))).toEqual([]);
    expect(others.filter(writesAudited)).toEqual([]);
  });
});

describe("who changed it", () => {
  test("is named by a transaction, a savepoint, a session, and a statement by itself", async () => {
    await lines.next();
    await actAs(ADA, async () => {
      await db.transaction(async (tx) => {
        await tx.insert(advertisers).values(advertiser("one"));
        await tx.transaction((inner) =>
          inner.insert(advertisers).values(advertiser("two")),
        );
      });
      const [row] = await db
        .insert(advertisers)
        .values(advertiser("three"))
        .returning();
      expect(row?.name).toBe("three");
      await withSession(db, (session) =>
        session.transaction(() =>
          session.query(
            sql`update advertisers set tax_id = 'X' where name = 'three'`,
          ),
        ),
      );
    });
    const found = await lines.next();
    expect(
      found.map(({ name, action, after }) => [name, action, after?.["name"]]),
    ).toEqual([
      ["Ada", "created", "one"],
      ["Ada", "created", "two"],
      ["Ada", "created", "three"],
      ["Ada", "changed", undefined],
    ]);
  });

  test("is each one's own in a transaction and its savepoints", async () => {
    await lines.next();
    const add = (tx: Transaction, name: string) =>
      tx.insert(advertisers).values(advertiser(name));
    await db.transaction(async (tx) => {
      await actAs(ADA, () => add(tx, "Ada before"));
      await tx.transaction((inner) => actAs(EVE, () => add(inner, "Eve")));
      await actAs(ADA, () => add(tx, "Ada after"));
      const undone = tx.transaction(async (inner) => {
        await actAs(EVE, () => add(inner, "gone"));
        throw new Error("Changed my mind");
      });
      await expect(undone).rejects.toThrow("Changed my mind");
      await actAs(EVE, () => add(tx, "Eve after an undone one"));
      await tx.transaction((inner) => add(inner, "nobody within"));
      await actAs(ADA, () => add(tx, "Ada at the end"));
      await add(tx, "nobody at the end");
    });
    const found = await lines.next();
    expect(
      found.map(({ kind, name, after }) => [kind, name, after?.["name"]]),
    ).toEqual([
      ["command", "Ada", "Ada before"],
      ["job", "tidy", "Eve"],
      ["command", "Ada", "Ada after"],
      ["job", "tidy", "Eve after an undone one"],
      ["system", null, "nobody within"],
      ["command", "Ada", "Ada at the end"],
      ["system", null, "nobody at the end"],
    ]);
  });

  test("of a savepoint isn't the transaction's, also if one of its failures was overlooked", async () => {
    await lines.next();
    await db.transaction(async (tx) => {
      const failed = tx.transaction(async (inner) => {
        await actAs(EVE, () =>
          inner.insert(advertisers).values(advertiser("gone")),
        );
        await inner.execute(sql`select 1 / 0`).catch(() => {});
      });
      await expect(failed).rejects.toThrow();
      await actAs(EVE, () => tx.insert(advertisers).values(advertiser("kept")));
    });
    expect(await lines.next()).toMatchObject([
      { name: "tidy", after: { name: "kept" } },
    ]);
  });

  test("names a statement that is awaited again without running it again", async () => {
    await lines.next();
    await actAs(ADA, async () => {
      const query = db.$client.unsafe<{ name: string }[]>(
        "insert into advertisers (name, created_at) values ('once', now()) returning name",
      );
      for (const rows of [await query, await query]) {
        expect(rows).toMatchObject([{ name: "once" }]);
      }
    });
    expect(await lines.next()).toMatchObject([
      { name: "Ada", after: { name: "once" } },
    ]);
  });

  test("stays each one's own at the same time, and nobody's afterwards", async () => {
    await lines.next();
    const add = (actor: Actor, name: string) =>
      actAs(actor, () => db.insert(advertisers).values(advertiser(name)));
    const many = Array.from({ length: 20 }, (_, n) => n);
    await Promise.all(
      many.map((n) => add(n % 2 === 0 ? ADA : EVE, `at once ${n % 2}`)),
    );
    await Promise.all(
      many.map((n) => db.insert(advertisers).values(advertiser(`nobody ${n}`))),
    );
    for (const { kind, name, after } of await lines.next()) {
      const said = String(after?.["name"]);
      const expected =
        said === "at once 0"
          ? ["command", "Ada"]
          : said === "at once 1"
            ? ["job", "tidy"]
            : ["system", null];
      expect([kind, name]).toEqual(expected);
    }
  });
});

describe("a line", () => {
  test("isn't left by what is rolled back, or changes nothing", async () => {
    await lines.next();
    await actAs(ADA, async () => {
      const failing = db.transaction(async (tx) => {
        await tx.insert(advertisers).values(advertiser("gone"));
        await recordChanges(tx, [
          { action: "created", resource: "x", resource_id: "1", row: {} },
        ]);
        throw new Error("Changed my mind");
      });
      await expect(failing).rejects.toThrow("Changed my mind");
      const twice = db.insert(advertisers).values([
        { ...advertiser("a"), external_id: "same" },
        { ...advertiser("b"), external_id: "same" },
      ]);
      await expect(twice.then()).rejects.toThrow();
      await db.update(advertisers).set({ tax_id: sql`tax_id` });
    });
    expect(await lines.next()).toEqual([]);
  });

  test("can't be changed or deleted by the program, nor by the owner of the table", async () => {
    await actAs(ADA, () => db.insert(advertisers).values(advertiser("kept")));
    const before = await auditLines(db);
    for (const statement of [
      sql`update audit set name = 'Eve'`,
      sql`delete from audit`,
      sql`truncate audit`,
    ]) {
      for (const by of [db, owner]) {
        await expect(by.execute(statement).then()).rejects.toMatchObject({
          cause: { code: "42501" },
        });
      }
    }
    expect(await auditLines(db)).toEqual(before);
  });

  test("keeps the beginning of a long value", async () => {
    await lines.next();
    const tax_id = "x".repeat(1_000_000);
    await db.insert(advertisers).values({ ...advertiser("long"), tax_id });
    const [line] = await lines.next();
    expect(line?.after?.["tax_id"]).toBe(`${"x".repeat(2000)}…`);
  });

  test("stands for each row of a thousand, in their order", async () => {
    await lines.next();
    const rows = Array.from({ length: 1000 }, (_, n) => ({
      name: `Many ${n}`,
      created_at: 0,
    }));
    await actAs(ADA, () => db.insert(affiliates).values(rows));
    const found = await lines.next();
    expect(found.map(({ after }) => after?.["name"])).toEqual(
      rows.map(({ name }) => name),
    );
    const [ends] = await db.execute<{ size: string }>(sql`
      select avg(pg_column_size(audit.*))::int::text as size from audit`);
    expect(Number(ends?.size)).toBeLessThan(1_000);
  });

  test("is recorded for tables without triggers, by an actor only", async () => {
    const change = {
      action: "retried",
      resource: "deliveries",
      resource_id: "7",
      row: { affiliate_id: 1, campaign_id: 0 },
      after: { status: "due" },
    };
    await lines.next();
    await recordChanges(db, [change]);
    expect(await lines.next()).toEqual([]);
    await actAs(ADA, () => recordChanges(db, [change, change]));
    expect(await lines.next()).toMatchObject([
      {
        ...{ name: "Ada", action: "retried", before: null },
        ...{ affiliate_id: 1, campaign_id: null },
      },
      { name: "Ada", after: { status: "due" } },
    ]);
  });
});
