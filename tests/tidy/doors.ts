import { exportedNames, importsOf } from "./import_list.ts";
import type { Finding, Source } from "./source.ts";
import { areaOf, findingAt, isTest, MODULES, ownCode } from "./source.ts";
import { viewsOf } from "./views.ts";

const DOOR_NAMES_MAX = 24;
/**
 * Tables, pure values, route helpers and the vocabulary of postbacks are used by
 * name from everywhere: these doors may be wide.
 */
const WIDE_DOORS = [
  "db/schema/mod.ts",
  "modules/kernel/mod.ts",
  "modules/http/mod.ts",
  "modules/sources/mod.ts",
];
const ENTRY_POINTS = ["src/main.ts", "src/build.ts"];

/** A door has a header, names its exports, and has no code of its own. */
export function doorShape(sources: readonly Source[]): Finding[] {
  const missing = MODULES.flatMap((name) => {
    const inside = sources.filter(
      ({ path }) => areaOf(path) === `modules/${name}` && path.endsWith(".ts"),
    );
    const door = `modules/${name}/mod.ts`;
    if (inside.length === 0 || inside.some(({ path }) => path === door)) {
      return [];
    }
    const advice = "give the module a door: a header and explicit exports";
    return [{ path: door, line: 1, rule: "door-shape", advice }];
  });
  return [...missing, ...doorsOf(sources).flatMap(shapeOfDoor)];
}

/** A door with very many values should be two modules; types belong to signatures. */
export function doorWidth(sources: readonly Source[]): Finding[] {
  return doorsOf(sources)
    .filter(({ path }) => !WIDE_DOORS.includes(path))
    .flatMap((door) => {
      const names = exportedNames(door).filter(({ is_type }) => !is_type);
      const first_over = names[DOOR_NAMES_MAX];
      if (first_over === undefined) return [];
      const advice = `give out fewer than ${names.length} names: at most ${DOOR_NAMES_MAX}; offer what callers want done, not the parts`;
      return [
        { path: door.path, line: first_over.line, rule: "door-width", advice },
      ];
    });
}

/** Every exported value is used outside the module; types belong to signatures. */
export function doorUse(sources: readonly Source[]): Finding[] {
  const code = ownCode(sources);
  return doorsOf(sources).flatMap((door) => {
    const inside = door.path.slice(0, -"mod.ts".length);
    const uses = code
      .filter(({ path }) => !path.startsWith(inside))
      .flatMap((source) => importsOf(source))
      .filter(({ target }) => target === door.path);
    if (uses.some(({ is_whole }) => is_whole)) return [];
    const used = new Set(
      uses.flatMap(({ names }) => names.map(({ name }) => name)),
    );
    return exportedNames(door)
      .filter(({ name, is_type }) => !is_type && !used.has(name))
      .map(({ name, line }) => {
        const advice = `narrow the door: nobody outside imports ${name}`;
        return { path: door.path, line, rule: "door-use", advice };
      });
  });
}

/**
 * Every product file is imported by another one; a file imported only by tests is
 * dead.
 */
export function deadFiles(sources: readonly Source[]): Finding[] {
  const alive = new Set(
    sources
      .filter(({ path }) => !isTest(path))
      .flatMap((source) =>
        importsOf(source)
          .map(({ target }) => target)
          .filter((target) => target !== source.path),
      ),
  );
  return ownCode(sources)
    .filter(({ path }) => !isTest(path) && !/(?:\/mod|\.d)\.ts$/.test(path))
    .filter(({ path }) => !ENTRY_POINTS.includes(path) && !alive.has(path))
    .map(({ path }) => {
      const advice = "import it where it is needed, or delete it";
      return { path, line: 1, rule: "dead-files", advice };
    });
}

function shapeOfDoor(door: Source): Finding[] {
  const findings: Finding[] = [];
  const { code } = viewsOf(door);
  const header = /^\s*\/\*\*[\s\S]*?\*\//.exec(door.text)?.[0] ?? "";
  if (!/@module\b/.test(header)) {
    const advice =
      "begin with a JSDoc header: what the folder owns, one usage line, @module";
    findings.push(findingAt(door, 0, "door-shape", advice));
  }
  for (const { index } of code.matchAll(/\bexport\s+(?:type\s+)?\*/g)) {
    const advice = "name each export: a star hides how wide the door is";
    findings.push(findingAt(door, index, "door-shape", advice));
  }
  const rest = code.replace(
    /\b(?:import|export)\b(?:(?!\b(?:import|export)\b)[\s\w$,{}*])*?(?:\bfrom\s*)?(?:"\s*"|'\s*'|(?<=\})(?!\s*from\b));?/g,
    (statement) => statement.replace(/[^\n]/g, " "),
  );
  const logic = rest.search(/[^\s;]/);
  if (logic !== -1) {
    const advice =
      "move it into a file of its own: a door only names what others export";
    findings.push(findingAt(door, logic, "door-shape", advice));
  }
  return findings;
}

function doorsOf(sources: readonly Source[]): Source[] {
  return ownCode(sources).filter(
    ({ path }) => path.endsWith("/mod.ts") && !path.startsWith("tests/"),
  );
}
