// Clients are written against the API document; their users would find its omissions and errors. It
// describes every route, and every test that uses the API client checks that responses conform.
import { expect, test } from "bun:test";
import { routeKey } from "../../modules/http/mod.ts";
import { API, appRoute } from "../../src/api_routes.ts";
import { pageRoutes } from "../../src/pages/page_routes.ts";
import { APP_ROUTES, mismatchOf } from "../api_document.ts";
import { serviceForFile } from "../harness.ts";

interface Media {
  schema: Record<string, unknown>;
  example?: unknown;
}
interface Operation {
  operationId: string;
  summary: string;
  description: string;
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { content?: Record<string, Media>; $ref?: string }>;
  security: unknown[];
  "x-roles"?: string[];
  "x-rows"?: Record<string, string>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, unknown>>;
}

const PARTIES = ["affiliate", "advertiser"];
const { api } = await serviceForFile();
const answer = await api.fetch<Document>("/openapi.json");
const document = answer.body;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    path,
    operation,
  })),
);

test("it is served to anybody", () => {
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toContain("application/json");
  expect(document.openapi).toBe("3.1.0");
});

/** Pages are for people: they are no part of the API. */
const PAGES = pageRoutes({
  pages: { load: () => Promise.reject(new Error("none is asked for")) },
}).routes.map((route) => routeKey(appRoute(route)));

test("every route is described, and nothing that is no route", () => {
  const every = new Set(APP_ROUTES.map(routeKey));
  const routes = every.difference(new Set(PAGES));
  expect([...routes].filter((key) => API[key] === undefined)).toEqual([]);
  expect(Object.keys(API).filter((key) => !routes.has(key))).toEqual([]);
  expect(operations.length).toBeGreaterThanOrEqual(routes.size);
});

test("every route has a name of its own, and its path's parameters", () => {
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  for (const { path, operation } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const given = (operation.parameters ?? [])
      .filter((parameter) => parameter.in === "path")
      .map(({ name }) => name);
    expect(given).toEqual(named as string[]);
  }
});

test("it says who may call each, and only a few are open to all", () => {
  const open = operations
    .filter(({ operation }) => operation.security.length === 0)
    .map(({ name }) => name)
    .filter((name) => name.includes("/api/v1/"));
  expect(open).toEqual([
    "POST /api/v1/session",
    "POST /api/v1/session/second-step",
    "POST /api/v1/setup",
    "POST /api/v1/invitations/accept",
    "POST /api/v1/password-resets",
    "GET /api/v1/sign-up",
    "POST /api/v1/applications",
  ]);
  for (const { name, operation } of operations) {
    const is_guarded = operation.security.length > 0;
    const is_own_session = name.endsWith("/api/v1/session");
    if (!is_guarded || is_own_session) continue;
    expect(operation["x-roles"]).toContain("admin");
  }
});

test("it says whose rows an affiliate and an advertiser get from each", () => {
  for (const { name, operation } of operations) {
    const rows = operation["x-rows"] ?? {};
    const is_open = operation.security.length === 0;
    const roles = is_open ? [] : (operation["x-roles"] ?? PARTIES);
    const parties = roles.filter((role) => PARTIES.includes(role));
    expect([name, ...Object.keys(rows).sort()]).toEqual([
      name,
      ...parties.sort((a, b) => (a < b ? -1 : 1)),
    ]);
  }
  expect(document.paths["/api/v1/payments"]?.get?.["x-rows"]).toEqual({
    affiliate: "own",
  });
});

test("it says in words from whom a field is hidden", () => {
  const { Conversion } = document.components.schemas ?? {};
  const { properties } = Conversion as {
    properties: Record<string, { description?: string }>;
  };
  expect(properties.revenue?.description).toBe(
    "What the advertiser owes. Hidden from affiliates.",
  );
  expect(properties.amount?.description).toBe(
    "The amount of the sale. Hidden from affiliates, unless `share_amount`.",
  );
  expect(properties.owed_rate_id?.description).toBe(
    "Hidden from affiliates and advertisers.",
  );
});

test("every body and every answer has an example that fits its schema", () => {
  const wrong: string[] = [];
  for (const { name, operation } of operations) {
    const answers = Object.entries(operation.responses)
      .filter(([status]) => status.startsWith("2"))
      .map(([, response]) => response.content ?? {});
    const media = [operation.requestBody?.content ?? {}, ...answers].flatMap(
      (content) => Object.values(content),
    );
    for (const { schema, example } of media) {
      const fits = example !== undefined && checks(resolved(schema), example);
      if (!fits) wrong.push(name);
    }
  }
  expect(wrong).toEqual([]);
});

test("every reference leads somewhere", () => {
  const refs = [
    ...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/([^"]+)"/g),
  ].map(([, ref = ""]) => ref);
  expect(refs.length).toBeGreaterThan(300);
  const broken = refs.filter((ref) => {
    const [kind = "", name = ""] = ref.split("/");
    return document.components[kind]?.[name] === undefined;
  });
  expect(broken).toEqual([]);
});

test("its page shows every route, runs nothing and loads nothing", async () => {
  const page = await api.fetch<{ text: string }>("/docs");
  const { text } = page.body;
  for (const { operation } of operations) {
    expect(text).toContain(`<details id="${operation.operationId}">`);
  }
  expect(text).not.toMatch(/<script|<link|<img|@import|style="| on\w+=/);
  expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  const [, style = ""] = /<style>([\s\S]*?)<\/style>/.exec(text) ?? [];
  const hash = new Bun.CryptoHasher("sha256").update(style).digest("base64");
  const policy = page.headers.get("content-security-policy") ?? "";
  expect(policy).toContain(`style-src 'sha256-${hash}'`);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("unsafe");
});

test("an answer that the document doesn't know is found", () => {
  const seen = {
    method: "GET",
    path: "/api/v1/advertisers/7?x=1",
    status: 200,
    content_type: "application/json",
  };
  expect(mismatchOf({ ...seen, body: { id: 7 } })).toContain("/name");
  expect(mismatchOf({ ...seen, status: 299, body: {} })).toContain("299");
  const content_type = "application/problem+json";
  const body = { code: "over_payment", status: 409 };
  expect(mismatchOf({ ...seen, content_type, body })).toContain("over_payment");
});

/** Resolves a schema's references. */
function resolved(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(resolved);
  if (typeof schema !== "object" || schema === null) return schema;
  const { $ref, ...rest } = schema as Record<string, unknown>;
  if (typeof $ref === "string") {
    const name = $ref.split("/").at(-1) ?? "";
    return resolved(document.components.schemas?.[name]);
  }
  return Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, resolved(value)]),
  );
}

/** Whether a value matches a JSON schema, for the keywords that the document uses. */
function checks(schema: unknown, value: unknown): boolean {
  const {
    type,
    anyOf,
    enum: words,
    const: only,
    properties = {},
    required = [],
    items,
    pattern,
    additionalProperties,
  } = schema as {
    type?: string;
    anyOf?: unknown[];
    enum?: unknown[];
    const?: unknown;
    properties?: Record<string, unknown>;
    required?: string[];
    items?: unknown;
    pattern?: string;
    additionalProperties?: unknown;
  };
  if (anyOf !== undefined) return anyOf.some((one) => checks(one, value));
  if (words !== undefined) return words.includes(value);
  if (only !== undefined) return value === only;
  if (type === "null") return value === null;
  if (type === "array") {
    return Array.isArray(value) && value.every((one) => checks(items, one));
  }
  if (type === "integer") return Number.isInteger(value);
  if (type === "string") {
    const is_match =
      pattern === undefined || new RegExp(pattern, "u").test(String(value));
    return typeof value === "string" && is_match;
  }
  if (type !== "object") return type === undefined || typeof value === type;
  if (typeof value !== "object" || value === null) return false;
  const given = value as Record<string, unknown>;
  return (
    required.every((name) => name in given) &&
    Object.entries(given).every(([name, one]) => {
      const property = properties[name];
      if (property !== undefined) return checks(property, one);
      return additionalProperties !== false;
    })
  );
}
