// Reference pages are looked up, not read: one wrong name there costs somebody an afternoon. What
// they list is what the program knows, and what any page mentions is there.
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { SETTINGS } from "../../src/config.ts";
import { APP_ROUTES } from "../api_document.ts";
import { DOCS, page, productSources, ROOT, tableRows } from "../doc_pages.ts";

const MAIN = join(ROOT, "src", "main.ts");
/** Answered before the app, which doesn't know them. */
const LINK_ROUTES = ["GET /c/{slug}", "POST /c/{slug}/beacon"];

describe("the pages", () => {
  test("list every setting as the program knows it, and no other", () => {
    const rows = tableRows(page("docs/reference/settings.md"));
    expect(rows).toEqual(
      SETTINGS.map(({ name, description, allowed }) => [
        name,
        description,
        allowed,
      ]),
    );
    const example = [...page(".env.example").matchAll(/^# ([A-Z_]+)=/gm)];
    expect(example.map(([, name]) => name)).toEqual(
      SETTINGS.map(({ name }) => name),
    );
  });

  test("name each secret once where they say how it is read from a file", () => {
    const secrets = SETTINGS.filter((setting) => "secret" in setting);
    const settings = page("docs/reference/settings.md");
    const listed = /A secret \(([^)]*)\)[^.]*_FILE/.exec(settings)?.[1] ?? "";
    const names: string[] = secrets.map(({ name }) => name);
    expect([...(listed.match(/[A-Z_]{3,}/g) ?? [])]).toEqual(names);
  });

  test("list every command as the program lists it", () => {
    const help = Bun.spawnSync([process.execPath, MAIN, "help"]);
    const listed = [
      ...help.stdout.toString().matchAll(/^ {2}(\S+) +(.*)$/gm),
    ].map(([, name = "", does = ""]) => [name, does]);
    const rows = tableRows(page("docs/reference/commands.md"));
    expect(rows).toEqual(listed);
  });

  test("run every command in a block, or print it as the way to start", () => {
    const rows = tableRows(page("docs/reference/commands.md"));
    const blocks = DOCS.flatMap((name) =>
      [...page(name).matchAll(/^```(?:sh|console)\n(.*?)^```$/gms)].map(
        ([, text = ""]) => text,
      ),
    ).join("\n");
    const unused = rows
      .map(([name = ""]) => name)
      .filter((name) => !new RegExp(`tallyho ${name}\\b`).test(blocks));
    expect(unused).toEqual([]);
  });

  test("print only commands of the shell that work here", () => {
    const { scripts } = JSON.parse(page("package.json")) as {
      scripts: Record<string, string>;
    };
    const version = /^FROM \S*bun:([\d.]+)/m.exec(page("Dockerfile"))?.[1];
    const lines = DOCS.flatMap((name) =>
      [...page(name).matchAll(/^```console\n(.*?)^```$/gms)].flatMap(
        ([, text = ""]) => text.trim().replaceAll("\\\n", "").split("\n"),
      ),
    );
    const wrong = lines.filter((line) => {
      const [, bun, script = ""] =
        /^(?:[A-Z_]+=\S+ )*npx -y bun@([\d.]+) (?:run )?(\w+)/.exec(line) ?? [];
      if (bun !== undefined) return bun !== version || !(script in scripts);
      const known =
        /^(?:(?:[A-Z_]+=\S+ )*\.\/dist\/tallyho (?:serve|backup|restore|archive|report|drain) ?.*|docker (?:build|run) .*|tar xf \S+\.tar|cat tables\/\w+\/\*\.zst \| zstd -d)$/;
      return !known.test(line);
    });
    expect(wrong).toEqual([]);
    expect(lines.length).toBeGreaterThan(5);
  });

  test("name no request that no route answers", () => {
    const routes = [
      ...LINK_ROUTES,
      ...APP_ROUTES.map(({ method, path }) => `${method} ${path}`),
    ].map(withoutNames);
    const named = DOCS.flatMap((name) =>
      [
        ...page(name).matchAll(
          /`((?:GET|POST|PUT|PATCH|DELETE) \/[^\s`?]*)[^`]*`/g,
        ),
      ].map(([, request = ""]) => withoutNames(request)),
    );
    const isAnswered = (request: string) =>
      routes.some((route) => isSame(route.split("/"), request.split("/")));
    expect(named.filter((request) => !isAnswered(request))).toEqual([]);
    expect(named.length).toBeGreaterThan(10);
  });

  test("list every code that a caller can be given", () => {
    const codes = new Set(productSources().flatMap(codesIn));
    const listed = new Set(
      [...page("docs/reference/codes.md").matchAll(/`([a-z_]+)`/g)].map(
        ([, code]) => code,
      ),
    );
    expect(codes.size).toBeGreaterThan(80);
    expect([...codes].filter((code) => !listed.has(code))).toEqual([]);
  });

  test("explain only words in the glossary that the program uses", () => {
    const sources = productSources()
      .map(({ text }) => text)
      .join("\n");
    const words = [
      ...page("docs/reference/glossary.md").matchAll(/`\{?([a-z_]+)\}?`/g),
    ].map(([, word = ""]) => word);
    const unknown = words.filter(
      (word) => !new RegExp(`["']${word}["']`).test(sources),
    );
    expect(unknown).toEqual([]);
    expect(words.length).toBeGreaterThan(8);
  });
});

/** A request with its path's parameters unnamed: `:id`, `{id}` and values look the same. */
function withoutNames(request: string): string {
  return request
    .replace(/^ALL /, "GET ")
    .replace(/:\w+|\{\w+\}|(?<=periods\/)\d{4}-\d\d/g, "*");
}

/** Whether two paths match, of which either may leave a segment open. */
function isSame(a: readonly string[], b: readonly string[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, at) => one === b[at] || one === "*" || b[at] === "*")
  );
}

function codesIn({ path, text }: { path: string; text: string }): string[] {
  const is_refusals = path.endsWith("sources/codes.ts");
  const found = is_refusals
    ? [...text.matchAll(/^ {2}([a-z_]+): [45]\d\d,$/gm)]
    : [...text.matchAll(/new Problem\(\s*\d+,\s*"([a-z_]+)"/g)];
  const of_templates = [...text.matchAll(/TemplateCode =([^;]*);/g)].flatMap(
    ([, union = ""]) => [...union.matchAll(/"([a-z_]+)"/g)],
  );
  return [...found, ...of_templates].map(([, code = ""]) => code);
}
