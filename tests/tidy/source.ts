/** One text file of the repository; `path` is relative to its root, with forward slashes. */
export interface Source {
  path: string;
  text: string;
}

/** One place that breaks a rule, and what to do instead. */
export interface Finding {
  path: string;
  line: number;
  rule: string;
  advice: string;
}

/** Reads a list of sources and names what breaks one rule; touches nothing else. */
export type Check = (sources: readonly Source[]) => Finding[];

/** The modules, each of which may import only those before it. */
export const MODULES = [
  "kernel",
  "http",
  "scheduler",
  "access",
  "campaigns",
  "clicks",
  "sources",
  "payouts",
  "deliveries",
  "conversions",
  "postbacks",
  "reconciliation",
  "reports",
] as const;

/** A finding at an offset of a source's text. */
export function findingAt(
  source: Source,
  offset: number,
  rule: string,
  advice: string,
): Finding {
  return { path: source.path, line: lineAt(source.text, offset), rule, advice };
}

/** The line, from 1, in which an offset lies. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  let at = text.indexOf("\n");
  while (at !== -1 && at < offset) {
    line += 1;
    at = text.indexOf("\n", at + 1);
  }
  return line;
}

/** A finding as a person reads it. */
export function describeFinding(finding: Finding): string {
  return `${finding.path}:${finding.line}: ${finding.rule}: ${finding.advice}`;
}

/** Which part of the tree a path is in: `src`, `db`, `tests`, `modules/<name>`, or `root` for the rest. */
export function areaOf(path: string): string {
  const [top = "", second = ""] = path.split("/");
  if (top === "modules") return `modules/${second}`;
  return top === "src" || top === "db" || top === "tests" ? top : "root";
}

/** Whether a file is a test or part of the tests' own machinery; a `_fixture.ts` is what the tests beside it share. */
export function isTest(path: string): boolean {
  return path.startsWith("tests/") || /_(?:test|fixture)\.ts$/.test(path);
}

/** The TypeScript files of `src/`, `modules/`, `db/` and `tests/`. */
export function ownCode(sources: readonly Source[]): Source[] {
  return sources.filter(
    ({ path }) => path.endsWith(".ts") && areaOf(path) !== "root",
  );
}
