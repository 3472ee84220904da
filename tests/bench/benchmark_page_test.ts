import { expect, test } from "bun:test";
import { mergeSections, section } from "./benchmark_page.ts";

const ORDER = ["clicks", "postbacks", "start"];

function part(name: string, output: string): string {
  return section({
    ...{ name, output, about: `About ${name}.`, drawn: new Map() },
    ...{ machine: "2 × a processor, Bun 1.4.5", date: "2026-11-30" },
  });
}

function merged(page: string, name: string, output: string): string {
  return mergeSections(page, { name, part: part(name, output) }, ORDER);
}

test("a section that is measured anew takes its old one's place, and the others stay", () => {
  let page = merged("", "start", "1.4 s");
  page = merged(page, "clicks", "0.36");
  page = merged(page, "start", "1.2 s");
  expect(page).toContain("# Benchmarks");
  expect(page).toContain("0.36");
  expect(page).toContain("1.2 s");
  expect(page).not.toContain("1.4 s");
  expect(page.indexOf("## clicks")).toBeLessThan(page.indexOf("## start"));
});

test("what somebody wrote in front of the sections is kept", () => {
  const written = "# Benchmarks\n\nMine.\n\n## Goals\n\nA table.\n";
  const page = merged(written, "clicks", "0.36");
  expect(page).toStartWith(
    "# Benchmarks\n\nMine.\n\n## Goals\n\nA table.\n\n## clicks",
  );
});

test("of a line that was drawn anew its last state is shown", () => {
  const page = merged("", "clicks", "\r[#.] 50 %\r[##] 100 %\nwhole  \n\n");
  expect(page).toContain("```text\n[##] 100 %\nwhole\n```");
});

test("curves stand below their table", () => {
  const drawn = new Map([["Pages touched", "benchmarks/growth-1.svg"]]);
  const shown = section({
    ...{ name: "growth", about: "", output: "a table", drawn },
    ...{ machine: "2 × a processor", date: "2026-11-30" },
  });
  expect(shown).toContain("```\n\n![Pages touched](benchmarks/growth-1.svg)\n");
});
