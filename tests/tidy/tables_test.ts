import { describe, expect, test } from "bun:test";
import type { Files } from "./sample.ts";
import { placesOf, sourcesOf } from "./sample.ts";
import { ledgerIsAppendOnly, tableOwnership, tablesOf } from "./tables.ts";

const SCHEMA: Files = {
  "db/schema/clicks.ts": [
    'export const clicks = pgTable("clicks", {});',
    "export const clickKeys = pgTable(",
    '  "click_keys",',
    ");",
  ].join("\n"),
  "db/schema/payouts.ts":
    'export const ledgerTransactions = pgTable("ledger_transactions", {});',
};
const IMPORTS = [
  'import { clicks, clickKeys as keys, ledgerTransactions } from "../../db/schema/mod.ts";',
  'import * as schema from "../../db/schema/mod.ts";',
].join("\n");

const WRITES = [
  "await tx.insert(clicks).values(rows);",
  "await tx\n.update(keys)\n.set({});",
  "await tx.delete(schema.clickKeys);",
  "await insertRows(tx, clicks, rows);",
  "await insertRows<Row>(tx, clicks, rows);",
  "await insertMany(clicks, rows);",
  "await sql`insert into clicks (a) values (1)`;",
  'await sql.unsafe("INSERT INTO \\"clicks\\" (a) VALUES (1)");',
  "await sql`insert into public.clicks select 1`;",
  "await sql`insert into clicks_${day} select 1`;",
  "await sql`insert into clicks_default select 1`;",
  "await sql`delete from clicks_p20261122`;",
  "await sql`insert into ${clicks} (a) select 1`;",
  'await sql`insert into ${sql("click_keys")} select 1`;',
  "await sql`with a as (\n  update clicks as c\n  set a = 1 returning 1\n) select 1`;",
  "await sql`update ${schema.clicks} set a = 1`;",
  "await sql`delete from only click_keys where a = 1`;",
  "await sql`truncate table clicks`;",
  "await sql`copy clicks (a, b) from stdin`;",
  "await sql`merge into clicks using a on true`;",
];
const READS = [
  "await tx.select().from(clicks);",
  "seen.delete(clicks_seen); seen.delete(click);",
  "await sql`select * from clicks for update skip locked`;",
  "await sql`insert into queue select a from clicks on conflict do update set a = 1`;",
  "await sql`copy clicks to stdout`;",
  "throw new Error('Cannot update clicks: set a key first');",
  "// insert into clicks is done elsewhere",
  "const insert = { into: clicks };",
  "await sql`insert into clicks_seen select 1`;",
];

describe("tablesOf()", () => {
  test("knows each table by both names and its module", () => {
    const tables = tablesOf(sourcesOf(SCHEMA)).map(
      ({ name, variable, owner, line }) =>
        `${name} ${variable} ${owner} ${line}`,
    );
    expect(tables).toEqual([
      "clicks clicks clicks 1",
      "click_keys clickKeys clicks 2",
      "ledger_transactions ledgerTransactions payouts 1",
    ]);
  });
});

describe("tableOwnership()", () => {
  function places(path: string, text: string): string[] {
    const files = { ...SCHEMA, [path]: `${IMPORTS}\n${text}` };
    return placesOf(tableOwnership, files);
  }

  for (const write of WRITES) {
    test(`finds ${write}`, () => {
      expect(places("modules/reports/a.ts", write)).toHaveLength(1);
      expect(places("src/shell/a.ts", write)).toHaveLength(1);
      expect(places("modules/clicks/journal/a.ts", write)).toEqual([]);
      expect(places("modules/reports/a_test.ts", write)).toEqual([]);
      expect(places("tests/factory.ts", write)).toEqual([]);
      expect(places("db/seed.ts", write)).toEqual([]);
    });
  }
  for (const read of READS) {
    test(`lets pass ${read}`, () => {
      expect(places("modules/reports/a.ts", read)).toEqual([]);
    });
  }

  test("says which line, and whom to ask", () => {
    const files = {
      ...SCHEMA,
      "modules/reports/a.ts": `${IMPORTS}\n\ntx.insert(clicks);`,
    };
    const [finding] = tableOwnership(sourcesOf(files));
    expect(finding).toMatchObject({ path: "modules/reports/a.ts", line: 4 });
    expect(finding?.advice).toStartWith("only modules/clicks writes clicks");
  });

  test("reads SQL files of the modules, but not their comments", () => {
    const sql = "-- insert into clicks\ninsert into clicks select 1;";
    const files = { ...SCHEMA, "modules/reports/a.sql": sql };
    expect(placesOf(tableOwnership, files)).toEqual([
      "modules/reports/a.sql:2",
    ]);
  });

  test("lets other things of a table's name pass", () => {
    for (const text of [
      "const clicks = new Set();\nclicks.delete(clicks);",
      'import { clicks } from "../clicks/mod.ts";\nseen.delete(clicks);',
    ]) {
      const files = { ...SCHEMA, "modules/reports/a.ts": text };
      expect(placesOf(tableOwnership, files)).toEqual([]);
    }
  });

  test("knows which table of a namespace is meant", () => {
    const text = `${IMPORTS}\ntx.insert(schema.clickKeys);`;
    const [finding] = tableOwnership(
      sourcesOf({ ...SCHEMA, "modules/reports/a.ts": text }),
    );
    expect(finding?.advice).toContain("writes click_keys:");
  });

  test("wants tables declared in the schema, and nowhere else", () => {
    const text = '\nexport const notes = pgTable("notes", {});';
    const files = { "modules/clicks/a.ts": text, "db/a.ts": text };
    expect(placesOf(tableOwnership, files)).toEqual([
      "modules/clicks/a.ts:2",
      "db/a.ts:2",
    ]);
    expect(placesOf(tableOwnership, { "tests/a.ts": text })).toEqual([]);
  });

  test("wants each table in its module's file", () => {
    const files = {
      "db/schema/misc.ts": '\nexport const notes = pgTable("notes", {});',
      "db/schema/clicks_archive.ts": 'const a = pgTable("archive", {});',
      "db/schema/types.ts": "export type A = 1;",
    };
    expect(placesOf(tableOwnership, files)).toEqual(["db/schema/misc.ts:2"]);
  });
});

describe("ledgerIsAppendOnly()", () => {
  const changes = [
    "await tx.update(ledgerTransactions).set({});",
    "await tx.delete(ledgerTransactions);",
    "await tx.delete(schema.ledgerTransactions);",
    "await sql`update ledger_transactions set a = 1`;",
    "await sql`UPDATE ledger_entries e SET a = 1`;",
    "await sql`delete from ${ledgerTransactions}`;",
    "await sql`truncate ledger_entries`;",
    "await sql`insert into ledger_transactions select 1 on conflict (id) do update set a = 1`;",
    "await tx.insert(ledgerTransactions).values(a).onConflictDoUpdate({});",
  ];
  for (const text of changes) {
    test(`refuses ${text}`, () => {
      for (const path of [
        "modules/payouts/a.ts",
        "src/shell/a.ts",
        "modules/reports/a.ts",
      ]) {
        const files = { ...SCHEMA, [path]: `${IMPORTS}\n${text}` };
        expect(placesOf(ledgerIsAppendOnly, files)).toEqual([`${path}:3`]);
      }
      for (const path of ["modules/payouts/a_test.ts", "tests/faults/a.ts"]) {
        const files = { ...SCHEMA, [path]: `${IMPORTS}\n${text}` };
        expect(placesOf(ledgerIsAppendOnly, files)).toEqual([]);
      }
    });
  }

  const additions = [
    "await tx.insert(ledgerTransactions).values(rows);",
    "await insertRows(tx, ledgerTransactions, rows);",
    "await sql`insert into ledger_transactions select 1 on conflict do nothing`;",
    "await sql`with a as (insert into ledger_transactions select 1) insert into b select 1 on conflict (c) do update set d = 1`;",
    "await sql`revoke update, delete on ledger_transactions from a`;",
    "await sql`update payments set ledger_transactions = 1`;",
  ];
  for (const text of additions) {
    test(`allows ${text}`, () => {
      const files = {
        ...SCHEMA,
        "modules/payouts/a.ts": `${IMPORTS}\n${text}`,
      };
      expect(placesOf(ledgerIsAppendOnly, files)).toEqual([]);
    });
  }

  test("refuses it in migrations", () => {
    const files = {
      "db/migrations/0002_fix.sql":
        "revoke update, delete on ledger_transactions from a;\nUPDATE ledger_transactions SET a = 1;",
    };
    expect(placesOf(ledgerIsAppendOnly, files)).toEqual([
      "db/migrations/0002_fix.sql:2",
    ]);
  });

  test("needs no schema file to know the ledger", () => {
    const files = { "src/a.ts": "tx.update(ledgerEntries)" };
    expect(placesOf(ledgerIsAppendOnly, files)).toEqual(["src/a.ts:1"]);
  });
});
