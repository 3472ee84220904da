// People take lists into spreadsheets and programs read them line by line: every list is sent whole as
// CSV or NDJSON, with the same rows that its pages have, and a part of it is never taken for the whole.
import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { ADMIN_TOKEN, serviceForFile } from "../harness.ts";
import { ListWorld } from "../list_world.ts";
import type { ListRow } from "../list_world.ts";

const service = await serviceForFile();
const { api } = service;
const world = await ListWorld.open(service);
const authorization = `Bearer ${ADMIN_TOKEN}`;

async function whole(path: string, accept: string, method = "GET") {
  const answer = await api.fetch<{ text: string }>(`/api/v1${path}`, {
    method,
    headers: { authorization, accept },
  });
  return { ...answer, text: answer.body.text };
}

/** Reads RFC 4180. */
function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = "", end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g,
  )) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\r\n") rows.push([]);
    if (end === "") break;
  }
  return rows.slice(0, -1);
}

/** Lists that have rows only after the end of a day or a month. */
const EMPTY = ["/campaigns/1/click-days", "/reconciliations/missing"];

test("every list of this world has rows, so that they can be compared", async () => {
  const empty: string[] = [];
  for (const { path } of world.lists) {
    const { data } = await api.call<{ data: ListRow[] }>("GET", path);
    if (data.length === 0) empty.push(path);
  }
  expect(empty).toEqual(EMPTY);
});

/** Rows as they are now: times that pass, such as `ran ago`, don't in these tests. */
async function pagesOf(path: string): Promise<ListRow[]> {
  const pages = await api.try<{ data: ListRow[] }>("GET", `${path}?limit=2`);
  if (pages.status === 200) return await world.walk(path);
  return (await api.call<{ data: ListRow[] }>("GET", path)).data;
}

test.each(world.lists.map(({ path }) => path))(
  "%s is sent whole as NDJSON and CSV, with the rows of its pages",
  async (path) => {
    const rows = await pagesOf(path);
    const lines = await whole(path, "application/x-ndjson");
    expect(lines.headers.get("content-type")).toBe("application/x-ndjson");
    expect(lines.headers.get("vary")).toBe("Accept");
    expect(
      lines.text
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as ListRow),
    ).toEqual(rows);
    const file = await whole(path, "text/csv");
    expect(file.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const [head = [], ...cells] = cellsOf(file.text);
    const names = rows.flatMap((row) => Object.keys(row));
    expect(head).toEqual(expect.arrayContaining([...new Set(names)]));
    expect(cells).toEqual(
      rows.map((row) => head.map((name) => cell(row[name]))),
    );
  },
);

function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const is_formula = /^[=+@-]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text);
  return is_formula ? `'${text}` : text;
}

describe("a whole list", () => {
  test("has the filters of its address, and a file's name; limit and cursor say where it begins", async () => {
    const { headers, text } = await whole(
      "/affiliates?q=affiliate&limit=1",
      "text/csv",
    );
    expect(headers.get("content-disposition")).toBe(
      'attachment; filename="affiliates.csv"',
    );
    const rows = await world.walk("/affiliates", 2, "&q=affiliate");
    expect(cellsOf(text).length).toBe(rows.length + 1);
    const first = await api.call<{ next_cursor: string }>(
      "GET",
      "/affiliates?q=affiliate&limit=1",
    );
    const rest = await whole(
      `/affiliates?q=affiliate&cursor=${first.next_cursor}`,
      "text/csv",
    );
    expect(cellsOf(rest.text).length).toBe(rows.length);
  });

  test("without rows is a header, or nothing", async () => {
    const none = "/affiliates?q=no%20such%20text";
    const file = await whole(none, "text/csv");
    expect(file.text).toMatch(/^id,name,external_id,.*\r\n$/);
    expect((await whole(none, "application/x-ndjson")).text).toBe("");
  });

  test.each([
    ["/affiliates?limit=0", 400, "invalid_limit"],
    ["/affiliates?cursor=x", 400, "invalid_cursor"],
    ["/affiliates?statsu=x", 422, "invalid_request"],
    ["/campaigns/999999/goals", 404, "not_found"],
  ])("%s is refused as for JSON", async (path, status, code) => {
    for (const accept of ["text/csv", "application/x-ndjson"]) {
      const answer = await api.fetch(`/api/v1${path}`, {
        headers: { authorization, accept },
      });
      expect(answer.status).toBe(status);
      expect(answer.body.code).toBe(code);
    }
  });

  test("is refused to nobody, and to who may not see it", async () => {
    const path = "/api/v1/users";
    const headers = { accept: "text/csv" };
    expect((await api.fetch(path, { headers })).status).toBe(401);
    const made = await api.call("POST", "/tokens", {
      name: "a manager",
      role: "manager",
    });
    const answer = await api.fetch(path, {
      headers: { ...headers, authorization: `Bearer ${String(made.token)}` },
    });
    expect(answer.status).toBe(404);
  });

  test("is announced by HEAD", async () => {
    const { status, headers, text } = await whole("/links", "text/csv", "HEAD");
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(headers.get("content-disposition")).toContain("links.csv");
    expect(text).toBe("");
  });

  test("is JSON for any other wish, and no list has other formats", async () => {
    for (const accept of ["*/*", "text/html, */*;q=0.1", "image/png"]) {
      const { headers } = await whole("/links", accept);
      expect(headers.get("content-type")).toStartWith("application/json");
      expect(headers.get("vary")).toBe("Accept");
    }
    const one = await whole("/advertisers/1", "text/csv");
    expect(one.headers.get("content-type")).toStartWith("application/json");
  });

  test("of 20,000 rows comes whole, and is never in memory as a whole", async () => {
    const ROWS = 20_000;
    await moreAffiliates(ROWS, 500);
    Bun.gc(true);
    const before = process.memoryUsage().heapUsed;
    const response = await fetch(`${api.url}/api/v1/affiliates?q=xxxx`, {
      headers: { authorization, accept: "application/x-ndjson" },
    });
    let lines = 0;
    let bytes = 0;
    let live_max = 0;
    for await (const chunk of response.body ?? []) {
      for (const byte of chunk) if (byte === 10) lines += 1;
      // A collection takes a while, so only at times.
      if (Math.floor(bytes / 2e6) < Math.floor((bytes + chunk.length) / 2e6)) {
        Bun.gc(true);
        live_max = Math.max(live_max, process.memoryUsage().heapUsed - before);
      }
      bytes += chunk.length;
    }
    expect(lines).toBe(ROWS);
    expect(bytes).toBeGreaterThan(15e6);
    expect(live_max).toBeLessThan(7e6);
  });

  test("of which a page fails is cut off, and not taken for whole", async () => {
    await moreAffiliates(1_200, 20_000);
    const made = await api.call<{ id: string; token: string }>(
      "POST",
      "/tokens",
      { name: "soon revoked", role: "manager" },
    );
    const response = await fetch(`${api.url}/api/v1/affiliates`, {
      headers: {
        authorization: `Bearer ${made.token}`,
        accept: "application/x-ndjson",
      },
    });
    const reader = response.body?.getReader();
    await reader?.read();
    await api.call("DELETE", `/tokens/${made.id}`);
    const rest = async () => {
      while ((await reader?.read())?.done === false);
    };
    await expect(rest()).rejects.toThrow();
  });
});

async function moreAffiliates(count: number, name_chars: number) {
  await service.db.execute(sql`
    insert into affiliates (name, status, param_names, created_at)
    select repeat('x', ${name_chars}::integer), 'active', '{}', now()
    from generate_series(1, ${count}::integer)`);
}
