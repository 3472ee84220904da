// Conventions hold on all routes: a program that knows one list knows every list, and a mistyped
// name is never a silent 200. Each convention is tried on every route of the API document.
import { describe, expect, test } from "bun:test";
import { routeKey } from "../../modules/http/mod.ts";
import { API } from "../../src/api_routes.ts";
import { APP_ROUTES } from "../api_document.ts";
import { ADMIN_TOKEN, serviceForFile } from "../harness.ts";
import { setUp } from "../factory.ts";
import { expectNothingWritten } from "../refusals.ts";

const service = await serviceForFile();
const { api } = service;
const setup = await setUp(api);
const authorization = `Bearer ${ADMIN_TOKEN}`;

const GUARDED = APP_ROUTES.filter(({ roles }) => roles !== undefined);
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

function addressOf(path: string): string {
  return path.replaceAll(/:\w+/g, "1");
}

/** Whether a route's pattern matches a path; `payments/close` also matches `payments/:id`. */
function isAt(pattern: string, path: string): boolean {
  const source = pattern.replaceAll(/:\w+/g, "[^/]+").replace(/\/$/, "");
  return new RegExp(`^${source}/?$`).test(path);
}

test("the document lists the routes that are tried", () => {
  expect(GUARDED.length).toBeGreaterThan(150);
});

test("an unknown parameter of the query is refused by name, on every route", async () => {
  for (const { method, path } of GUARDED) {
    const answer = await expectNothingWritten(service, () =>
      api.fetch(`${addressOf(path)}?no_such=1`, {
        method,
        headers: { authorization },
      }),
    );
    const { status, body } = answer;
    const [error] = body.errors as { field: string; allowed: string[] }[];
    expect({ path, status, field: error?.field }).toEqual({
      path,
      status: 422,
      field: "no_such",
    });
    expect(error?.allowed).not.toContain("no_such");
  }
});

test("a form is 415 wherever the body is JSON", async () => {
  const routes = GUARDED.filter(
    (route) => route.body && API[routeKey(route)]?.body === undefined,
  );
  expect(routes.length).toBeGreaterThan(50);
  for (const { method, path } of routes) {
    for (const type of [
      "application/x-www-form-urlencoded",
      "application/x-www-form-urlencoded; charset=utf-8",
      "multipart/form-data; boundary=x",
    ]) {
      const form = type.startsWith("multipart")
        ? '--x\r\ncontent-disposition: form-data; name="name"\r\n\r\nA\r\n--x--\r\n'
        : "name=Acme&currency=EUR";
      const answer = await expectNothingWritten(service, () =>
        api.fetch(addressOf(path), {
          method,
          headers: { authorization, "content-type": type },
          body: form,
        }),
      );
      const code = answer.body.code;
      expect({ path, code }).toEqual({ path, code: "unsupported_media_type" });
    }
  }
});

/** Routes whose body has several shapes, so that a field may be unknown to one only. */
const SEVERAL_SHAPES: readonly string[] = ["PUT /api/v1/fx-rates"];

test("an unknown field of the body is refused by name, on every route", async () => {
  const { body: document } = await api.fetch<{
    paths: Record<
      string,
      Record<
        string,
        { requestBody?: { content: Record<string, { example: unknown }> } }
      >
    >;
  }>("/openapi.json");
  const unnamed: string[] = [];
  const routes = GUARDED.filter(
    (route) => route.body && API[routeKey(route)]?.body === undefined,
  );
  for (const route of routes) {
    const { method, path } = route;
    const documented = path.replace(/\/$/, "").replaceAll(/:(\w+)/g, "{$1}");
    const operation = document.paths[documented]?.[method.toLowerCase()];
    const example =
      operation?.requestBody?.content["application/json"]?.example;
    const fields = typeof example === "object" ? example : {};
    const answer = await expectNothingWritten(service, () =>
      api.fetch<{ code: string; errors?: { field: string }[] }>(
        addressOf(path),
        {
          method,
          headers: { authorization, "content-type": "application/json" },
          body: JSON.stringify({ ...fields, no_such: 1 }),
        },
      ),
    );
    expect([path, answer.status]).toEqual([path, 422]);
    const named = answer.body.errors?.map(({ field }) => field) ?? [];
    if (!named.includes("no_such")) unnamed.push(routeKey(route));
  }
  expect(unnamed).toEqual([...SEVERAL_SHAPES]);
});

describe("a wrong method", () => {
  const paths = [...new Set(GUARDED.map(({ path }) => addressOf(path)))];

  test("is 405 with what is allowed, on every address", async () => {
    for (const path of paths) {
      const own = APP_ROUTES.filter((route) => isAt(route.path, path));
      const wrong = METHODS.find((method) =>
        own.every((route) => route.method !== method),
      );
      if (wrong === undefined) continue;
      const answer = await api.fetch(path.replace(/\/$/, ""), {
        method: wrong,
        headers: { authorization },
      });
      expect({ path, status: answer.status }).toEqual({ path, status: 405 });
      expect(answer.body.code).toBe("method_not_allowed");
      const allow = answer.headers.get("allow") ?? "";
      for (const { method } of own) expect(allow).toContain(method);
      expect(allow).not.toContain(wrong);
    }
  });

  test("is 401 to nobody, and 404 to a role that sees nothing there", async () => {
    const nobody = await api.fetch("/api/v1/users", { method: "PATCH" });
    expect(nobody.status).toBe(401);
    const made = await api.call("POST", "/tokens", {
      name: "affiliate",
      role: "affiliate",
      affiliate_id: setup.affiliate_id,
    });
    const headers = { authorization: `Bearer ${String(made.token)}` };
    const hidden = await api.fetch("/api/v1/users", {
      method: "PATCH",
      headers,
    });
    expect(hidden.status).toBe(404);
    const own = await api.fetch("/api/v1/payments", {
      method: "PATCH",
      headers,
    });
    expect(own.status).toBe(405);
    expect(own.headers.get("allow")).toBe("GET, HEAD");
  });
});

describe("the id of a request", () => {
  const ask = (path: string, id?: string) =>
    api.fetch(path, {
      headers: {
        authorization,
        ...(id === undefined ? {} : { "x-request-id": id }),
      },
    });

  test.each(["a", "A.b_c-9", "x".repeat(64)])("%j is taken", async (id) => {
    for (const path of ["/api/v1/links", "/nowhere", "/healthz"]) {
      const { headers } = await ask(path, id);
      expect(headers.get("x-request-id")).toBe(id);
    }
  });

  test.each(["x".repeat(65), "a b", "a,b", "<script>", "a/b"])(
    "%j is replaced",
    async (id) => {
      const given = (await ask("/api/v1/links", id)).headers;
      expect(given.get("x-request-id")).toMatch(/^[\w.-]{1,64}$/);
      expect(given.get("x-request-id")).not.toBe(id);
    },
  );

  test("is made where none is given, another one each time", async () => {
    const made = new Set<string | null>();
    for (let at = 0; at < 5; at++) {
      made.add((await ask("/api/v1/links")).headers.get("x-request-id"));
    }
    expect(made.size).toBe(5);
    expect([...made].every((id) => /^[\w.-]{1,64}$/.test(id ?? ""))).toBe(true);
  });
});
