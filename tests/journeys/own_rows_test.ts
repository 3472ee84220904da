// An affiliate's payments, or an advertiser's statements and invoices, are nobody else's business:
// each role gets its own rows, nothing of another's, and no hint that there are any.
import { describe, expect, test } from "bun:test";
import { ApiClient } from "../api_client.ts";
import { serviceForFile } from "../harness.ts";
import { ListWorld } from "../list_world.ts";
import type { ListPage } from "../list_world.ts";

const service = await serviceForFile();
const world = await ListWorld.open(service);
const { api } = service;
// Affiliates see a payment once it is closed.
const drafts = await world.walk("/payments");
await api.call("POST", "/payments/close", { ids: drafts.map(({ id }) => id) });

async function clientOf(role: string, party_id: number): Promise<ApiClient> {
  const made = await api.call("POST", "/tokens", {
    name: `${role} ${party_id}`,
    role,
    [`${role}_id`]: party_id,
  });
  return new ApiClient(service.url, String(made.token));
}

/** A party of the list's rows, and another one that has none. */
async function partiesOf(role: "affiliate" | "advertiser", path: string) {
  const rows = await world.walk(path);
  const [row] = rows;
  const id = Number(row?.[`${role}_id`]);
  expect(id).toBeGreaterThan(0);
  const external_id = `another-${crypto.randomUUID()}`;
  const other = await api.call<{ id: number }>("POST", `/${role}s`, {
    name: "Another",
    external_id,
  });
  const own = await clientOf(role, id);
  const stranger = await clientOf(role, other.id);
  return { rows, id, other_id: other.id, external_id, own, stranger };
}

const LISTS = [
  ["affiliate", "/payments"],
  ["advertiser", "/invoices"],
  ["advertiser", "/reconciliations"],
] as const;

describe.each(LISTS)("as %s: %s", (role, path) => {
  const field = `${role}_id`;
  const listed = async (client: ApiClient, query = "") => {
    const page = await client.call<ListPage & { totals?: unknown }>(
      "GET",
      `${path}?limit=500${query}`,
    );
    const { data, totals } = page;
    return { ids: data.map((row) => row.id), totals: totals ?? [] };
  };
  const nothing = { ids: [], totals: [] };

  test("shows its own rows, by its own id too, and another's list is empty", async () => {
    const parties = await partiesOf(role, path);
    const { own, stranger, id, other_id, external_id } = parties;
    const mine = await listed(own);
    expect(mine.ids.length).toBeGreaterThan(1);
    expect(await listed(own, `&${field}=${id}`)).toEqual(mine);
    expect(await listed(own, `&${field}=${other_id}`)).toEqual(nothing);
    expect(await listed(own, `&${field}=999999`)).toEqual(nothing);
    const named = `&${field}=external_id:${external_id}`;
    expect(await listed(own, named)).toEqual(nothing);
    expect(await listed(stranger)).toEqual(nothing);
    expect(await listed(stranger, `&${field}=${id}`)).toEqual(nothing);
    const twice = await own.call<ListPage>(
      "GET",
      `${path}?${field}=${other_id}&${field}=${id}`,
    );
    expect(twice.data).toEqual([]);
  });

  test("one of them is another's 404, in each format and with each condition", async () => {
    const { own, stranger } = await partiesOf(role, path);
    const { ids } = await listed(own);
    const [id] = ids;
    const at = `/api/v1${path}/${String(id)}`;
    const formats = path === "/reconciliations" ? [""] : ["", ".csv", ".html"];
    for (const format of formats) {
      for (const condition of [{}, { "if-none-match": "*" }]) {
        const ask = (client: ApiClient) => {
          const authorization = `Bearer ${client.token}`;
          const headers = { authorization, ...condition };
          return client.fetch(`${at}${format}`, { headers });
        };
        expect([200, 304]).toContain((await ask(own)).status);
        expect((await ask(stranger)).status).toBe(404);
      }
    }
  });

  test("as CSV and as NDJSON", async () => {
    const { own, stranger, id, other_id } = await partiesOf(role, path);
    const { ids } = await listed(own);
    const linesOf = async (client: ApiClient, accept: string, query = "") => {
      const answer = await client.fetch<{ text: string }>(
        `/api/v1${path}${query}`,
        { headers: { accept, authorization: `Bearer ${client.token}` } },
      );
      return answer.body.text.split("\n").filter((line) => line !== "");
    };
    for (const [accept, head] of [
      ["application/x-ndjson", 0],
      ["text/csv", 1],
    ] as const) {
      expect(await linesOf(own, accept)).toHaveLength(ids.length + head);
      const theirs = `?${field}=${other_id}`;
      expect(await linesOf(own, accept, theirs)).toHaveLength(head);
      const mine = `?${field}=${id}`;
      expect(await linesOf(stranger, accept, mine)).toHaveLength(head);
    }
  });
});

test("what is below a statement is its own advertiser's", async () => {
  const { own, stranger, rows } = await partiesOf(
    "advertiser",
    "/reconciliations",
  );
  const later = rows.find(({ previous_id }) => previous_id !== null);
  const at = `/reconciliations/${String(later?.id)}`;
  for (const path of [`${at}/rows`, `${at}/difference`]) {
    expect((await own.try("GET", path)).status).toBe(200);
    expect((await stranger.try("GET", path)).status).toBe(404);
  }
  expect((await stranger.try("POST", `${at}/mapping`, {})).status).toBe(404);
});

test("what is below an affiliate is its own, by its external id too", async () => {
  const { own, stranger, id } = await partiesOf("affiliate", "/payments");
  await api.call("PATCH", `/affiliates/${id}`, { external_id: "MINE" });
  for (const name of [String(id), "external_id:MINE"]) {
    for (const path of ["balance", "entries"]) {
      const at = `/affiliates/${name}/${path}`;
      expect((await own.try("GET", at)).status).toBe(200);
      expect((await stranger.try("GET", at)).status).toBe(404);
    }
  }
});
