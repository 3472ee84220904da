import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EmbeddedPostgresOptions } from "../src/postgres/embedded_postgres.ts";

/**
 * Wraps `initdb`: replaces options that the oldest supported Postgres doesn't know
 * by equivalents.
 */
const INITDB = (initdb: string) => `#!/bin/sh
for option; do
  shift
  case "$option" in
    --locale=C) set -- "$@" --locale=C.UTF-8 ;;
    --locale-provider=* | --builtin-locale=* | --set=*) ;;
    *) set -- "$@" "$option" ;;
  esac
done
exec '${initdb}' "$@"
`;

/**
 * Prepares the programs of an installed Postgres, version 15 or newer, for tests.
 * The caller removes the directory.
 */
export async function otherPostgres(
  bin: string,
): Promise<NonNullable<EmbeddedPostgresOptions["files"]>> {
  const directory = await mkdtemp(join(tmpdir(), "tallyho-postgres-"));
  const programs = join(directory, "bin");
  await mkdir(programs);
  for (const name of await readdir(bin)) {
    if (name !== "initdb") await symlink(join(bin, name), join(programs, name));
  }
  await writeFile(join(programs, "initdb"), INITDB(join(bin, "initdb")));
  // Postgres runs as a separate account, which needs access.
  await chmod(join(programs, "initdb"), 0o755);
  await chmod(directory, 0o755);
  return { directory, version: "other", settled: Promise.resolve() };
}
