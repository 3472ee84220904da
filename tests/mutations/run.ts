/**
 * Applies each mutation, one at a time, to a copy of the tree, and runs its tests. Exits 1 if one
 * isn't detected.
 *
 *     bun run mutations              all of them
 *     bun run mutations rounded      those whose name or file contains this
 */
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MUTATIONS } from "./mutations.ts";
import type { Mutation } from "./mutation.ts";

const ROOT = join(import.meta.dir, "..", "..");
const LEFT_OUT = new Set(["node_modules", ".git", "data", "dist"]);

const [wanted = ""] = process.argv.slice(2);
const chosen = MUTATIONS.filter(({ name, file }) =>
  `${name} ${file}`.includes(wanted),
);
const survivors: string[] = [];
const copy = copyTree();
try {
  for (const mutation of chosen) {
    const began = performance.now();
    const caught = await isCaught(copy, mutation);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const by = caught ?? "SURVIVED";
    console.log(
      [
        caught === null ? "survived" : "caught  ",
        seconds.padStart(6),
        mutation.name.padEnd(72),
        by,
      ].join("  "),
    );
    if (caught === null) survivors.push(mutation.name);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(
  `${chosen.length - survivors.length} of ${chosen.length} were caught`,
);
process.exit(survivors.length > 0 || chosen.length === 0 ? 1 : 0);

function copyTree(): string {
  const copy = mkdtempSync(join(tmpdir(), "tallyho-mutations-"));
  for (const name of readdirSync(ROOT)) {
    if (LEFT_OUT.has(name)) continue;
    cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  return copy;
}

/** Returns the test file that detects a mutation, or null. */
async function isCaught(
  copy: string,
  { file, text, instead, tests }: Mutation,
): Promise<string | null> {
  const path = join(copy, file);
  const original = await Bun.file(join(ROOT, file)).text();
  const [before, after, ...more] = original.split(text);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`${file} doesn't have this once: ${text}`);
  }
  await Bun.write(path, `${before}${instead}${after}`);
  try {
    for (const test of tests) {
      if (await fails(copy, test)) return test;
    }
    return null;
  } finally {
    await Bun.write(path, original);
  }
}

/** Only tests that ran and failed count: a tree that doesn't load proves nothing. */
async function fails(copy: string, test: string): Promise<boolean> {
  const child = Bun.spawn([process.execPath, "tests/run.ts", test], {
    cwd: copy,
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, error] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  const code = await child.exited;
  if (code === 0) return false;
  if (/^\(fail\)/m.test(error)) return true;
  throw new Error(`${test} did not run: ${out}${error}`);
}
