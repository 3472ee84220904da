import { join } from "node:path";

/** A file that a browser loads, by a name that changes with what is in it. */
export interface PageFile {
  name: string;
  bytes: Uint8Array;
}

/** The pages' files, and those that the first page names. */
export interface PageBundle {
  files: PageFile[];
  script: string;
  style: string;
}

/** Folder of the pages' source. */
export const WEB = join(import.meta.dir, "..", "..", "web");
/** The script that advertisers' pages load. */
const FIRST_PARTY = join(WEB, "script", "t.ts");
/** Its name, which never changes: it stands in pages that aren't ours. */
export const FIRST_PARTY_NAME = "t.js";
const HASHED = "[name]-[hash].[ext]";

/** Path under which pages' files are. */
export const ASSETS_PATH = "/assets/";

/** Bundles `web/` for browsers: each screen is a file of its own, loaded when it is shown. Watched, they are loaded anew when a file is saved. */
export async function bundlePages({
  folder = WEB,
  is_watched = false,
} = {}): Promise<PageBundle> {
  const { outputs } = await Bun.build({
    entrypoints: [join(folder, "main.tsx")],
    target: "browser",
    format: "esm",
    splitting: true,
    minify: true,
    publicPath: ASSETS_PATH,
    naming: { entry: HASHED, chunk: HASHED, asset: HASHED },
    define: {
      "process.env.NODE_ENV": '"production"',
      IS_WATCHED: String(is_watched),
    },
  });
  const files = await Promise.all(
    outputs.map(async (output) => ({
      name: output.path.replace(/^\.?\//, ""),
      bytes: new Uint8Array(await output.arrayBuffer()),
    })),
  );
  const entry = outputs.find(({ kind }) => kind === "entry-point");
  const style = files.find(({ name }) => name.endsWith(".css"));
  if (entry === undefined || style === undefined) {
    throw new Error("The pages have no script or no style");
  }
  files.push({ name: FIRST_PARTY_NAME, bytes: await bundleFirstParty() });
  return {
    files,
    script: entry.path.replace(/^\.?\//, ""),
    style: style.name,
  };
}

async function bundleFirstParty(): Promise<Uint8Array<ArrayBuffer>> {
  const { outputs } = await Bun.build({
    entrypoints: [FIRST_PARTY],
    target: "browser",
    format: "iife",
    minify: true,
  });
  const [output] = outputs;
  if (output === undefined) throw new Error("The first-party script is empty");
  return new Uint8Array(await output.arrayBuffer());
}
