import { describe, expect, test } from "bun:test";
import { placesOf, sourcesOf } from "./sample.ts";
import {
  commentsSaySomething,
  exportDocs,
  fileLength,
  fileNames,
  functionLength,
} from "./shape.ts";

describe("fileNames()", () => {
  test("refuses camelCase, kebab-case, capitals and index.ts", () => {
    const files = {
      "src/recordClick.ts": "",
      "src/record-click.ts": "",
      "src/Click.ts": "",
      "modules/clicks/index.ts": "",
      "modules/clickJournal/mod.ts": "",
    };
    expect(placesOf(fileNames, files)).toEqual(
      Object.keys(files).map((path) => `${path}:1`),
    );
  });

  test("allows snake_case, a leading underscore and what is not ours", () => {
    const files = {
      "src/record_click.ts": "",
      "src/record_click_test.ts": "",
      "modules/clicks/_click_writer.ts": "",
      "src/sql.d.ts": "",
      "drizzle.config.ts": "",
      "README.md": "",
    };
    expect(placesOf(fileNames, files)).toEqual([]);
  });
});

describe("functionLength()", () => {
  function functionOf(lines: number, first = "function f() {"): string {
    return [first, ...Array(lines - 2).fill("  g();"), "}"].join("\n");
  }

  test("holds for pages, too", () => {
    const files = { "web/ui/long.tsx": functionOf(71) };
    expect(placesOf(functionLength, files)).toEqual(["web/ui/long.tsx:1"]);
  });

  test("allows 70 lines and refuses 71", () => {
    const files = {
      "src/a.ts": `\n${functionOf(70)}`,
      "src/b.ts": `\n${functionOf(71)}`,
    };
    expect(placesOf(functionLength, files)).toEqual(["src/b.ts:2"]);
  });

  test("refuses long methods and top-level arrow functions, tests included", () => {
    const files = {
      "src/a.ts": `class A {\n${functionOf(71, "  async f(): Promise<void> {")}\n}`,
      "src/b_test.ts": functionOf(71, "const f = () => {"),
    };
    expect(placesOf(functionLength, files)).toEqual([
      "src/a.ts:2",
      "src/b_test.ts:1",
    ]);
  });

  test("names the function and its length", () => {
    const [finding] = functionLength(sourcesOf({ "src/a.ts": functionOf(90) }));
    expect(finding?.advice).toStartWith("split f, which has 90 lines");
  });

  test("allows a long table of routes, but no long handler beside it", () => {
    const table = `${functionOf(71, "function routes() {\n  return new Elysia()")}`;
    const files = {
      "modules/clicks/routes.ts": table,
      "modules/clicks/link_routes.ts": functionOf(71),
      "modules/clicks/goal_routes.ts": table,
      "modules/clicks/judge.ts": table,
    };
    expect(placesOf(functionLength, files)).toEqual([
      "modules/clicks/link_routes.ts:1",
      "modules/clicks/judge.ts:1",
    ]);
  });

  test("is not led astray by braces in strings, comments and patterns", () => {
    const body = `function f() {\n  g("{", '{', \`{\`, /{/); // {\n}\n`;
    const files = { "src/a.ts": body + "g();\n".repeat(100) };
    expect(placesOf(functionLength, files)).toEqual([]);
  });

  test("leaves a describe() with many tests alone", () => {
    const text = functionOf(100, 'describe("a", () => {') + ");";
    expect(placesOf(functionLength, { "src/a_test.ts": text })).toEqual([]);
  });
});

describe("fileLength()", () => {
  test("allows 400 lines and refuses 401, routes included", () => {
    const files = {
      "src/a.ts": "a();\n".repeat(400),
      "modules/clicks/routes.ts": "a();\n".repeat(401),
      "README.md": "a\n".repeat(401),
      "web/ui/table.tsx": "a();\n".repeat(401),
    };
    expect(placesOf(fileLength, files)).toEqual([
      "modules/clicks/routes.ts:401",
      "web/ui/table.tsx:401",
    ]);
  });
});

describe("exportDocs()", () => {
  const door = 'export { a, A, f } from "./a.ts";\n';
  const placesIn = (text: string) =>
    placesOf(exportDocs, {
      "modules/clicks/mod.ts": door,
      "modules/clicks/a.ts": text,
    });

  const bare = [
    "export function f() {}",
    "export async function* f() {}",
    "export abstract class A {}",
    "export const a = 1;",
    "export let a = 1;",
    "export interface A {}",
    "export type A = 1;",
  ];
  for (const text of bare) {
    test(`wants a sentence above ${text}`, () => {
      expect(placesIn(`\n${text}`)).toEqual(["modules/clicks/a.ts:2"]);
      expect(placesIn(`/** Says what it is. */\n${text}`)).toEqual([]);
    });
  }

  const insufficient = [
    "// Says what it is.",
    "/* Says what it is. */",
    "/** */",
    "/** Says what the file is. */\n",
    "/** Says what another is. */\nconst b = 1;",
  ];
  for (const above of insufficient) {
    test(`is not content with ${JSON.stringify(above)}`, () => {
      expect(placesIn(`${above}\nexport const a = 1;`)).toHaveLength(1);
    });
  }

  test("asks nothing of what no door gives out, overloads and quoted code", () => {
    const overloads =
      "/** Says what it is. */\nexport function f(a: 1): 1;\nexport function f(a: 2): 2;\nexport function f(a: 1 | 2) {}";
    expect(placesIn(overloads)).toEqual([]);
    expect(placesIn("const b = `\nexport const a = 1;\n`;")).toEqual([]);
    expect(placesIn("export const inner = 1;")).toEqual([]);
    expect(placesOf(exportDocs, { "src/a.ts": "export const a = 1;" })).toEqual(
      [],
    );
  });
});

describe("commentsSaySomething()", () => {
  const idle = [
    "/** Opens a batch. */\nexport async function openBatch() {}",
    "/** The state of a claim. */\nexport interface ClaimState {}",
    "/** One of `ACTIONS`. */\nexport type Action = 1;",
    "/** Dependencies of the receiver. */\nexport interface ReceiverDeps {}",
    "/** Deletes a rule. */\nfunction deleteRule() {}",
  ];
  for (const text of idle) {
    test(`refuses ${JSON.stringify(text)}`, () => {
      expect(placesOf(commentsSaySomething, { "src/a.ts": text })).toEqual([
        "src/a.ts:1",
      ]);
    });
  }

  const telling = [
    "/** Opens a batch, or finds the one that is open. */\nexport function openBatch() {}",
    "/** Dependencies of a lease: the table, and the disk for restarts. */\nexport interface LeaseDeps {}",
    "// Opens a batch.\nexport function openBatch() {}",
    "/** Maximum bytes. */\nconst BODY_MAX = 1;",
  ];
  for (const text of telling) {
    test(`allows ${JSON.stringify(text)}`, () => {
      expect(placesOf(commentsSaySomething, { "src/a.ts": text })).toEqual([]);
    });
  }

  test("leaves the exports of doors alone", () => {
    const files = {
      "modules/clicks/mod.ts": 'export { openBatch } from "./a.ts";',
      "modules/clicks/a.ts": idle[0] ?? "",
    };
    expect(placesOf(commentsSaySomething, files)).toEqual([]);
  });
});
