import type { Import } from "./import_list.ts";
import { importsOf } from "./import_list.ts";
import type { Finding, Source } from "./source.ts";
import { areaOf, isTest, MODULES, codeWithPages, ownCode } from "./source.ts";

/** Folders of `tests/` with tests rather than shared helpers. */
const NO_HARNESS = /^tests\/(?:bench|faults|journeys|tidy)\/|_test\.ts$/;
const DB_DOORS = [
  "db/mod.ts",
  "db/schema/mod.ts",
  "db/upkeep/mod.ts",
  "db/citus/mod.ts",
];

/**
 * Modules import only earlier modules in the list, and nothing below imports their
 * internals.
 */
export function tierOrder(sources: readonly Source[]): Finding[] {
  return ownCode(sources).flatMap((source) => [
    ...unlistedModule(source),
    ...importsOf(source).flatMap((entry) => {
      const advice = tierAdvice(source.path, entry.target);
      return advice === undefined
        ? []
        : [found(source, entry, "tier-order", advice)];
    }),
  ]);
}

/**
 * Other folders' files are imported through their `mod.ts`, a folder's own
 * directly. A module's own test helpers, in `tests/modules/<name>/`, count as
 * inside it.
 */
export function doorOnly(sources: readonly Source[]): Finding[] {
  const paths = new Set(sources.map(({ path }) => path));
  return ownCode(sources).flatMap((source) =>
    importsOf(source).flatMap((entry) => {
      const advice = doorAdvice(source.path, entry.target, paths);
      return advice === undefined
        ? []
        : [found(source, entry, "door-only", advice)];
    }),
  );
}

/** Relative imports have a file extension, and there are no path aliases. */
export function plainPaths(sources: readonly Source[]): Finding[] {
  return codeWithPages(sources).flatMap((source) =>
    importsOf(source).flatMap((entry) => {
      if (/^(?:@\/|~|#|\/|(?:src|modules|db|tests)\/)/.test(entry.spec)) {
        const advice = `write "${entry.spec}" as a relative path, so that it shows the distance`;
        return [found(source, entry, "plain-paths", advice)];
      }
      if (entry.target === undefined || /\.\w+$/.test(entry.target)) return [];
      const advice = `write the ending: "${entry.spec}.ts"`;
      return [found(source, entry, "plain-paths", advice)];
    }),
  );
}

/** A file prefixed with `_` has one importer, in the same folder. */
export function oneImporter(sources: readonly Source[]): Finding[] {
  const findings: Finding[] = [];
  const owners = new Map<string, string>();
  for (const source of ownCode(sources)) {
    for (const entry of importsOf(source)) {
      const { target = "" } = entry;
      // The migrations' own tool names its journal so.
      if (!/(?:^|\/)_[^/]*\.tsx?$/.test(target)) continue;
      if (folderOf(target) !== folderOf(source.path)) {
        const advice = `import ${target} through its sibling, or drop the "_" from its name`;
        findings.push(found(source, entry, "one-importer", advice));
      } else if (!isTestFile(source.path)) {
        const owner = owners.get(target) ?? source.path;
        owners.set(target, owner);
        if (owner === source.path) continue;
        const advice = `${target} belongs to ${owner}: drop the "_" from its name if two files need it`;
        findings.push(found(source, entry, "one-importer", advice));
      }
    }
  }
  return findings;
}

/** Only the edges import the HTTP framework, so that it can be replaced. */
export function elysiaAtEdges(sources: readonly Source[]): Finding[] {
  return ownCode(sources).flatMap((source) => {
    const { path } = source;
    const is_edge =
      /(?:\/|_)routes\.ts$/.test(path) ||
      path === "modules/access/guard.ts" ||
      path.startsWith("src/");
    if (is_edge || isTest(path)) return [];
    return importsOf(source)
      .filter(({ spec }) => /^(?:elysia(?:\/|$)|@elysiajs\/)/.test(spec))
      .map((entry) =>
        found(
          source,
          entry,
          "elysia-at-edges",
          "take and return plain values here, and speak HTTP in routes.ts",
        ),
      );
  });
}

/** No import cycles, not even for types. */
export function noCycles(sources: readonly Source[]): Finding[] {
  const files = new Map(
    codeWithPages(sources).map((source) => [source.path, source]),
  );
  const findings: Finding[] = [];
  const reported = new Set<string>();
  for (const start of [...files.keys()].sort()) {
    if (reported.has(start)) continue;
    const path = shortestCycle(start, files);
    const source = files.get(start);
    if (path === undefined || source === undefined) continue;
    for (const member of path) reported.add(member);
    const next = path[1] ?? start;
    const entry = importsOf(source).find(({ target }) => target === next);
    if (entry === undefined) continue;
    const advice = `move what both need into a file of its own: ${path.join(" → ")} → ${start}`;
    findings.push(found(source, entry, "no-cycles", advice));
  }
  return findings;
}

function shortestCycle(
  start: string,
  files: Map<string, Source>,
): string[] | undefined {
  const came_from = new Map<string, string>();
  const queue = [start];
  for (const path of queue) {
    const source = files.get(path);
    for (const { target } of source === undefined ? [] : importsOf(source)) {
      if (target === start) return trail(path, start, came_from);
      if (target === undefined || came_from.has(target)) continue;
      if (!files.has(target)) continue;
      came_from.set(target, path);
      queue.push(target);
    }
  }
  return undefined;
}

function trail(
  last: string,
  start: string,
  came_from: Map<string, string>,
): string[] {
  const path = [last];
  for (let at = last; at !== start;) {
    at = came_from.get(at) ?? start;
    path.unshift(at);
  }
  return path;
}

function unlistedModule(source: Source): Finding[] {
  const area = areaOf(source.path);
  if (!area.startsWith("modules/") || tierOf(area) !== -1) return [];
  const advice = `put the file into one of the modules ${MODULES.join(", ")}, or give the new module its place in that list`;
  return [{ path: source.path, line: 1, rule: "tier-order", advice }];
}

function tierAdvice(path: string, target = ""): string | undefined {
  const from = areaOf(path);
  const to = areaOf(target);
  if (target === "" || from === to || from === "tests") return undefined;
  if (to === "tests") return harnessAdvice(path, target);
  if (to === "src") {
    return "nothing but src and tests imports src: take what you need as an argument";
  }
  if (from === "src") return undefined;
  if (from === "db") return "db imports nothing of ours: hand it in";
  if (to === "root") {
    return `only src and tests import ${target}: take what you need as an argument`;
  }
  if (from === "modules/kernel") {
    return "kernel imports nothing of ours: hand it in";
  }
  if (to === "db" || tierOf(to) < tierOf(from)) return undefined;
  return isTestFile(path)
    ? `${to} is not above ${from}: reach it through the harness in tests/`
    : `${to} is not above ${from}: let the news go up through a row or a job, or hand a function in`;
}

function harnessAdvice(path: string, target: string): string | undefined {
  if (!isTestFile(path)) {
    return "product code does not know its tests: move the helper out of tests/";
  }
  return NO_HARNESS.test(target)
    ? `${target} is a test of its own: share through tests/harness.ts or tests/factory.ts`
    : undefined;
}

function doorAdvice(
  importer: string,
  target: string | undefined,
  paths: ReadonlySet<string>,
): string | undefined {
  if (target === undefined) return undefined;
  const path = importer.replace(/^tests\/(?=modules\/)/, "");
  const [, helped] = /^tests\/(modules\/[^/]+\/)/.exec(target) ?? [];
  if (helped !== undefined && !path.startsWith(helped)) {
    return `only tests of ${helped} use ${target}: share through another file of tests/`;
  }
  const is_db_door = DB_DOORS.includes(target);
  if (is_db_door && areaOf(path) !== "db") return undefined;
  for (const folder of foldersOf(target)) {
    const door = `${folder}/mod.ts`;
    const is_inside = path.startsWith(`${folder}/`);
    if (is_inside && target === door && !isTestFile(path)) {
      return "import the sibling itself, not the door of the folder you are in";
    }
    const is_module = /^modules\/[^/]+$/.test(folder);
    if (is_inside || !(is_module || paths.has(door))) continue;
    return target === door ? undefined : `import ${door} instead of ${target}`;
  }
  return undefined;
}

/** The folders above a file, outermost first. */
function foldersOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

function tierOf(area: string): number {
  return (MODULES as readonly string[]).indexOf(area.replace("modules/", ""));
}

function isTestFile(path: string): boolean {
  return isTest(path) && !path.startsWith("tests/");
}

function found(
  source: Source,
  entry: Import,
  rule: string,
  advice: string,
): Finding {
  return { path: source.path, line: entry.line, rule, advice };
}
