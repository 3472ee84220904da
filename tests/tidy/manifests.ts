import type { Finding, Source } from "./source.ts";
import { findingAt, lineAt } from "./source.ts";
import { viewsOf } from "./views.ts";

const CONFIG = "src/config.ts";
/** Settings that have a file of their own, which `CONFIG` takes in. */
const SETTINGS = /^src\/\w+_settings\.ts$/;
const EXAMPLE = ".env.example";
const EXACT =
  /^(?:npm:(?:@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(?:-[\w.-]+)?(?:\+[\w.-]+)?$/;
const VERSION_TABLES = [
  "dependencies",
  "devDependencies",
  "optionalDependencies",
  "peerDependencies",
  "overrides",
];

function settingsIn(source: Source): Map<string, number> {
  const names = /\bname:\s*"([A-Z][A-Z0-9_]*)"/g;
  return namesIn(source.text, viewsOf(source).uncommented.matchAll(names));
}

/** The example settings list each setting exactly once, and no others. */
export function settingsListed(sources: readonly Source[]): Finding[] {
  const config = sources.find(({ path }) => path === CONFIG);
  if (config === undefined) return [];
  const settings = new Map(
    sources
      .filter(({ path }) => path === CONFIG || SETTINGS.test(path))
      .flatMap((source) => [...settingsIn(source)]),
  );
  const example = sources.find(({ path }) => path === EXAMPLE);
  if (settings.size === 0 || example === undefined) {
    const advice =
      example === undefined
        ? `write ${EXAMPLE} with a line "# NAME=" for each setting of ${CONFIG}`
        : `list the settings as { name: "NAME", … } in ${CONFIG}`;
    const path = example === undefined ? EXAMPLE : CONFIG;
    return [{ path, line: 1, rule: "settings-listed", advice }];
  }
  const findings: Finding[] = [];
  const listed = new Set<string>();
  for (const found of example.text.matchAll(
    /^[ \t]*#?[ \t]*([A-Z][A-Z0-9_]*)=/gm,
  )) {
    const name = found[1] ?? "";
    const advice = listed.has(name)
      ? `list ${name} once`
      : `take ${name} out: ${CONFIG} has no such setting`;
    if (listed.has(name) || !settings.has(name)) {
      findings.push(
        findingAt(
          example,
          found.index + found[0].length,
          "settings-listed",
          advice,
        ),
      );
    }
    listed.add(name);
  }
  for (const [name, line] of settings) {
    if (listed.has(name)) continue;
    const advice = `add "# ${name}=" to ${EXAMPLE}`;
    findings.push({ path: CONFIG, line, rule: "settings-listed", advice });
  }
  return findings;
}

/** Dependencies have exact versions, so that installs are reproducible. */
export function exactVersions(sources: readonly Source[]): Finding[] {
  const manifest = sources.find(({ path }) => path === "package.json");
  if (manifest === undefined) return [];
  const parsed = JSON.parse(manifest.text) as Record<string, unknown>;
  return VERSION_TABLES.flatMap((table) => versionsIn(parsed[table]))
    .filter(([, version]) => !EXACT.test(version))
    .map(([name, version]) => {
      const entry = new RegExp(
        `"${RegExp.escape(name)}"\\s*:\\s*"${RegExp.escape(version)}"`,
      );
      const offset = Math.max(0, manifest.text.search(entry));
      const advice = `pin ${name} to one version, not "${version}"`;
      return findingAt(manifest, offset, "exact-versions", advice);
    });
}

function versionsIn(table: unknown): [string, string][] {
  if (typeof table !== "object" || table === null) return [];
  return Object.entries(table).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" ? [[name, value]] : versionsIn(value),
  );
}

function namesIn(
  text: string,
  matches: Iterable<RegExpExecArray>,
): Map<string, number> {
  const names = new Map<string, number>();
  for (const found of matches) {
    names.set(found[1] ?? "", lineAt(text, found.index));
  }
  return names;
}
