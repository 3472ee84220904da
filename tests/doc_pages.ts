import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The repository's directory. */
export const ROOT = join(import.meta.dir, "..");

/** Every page of the documents, the guides in the order in which they are walked. */
export const DOCS = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  ...["guide", "reference", "operate", "internals"].flatMap((folder) =>
    pagesIn(`docs/${folder}`),
  ),
];

/** Reads a file of the repository. */
export function page(name: string): string {
  return readFileSync(join(ROOT, name), "utf8");
}

/** The pages in a folder, sorted. */
export function pagesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => `${folder}/${name}`);
}

/** The cells of every table row whose first cell is one `name`. */
export function tableRows(text: string): string[][] {
  return [...text.matchAll(/^\| `(\w+)` +\|(.*)\|$/gm)].map(
    ([, name = "", rest = ""]) => [
      name,
      ...rest
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replaceAll("\\|", "|")),
    ],
  );
}

/** Source texts of the product, which contain its answers. */
export function productSources(): { path: string; text: string }[] {
  return ["modules", "src", "db"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts") && !path.endsWith("_test.ts"))
      .map((path) => join(folder, path))
      .map((path) => ({ path, text: page(path) })),
  );
}
