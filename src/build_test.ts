import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildBinary } from "./build.ts";

const TIMEOUT_MS = 30_000;

let base: string;
let outfile: string;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), "tallyho-build-"));
  chmodSync(base, 0o755);
  outfile = join(base, "dist", "tallyho");
  const entry = join(base, "entry.ts");
  const migrations = join(base, "migrations");
  mkdirSync(migrations);
  writeFileSync(join(migrations, "0000_first.sql"), "select 1;\n");
  writeFileSync(entry, entrySource());
  await buildBinary({ ...optionsOf(outfile), log: () => {} });
}, TIMEOUT_MS);

function optionsOf(path: string) {
  return {
    ...{ entry: join(base, "entry.ts"), outfile: path, archive_level: 1 },
    assets: [join(base, "migrations")],
  };
}

afterAll(() => {
  rmSync(base, { recursive: true, force: true });
});

function entrySource(): string {
  const door = join(import.meta.dir, "postgres", "embedded_postgres.ts");
  return `
    import { readdirSync } from "node:fs";
    import { join } from "node:path";
    import { startEmbeddedPostgres } from ${JSON.stringify(door)};
    const data_dir = process.argv[2] ?? "";
    const server = await startEmbeddedPostgres({ data_dir, log: () => {} });
    await server.stop();
    process.stdout.write(JSON.stringify({
      version: server.version,
      migrations: readdirSync(join(import.meta.dir, "migrations")),
      is_main: import.meta.main,
      from_dotenv: process.env["TALLYHO_BUILD_TEST"] ?? null,
    }));`;
}

function run(data_dir: string): unknown {
  const { stdout, stderr } = Bun.spawnSync({
    cmd: [outfile, data_dir],
    cwd: base,
  });
  expect(stderr.toString()).toBe("");
  return JSON.parse(stdout.toString());
}

test(
  "buildBinary() makes the same file of the same sources",
  async () => {
    const again = join(base, "again", "tallyho");
    await buildBinary({ ...optionsOf(again), log: () => {} });
    const [built, rebuilt] = await Promise.all(
      [outfile, again].map((path) => Bun.file(path).bytes()),
    );
    // Compared as one, as listing the differences of two programs takes for ever.
    expect(built !== undefined && Bun.deepEquals(built, rebuilt)).toBeTrue();
  },
  TIMEOUT_MS,
);

test(
  "buildBinary() makes a program that brings its own Postgres and migrations and heeds no .env",
  () => {
    writeFileSync(join(base, ".env"), "TALLYHO_BUILD_TEST=read\n");
    const data_dir = join(base, "data");
    const first = run(data_dir);
    expect(first).toEqual({
      version: expect.stringMatching(/^18\./),
      migrations: ["0000_first.sql"],
      is_main: true,
      from_dotenv: null,
    });
    const binaries = join(data_dir, "postgres", "binaries");
    expect(readdirSync(binaries)).toHaveLength(1);
    mkdirSync(join(binaries, "of-an-earlier-version"));
    expect(run(data_dir)).toEqual(first);
    expect(readdirSync(binaries)).not.toContain("of-an-earlier-version");
  },
  TIMEOUT_MS,
);
