import { describe, expect, test } from "bun:test";
import { deadFiles, doorShape, doorUse, doorWidth } from "./doors.ts";
import { placesOf, sourcesOf } from "./sample.ts";

const HEADER = "/**\n * Clicks.\n *\n * @module\n */\n";

describe("doorShape()", () => {
  test("allows a header, imports and named exports", () => {
    const text = `${HEADER}import type { A } from "./a.ts";\nimport "./c.ts";\nexport {\n  a,\n  type B,\n} from "./a.ts";\nexport type { C } from "./c.ts";\nexport { d };\n`;
    expect(placesOf(doorShape, { "modules/clicks/mod.ts": text })).toEqual([]);
  });

  const bad: [string, string, number][] = [
    ["no header", 'export { a } from "./a.ts";', 1],
    [
      "a header without @module",
      '/** Clicks. */\nexport { a } from "./a.ts";',
      1,
    ],
    ["a star", `${HEADER}export * from "./a.ts";`, 6],
    ["a named star", `${HEADER}export * as a from "./a.ts";`, 6],
    ["a star of types", `${HEADER}export type * from "./a.ts";`, 6],
    [
      "a constant",
      `${HEADER}export { a } from "./a.ts";\nexport const b = 1;`,
      7,
    ],
    ["a statement", `${HEADER}import { a } from "./a.ts";\na();`, 7],
    ["a function", `${HEADER}/** Does it. */\nexport function a() {}`, 7],
    [
      "a default export",
      `${HEADER}import { a } from "./a.ts";\nexport default a;`,
      7,
    ],
  ];
  for (const [promise, text, line] of bad) {
    test(`refuses ${promise}`, () => {
      expect(placesOf(doorShape, { "modules/clicks/mod.ts": text })).toEqual([
        `modules/clicks/mod.ts:${line}`,
      ]);
    });
  }

  test("wants a door for each module", () => {
    const files = {
      "modules/clicks/judge.ts": "",
      "modules/access/mod.ts": HEADER,
    };
    expect(placesOf(doorShape, files)).toEqual(["modules/clicks/mod.ts:1"]);
  });
});

describe("doorWidth()", () => {
  function door(count: number): string {
    const names = Array.from({ length: count }, (_, index) => `  a${index},\n`);
    return `export {\n${names.join("")}} from "./a.ts";`;
  }

  test("allows 24 values and refuses 25, whatever types stand beside them", () => {
    const files = {
      "modules/access/mod.ts": door(24),
      "modules/clicks/mod.ts": door(25),
      "modules/payouts/mod.ts": `${door(24)}\nexport type { B } from "./b.ts";`,
    };
    expect(placesOf(doorWidth, files)).toEqual(["modules/clicks/mod.ts:26"]);
  });

  test("leaves the schema as wide as it is", () => {
    expect(placesOf(doorWidth, { "db/schema/mod.ts": door(50) })).toEqual([]);
  });
});

describe("doorUse()", () => {
  const door =
    'export { used, unused as spare, tested } from "./a.ts";\nexport {\n  inside,\n  type A,\n} from "./b.ts";';

  test("finds what only the module itself imports", () => {
    const findings = doorUse(
      sourcesOf({
        "modules/clicks/mod.ts": door,
        "modules/clicks/b.ts": 'import { inside } from "./mod.ts";',
        "src/app.ts":
          'import { used as mine } from "../modules/clicks/mod.ts";',
        "tests/a_test.ts": 'import { tested } from "../modules/clicks/mod.ts";',
      }),
    );
    expect(findings.map(({ line, advice }) => `${line} ${advice}`)).toEqual([
      "1 narrow the door: nobody outside imports spare",
      "3 narrow the door: nobody outside imports inside",
    ]);
  });

  test("takes a namespace for the use of every name", () => {
    const files = {
      "modules/clicks/mod.ts": door,
      "src/app.ts": 'import * as clicks from "../modules/clicks/mod.ts";',
    };
    expect(placesOf(doorUse, files)).toEqual([]);
  });
});

describe("deadFiles()", () => {
  test("finds what nothing but tests and itself imports", () => {
    const files = {
      "modules/clicks/judge.ts": 'export { a } from "./judge.ts";',
      "modules/clicks/judge_test.ts": 'import { a } from "./judge.ts";',
      "tests/harness.ts": 'import { a } from "../src/helper.ts";',
      "src/helper.ts": "",
    };
    expect(placesOf(deadFiles, files)).toEqual([
      "modules/clicks/judge.ts:1",
      "src/helper.ts:1",
    ]);
  });

  test("knows entry points, doors, and files that pages and workers name", () => {
    const files = {
      "src/main.ts": 'import type { A } from "./a.ts";',
      "src/build.ts": 'import page from "./web/index.html";',
      "src/a.ts": 'new Worker(new URL("./worker.ts", import.meta.url));',
      "src/worker.ts": "",
      "src/web/index.html": '<script src="./page.ts"></script>',
      "src/web/page.ts": "",
      "src/sql.d.ts": "",
      "modules/clicks/mod.ts": "",
      "tests/faults/victim.ts": "",
      "drizzle.config.ts": 'import { b } from "./db/b.ts";',
      "db/b.ts": "",
    };
    expect(placesOf(deadFiles, files)).toEqual([]);
  });
});
