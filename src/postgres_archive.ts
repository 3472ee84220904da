import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { renameDurably, syncTree } from "./durable_files.ts";

/** Libraries for compiling against Postgres, and languages that need an interpreter of the host. */
const NOT_NEEDED =
  /\.a$|\.lib$|\/pkgconfig\/|\/pgxs\/|\/lib(ecpg|pgtypes)|plperl|plpython|pltcl/;

const LINKS_FILE = "pg-symlinks.json";

/** A link of the package's `pg-symlinks.json`, both paths relative to the package. */
interface PackagedLink {
  source: string;
  target: string;
}

/** The files of a `native` directory that a running Postgres needs, as sorted paths with forward slashes. */
export function neededFiles(native: string): string[] {
  return readdirSync(native, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(native, join(entry.parentPath, entry.name)))
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !NOT_NEEDED.test(`/${path}`))
    .sort();
}

/** A short fingerprint of these files by name and size, to tell one set of binaries from another. */
export function fingerprint(native: string, files: string[]): string {
  const hash = createHash("sha256");
  for (const path of files) {
    hash.update(`${path} ${statSync(join(native, path)).size}\n`);
  }
  return hash.digest("hex").slice(0, 12);
}

/** Packs these files of a `native` directory as tar, compressed with zstd. */
export async function packPostgres(
  native: string,
  files: string[],
  level: number,
): Promise<Uint8Array> {
  // Bun.Archive stores a lazy Bun.file() as an empty file, so the bytes are read here.
  const contents = Object.fromEntries(
    files.map((path) => [path, readFileSync(join(native, path))]),
  );
  const tar = await new Bun.Archive(contents).bytes();
  return Bun.zstdCompress(tar, { level });
}

/** Unpacks what packPostgres made; `directory` appears only once it is complete and on the disk. */
export async function unpackPostgres(
  archive: Uint8Array,
  directory: string,
): Promise<void> {
  await fillDirectory(directory, async (temporary) => {
    const tar = await Bun.zstdDecompress(archive);
    await new Bun.Archive(tar).extract(temporary);
  });
}

/** Copies these files of a `native` directory; `directory` appears only once it is complete and on the disk. */
export async function copyPostgres(
  native: string,
  files: string[],
  directory: string,
): Promise<void> {
  await fillDirectory(directory, async (temporary) => {
    for (const path of files) {
      const target = join(temporary, path);
      mkdirSync(dirname(target), { recursive: true });
      copyFileSync(join(native, path), target);
    }
  });
}

/** Whether every link that the package names is there: its post-install script makes them, if it was allowed to run. */
export function hasLinks(native: string): boolean {
  return packagedLinks(native).every(
    ({ source, target }) =>
      !existsSync(join(native, source)) || existsSync(join(native, target)),
  );
}

async function fillDirectory(
  directory: string,
  fill: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = `${directory}.new`;
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  chmodSync(dirname(directory), 0o755);
  await fill(temporary);
  openToAll(temporary);
  for (const { source, target } of packagedLinks(temporary)) {
    const path = join(temporary, target);
    if (!existsSync(join(temporary, source)) || existsSync(path)) continue;
    symlinkSync(relative(dirname(target), source), path);
  }
  await syncTree(temporary);
  renameDurably(temporary, directory);
}

/** Tar entries carry no modes here, and the umask may be strict: Postgres may run as another user than the one who unpacks. */
function openToAll(directory: string): void {
  chmodSync(directory, 0o755);
  for (const entry of readdirSync(directory, {
    recursive: true,
    withFileTypes: true,
  })) {
    const run = entry.isDirectory() || /[\\/]bin$/.test(entry.parentPath);
    chmodSync(join(entry.parentPath, entry.name), run ? 0o755 : 0o644);
  }
}

function packagedLinks(native: string): PackagedLink[] {
  const path = join(native, LINKS_FILE);
  if (!existsSync(path)) return [];
  const links = JSON.parse(readFileSync(path, "utf8")) as PackagedLink[];
  return links.map(({ source, target }) => ({
    source: relative("native", source),
    target: relative("native", target),
  }));
}
