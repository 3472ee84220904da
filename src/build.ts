import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { PAGES_FOLDER, writePages } from "./pages/load_pages.ts";
import { measureStart } from "./measure_start.ts";
import { fingerprint, neededFiles, packPostgres } from "./postgres/archive.ts";
import {
  hostTarget,
  packageOf,
  TARGET_NAMES,
  targetOf,
} from "./build_targets.ts";
import type { BuildTarget } from "./build_targets.ts";

const ROOT = dirname(import.meta.dir);
const ARCHIVE_LEVEL = 19;
/** Entry points of the program's threads. */
export const THREADS = [
  join(import.meta.dir, "..", "modules", "access", "password_worker.ts"),
  join(import.meta.dir, "..", "modules", "clicks", "drain_worker.ts"),
  join(import.meta.dir, "..", "modules/clicks/journal", "sync_worker.ts"),
  join(
    import.meta.dir,
    "..",
    "modules/reports/discrepancy",
    "discrepancy_worker.ts",
  ),
  join(import.meta.dir, "..", "modules", "reports", "report_worker.ts"),
  join(import.meta.dir, "..", "modules", "rollups", "fold_worker.ts"),
  join(import.meta.dir, "..", "modules", "rollups", "compare_worker.ts"),
];

/** Options of buildBinary. */
export interface BuildOptions {
  /** The program's entry point. */
  entry: string;
  outfile: string;
  /**
   * Files and directories bundled with the binary; at run time they are at `join(import.meta.dir,
   * name)`.
   */
  assets: string[];
  /** Compression level of zstd: 19 is small and takes half a minute, 1 is for tests. */
  archive_level?: number;
  /** The platform; by default this one. */
  target?: BuildTarget;
  log: (line: string) => void;
}

/**
 * Builds one executable with the program, its assets, and Postgres for a platform. The same
 * sources make the same file.
 */
export async function buildBinary(options: BuildOptions): Promise<void> {
  const { entry, outfile, assets, log } = options;
  const target = options.target ?? hostTarget();
  const archive = await packArchive(options);
  const result = await Bun.build({
    entrypoints: [entry, ...THREADS],
    // All beside the program, where `new URL("./<name>.ts", import.meta.url)` finds a thread.
    naming: { entry: "[name].[ext]" },
    // Identifiers aren't minified: Elysia reads its handlers' source.
    minify: { whitespace: true, syntax: true },
    sourcemap: "linked",
    // Compiled to bytecode, the program is loaded in a third of the time; 18 MB larger.
    bytecode: true,
    format: "esm",
    define: { "process.env.NODE_ENV": '"production"' },
    compile: {
      target: target.compile,
      outfile,
      assets: [...assets, archive],
      // Only its own settings count, not files in the directory it is started from.
      autoloadBunfig: false,
      autoloadDotenv: false,
      autoloadPackageJson: false,
      autoloadTsconfig: false,
    },
  });
  for (const message of result.logs) log(String(message));
  const built = Bun.file(outfile);
  const sha256 = new Bun.CryptoHasher("sha256").update(await built.bytes());
  log(
    `Built ${outfile}: ${megabytes(built.size)}, sha256 ${sha256.digest("hex")}`,
  );
}

/** Files that the program reads at run time: migrations, and the pages, bundled anew. */
export async function programAssets(): Promise<string[]> {
  const pages = join(ROOT, "dist", PAGES_FOLDER);
  rmSync(pages, { recursive: true, force: true });
  await writePages(pages);
  return [join(ROOT, "db", "migrations"), pages];
}

/** Packs Postgres beside the binary, or reuses an earlier archive of the same files and level. */
async function packArchive(options: BuildOptions): Promise<string> {
  const { outfile, log, archive_level = ARCHIVE_LEVEL } = options;
  const target = options.target ?? hostTarget();
  const { native, version } = packageOf(target);
  const files = neededFiles(native);
  const directory = join(
    dirname(outfile),
    `postgres-${target.name}-level-${archive_level}`,
  );
  const name = `postgres-${version}-${fingerprint(native, files)}.tar.zst`;
  const path = join(directory, name);
  if (existsSync(path)) return path;
  log(`Packing Postgres ${version}: ${files.length} files`);
  mkdirSync(directory, { recursive: true });
  const packed = await packPostgres(native, files, archive_level);
  await Bun.write(`${path}.new`, packed);
  renameSync(`${path}.new`, path);
  log(`Packed ${name}: ${megabytes(packed.byteLength)}`);
  return path;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}

const TARGET = "--target=";

/** The platforms named by `--target`; this one if none is. */
function readTargets(words: readonly string[]): BuildTarget[] {
  const names = words.map((word) => {
    if (word.startsWith(TARGET)) return word.slice(TARGET.length);
    throw new RangeError(`Unknown "${word}": bun run build [--target=NAME]…`);
  });
  if (names.length === 0) return [hostTarget()];
  const all: readonly string[] = TARGET_NAMES;
  return (names.includes("all") ? all : names).map(targetOf);
}

/** `dist/tallyho`, or, where targets are named, `dist/tallyho-<target>`. */
function fileOf({ name, suffix }: BuildTarget, is_named: boolean): string {
  return join(ROOT, "dist", `tallyho${is_named ? `-${name}` : ""}${suffix}`);
}

async function startText(binary: string): Promise<string> {
  const { first_ms, next_ms } = await measureStart(binary);
  return `It starts in ${first_ms} ms on an empty directory, then in ${next_ms} ms`;
}

if (import.meta.main) {
  const words = process.argv.slice(2);
  const log = (line: string) => process.stdout.write(`${line}\n`);
  try {
    const targets = readTargets(words);
    const assets = await programAssets();
    for (const target of targets) {
      const entry = join(ROOT, "src", "main.ts");
      const outfile = fileOf(target, words.length > 0);
      await buildBinary({ entry, outfile, assets, target, log });
      if (target.name === hostTarget().name) log(await startText(outfile));
    }
  } catch (error) {
    process.stderr.write(
      `${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = 1;
  }
}
