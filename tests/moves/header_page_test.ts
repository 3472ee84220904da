import { expect, test } from "bun:test";
import { moveFile, rowsOf } from "./moved_rows.ts";

/** The rows of the guide's table of our own columns. */
async function documented(): Promise<Map<string, string>> {
  const page = await Bun.file("docs/guide/moving-in.md").text();
  const own = page.slice(page.indexOf("### Our own tables"));
  const rows = own.matchAll(/^\| `([a-z]+)` +\| `([a-z0-9_,]+)` +\|$/gm);
  return new Map(
    [...rows].map(([, name = "", columns = ""]) => [name, columns]),
  );
}

test("the guide's headers are read without a column left over", async () => {
  const headers = await documented();
  expect(headers.size).toBe(14);
  for (const [name, header] of headers) {
    const rows = await rowsOf("csv", [moveFile(`${name}.csv`, `${header}\n`)]);
    expect(rows).toEqual([]);
    const file = moveFile(`${name}.csv`, `${header},shoe_size\n`);
    const [left] = await rowsOf("csv", [file]);
    expect(left!.thing).toMatchObject({
      kind: "skipped",
      reason: expect.stringContaining("left behind: shoe_size") as string,
    });
  }
});
