import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { PAGES_FOLDER, writePages } from "./pages/load_pages.ts";
import { fingerprint, neededFiles, packPostgres } from "./postgres/archive.ts";
import { postgresPackage } from "./postgres/files.ts";

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
  log: (line: string) => void;
}

/** Builds one executable with the program, its assets, and Postgres for this platform. */
export async function buildBinary(options: BuildOptions): Promise<void> {
  const { entry, outfile, assets, log } = options;
  const archive = await packArchive(options);
  const result = await Bun.build({
    entrypoints: [entry, ...THREADS],
    // All beside the program, where `new URL("./<name>.ts", import.meta.url)` finds a thread.
    naming: { entry: "[name].[ext]" },
    // Identifiers aren't minified: Elysia reads its handlers' source.
    minify: { whitespace: true, syntax: true },
    sourcemap: "linked",
    define: { "process.env.NODE_ENV": '"production"' },
    compile: {
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
  log(`Built ${outfile}: ${megabytes(Bun.file(outfile).size)}`);
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
  const { native, version } = postgresPackage();
  const files = neededFiles(native);
  const directory = join(dirname(outfile), `postgres-level-${archive_level}`);
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

if (import.meta.main) {
  const suffix = process.platform === "win32" ? ".exe" : "";
  await buildBinary({
    entry: join(ROOT, "src", "main.ts"),
    outfile: join(ROOT, "dist", `tallyho${suffix}`),
    assets: await programAssets(),
    log: (line) => process.stdout.write(`${line}\n`),
  });
}
