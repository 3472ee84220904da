import { describe, expect, test } from "bun:test";
import { importsOf } from "./import_list.ts";
import {
  doorOnly,
  elysiaAtEdges,
  noCycles,
  oneImporter,
  plainPaths,
  tierOrder,
} from "./imports.ts";
import { placesOf, sourcesOf } from "./sample.ts";

/** Returns a rule's findings for a file with one import. */
function placesFor(check: typeof tierOrder, path: string, spec: string) {
  return placesOf(check, { [path]: `\nimport { a } from "${spec}";\n` });
}

describe("importsOf()", () => {
  const forms: [string, string, string][] = [
    ["a type-only import", 'import type { A } from "./a.ts";', "A"],
    [
      "an import over several lines",
      'import {\n  a,\n  type B,\n} from "./a.ts";',
      "a B",
    ],
    ["a renamed import", 'import { a as b } from "./a.ts";', "a"],
    ["a default import", 'import a, { b } from "./a.ts";', "b default"],
    ["a default import alone", 'import a from "./a.ts";', "default"],
    ["a worker by its path", 'new Worker("./a.ts");', "*"],
    ["a re-export", 'export { a } from "./a.ts";', "a"],
    ["a type re-export", 'export type { A } from "./a.ts";', "A"],
    [
      "an import after an export",
      'export { b };\nimport { a } from "./a.ts";',
      "a",
    ],
    ["a namespace", 'import * as a from "./a.ts";', "*"],
    ["a star", 'export * from "./a.ts";', "*"],
    ["a bare import", 'import "./a.ts";', "*"],
    ["a dynamic import", 'await import("./a.ts");', "*"],
    ["an import in a type", 'type A = import("./a.ts").A;', "*"],
    ["a worker", 'new Worker(new URL("./a.ts", import.meta.url));', "*"],
    ["a path beside the file", 'join(import.meta.dir, "a.ts");', "*"],
  ];
  for (const [promise, text, names] of forms) {
    test(`sees ${promise}`, () => {
      const [found, ...others] = importsOf({ path: "src/x.ts", text });
      expect(others).toEqual([]);
      expect(found?.target).toBe("src/a.ts");
      expect(
        found?.is_whole ? "*" : found?.names.map(({ name }) => name).join(" "),
      ).toBe(names);
    });
  }

  test("sees no imports in comments and strings", () => {
    const text = [
      '// import { a } from "./a.ts";',
      '/** import { a } from "./a.ts"; */',
      "const b = `\nimport { a } from './a.ts';\nimport('./a.ts')`;",
      'export interface C { from: "./a.ts" }',
    ].join("\n");
    expect(importsOf({ path: "src/x.ts", text })).toEqual([]);
  });

  test("sees the scripts of a page", () => {
    const text = '<script type="module" src="./a.ts"></script>';
    const [found] = importsOf({ path: "src/web/index.html", text });
    expect(found?.target).toBe("src/web/a.ts");
  });
});

describe("tierOrder()", () => {
  const bad: [string, string, string][] = [
    ["a module below", "modules/clicks/a.ts", "../payouts/mod.ts"],
    [
      "a module below, from a routes file",
      "modules/access/routes.ts",
      "../campaigns/mod.ts",
    ],
    [
      "a module below, from a sub-folder",
      "modules/clicks/journal/a.ts",
      "../../reports/mod.ts",
    ],
    ["src", "modules/reports/a.ts", "../../src/config.ts"],
    ["src, from a test", "modules/reports/a_test.ts", "../../src/app.ts"],
    [
      "a module below, from a test",
      "modules/clicks/a_test.ts",
      "../payouts/mod.ts",
    ],
    ["db, from kernel", "modules/kernel/a.ts", "../../db/mod.ts"],
    [
      "scheduler, from kernel's test",
      "modules/kernel/a_test.ts",
      "../scheduler/mod.ts",
    ],
    ["kernel, from db", "db/a.ts", "../modules/kernel/mod.ts"],
    ["a root file", "modules/clicks/a.ts", "../../package.json"],
    ["tests, from the product", "src/a.ts", "../tests/factory.ts"],
    ["another test", "modules/clicks/a_test.ts", "../../tests/journeys/b.ts"],
    ["a fault test", "modules/clicks/a_test.ts", "../../tests/faults/b.ts"],
    ["another _test file", "modules/clicks/a_test.ts", "../../tests/b_test.ts"],
  ];
  for (const [promise, path, spec] of bad) {
    test(`refuses ${promise}`, () => {
      expect(placesFor(tierOrder, path, spec)).toEqual([`${path}:2`]);
    });
  }

  const good: [string, string, string][] = [
    ["a module above", "modules/payouts/a.ts", "../clicks/mod.ts"],
    ["the database", "modules/clicks/a.ts", "../../db/mod.ts"],
    ["siblings", "modules/postbacks/inbound/a.ts", "../outbound/b.ts"],
    ["packages", "modules/kernel/a.ts", "ipaddr.js"],
    [
      "the harness, from a test",
      "modules/kernel/a_test.ts",
      "../../tests/harness.ts",
    ],
    ["fixtures, from a test", "db/a_test.ts", "../tests/fixtures/b.ts"],
    ["everything, from the harness", "tests/harness.ts", "../src/app.ts"],
    ["doors, from src", "src/app.ts", "../modules/reports/mod.ts"],
    ["the manifest, from src", "src/version.ts", "../package.json"],
    ["the schema, from the root", "drizzle.config.ts", "./db/schema/mod.ts"],
  ];
  for (const [promise, path, spec] of good) {
    test(`allows ${promise}`, () => {
      expect(placesFor(tierOrder, path, spec)).toEqual([]);
    });
  }

  test("asks for a place in the list for a new module", () => {
    const files = { "modules/coupons/mod.ts": "", "modules/stray.ts": "" };
    expect(placesOf(tierOrder, files)).toEqual([
      "modules/coupons/mod.ts:1",
      "modules/stray.ts:1",
    ]);
  });
});

describe("doorOnly()", () => {
  const bad: [string, string, string][] = [
    ["another module's file", "modules/payouts/a.ts", "../clicks/click_id.ts"],
    ["another module's type", "src/app.ts", "../modules/clicks/routes.ts"],
    [
      "another module's sub-folder",
      "modules/reports/a.ts",
      "../postbacks/inbound/mod.ts",
    ],
    ["one's own door", "modules/clicks/a.ts", "./mod.ts"],
    [
      "one's own door from a sub-folder",
      "modules/clicks/journal/a.ts",
      "../mod.ts",
    ],
    [
      "a sub-folder past its door",
      "modules/postbacks/a.ts",
      "./inbound/judge.ts",
    ],
    [
      "a sub-folder past its door, from beside it",
      "modules/postbacks/outbound/a.ts",
      "../inbound/judge.ts",
    ],
    ["db past its doors", "modules/clicks/a.ts", "../../db/client.ts"],
    [
      "another module's file, from a module's test helper",
      "tests/modules/clicks/a.ts",
      "../../../modules/payouts/a.ts",
    ],
    [
      "another module's test helper",
      "modules/payouts/a_test.ts",
      "../../tests/modules/clicks/a.ts",
    ],
    [
      "the schema past its door",
      "modules/clicks/a.ts",
      "../../db/schema/clicks.ts",
    ],
    ["the schema past its door, from db", "db/client.ts", "./schema/clicks.ts"],
    [
      "a module's file, from tests",
      "tests/journeys/a_test.ts",
      "../../modules/clicks/a.ts",
    ],
    [
      "a module's file, from the bench",
      "tests/bench/run.ts",
      "../../modules/clicks/a.ts",
    ],
  ];
  const doors = {
    "modules/postbacks/inbound/mod.ts": "",
    "db/mod.ts": "",
    "db/schema/mod.ts": "",
  };
  for (const [promise, path, spec] of bad) {
    test(`refuses ${promise}`, () => {
      const files = { ...doors, [path]: `import type { A } from "${spec}";` };
      expect(placesOf(doorOnly, files)).toEqual([`${path}:1`]);
    });
  }

  const good: [string, string, string][] = [
    ["a door", "modules/payouts/a.ts", "../clicks/mod.ts"],
    ["a sibling", "modules/clicks/a.ts", "./click_id.ts"],
    [
      "a sibling's sub-folder without a door",
      "modules/clicks/a.ts",
      "./journal/segment.ts",
    ],
    [
      "a sub-folder's door, from inside the module",
      "modules/postbacks/a.ts",
      "./inbound/mod.ts",
    ],
    [
      "siblings in a sub-folder with a door",
      "modules/postbacks/inbound/a.ts",
      "./judge.ts",
    ],
    ["up from a sub-folder", "modules/postbacks/inbound/a.ts", "../states.ts"],
    ["the doors of db", "modules/clicks/a.ts", "../../db/schema/mod.ts"],
    ["one's own door, from its test", "modules/clicks/mod_test.ts", "./mod.ts"],
    [
      "any file of src, from tests",
      "tests/faults/a_test.ts",
      "../../src/serve.ts",
    ],
    [
      "a module's file, from its test helper",
      "tests/modules/clicks/a.ts",
      "../../../modules/clicks/journal/segment.ts",
    ],
    [
      "a module's test helper, from its test",
      "modules/clicks/journal/a_test.ts",
      "../../../tests/modules/clicks/a.ts",
    ],
    ["db files among each other", "db/migrate.ts", "./client.ts"],
    ["columns from a schema file", "db/schema/clicks.ts", "../columns.ts"],
  ];
  for (const [promise, path, spec] of good) {
    test(`allows ${promise}`, () => {
      const files = { ...doors, [path]: `import type { A } from "${spec}";` };
      expect(placesOf(doorOnly, files)).toEqual([]);
    });
  }

  test("names the door to take", () => {
    const [finding] = doorOnly(
      sourcesOf({ "src/a.ts": 'import { b } from "../modules/clicks/b.ts";' }),
    );
    expect(finding?.advice).toStartWith("import modules/clicks/mod.ts");
  });
});

describe("plainPaths()", () => {
  for (const spec of ["./b", "@/b.ts", "#b", "modules/clicks/mod.ts"]) {
    test(`refuses "${spec}"`, () => {
      expect(placesFor(plainPaths, "src/a.ts", spec)).toEqual(["src/a.ts:2"]);
    });
  }
  for (const spec of ["./b.ts", "./b.sql", "@sinclair/typebox", "node:path"]) {
    test(`allows "${spec}"`, () => {
      expect(placesFor(plainPaths, "src/a.ts", spec)).toEqual([]);
    });
  }
});

describe("noCycles()", () => {
  test("finds a circle of types once, with its members", () => {
    const findings = noCycles(
      sourcesOf({
        "src/a.ts": 'import type { B } from "./b.ts";',
        "src/b.ts": '\nexport type { C } from "./c.ts";',
        "src/c.ts": 'import { a } from "./a.ts";',
        "src/d.ts": 'import { a } from "./a.ts";',
      }),
    );
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ path: "src/a.ts", line: 1 });
    expect(findings[0]?.advice).toEndWith(
      ": src/a.ts → src/b.ts → src/c.ts → src/a.ts",
    );
  });

  test("finds a file that imports itself, and two circles apart", () => {
    const files = {
      "src/a.ts": 'import { a } from "./a.ts";',
      "src/b.ts": 'import { c } from "./c.ts";',
      "src/c.ts": 'import { b } from "./b.ts";',
    };
    expect(placesOf(noCycles, files)).toEqual(["src/a.ts:1", "src/b.ts:1"]);
  });

  test("allows two ways to one file", () => {
    const files = {
      "src/a.ts": 'import { b } from "./b.ts";\nimport { c } from "./c.ts";',
      "src/b.ts": 'import { c } from "./c.ts";',
      "src/c.ts": "",
    };
    expect(placesOf(noCycles, files)).toEqual([]);
  });
});

describe("oneImporter()", () => {
  const import_it = 'import { a } from "./_a.ts";';

  test("allows one sibling and the tests beside it", () => {
    const files = {
      "modules/clicks/b.ts": import_it,
      "modules/clicks/_a_test.ts": import_it,
    };
    expect(placesOf(oneImporter, files)).toEqual([]);
  });

  test("refuses a second sibling and anybody elsewhere", () => {
    const files = {
      "modules/clicks/b.ts": import_it,
      "modules/clicks/c.ts": `\n${import_it}`,
      "modules/clicks/journal/d.ts": 'import { a } from "../_a.ts";',
    };
    expect(placesOf(oneImporter, files)).toEqual([
      "modules/clicks/c.ts:2",
      "modules/clicks/journal/d.ts:1",
    ]);
  });
});

describe("elysiaAtEdges()", () => {
  for (const path of [
    "modules/clicks/judge.ts",
    "modules/access/session.ts",
    "db/a.ts",
    "modules/clicks/broutes.ts",
  ]) {
    test(`refuses ${path}`, () => {
      expect(placesFor(elysiaAtEdges, path, "elysia")).toEqual([`${path}:2`]);
    });
  }
  for (const path of [
    "modules/clicks/routes.ts",
    "modules/clicks/link_routes.ts",
    "modules/access/guard.ts",
    "src/app.ts",
    "modules/clicks/a_test.ts",
    "tests/harness.ts",
  ]) {
    test(`allows ${path}`, () => {
      expect(placesFor(elysiaAtEdges, path, "elysia")).toEqual([]);
    });
  }
});
