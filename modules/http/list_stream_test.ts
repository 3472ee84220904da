// A whole list is more than fits into memory, and its reader slower than the
// database, or gone: pages are read as fast as they are taken, and no more.
import { afterAll, expect, test } from "bun:test";
import { connect } from "node:net";
import { Type } from "@sinclair/typebox";
import { listResponse } from "./list_stream.ts";

const ROWS = [Type.Object({ id: Type.Integer(), text: Type.String() })];
const WIDE = "x".repeat(10_000);
const PAGE_ROWS = 20;
const PAGES = 200;

/** A list of `PAGES` pages of 200 kB; `/cut` fails after two. */
class Pages {
  asked = 0;

  read(cursor: string, is_cut: boolean) {
    this.asked++;
    if (is_cut && this.asked > 2) throw new Error("the session has ended");
    const from = Number(cursor);
    return {
      data: Array.from({ length: PAGE_ROWS }, (_, at) => ({
        id: from + at,
        text: WIDE,
      })),
      next_cursor:
        from + PAGE_ROWS < PAGES * PAGE_ROWS ? `${from + PAGE_ROWS}` : null,
    };
  }
}

let pages = new Pages();
const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch({ url }) {
    const is_cut = url.endsWith("/cut");
    const current = pages;
    return listResponse({
      format: "ndjson",
      name: "rows",
      rows: ROWS,
      first: current.read("0", is_cut),
      next: async (cursor) => current.read(cursor, is_cut),
    });
  },
});
afterAll(() => server.stop(true));

test("all rows come, in order", async () => {
  pages = new Pages();
  const text = await (await fetch(server.url)).text();
  const ids = text
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { id: number }).id);
  expect(ids).toEqual(Array.from({ length: PAGES * PAGE_ROWS }, (_, at) => at));
  expect(pages.asked).toBe(PAGES);
});

test("a list that can't be read to its end is no whole answer", async () => {
  pages = new Pages();
  const response = await fetch(new URL("/cut", server.url));
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow();
});

test("a reader who stops, and leaves, has few pages read", async () => {
  pages = new Pages();
  const { port = 0, hostname = "" } = server;
  const reader = connect(port, hostname);
  const closed = new Promise<void>((resolve) => {
    reader.on("close", () => resolve());
  });
  reader.on("error", () => {});
  reader.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
  await new Promise<void>((resolve) => {
    reader.once("readable", () => resolve());
  });
  // Nothing is read: another whole list goes through meanwhile.
  const other = pages;
  pages = new Pages();
  await (await fetch(server.url)).text();
  expect(other.asked).toBeLessThan(PAGES / 2);
  reader.destroy();
  await closed;
  pages = new Pages();
  await (await fetch(server.url)).text();
  const asked = other.asked;
  pages = new Pages();
  await (await fetch(server.url)).text();
  expect(other.asked).toBe(asked);
  expect(asked).toBeLessThan(PAGES / 2);
});

test("CSV begins with the columns, nested values are JSON, absent ones empty", async () => {
  const response = listResponse({
    format: "csv",
    name: "rows",
    rows: [
      Type.Object({
        id: Type.Integer(),
        text: Type.String(),
        more: Type.Object({}),
        at: Type.Optional(Type.Null()),
        paused: Type.Boolean(),
      }),
    ],
    first: {
      data: [
        { id: 1, text: "=1+1", more: { a: [1, 'b"'] }, at: null, paused: true },
        { id: 2, text: "a,b\r\nc", more: {}, paused: false },
      ],
      next_cursor: null,
    },
    next: () => Promise.reject(new Error("there is one page")),
  });
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(response.headers.get("content-disposition")).toBe(
    'attachment; filename="rows.csv"',
  );
  expect(await response.text()).toBe(
    "id,text,more,at,paused\r\n" +
      `1,"'=1+1","{""a"":[1,""b\\""""]}",,true\r\n` +
      '2,"a,b\r\nc",{},,false\r\n',
  );
});
