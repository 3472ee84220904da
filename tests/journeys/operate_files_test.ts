// The files that the documents give to those who run a tracker name what there is.
import { expect, test } from "bun:test";
import { SETTINGS } from "../../src/config.ts";
import { page } from "../doc_pages.ts";

const NAMES: readonly string[] = SETTINGS.map(({ name }) => name);
const FILES = "docs/operate/files";

interface Compose {
  services: Record<string, { environment?: Record<string, string> }>;
}

test("compose.yml sets what is a setting, alike for each instance", () => {
  const { services } = Bun.YAML.parse(page(`${FILES}/compose.yml`)) as Compose;
  const [first, second] = ["tallyho-1", "tallyho-2"].map(
    (name) => services[name]?.environment ?? {},
  );
  expect(Object.keys(first ?? {}).sort()).toEqual([
    "DATABASE_URL",
    "PUBLIC_URL",
    "TALLYHO_KEY",
    "TALLYHO_TRUSTED_PROXIES",
  ]);
  expect(second).toEqual(first);
});

test("tallyho.service sets what is a setting, and gives the stop its time", () => {
  const unit = page(`${FILES}/tallyho.service`);
  const set = [...unit.matchAll(/^Environment=(\w+)=/gm)].map(
    ([, name]) => name,
  );
  expect(set).toEqual(["TALLYHO_DATA_DIR"]);
  expect(NAMES).toContain("TALLYHO_DATA_DIR");
  expect(unit).toContain("\nKillMode=mixed\n");
  expect(unit).not.toContain("\nMemoryDenyWriteExecute=yes");
});
