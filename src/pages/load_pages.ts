import { existsSync } from "node:fs";
import { join } from "node:path";
import { bundlePages } from "./bundle_pages.ts";
import type { PageBundle } from "./bundle_pages.ts";
import { PageAssets } from "./page_assets.ts";

/** Folder of the bundled pages inside the binary, and the list of them. */
export const PAGES_FOLDER = "pages";
export const PAGES_LIST = "pages.json";

/** The names in a bundle, as the binary keeps them. */
export interface PagesList extends Omit<PageBundle, "files"> {
  names: string[];
}

/** The pages' files, made when they are first asked for. */
export interface Pages {
  load(): Promise<PageAssets>;
}

/** The pages, made once: the binary has their files, the source bundles them. */
export function fixedPages(): Pages {
  let made: Promise<PageAssets> | undefined;
  const make = () => {
    made ??= load().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
  return { load: make };
}

async function load(): Promise<PageAssets> {
  const folder = join(import.meta.dir, PAGES_FOLDER);
  const list = join(folder, PAGES_LIST);
  if (!existsSync(list)) return new PageAssets(await bundlePages());
  const { names, ...named } = (await Bun.file(list).json()) as PagesList;
  const files = await Promise.all(
    names.map(async (name) => ({
      name,
      bytes: await Bun.file(join(folder, name)).bytes(),
    })),
  );
  return new PageAssets({ ...named, files });
}

/** Writes a bundle into a folder that the binary is built with. */
export async function writePages(folder: string): Promise<void> {
  const { files, ...named } = await bundlePages();
  for (const { name, bytes } of files) {
    await Bun.write(join(folder, name), bytes);
  }
  const list: PagesList = { ...named, names: files.map(({ name }) => name) };
  await Bun.write(join(folder, PAGES_LIST), JSON.stringify(list));
}
