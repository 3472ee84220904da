import { describe, expect, test } from "bun:test";
import { placesOf } from "./sample.ts";
import {
  escapeHatches,
  everyTestRuns,
  leftovers,
  machinePaths,
} from "./texts.ts";

// Forbidden texts are joined from halves, so that this file doesn't match itself.
const CROSSES = "X".repeat(3);

describe("leftovers()", () => {
  for (const word of ["TO" + "DO", "FIX" + "ME", "HA" + "CK", CROSSES]) {
    test(`finds ${word.split("").join("·")} in code and in prose`, () => {
      const files = {
        "src/a.ts": `\n// ${word}: later`,
        "README.md": `\n\n${word} later`,
        Dockerfile: `# ${word}`,
      };
      expect(placesOf(leftovers, files)).toEqual([
        "src/a.ts:2",
        "README.md:3",
        "Dockerfile:1",
      ]);
    });
  }

  test("leaves the currency code and longer words alone", () => {
    const files = {
      "src/a.ts": `// no minor unit (XTS, ${CROSSES}), code ${CROSSES}\nconst a = "${CROSSES}";`,
      "a.md": "HACKER, todo, MKTEMP.XXXXXX",
      "db/a.sql": `check (currency <> '${CROSSES}')`,
    };
    expect(placesOf(leftovers, files)).toEqual([]);
  });
});

describe("escapeHatches()", () => {
  const bad = [
    "a as any",
    "(a as  any).b",
    "f(<any>a)",
    "// @ts-ignore",
    "/* @ts-expect-error: why */",
    "// @ts-nocheck",
  ];
  for (const text of bad) {
    test(`finds ${text}`, () => {
      expect(placesOf(escapeHatches, { "src/a.ts": `\n${text}` })).toEqual([
        "src/a.ts:2",
      ]);
    });
  }

  test("leaves strings, prose and other types alone", () => {
    const text =
      '"a as any"; // as any\nas_any; a as unknown; "@ts-ignore"; f<any>();';
    expect(placesOf(escapeHatches, { "src/a.ts": text })).toEqual([]);
  });
});

describe("everyTestRuns()", () => {
  for (const call of [
    "test.skip",
    "test.only",
    "describe.only",
    "it.only",
    "test.todo",
    "describe.skip",
    "test\n.skip",
  ]) {
    test(`finds ${JSON.stringify(call)}`, () => {
      const files = { "src/a_test.ts": `\n${call}("a", f);` };
      expect(placesOf(everyTestRuns, files)).toEqual(["src/a_test.ts:2"]);
    });
  }

  test("leaves conditions, strings and other objects alone", () => {
    const text =
      'test.skipIf(a)("b", f); "test.skip"; // test.skip\nlatest.only;';
    expect(placesOf(everyTestRuns, { "src/a_test.ts": text })).toEqual([]);
  });
});

describe("machinePaths()", () => {
  const bad = [
    '"/wo' + 'rk/main"',
    "see /ro" + "ot/a",
    "file:///ho" + "me/a/b",
    "--dir=/ho" + "me/a",
    "https://registry.npm" + "js.org/a",
    "registry.yarn" + "pkg.com",
    "deb.deb" + "ian.org",
  ];
  for (const text of bad) {
    test(`finds ${text.split("").join("·")} in any text`, () => {
      for (const path of [
        "src/a.ts",
        "README.md",
        ".ci/run.toml",
        "bun.lock",
      ]) {
        expect(placesOf(machinePaths, { [path]: `\n${text}` })).toEqual([
          `${path}:2`,
        ]);
      }
    });
  }

  test("leaves relative paths and addresses alone", () => {
    const text =
      "https://a.example/home/b ./work/a ../root/b a/work/c /homes/ /work";
    expect(placesOf(machinePaths, { "README.md": text })).toEqual([]);
  });
});
