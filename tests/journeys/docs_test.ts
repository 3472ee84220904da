// A reader's first hour is spent with these pages: their output must be what really happens, and
// what they name must exist.
import { afterAll, describe, expect, test } from "bun:test";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PROGRAM } from "../program.ts";
import { DOCS, page, pagesIn, productSources, ROOT } from "../doc_pages.ts";

const LISTENS = /^Tallyho listens on (http\S+)$/m;
const EXPECTED = "# → ";
const TOUR_TIMEOUT_MS = 300_000;

const README = page("README.md");
/** The tour first, then the pages that use its ids in the same shell. */
const WALKED = [
  "README.md",
  ...pagesIn("docs/guide"),
  "docs/reference/api.md",
  "docs/reference/commands.md",
];
const BLOCKS = WALKED.flatMap((name) =>
  [...page(name).matchAll(/^```sh\n(.*?)^```$/gms)].map(
    ([, text = ""], index) => ({ place: `${name}, block ${index + 1}`, text }),
  ),
);
const base = mkdtempSync(join(tmpdir(), "tallyho-readme-"));
// Root's Postgres runs as another user, who must be able to enter.
chmodSync(base, 0o755);
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe("the tour and the guides", () => {
  test(
    "prints what it says it prints",
    async () => {
      const data_dir = join(base, "data");
      const tracker = await startAsPrinted(data_dir);
      try {
        const output = await runTour({ url: tracker.url, data_dir });
        const wrong = BLOCKS.flatMap(({ place, text }, index) => {
          const missing = missingIn(text, output[index]);
          return missing.length === 0
            ? []
            : [{ place, missing, printed: output[index] }];
        });
        expect(wrong).toEqual([]);
        expect(output).toHaveLength(BLOCKS.length);
      } finally {
        await tracker.stop();
      }
    },
    TOUR_TIMEOUT_MS,
  );

  test("run the program by the name that the package gives it", async () => {
    const run = ["run", "--silent", "tallyho", "version"];
    const named = Bun.spawn([process.execPath, ...run], { cwd: ROOT });
    expect(await named.stdout.text()).toMatch(/^tallyho 0\./);
  });

  test("says of every block what it prints", () => {
    expect(BLOCKS.length).toBeGreaterThan(20);
    for (const { text } of BLOCKS) expect(text).toContain(EXPECTED);
  });

  test("would be caught printing something else", () => {
    const block = '# → HTTP/1.1 302 Found\n# → {"id":…,"ok":true}\n';
    const right = 'HTTP/1.1 302 Found\r\nDate: now\r\n{"id":7,"ok":true}\n';
    expect(missingIn(block, right)).toEqual([]);
    const wrong = 'HTTP/1.1 200 OK\n{"id":7,"ok":true} and more\n';
    expect(missingIn(block, wrong)).toHaveLength(2);
    const reversed = '{"id":7,"ok":true}\nHTTP/1.1 302 Found\n';
    expect(missingIn(block, reversed)).toEqual(['{"id":…,"ok":true}']);
    expect(missingIn(block, undefined)).toHaveLength(2);
  });
});

/** Paths of the product's code, with that of the pages. */
const CODE = [
  ...productSources().map(({ path }) => path),
  ...new Bun.Glob("web/**/*.{ts,tsx}").scanSync({ cwd: ROOT }),
];

describe("the pages", () => {
  test("name no file that is not there", () => {
    const named = DOCS.flatMap((name) => [
      ...page(name).matchAll(/`([\w./-]+(?:\.(?:ts|md|sql)|\/)|Dockerfile)`/g),
    ]);
    const missing = named
      .map(([, path = ""]) => path)
      .filter((path) => !path.startsWith("/") && !isThere(path));
    expect(missing).toEqual([]);
    expect(named.length).toBeGreaterThan(10);
  });

  test("link to pages and headings that are there", () => {
    const links = DOCS.flatMap((from) =>
      [...page(from).matchAll(/\]\(([^)#\s]*)(?:#([\w-]+))?\)/g)]
        .filter(([, path = ""]) => !/^https?:/.test(path))
        .map(([, path = "", heading]) => {
          const to = path === "" ? from : join(dirname(from), path);
          return { from, to, heading };
        }),
    );
    const broken = links.filter(
      ({ to, heading }) =>
        !existsSync(join(ROOT, to)) ||
        (heading !== undefined && !headingsOf(page(to)).includes(heading)),
    );
    expect(broken).toEqual([]);
    expect(links.length).toBeGreaterThan(20);
  });
});

/** Anchors of a page's headings. */
function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, "")
      .replaceAll(" ", "-"),
  );
}

/** Expected lines of a block that its output lacks, in order. */
function missingIn(block: string, output: string | undefined): string[] {
  const expected = block
    .split("\n")
    .filter((line) => line.startsWith(EXPECTED))
    .map((line) => line.slice(EXPECTED.length));
  let rest = (output ?? "").split(/\r?\n/);
  return expected.filter((line) => {
    const pattern = line.split("…").map(RegExp.escape).join(".*");
    const at = rest.findIndex((said) => RegExp(`^${pattern}$`).test(said));
    if (at >= 0) rest = rest.slice(at + 1);
    return at < 0;
  });
}

/** Starts the tracker with the settings of the tour's own start command. */
async function startAsPrinted(data_dir: string) {
  const [, settings = ""] =
    /^((?:[A-Z_]+=\S+ )+)npx -y bun@\S+ start$/m.exec(README) ?? [];
  const printed = settings
    .trim()
    .split(" ")
    .map((pair) => pair.split("="));
  const child = Bun.spawn([process.execPath, PROGRAM, "serve"], {
    env: {
      PATH: process.env.PATH ?? "",
      ...(Object.fromEntries(printed) as Record<string, string>),
      TALLYHO_DATA_DIR: data_dir,
      PORT: "0",
    },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const stderr = child.stderr.text();
  const decoder = new TextDecoder();
  const listening = Promise.withResolvers<string>();
  const read = async () => {
    let text = "";
    for await (const bytes of child.stdout) {
      text += decoder.decode(bytes, { stream: true });
      const url = LISTENS.exec(text)?.[1];
      if (url !== undefined) listening.resolve(url);
    }
    listening.reject(new Error(`It ended: ${text}${await stderr}`));
  };
  const reading = read();
  const url = await listening.promise;
  const stop = async () => {
    child.kill();
    await child.exited;
    await reading;
  };
  return { url, stop };
}

/**
 * A directory with a `bun` whose `run --silent tallyho` is the bundled program, which starts in half
 * the time.
 */
function quickPrograms(): string {
  const directory = join(base, "bin");
  mkdirSync(directory);
  const script = `#!/bin/sh
case "$1 $2 $3" in
"run --silent tallyho") shift 3; exec '${process.execPath}' '${PROGRAM}' "$@" ;;
*) exec '${process.execPath}' "$@" ;;
esac
`;
  writeFileSync(join(directory, "bun"), script, { mode: 0o755 });
  return directory;
}

/**
 * Runs the blocks in one shell, which exits at the first failing command, and returns each one's
 * output.
 */
async function runTour(input: { url: string; data_dir: string }) {
  const marker = `end of block ${crypto.randomUUID()}`;
  const script = [
    "set -eu -o pipefail",
    ...BLOCKS.map(({ text }) => text),
  ].join(`\nprintf '\\n%s\\n' '${marker}'\n`);
  const child = Bun.spawn(["bash", "-c", `${script}\n`], {
    env: {
      PATH: `${quickPrograms()}:${process.env.PATH ?? ""}`,
      TALLYHO: input.url,
      PORT: new URL(input.url).port,
      TALLYHO_DATA_DIR: input.data_dir,
    },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    signal: AbortSignal.timeout(TOUR_TIMEOUT_MS),
  });
  const stderr = child.stderr.text();
  const stdout = await child.stdout.text();
  const exit_code = await child.exited;
  expect({ exit_code, stderr: await stderr }).toEqual({
    exit_code: 0,
    stderr: "",
  });
  return stdout.split(`\n${marker}\n`).slice(1);
}

/** Whether a path exists in the repository, or is the end of a product file's path. */
function isThere(path: string): boolean {
  if (existsSync(join(ROOT, path))) return true;
  return CODE.some((source) =>
    path.endsWith("/")
      ? source.includes(`/${path}`)
      : source.endsWith(`/${path}`),
  );
}
