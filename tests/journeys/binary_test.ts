// Most people will run the binary: it must contain everything it needs, and follow only its own
// settings wherever it is started.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildBinary, programAssets } from "../../src/build.ts";

const BUILD_TIMEOUT_MS = 120_000;
const ROOT = join(import.meta.dir, "..", "..");

let directory = "";
let binary = "";

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "tallyho-binary-"));
  binary = join(directory, "bin", "tallyho");
  await buildBinary({
    entry: join(ROOT, "src", "main.ts"),
    outfile: binary,
    assets: await programAssets(),
    archive_level: 1,
    log: () => {},
  });
}, BUILD_TIMEOUT_MS);

afterAll(() => rm(directory, { recursive: true, force: true }));

/** Runs the binary in a directory, with only the given environment. */
async function run(
  words: string[],
  cwd: string,
  env: Record<string, string> = {},
) {
  const child = Bun.spawn([binary, ...words], {
    cwd,
    env,
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [stdout, stderr, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { stdout, stderr, code };
}

test("the binary plays the demo from an empty directory with an empty environment", async () => {
  const empty = await mkdtemp(join(directory, "empty-"));
  const { stdout, stderr, code } = await run(["demo"], empty);
  expect(stderr).toBe("");
  expect(stdout).toContain("The books agree with what was played");
  expect(code).toBe(0);
});

test("the binary reads no .env and no bunfig.toml of the directory that it is started in", async () => {
  const trap = await mkdtemp(join(directory, "trap-"));
  await writeFile(join(trap, ".env"), "PORT=not-a-port\n");
  await writeFile(
    join(trap, "bunfig.toml"),
    'preload = ["./trap.ts"]\n[run]\npreload = ["./trap.ts"]\n',
  );
  await writeFile(join(trap, "trap.ts"), 'throw new Error("trapped");\n');
  const health = await run(["health"], trap, { PORT: "1" });
  expect(health.stderr).toContain("http://127.0.0.1:1/readyz");
  expect(health.stderr).not.toContain("trapped");
  const version = await run(["version"], trap);
  expect(version).toMatchObject({ code: 0, stderr: "" });
  const without_port = await run(["health"], trap);
  expect(without_port.stderr + without_port.stdout).not.toContain("not-a-port");
});

test("the binary serves from an empty directory until it is asked to stop", async () => {
  const empty = await mkdtemp(join(directory, "serve-"));
  const token = "a-token-of-enough-characters";
  const headers = { authorization: `Bearer ${token}` };
  const child = Bun.spawn([binary], {
    cwd: empty,
    env: { PORT: "0", TALLYHO_ADMIN_TOKEN: token },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "inherit",
  });
  let text = "";
  let ready = false;
  let counted = false;
  for await (const chunk of child.stdout) {
    text += new TextDecoder().decode(chunk);
    const url = /listens on (http:\S+)/.exec(text)?.[1];
    if (url === undefined || ready || !text.includes("Try next")) continue;
    const response = await fetch(`${url}/readyz`);
    ready = response.ok;
    // Counted in a thread, whose file must be in the binary.
    const report = await fetch(`${url}/api/v1/reports`, { headers });
    counted = report.ok;
    child.kill("SIGTERM");
  }
  expect([ready, counted]).toEqual([true, true]);
  expect(await child.exited).toBe(0);
});
