import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Source } from "./source.ts";

/** Larger files are data (archives, recordings), not source text. */
const TEXT_SIZE_MAX_BYTES = 1024 * 1024;

/**
 * Reads every text file under a root, sorted by path, except those in its
 * `.gitignore`.
 */
export function readTree(root: string): Source[] {
  const sources: Source[] = [];
  const isIgnored = ignoredBy(readIfThere(join(root, ".gitignore")));

  function walk(folder: string): void {
    for (const entry of readdirSync(join(root, folder), {
      withFileTypes: true,
    })) {
      // A directory in a clone, a file in a linked worktree.
      if (entry.name === ".git") continue;
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!isIgnored(path, true)) walk(path);
      } else if (entry.isFile() && !isIgnored(path, false)) {
        const text = readText(join(root, path));
        if (text !== undefined) sources.push({ path, text });
      }
    }
  }

  walk("");
  return sources.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * Parses the simple patterns of a `.gitignore`: `folder/`, `*.ending`, `name` and
 * `/path`.
 */
export function ignoredBy(
  gitignore: string,
): (path: string, is_folder: boolean) => boolean {
  const patterns = gitignore
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  return (path, is_folder) =>
    patterns.some((pattern) => {
      if (pattern.endsWith("/") && !is_folder) return false;
      const plain = pattern.replace(/\/$/, "");
      if (plain.includes("/")) return path === plain.replace(/^\//, "");
      const name = path.slice(path.lastIndexOf("/") + 1);
      if (plain.startsWith("*")) return name.endsWith(plain.slice(1));
      return name === plain;
    });
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** Ignore files that disappear between listing and reading: somebody is editing. */
function readText(path: string): string | undefined {
  try {
    if (statSync(path).size > TEXT_SIZE_MAX_BYTES) return undefined;
    const text = readFileSync(path, "utf8");
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}
