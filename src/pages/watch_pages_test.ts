import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pageRoutes } from "./page_routes.ts";
import { watchPages } from "./watch_pages.ts";
import type { WatchedPages } from "./watch_pages.ts";

const folder = mkdtempSync(join(tmpdir(), "tallyho-watched-"));
const write = (script: string) =>
  writeFileSync(join(folder, "main.tsx"), `import "./a.css";\n${script}`);
writeFileSync(join(folder, "a.css"), "main { margin: 0 }");
write('document.title = "one";');

const logged: string[] = [];
const pages = watchPages((line) => logged.push(line), folder);
afterAll(() => {
  pages.close();
  rmSync(folder, { recursive: true });
});

test("pages are made anew after a save, and say so to who shows them", async () => {
  expect(await scriptOf(pages)).toContain("one");
  const routes = pageRoutes({ pages });
  const stream = await routes.handle(
    new Request("http://tracker.example/assets/-/changes"),
  );
  expect(stream.headers.get("content-type")).toContain("text/event-stream");
  const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
  expect(textOf(await reader.read())).toBe(": watched\n\n");
  write('document.title = "two";');
  expect(textOf(await reader.read())).toBe("data: saved\n\n");
  expect(await scriptOf(pages)).toContain("two");
  await reader.cancel();
});

test("what can't be bundled leaves the pages as they were, and is logged", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = pages.onChange(resolve);
  write("document.title = ;");
  await promise;
  end();
  expect(await scriptOf(pages)).toContain("two");
  expect(logged.join("\n")).toContain("can't be bundled");
});

async function scriptOf({ load }: WatchedPages): Promise<string> {
  const assets = await load();
  const html = await assets.page(new Request("http://a.example/app")).text();
  const name = /src="\/assets\/([^"]+)"/.exec(html)?.[1] ?? "";
  const file = assets.file(new Request(`http://a.example/${name}`), name);
  return (await file?.text()) ?? "";
}

function textOf({ value }: { value?: Uint8Array | undefined }): string {
  return new TextDecoder().decode(value);
}
