// A program that knows one address knows every one: what holds for the external ids
// of one route holds for all that the document lists.
import { describe, expect, test } from "bun:test";
import { RequestRules } from "../../modules/http/mod.ts";
import { API } from "../../src/api_routes.ts";
import { APP_ROUTES } from "../api_document.ts";
import { setUp } from "../factory.ts";
import { ADMIN_TOKEN, serviceForFile } from "../harness.ts";

/** Parameters without which a route answers nothing. */
const NEEDED: Readonly<Record<string, string>> = {
  "/api/v1/trace": "q=nobody&",
};

const { api } = await serviceForFile();
// Lists have rows that a filter must not let through.
await setUp(api);

describe("an external id that nothing has", () => {
  const KINDS = ["advertiser", "affiliate", "campaign", "link"];
  const rules = new RequestRules(APP_ROUTES, API);
  const authorization = `Bearer ${ADMIN_TOKEN}`;

  test("is 404 in a path, on each route", async () => {
    const routes = APP_ROUTES.filter(({ path }) =>
      KINDS.some((kind) => path.includes(`/${kind}s/:`)),
    );
    expect(routes.length).toBeGreaterThan(80);
    for (const { method, path } of routes) {
      const target = path
        .replace(
          /(?<=\/(?:advertiser|affiliate|campaign|link)s\/):\w+/,
          "external_id:nobody",
        )
        .replaceAll(/:(?!nobody)\w+/g, "1");
      const { status } = await api.fetch(target, {
        method,
        headers: { authorization },
      });
      expect({ method, target, status }).toMatchObject({ status: 404 });
    }
  });

  test("finds nothing in a filter, on each list", async () => {
    const lists = APP_ROUTES.flatMap((route) => {
      if (route.method !== "GET" || route.path.includes(":")) return [];
      return rules
        .parametersOf(route)
        .filter((name) => KINDS.includes(name.replace(/_id$/, "")))
        .map((name) => {
          const needed = NEEDED[route.path] ?? "";
          return `${route.path}?${needed}${name}=external_id:nobody`;
        });
    });
    expect(lists.length).toBeGreaterThan(20);
    for (const path of lists) {
      const { status, body } = await api.fetch(path, {
        headers: { authorization },
      });
      expect({ path, status }).toEqual({ path, status: 200 });
      if ("data" in body)
        expect({ path, data: body.data }).toEqual({ path, data: [] });
    }
  });
});
