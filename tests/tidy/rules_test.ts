import { describe, expect, test } from "bun:test";
import { RULES } from "./rules.ts";
import type { Files } from "./sample.ts";
import { sourcesOf } from "./sample.ts";

/** A small valid tree: no rule may report anything. */
const GOOD: Files = {
  ".env.example": "# PORT=3000\n",
  "README.md": "# Tallyho\n",
  "package.json": '{ "dependencies": { "elysia": "1.4.30" } }',
  "db/client.ts": "/** Opens it. */\nexport function openDatabase() {}\n",
  "db/mod.ts":
    '/**\n * The database.\n *\n * @module\n */\nexport { openDatabase } from "./client.ts";\n',
  "db/schema/clicks.ts":
    '/** Every click. */\nexport const clicks = pgTable("clicks", {});\n',
  "db/schema/mod.ts":
    '/**\n * The schema.\n *\n * @module\n */\nexport { clicks } from "./clicks.ts";\n',
  "modules/kernel/clock.ts":
    "/** The time in ms. */\nexport function now() {\n  return Date.now();\n}\n",
  "modules/kernel/mod.ts":
    '/**\n * Values.\n *\n * @module\n */\nexport { now } from "./clock.ts";\n',
  "modules/clicks/mod.ts":
    '/**\n * Clicks.\n *\n * @module\n */\nexport { recordClick } from "./record_click.ts";\nexport { clickRoutes } from "./routes.ts";\n',
  "modules/clicks/record_click.ts":
    'import type { Transaction } from "../../db/mod.ts";\nimport { clicks } from "../../db/schema/mod.ts";\n\n/** Records a click. */\nexport async function recordClick(tx: Transaction) {\n  await tx.insert(clicks);\n}\n',
  "modules/clicks/record_click_test.ts":
    'import { expect, test } from "bun:test";\nimport { openHarness } from "../../tests/harness.ts";\nimport { recordClick } from "./record_click.ts";\n\ntest("recordClick() records a click", () => {});\n',
  "modules/clicks/routes.ts":
    'import { Elysia } from "elysia";\nimport { now } from "../kernel/mod.ts";\n\n/** The routes. */\nexport function clickRoutes() {\n  return new Elysia();\n}\n',
  "src/config.ts":
    'const SETTINGS = [{ name: "PORT" }];\n\n/** Reads them. */\nexport function readConfig() {\n  return process.env;\n}\n',
  "src/main.ts":
    'import { openDatabase } from "../db/mod.ts";\nimport { clickRoutes, recordClick } from "../modules/clicks/mod.ts";\nimport { readConfig } from "./config.ts";\n\nconsole.log(readConfig());\n',
  "tests/harness.ts": 'import "../src/config.ts";\n',
};

/** One violation of each rule, added to the valid tree. */
const BREACHES: Record<string, Files> = {
  "a module imports only modules above it": {
    "modules/kernel/mod.ts": 'import "../clicks/mod.ts";',
  },
  "folders are entered by their door": {
    "src/main.ts": 'import "../modules/clicks/routes.ts";',
  },
  "imports are relative and carry their ending": {
    "src/main.ts": 'import "./config";',
  },
  "no import goes in a circle": { "src/config.ts": 'import "./main.ts";' },
  "a _file has one importer": { "src/main.ts": 'import "./web/_page.ts";' },
  "elysia stays at the edges": {
    "modules/clicks/record_click.ts": 'import { Elysia } from "elysia";',
  },
  "only the configuration reads the environment": {
    "src/app.ts": "process.env;",
  },
  "only the clock asks the time": { "src/app.ts": "Date.now();" },
  "a doc comment names the thing": {
    "src/app.ts": "/** What it needs. */\nexport const a = 1;",
  },
  "only the shell prints": { "db/client.ts": "console.log();" },
  "secrets are compared in constant time": {
    "src/app.ts": "const same = token === given;",
  },
  "chance is handed in": { "db/client.ts": "Math.random();" },
  "passwords are hashed in one thread": {
    "modules/access/user.ts": "await Bun.password.hash(text);",
  },
  "few files set timers, and no test sleeps": {
    "tests/a_test.ts": "await Bun.sleep(1);",
  },
  "no money is a float": { "src/app.ts": "parseFloat(a);" },
  "no regular expression is slower than its text is long": {
    "src/app.ts": "text.split(/ *, */);",
  },
  "a table is written only by its module": {
    "src/app.ts": "sql`delete from clicks`;",
  },
  "tables of other modules are read where it is listed": {
    "modules/scheduler/late.ts": "sql`select from clicks`;",
  },
  "statements are such as Citus takes": {
    "modules/payouts/sum.ts":
      "sql`with recursive c as (select from ledger_transactions) select from c`;",
  },
  "the ledger is only added to": {
    "modules/payouts/book.ts": "sql`delete from ledger_transactions`;",
  },
  "a conversion changes through one door": {
    "modules/clicks/record_click.ts": "recordSteps(tx, deps, steps);",
  },
  "files are named in snake_case": { "src/theApp.ts": "" },
  "functions have at most 70 lines": {
    "src/app.ts": `function f() {${"\n".repeat(70)}}`,
  },
  "files have at most 400 lines": { "src/app.ts": "a();\n".repeat(401) },
  "every export of a door is documented": {
    "modules/clicks/record_click.ts": "export function recordClick() {}",
  },
  "no comment only repeats a name": {
    "src/app.ts": "/** Opens the app. */\nfunction openApp() {}",
  },
  "no file is dead": { "src/app.ts": "" },
  "every text of the pages is shown": {
    "web/messages/money.ts": 'export const MONEY = {\n  due: "Due",\n};\n',
  },
  "every style of the pages is used": { "web/styles/a.css": ".box {}" },
  "every export of the pages is imported": {
    "web/a.ts": "export const one = 1;",
  },
  "a door only names what others export": {
    "modules/clicks/mod.ts": 'export * from "./routes.ts";',
  },
  "a door gives out at most 24 values": {
    "modules/clicks/mod.ts": `export { ${"a, ".repeat(25)} };`,
  },
  "a door gives out what others use": {
    "modules/clicks/mod.ts": 'export { spare } from "./routes.ts";',
  },
  "the example lists every setting": { ".env.example": "# HOST=\n" },
  "nothing is left for later": { "README.md": "TO" + "DO" },
  "the compiler is never silenced": { "src/app.ts": "// @ts-ignore" },
  "every test runs": { "src/app_test.ts": 'test.skip("a", f);' },
  "no text knows the machine it was written on": {
    "README.md": "/ho" + "me/a",
  },
  "versions are exact": {
    "package.json": '{ "dependencies": { "elysia": "^1.4.30" } }',
  },
};

describe("RULES", () => {
  for (const { promise, check } of RULES) {
    test(`"${promise}" holds for a tidy tree and fails for a breach`, () => {
      expect(check(sourcesOf(GOOD))).toEqual([]);
      const findings = check(sourcesOf({ ...GOOD, ...BREACHES[promise] }));
      expect(findings).not.toEqual([]);
      for (const { path, line, rule, advice } of findings) {
        expect(Object.keys({ ...GOOD, ...BREACHES[promise] })).toContain(path);
        expect(line).toBeGreaterThan(0);
        expect(rule).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
        expect(advice).not.toBe("");
      }
    });
  }

  test("promise each thing once", () => {
    const promises = RULES.map(({ promise }) => promise);
    expect([...new Set(promises)]).toEqual(promises);
  });
});
