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

/** Options of `initdb` that the oldest promised Postgres does not know, and what says the same there. */
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

/** The programs of an installed Postgres, of version 15 or newer, as tests start them. Their directory is left to whoever asked. */
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
  // Postgres runs as an account of its own, which has to reach them.
  await chmod(join(programs, "initdb"), 0o755);
  await chmod(directory, 0o755);
  return { directory, version: "other", settled: Promise.resolve() };
}
