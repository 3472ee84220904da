import { describe, expect, test } from "bun:test";
import { exactVersions, settingsListed } from "./manifests.ts";
import { placesOf, sourcesOf } from "./sample.ts";

describe("settingsListed()", () => {
  const config = [
    "const SETTINGS = [",
    '  { name: "PORT", value: 3000 },',
    "  {",
    '    name: "TALLYHO_KEY",',
    "  },",
    '  // { name: "GONE" },',
    "];",
  ].join("\n");

  test("allows an example with every setting, set or commented out", () => {
    const example = "# The port, 3000 = default\n# PORT=3000\n\nTALLYHO_KEY=\n";
    const files = { "src/config.ts": config, ".env.example": example };
    expect(placesOf(settingsListed, files)).toEqual([]);
  });

  test("finds settings that are missing, unknown or there twice", () => {
    const example = "# PORT=3000\n# PORT=3001\nGONE=1\n";
    const files = { "src/config.ts": config, ".env.example": example };
    expect(placesOf(settingsListed, files)).toEqual([
      ".env.example:2",
      ".env.example:3",
      "src/config.ts:4",
    ]);
  });

  test("wants the example and the table as soon as there is a configuration", () => {
    expect(placesOf(settingsListed, { "src/config.ts": config })).toEqual([
      ".env.example:1",
    ]);
    const files = { "src/config.ts": "", ".env.example": "PORT=1" };
    expect(placesOf(settingsListed, files)).toEqual(["src/config.ts:1"]);
    expect(placesOf(settingsListed, { ".env.example": "PORT=1" })).toEqual([]);
  });
});

describe("exactVersions()", () => {
  function manifest(version: string, table = "dependencies"): string {
    return `{\n  "${table}": {\n    "a": "1.0.0",\n    "@b/c": "${version}"\n  }\n}`;
  }

  for (const version of [
    "^1.0.0",
    "~1.0.0",
    "*",
    "latest",
    "1.x",
    ">=1.0.0",
    "1.0",
    "1.0.0 - 2.0.0",
    "",
  ]) {
    test(`refuses "${version}"`, () => {
      const files = { "package.json": manifest(version) };
      expect(placesOf(exactVersions, files)).toEqual(["package.json:4"]);
    });
  }

  for (const version of ["1.0.0", "18.4.0-beta.17", "npm:@a/b@1.2.3"]) {
    test(`allows "${version}"`, () => {
      const files = { "package.json": manifest(version) };
      expect(placesOf(exactVersions, files)).toEqual([]);
    });
  }

  test("reads every table of versions", () => {
    for (const table of [
      "devDependencies",
      "optionalDependencies",
      "peerDependencies",
      "overrides",
    ]) {
      const [finding] = exactVersions(
        sourcesOf({ "package.json": manifest("^1.0.0", table) }),
      );
      expect(finding?.advice).toBe('pin @b/c to one version, not "^1.0.0"');
    }
  });
});
