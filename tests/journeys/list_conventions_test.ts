// Every list in the API's document accepts the parameters it declares and refuses all others.
import { describe, expect, test } from "bun:test";
import type { TSchema } from "@sinclair/typebox";
import { routeKey, rowSchemas } from "../../modules/http/mod.ts";
import { API } from "../../src/api_routes.ts";
import { serviceForFile } from "../harness.ts";
import { ListWorld } from "../list_world.ts";
import type { ListPage, ListRow } from "../list_world.ts";

interface Parameter {
  name: string;
  in: string;
  schema: {
    type?: string;
    enum?: string[];
    format?: string;
    items?: Parameter["schema"];
    examples?: unknown[];
    minLength?: number;
  };
}

interface Refused {
  code: string;
  errors?: { field: string; message: string; allowed?: string[] }[];
}

const service = await serviceForFile({
  env: { TALLYHO_TIMEZONE: "Europe/Berlin" },
});
const { api } = service;
const world = await ListWorld.open(service);
const { body: document } = await api.fetch<{
  paths: Record<string, Record<string, { parameters?: Parameter[] }>>;
}>("/openapi.json");

const LISTS = world.lists.map(({ route, path }) => {
  const documented = route.path
    .replace(/\/$/, "")
    .replaceAll(/:(\w+)/g, "{$1}");
  const { parameters = [] } = document.paths[documented]?.get ?? {};
  const query = parameters.filter((one) => one.in === "query");
  return { key: routeKey(route), path, query };
});

/** Lists without a time of their rows. */
const TIMELESS: Readonly<Record<string, string>> = {
  "GET /api/v1/bells": "they are part of the program",
  "GET /api/v1/jobs": "what runs regularly has no time",
  "GET /api/v1/postback-presets": "they are part of the program",
  "GET /api/v1/campaigns/:id/goals": "goals have no time of creation",
  "GET /api/v1/affiliates/:id/balance": "a balance is of now",
  "GET /api/v1/ledger/accounts": "a balance is as of a time",
  "GET /api/v1/advertisers/:id/sources/health": "health is of now",
  "GET /api/v1/reconciliations/missing": "it looks months back",
  "GET /api/v1/reconciliations/:id/rows": "rows are of one file",
  "GET /api/v1/moves/:id/rows": "rows are of one move's files",
  "GET /api/v1/imports/:id/rows": "rows are of one file",
  "GET /api/v1/reconciliations/:id/difference": "rows are of two files",
  "GET /api/v1/reconciliations/:id/breaks": "breaks are of one file",
  "GET /api/v1/reconciliations/:id/matches": "matches are of one file",
};
/** Lists with one order. */
const UNSORTED: Readonly<Record<string, string>> = {
  "GET /api/v1/reconciliations/:id/difference": "in the order of the files",
  "GET /api/v1/reconciliations/:id/breaks": "in the order of the file",
  "GET /api/v1/reconciliations/:id/matches": "in the order of the file",
};

async function refusal(path: string) {
  const { status, body } = await api.try<Refused>("GET", path);
  const [error] = body.errors ?? [];
  return { path, status, code: body.code, field: error?.field, error };
}

function named(query: readonly Parameter[], name: string) {
  return query.find((one) => one.name === name);
}

test("the document has all lists, each with its parameters", () => {
  expect(LISTS.length).toBeGreaterThan(40);
  for (const { key, query } of LISTS) {
    const names = query.map(({ name }) => name);
    expect([key, names]).toEqual([
      key,
      expect.arrayContaining(["limit", "cursor"]),
    ]);
    expect([key, names.includes("sort")]).toEqual([key, !(key in UNSORTED)]);
    const times = ["from", "to"].map((name) => names.includes(name));
    const has_time = !(key in TIMELESS);
    expect([key, times]).toEqual([key, [has_time, has_time]]);
  }
});

test("exceptions are lists that there are", () => {
  const keys = LISTS.map(({ key }) => key);
  for (const key of [...Object.keys(TIMELESS), ...Object.keys(UNSORTED)]) {
    expect(keys).toContain(key);
  }
});

/** Ids and states in rows that are no filters: the path says them, or no index finds them. */
const UNFILTERED: readonly string[] = [
  "GET /api/v1/affiliates/:id/entries postback_id",
  "GET /api/v1/affiliates/:id/entries subject_id",
  "GET /api/v1/affiliates/:id/postbacks affiliate_id",
  "GET /api/v1/webhooks/:id/deliveries webhook_id",
  "GET /api/v1/advertisers/:id/sources advertiser_id",
  "GET /api/v1/campaigns/:id/affiliates campaign_id",
  "GET /api/v1/campaigns/:id/caps campaign_id",
  "GET /api/v1/campaigns/:id/caps currency",
  "GET /api/v1/campaigns/:id/click-days currency",
  "GET /api/v1/campaigns/:id/click-days subject_id",
  "GET /api/v1/campaigns/:id/click-prices campaign_id",
  "GET /api/v1/campaigns/:id/click-prices currency",
  "GET /api/v1/campaigns/:id/destinations campaign_id",
  "GET /api/v1/campaigns/:id/goals/:key/payouts campaign_id",
  "GET /api/v1/imports kind",
  "GET /api/v1/imports/:id/batches reconciliation_id",
  "GET /api/v1/ledger/adjustments postback_id",
  "GET /api/v1/ledger/adjustments subject_id",
  "GET /api/v1/ledger/transactions postback_id",
  "GET /api/v1/ledger/transactions subject_id",
  "GET /api/v1/reconciliations kind",
  "GET /api/v1/reconciliations/:id/batches reconciliation_id",
];

test("the ids and states of the rows are filters", () => {
  const missing = LISTS.flatMap(({ key, query }) => {
    const description = API[key];
    const rows = description === undefined ? [] : rowSchemas(description);
    return rows
      .flatMap(({ anyOf, ...one }) => (anyOf as TSchema[] | undefined) ?? [one])
      .flatMap(({ properties }) =>
        Object.entries((properties ?? {}) as Record<string, TSchema>),
      )
      .filter(([name, schema]) => isIdOrState(name, schema))
      .filter(([name]) => named(query, name) === undefined)
      .map(([name]) => `${key} ${name}`);
  });
  expect([...new Set(missing)].toSorted()).toEqual(UNFILTERED.toSorted());
});

const STATE = /^(?:status|state|kind|outcome|verdict|external_id|currency)$/;

/** Whether a field is an id of something else, or one of some words. */
function isIdOrState(name: string, schema: TSchema): boolean {
  const given = (schema.anyOf as TSchema[] | undefined) ?? [schema];
  const members = given.filter(({ type }) => type !== "null");
  const are_words = members.every((one) => typeof one.const === "string");
  return name.endsWith("_id") || STATE.test(name) || are_words;
}

describe.each(LISTS.map((list) => [list.path, list] as const))(
  "%s",
  (path, { query }) => {
    test("names an unknown parameter, with those that it takes", async () => {
      const names = query.map(({ name }) => name);
      for (const name of ["statsu", "Limit", "limit[]"]) {
        const refused = await refusal(`${path}?${encodeURIComponent(name)}=1`);
        expect(refused).toMatchObject({ status: 422, code: "invalid_request" });
        expect(refused.field).toBe(name);
        expect(refused.error?.allowed?.toSorted()).toEqual(names.toSorted());
      }
    });

    test("refuses a bad limit and a cursor that isn't its own", async () => {
      for (const limit of ["0", "501", "-1", "1.5", "x", ""]) {
        const refused = await refusal(`${path}?limit=${limit}`);
        expect(refused).toMatchObject({ status: 400, code: "invalid_limit" });
      }
      const forged = [["none", "1", null], ["id", 1], [], {}].map((value) =>
        Buffer.from(JSON.stringify(value)).toString("base64url"),
      );
      for (const cursor of ["x", "!", "x".repeat(5_000), ...forged]) {
        const refused = await refusal(`${path}?cursor=${cursor}`);
        expect(refused).toMatchObject({ status: 400, code: "invalid_cursor" });
      }
    });

    test("names what each filter allows", async () => {
      for (const { name, schema } of query) {
        const one = schema.items ?? schema;
        const wrong = wrongValue(one);
        if (wrong === undefined || name === "limit") continue;
        const refused = await refusal(`${path}?${name}=${wrong}`);
        expect(refused).toMatchObject({ status: 422, field: name });
        if (one.enum !== undefined) {
          expect(refused.error?.allowed).toEqual(one.enum);
        }
      }
    });

    test("takes what each filter allows", async () => {
      for (const { name, schema } of query) {
        if (name === "limit" || name === "cursor" || name === "months")
          continue;
        for (const value of rightValues(schema.items ?? schema)) {
          const { status } = await api.try(
            "GET",
            `${path}?${name}=${encodeURIComponent(value)}`,
          );
          expect({ name, value, status }).toEqual({ name, value, status: 200 });
        }
      }
    });

    test("pages by each sort without a gap or a double", async () => {
      const { enum: sorts = [undefined] } = named(query, "sort")?.schema ?? {};
      const all = await allRows(path);
      for (const sort of sorts) {
        const part = sort === undefined ? "" : `&sort=${sort}`;
        const rows = await world.walk(path, 1, part);
        expect([sort, texts(rows)]).toEqual([sort, texts(all)]);
        expectOrder(rows, sort);
      }
    });

    test("a cursor is of its sort", async () => {
      const { enum: sorts = [] } = named(query, "sort")?.schema ?? {};
      for (const sort of sorts) {
        const { next_cursor } = await api.call<ListPage>(
          "GET",
          `${path}?limit=1&sort=${sort}`,
        );
        if (next_cursor === null) continue;
        const other = sorts.find((one) => one !== sort);
        const refused = await refusal(
          `${path}?sort=${other}&cursor=${next_cursor}`,
        );
        expect(refused).toMatchObject({ status: 400, code: "invalid_cursor" });
      }
    });
  },
);

async function allRows(path: string): Promise<ListRow[]> {
  return (await api.call<ListPage>("GET", `${path}?limit=500`)).data;
}

function texts(rows: readonly ListRow[]): string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}

/** Rows are in the order of the field that they are sorted by, if they show it. */
function expectOrder(rows: readonly ListRow[], sort: string | undefined) {
  const field = sort?.replace(/^-/, "") ?? "";
  const values = rows.map((row) => row[field]);
  const shown = values.filter((value) => value !== null);
  if (shown.length === 0 || shown.includes(undefined)) return;
  const is_descending = sort?.startsWith("-") === true;
  // Those without a value come last, or first if descending.
  const nulls = values.length - shown.length;
  const at = is_descending
    ? values.slice(0, nulls)
    : values.slice(shown.length);
  expect(at.every((value) => value === null)).toBe(true);
  const is_text = typeof shown[0] === "string";
  // The order of letters is the database's.
  const is_plain = shown.every((value) => /^[\w.:-]*$/.test(String(value)));
  if (is_text && !is_plain) return;
  const sorted = shown.toSorted((a, b) => {
    if (!is_text) return Number(a) - Number(b);
    return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
  });
  expect([sort, shown]).toEqual([
    sort,
    is_descending ? sorted.toReversed() : sorted,
  ]);
}

function wrongValue(schema: Parameter["schema"]): string | undefined {
  if (schema.enum !== undefined) return "no_such_word";
  if (schema.type === "integer" || schema.type === "boolean") return "zz";
  if (schema.format !== undefined) return "zz";
  if (schema.examples?.length === 2) return "2026-02-30";
  return schema.minLength === 1 ? "" : undefined;
}

function rightValues(schema: Parameter["schema"]): readonly string[] {
  if (schema.enum !== undefined) return schema.enum;
  if (schema.type === "integer") return ["1", "2147483647"];
  if (schema.type === "boolean") return ["true", "false"];
  if (schema.format === "uuid") return [crypto.randomUUID()];
  if (schema.examples !== undefined) return schema.examples.map(String);
  return [];
}
