// The admin API can move money: nobody gets in without a token, no role sees more than it may, and
// no list or look-up fails on bad input.
import { describe, expect, test } from "bun:test";
import type { Answer } from "../api_client.ts";
import { APP_ROUTES } from "../api_document.ts";
import { setUp } from "../factory.ts";
import { ADMIN_TOKEN, serviceForFile } from "../harness.ts";
import { expectNothingWritten } from "../refusals.ts";

const service = await serviceForFile();
const { api } = service;
const setup = await setUp(api);

/** Every route of the API as registered in the app, with its parameters filled in. */
const ROUTES = APP_ROUTES.filter(({ path }) => path.startsWith("/api/v1/")).map(
  ({ method, path, roles }) => ({
    method,
    roles,
    path: path
      .replace("/jobs/:name", "/jobs/nightly")
      .replace("/goals/:key", "/goals/sale")
      .replace("/tokens/:id", `/tokens/${crypto.randomUUID()}`)
      .replaceAll(/:\w+/g, "1"),
  }),
);
/** Signing in needs no token, nor does a link that works once. */
const OPEN = [
  "POST /api/v1/session",
  "POST /api/v1/invitations/accept",
  "POST /api/v1/session/second-step",
  "POST /api/v1/setup",
  "POST /api/v1/password-resets",
  "POST /api/v1/applications",
  "GET /api/v1/sign-up",
];
const GUARDED = ROUTES.filter(
  ({ method, path }) => !OPEN.includes(`${method} ${path}`),
);

function expectProblem(answer: Answer, status: number, code: string): void {
  expect(answer.body).toMatchObject({ code, status });
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
}

function call(
  { method, path }: { method: string; path: string },
  headers: Record<string, string>,
) {
  const has_body = method === "POST" || method === "PATCH";
  return api.fetch(path, {
    method,
    headers: has_body
      ? { ...headers, "content-type": "application/json" }
      : headers,
    ...(has_body ? { body: '{"name":"Mallory"}' } : {}),
  });
}

async function makeToken(body: Record<string, unknown>): Promise<string> {
  const made = await api.call("POST", "/tokens", { name: "test", ...body });
  return String(made.token);
}

async function signIn(role: string): Promise<string> {
  const email = `${role}@network.example`;
  const password = "correct horse battery";
  await api.call("POST", "/users", { email, password, role });
  const answer = await api.try("POST", "/session", { email, password });
  expect(answer.status).toBe(201);
  const [cookie = ""] = (answer.headers.get("set-cookie") ?? "").split(";");
  return cookie;
}

test("the app lists its routes", () => {
  const listed = ROUTES.map(({ method, path }) => `${method} ${path}`);
  expect(listed).toContain("POST /api/v1/campaigns");
  expect(listed).toContain("GET /api/v1/deliveries/1");
  expect(GUARDED).toHaveLength(ROUTES.length - OPEN.length);
  expect(listed.length).toBeGreaterThan(38);
});

describe("nobody gets in", () => {
  test("without a token", async () => {
    for (const route of GUARDED) {
      const answer = await expectNothingWritten(service, () => call(route, {}));
      expectProblem(answer, 401, "unauthenticated");
      expect(answer.headers.get("www-authenticate")).toContain("Bearer");
    }
  });

  test("with a wrong one", async () => {
    for (const route of GUARDED) {
      const authorization = `Bearer ${ADMIN_TOKEN}x`;
      expectProblem(
        await call(route, { authorization }),
        401,
        "unauthenticated",
      );
    }
  });

  test.each([
    "",
    "Bearer",
    "Bearer  ",
    `Basic ${btoa(`admin:${ADMIN_TOKEN}`)}`,
    ADMIN_TOKEN,
    `Bearer ${ADMIN_TOKEN} ${ADMIN_TOKEN}`,
    `Bearer ${ADMIN_TOKEN.toUpperCase()}`,
    "Bearer ' or 1=1 --",
    `Bearer ${"x".repeat(5000)}`,
  ])("with %j", async (authorization) => {
    const route = { method: "GET", path: "/api/v1/campaigns" };
    expectProblem(await call(route, { authorization }), 401, "unauthenticated");
  });

  test("with a token that was revoked or has run out", async () => {
    const route = { method: "GET", path: "/api/v1/campaigns" };
    const made = await api.call("POST", "/tokens", {
      name: "gone",
      role: "admin",
    });
    const gone = { authorization: `Bearer ${String(made.token)}` };
    expect((await call(route, gone)).status).toBe(200);
    await api.call("DELETE", `/tokens/${String(made.id)}`);
    expectProblem(await call(route, gone), 401, "unauthenticated");
    const expires_at = "2026-11-22T10:00:01Z";
    const late = {
      authorization: `Bearer ${await makeToken({ role: "admin", expires_at })}`,
    };
    expect((await call(route, late)).status).toBe(200);
    service.clock.advance(1000);
    expectProblem(await call(route, late), 401, "unauthenticated");
  });

  test("with a cookie that was made up", async () => {
    const cookies = ["tallyho_session=x", "tallyho_session=", "=;;=", "%00"];
    for (const cookie of cookies) {
      const route = { method: "GET", path: "/api/v1/campaigns" };
      expectProblem(await call(route, { cookie }), 401, "unauthenticated");
    }
  });
});

describe("what a role may not see isn't there:", () => {
  test.each(["affiliate", "advertiser"])("for the role %s", async (role) => {
    const party = role === "affiliate" ? "affiliate_id" : "advertiser_id";
    const token = await makeToken({ role, [party]: setup[party] });
    const headers = { authorization: `Bearer ${token}` };
    const hidden = GUARDED.filter(
      ({ roles }) => roles?.includes(role) === false,
    );
    expect(hidden.length).toBeGreaterThan(100);
    for (const route of hidden) {
      const answer = await expectNothingWritten(service, () =>
        call(route, headers),
      );
      expectProblem(answer, 404, "not_found");
    }
  });

  test("users and invitations for a manager", async () => {
    const token = await makeToken({ role: "manager" });
    const headers = { authorization: `Bearer ${token}` };
    const seen = await call(
      { method: "GET", path: "/api/v1/campaigns" },
      headers,
    );
    expect(seen.status).toBe(200);
    const hidden = GUARDED.filter(({ path }) =>
      /\/(users|invitations)\b/.test(path),
    );
    expect(hidden.length).toBeGreaterThan(4);
    for (const route of hidden) {
      expectProblem(await call(route, headers), 404, "not_found");
    }
  });
});

describe("a session alone changes nothing:", () => {
  test("without our Origin each change is refused", async () => {
    const cookie = await signIn("admin");
    const read = { method: "GET", path: "/api/v1/campaigns" };
    expect((await call(read, { cookie })).status).toBe(200);
    for (const route of GUARDED.filter(({ method }) => method !== "GET")) {
      for (const origin of [null, "https://evil.example", "null", "%", ""]) {
        const headers = origin === null ? { cookie } : { cookie, origin };
        const answer = await expectNothingWritten(service, () =>
          call(route, headers),
        );
        expectProblem(answer, 403, "wrong_origin");
      }
    }
    const made = await call(
      { method: "POST", path: "/api/v1/advertisers" },
      { cookie, origin: service.url },
    );
    expect(made.status).toBe(201);
  });

  test("signing in from another site, or by guessing, is refused", async () => {
    const body = { email: "nobody@network.example", password: "guess guess" };
    const evil = await api.fetch("/api/v1/session", {
      method: "POST",
      headers: {
        origin: "https://evil.example",
        "content-type": "application/json",
      },
      body: JSON.stringify(body),
    });
    expectProblem(evil, 403, "wrong_origin");
    expectProblem(
      await api.try("POST", "/session", body),
      401,
      "wrong_password",
    );
  });
});

describe("lists take no garbage:", () => {
  const LISTS = GUARDED.filter(
    ({ method, path }) =>
      method === "GET" &&
      /\/(advertisers|affiliates|campaigns|links|clicks|postbacks|conversions|deliveries|users|tokens)$/.test(
        path,
      ),
  ).map(({ path }) => path.slice("/api/v1".length));

  test("the lists are found", () => {
    expect(LISTS.length).toBeGreaterThanOrEqual(11);
  });

  test.each(["0", "-1", "501", "1e2", "all", "", "%zz", "1.5", "9".repeat(99)])(
    "limit=%s",
    async (limit) => {
      for (const path of LISTS) {
        const answer = await api.try("GET", `${path}?limit=${limit}`);
        expectProblem(answer, 400, "invalid_limit");
      }
    },
  );

  test.each([
    "x",
    "!!!!",
    "%00",
    "%zz",
    btoa("' or 1=1 --"),
    btoa("a\0b"),
    "x".repeat(199),
  ])("cursor=%s", async (cursor) => {
    for (const path of LISTS) {
      const answer = await api.try("GET", `${path}?cursor=${cursor}`);
      expectProblem(answer, 400, "invalid_cursor");
    }
  });

  test("a cursor of another list, or beyond any key", async () => {
    for (const key of ["abc", "1", "99999999999", crypto.randomUUID()]) {
      for (const path of LISTS) {
        const cursor = Buffer.from(key).toString("base64url");
        const { status, body } = await api.try(
          "GET",
          `${path}?cursor=${cursor}`,
        );
        expect([200, 400, 422]).toContain(status);
        if (status === 200) continue;
        expect(["invalid_cursor", "invalid_request"]).toContain(
          String(body.code),
        );
      }
    }
  });

  test.each([
    ["/postbacks?from=yesterday", "from"],
    ["/postbacks?from=0000-01-01T00:00:00Z", "from"],
    ["/postbacks?to=2026-02-30T00:00:00Z", "to"],
    ["/postbacks?click_id=1", "click_id"],
    ["/conversions?click_id=1", "click_id"],
    ["/postbacks?conversion_id=1", "conversion_id"],
    ["/deliveries?conversion_id=1", "conversion_id"],
    [`/conversions?order_id=${"x".repeat(301)}`, "order_id"],
  ])("%s names the filter", async (path, field) => {
    const answer = await api.try("GET", path);
    expectProblem(answer, 422, "invalid_request");
    expect(answer.body.errors).toMatchObject([{ field }]);
  });

  test("a NUL is found nowhere and breaks nothing", async () => {
    for (const path of [
      "/postbacks?outcome=%00",
      "/postbacks?order_id=a%00b",
      "/clicks?verdict=%00",
      "/conversions?status=%00",
      "/deliveries?state=%00",
    ]) {
      expectProblem(await api.try("GET", path), 422, "invalid_request");
    }
  });
});

describe("what isn't there is not found:", () => {
  const ids = ["0", "-1", "x", "1e1", "%00", "2147483648", "9".repeat(50)];

  test.each([...ids, "2147483647", crypto.randomUUID()])("%s", async (id) => {
    for (const path of [
      `/advertisers/${id}`,
      `/affiliates/${id}`,
      `/campaigns/${id}`,
      `/campaigns/${id}/goals`,
      `/links/${id}`,
      `/clicks/${id}`,
      `/postbacks/${id}`,
      `/conversions/${id}`,
      `/deliveries/${id}`,
      `/affiliates/${setup.affiliate_id}/postbacks/${id}`,
    ]) {
      expectProblem(await api.try("GET", path), 404, "not_found");
    }
    const changes = [
      `/advertisers/${id}`,
      `/affiliates/${id}`,
      `/campaigns/${id}`,
      `/links/${id}`,
    ];
    for (const path of changes) {
      expectProblem(await api.try("PATCH", path, {}), 404, "not_found");
    }
  });

  test("what a new thing names has to be there", async () => {
    const link = { campaign_id: 4711, affiliate_id: setup.affiliate_id };
    expectProblem(
      await api.try("POST", "/links", link),
      422,
      "unknown_reference",
    );
    const endpoint = { url: "https://a.example/", campaign_id: 4711 };
    const path = `/affiliates/${setup.affiliate_id}/postbacks`;
    const answer = await api.try("POST", path, endpoint);
    expectProblem(answer, 422, "invalid_request");
  });

  test("nor is any other address", async () => {
    for (const path of ["/", "/nope", "/campaigns/1/2", "/Campaigns"]) {
      expectProblem(await api.try("GET", path), 404, "not_found");
    }
    expectProblem(await api.fetch("/v1/postbacks"), 404, "not_found");
  });
});

test("a NUL in any text is refused, not stored", async () => {
  const { affiliate_id, campaign_id } = setup;
  const text = "a\u0000b";
  for (const [path, body] of [
    ["/advertisers", { name: text }],
    ["/affiliates", { name: "x", email: text }],
    ["/tokens", { name: text, role: "admin" }],
    ["/links", { campaign_id, affiliate_id, subs: { sub1: text } }],
    ["/links", { campaign_id, affiliate_id, subs: { sub1: "\ud800" } }],
    ["/session", { email: `${text}@x.example`, password: "guess guess" }],
  ] as const) {
    const answer = await api.try("POST", path, body);
    expectProblem(answer, 422, "invalid_request");
  }
});

test("nothing of all this was a failure of ours", () => {
  const failed = service.log.filter((line) => !/^invalid_request:/.test(line));
  expect(failed).toEqual([]);
});
