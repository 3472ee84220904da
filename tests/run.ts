/**
 * Runs the tests on one embedded Postgres: a template database is migrated once,
 * and each test file works on its own copy.
 *
 *     bun run test                     everything but the long fault suites
 *     bun tests/run.ts tests/journeys  only what lies there
 *     bun tests/run.ts --postgres=/usr/lib/postgresql/15/bin tests/journeys
 *                                      on another Postgres, such as the oldest that is promised
 */
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { migrateDatabase } from "../db/mod.ts";
import { startEmbeddedPostgres } from "../src/postgres/embedded_postgres.ts";
import { TEMPLATE_DATABASE } from "./harness.ts";
import { otherPostgres } from "./other_postgres.ts";

/** Test databases are temporary, so there is no need to wait for the disk. */
const SETTINGS = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_connections: "300",
};
const TEST_TIMEOUT_MS = 60_000;

const OPTION = "--postgres=";
const given = process.argv.slice(2);
const programs = given
  .find((argument) => argument.startsWith(OPTION))
  ?.slice(OPTION.length);
if (programs !== undefined && !existsSync(join(programs, "postgres"))) {
  console.error(`Cannot start Postgres: there is none in "${programs}"`);
  process.exit(1);
}

const files =
  programs === undefined ? undefined : await otherPostgres(programs);
const data_dir = await mkdtemp(join(tmpdir(), "tallyho-tests-"));
const server = await startEmbeddedPostgres({
  data_dir,
  log: () => {},
  settings: SETTINGS,
  ...(files === undefined ? {} : { files }),
});
if (files !== undefined) console.log(`On Postgres ${server.version}`);
let exit_code = 1;
try {
  const admin = postgres({ ...server.superuser, max: 1, onnotice: () => {} });
  await admin.unsafe(
    `create database ${TEMPLATE_DATABASE} owner ${server.owner.user}`,
  );
  await admin.end();
  await migrateDatabase(
    { ...server.owner, database: TEMPLATE_DATABASE },
    { takes_on_role: false },
  );
  const paths = given.filter((argument) => !argument.startsWith(OPTION));
  exit_code = await runTests(paths);
} finally {
  await server.stop();
  await rm(data_dir, { recursive: true, force: true });
  if (files !== undefined) await rm(files.directory, { recursive: true });
}
process.exit(exit_code);

async function runTests(paths: readonly string[]): Promise<number> {
  const child = Bun.spawn(
    [
      process.execPath,
      "test",
      "--parallel=2",
      "--no-isolate",
      `--timeout=${TEST_TIMEOUT_MS}`,
      ...paths,
    ],
    {
      env: { ...process.env, TALLYHO_TEST_POSTGRES: JSON.stringify(server) },
      stdin: "ignore",
      stdout: "inherit",
      stderr: "pipe",
    },
  );
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of child.stderr) {
    process.stderr.write(chunk);
    text += decoder.decode(chunk, { stream: true });
  }
  const code = await child.exited;
  const count = (word: string) =>
    Number(
      text
        .match(new RegExp(`^\\s*(\\d+) ${word}$`, "gm"))
        ?.at(-1)
        ?.match(/\d+/)?.[0] ?? 0,
    );
  console.log(`${count("pass")} passed, ${count("fail")} failed`);
  return code === 0 && count("pass") === 0 ? 1 : code;
}
