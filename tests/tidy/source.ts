/**
 * A text file of the repository; `path` is relative to its root, with forward
 * slashes.
 */
export interface Source {
  path: string;
  text: string;
}

/** A violation of a rule, and how to fix it. */
export interface Finding {
  path: string;
  line: number;
  rule: string;
  advice: string;
}

/** Checks sources for violations of one rule, without side effects. */
export type Check = (sources: readonly Source[]) => Finding[];

/** The modules; each may import only earlier ones. */
export const MODULES = [
  "kernel",
  "http",
  "scheduler",
  "access",
  "audit",
  "notices",
  "campaigns",
  "rollups",
  "clicks",
  "sign_up",
  "sources",
  "payouts",
  "deliveries",
  "risk",
  "conversions",
  "postbacks",
  "investigation",
  "reconciliation",
  "moves",
  "reports",
  "saved_reports",
  "trace",
  "bells",
  "shadow",
] as const;

/** Makes a finding at an offset of a source's text. */
export function findingAt(
  source: Source,
  offset: number,
  rule: string,
  advice: string,
): Finding {
  return { path: source.path, line: lineAt(source.text, offset), rule, advice };
}

/** The line number (from 1) of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  let at = text.indexOf("\n");
  while (at !== -1 && at < offset) {
    line += 1;
    at = text.indexOf("\n", at + 1);
  }
  return line;
}

/** Renders a finding for people. */
export function describeFinding(finding: Finding): string {
  return `${finding.path}:${finding.line}: ${finding.rule}: ${finding.advice}`;
}

/**
 * The area of a path: `src`, `db`, `tests`, `modules/<name>`, or `root` for the
 * rest.
 */
export function areaOf(path: string): string {
  const [top = "", second = ""] = path.split("/");
  if (top === "modules") return `modules/${second}`;
  return top === "src" || top === "db" || top === "tests" ? top : "root";
}

/** Whether a file is a test or test infrastructure. */
export function isTest(path: string): boolean {
  return path.startsWith("tests/") || path.endsWith("_test.ts");
}

/** The TypeScript files of `src/`, `modules/`, `db/` and `tests/`. */
export function ownCode(sources: readonly Source[]): Source[] {
  return sources.filter(
    ({ path }) => path.endsWith(".ts") && areaOf(path) !== "root",
  );
}

/** The same, and the pages of `web/`. */
export function codeWithPages(sources: readonly Source[]): Source[] {
  const pages = sources.filter(({ path }) => /^web\/.*\.tsx?$/.test(path));
  return [...ownCode(sources), ...pages];
}
