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
import { syncTree, writeDurably } from "../durable_files.ts";
import { unpackTar } from "./unpack_tar.ts";

/** Development libraries, and languages that need an interpreter on the host. */
const NOT_NEEDED =
  /\.a$|\.lib$|\/pkgconfig\/|\/pgxs\/|\/lib(ecpg|pgtypes)|plperl|plpython|pltcl/;

const LINKS_FILE = "pg-symlinks.json";
const SETTLED_FILE = "settled";

/** A link in the package's `pg-symlinks.json`, both paths relative to the package. */
interface PackagedLink {
  source: string;
  target: string;
}

/**
 * Lists the files of a `native` directory that a running Postgres needs, sorted, with forward
 * slashes.
 */
export function neededFiles(native: string): string[] {
  return readdirSync(native, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(native, join(entry.parentPath, entry.name)))
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !NOT_NEEDED.test(`/${path}`))
    .sort();
}

/** A short fingerprint of files by name and size, which identifies a set of binaries. */
export function fingerprint(native: string, files: string[]): string {
  const hash = createHash("sha256");
  for (const path of files) {
    hash.update(`${path} ${statSync(join(native, path)).size}\n`);
  }
  return hash.digest("hex").slice(0, 12);
}

/** Packs files of a `native` directory as tar, compressed with zstd. */
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
  return Bun.zstdCompress(withoutTimes(tar), { level });
}

const TAR_BLOCK = 512;
const SIZE_AT = [124, 136] as const;
const TIME_AT = [136, 148] as const;
const SUM_AT = [148, 156] as const;

/** Sets the time of each file of a tar to 1970, so that the same files make the same archive. */
function withoutTimes(tar: Uint8Array): Uint8Array {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  for (let at = 0; at + TAR_BLOCK <= tar.length;) {
    const header = tar.subarray(at, at + TAR_BLOCK);
    if (header[0] === 0) break;
    const size = Number.parseInt(
      decoder.decode(header.subarray(...SIZE_AT)),
      8,
    );
    header.set(encoder.encode("00000000000\0"), TIME_AT[0]);
    // The sum is of the header with blanks in its own place.
    header.fill(0x20, ...SUM_AT);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.set(
      encoder.encode(`${sum.toString(8).padStart(6, "0")}\0 `),
      SUM_AT[0],
    );
    at += TAR_BLOCK + Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
  }
  return tar;
}

/**
 * Unpacks an archive of packPostgres. It can be used at once; later runs may rely on it after
 * `settled` resolves, which syncs it to disk and takes as long again.
 */
export async function unpackPostgres(
  archive: Blob,
  directory: string,
): Promise<{ settled: Promise<void> }> {
  emptyDirectory(directory);
  const tar = archive.stream().pipeThrough(new DecompressionStream("zstd"));
  await unpackTar(tar, directory);
  return settle(directory);
}

/** Copies files of a `native` directory, as unpackPostgres does from an archive. */
export function copyPostgres(
  native: string,
  files: string[],
  directory: string,
): { settled: Promise<void> } {
  emptyDirectory(directory);
  for (const path of files) {
    const target = join(directory, path);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(native, path), target);
  }
  return settle(directory);
}

/** Whether a directory is complete: no kill or power failure interrupted it. */
export function isSettled(directory: string): boolean {
  return existsSync(join(directory, SETTLED_FILE));
}

/**
 * Whether every link that the package names exists: its post-install script makes them, if allowed
 * to run.
 */
export function hasLinks(native: string): boolean {
  return packagedLinks(native).every(
    ({ source, target }) =>
      !existsSync(join(native, source)) || existsSync(join(native, target)),
  );
}

function emptyDirectory(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  chmodSync(dirname(directory), 0o755);
}

function settle(directory: string): { settled: Promise<void> } {
  openToAll(directory);
  for (const { source, target } of packagedLinks(directory)) {
    const path = join(directory, target);
    if (!existsSync(join(directory, source)) || existsSync(path)) continue;
    symlinkSync(relative(dirname(target), source), path);
  }
  const settled = syncTree(directory).then(() => {
    writeDurably(join(directory, SETTLED_FILE), "");
  });
  return { settled };
}

/**
 * The archive has no file modes and the umask may be strict, but Postgres may run as a user other
 * than the one who unpacks it.
 */
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
