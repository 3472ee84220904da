// Authorization comes before the body: a caller without access gets 401 or 404 whatever the body
// is, and even if it never arrives.
import { describe, expect, test } from "bun:test";
import { APP_ROUTES } from "../api_document.ts";
import { setUp } from "../factory.ts";
import { ADMIN_TOKEN, serviceForFile } from "../harness.ts";
import { head, sendRaw } from "../raw_http.ts";
import { expectNothingWritten } from "../refusals.ts";

const service = await serviceForFile();
const { api } = service;
const setup = await setUp(api);
const GUARDED = APP_ROUTES.filter(({ roles }) => roles !== undefined);
const HIDDEN = {
  affiliate: await tokenOf("affiliate", { affiliate_id: setup.affiliate_id }),
  advertiser: await tokenOf("advertiser", {
    advertiser_id: setup.advertiser_id,
  }),
  manager: await tokenOf("manager", {}),
};

async function tokenOf(role: string, party: Record<string, number>) {
  const made = await api.call("POST", "/tokens", {
    name: role,
    role,
    ...party,
  });
  return `Bearer ${String(made.token)}`;
}

function addressOf(path: string): string {
  return path.replaceAll(/:\w+/g, "1").replace(/\/$/, "");
}

/** Bodies that are refused wherever somebody reads them. */
const BODIES: [string, Record<string, string | number>, string][] = [
  ["malformed", { "Content-Type": "application/json" }, '{"name":'],
  ["not described", { "Content-Type": "application/json" }, '{"no_such":1}'],
  ["a form", { "Content-Type": "application/x-www-form-urlencoded" }, "a=1"],
];

async function ask(
  method: string,
  target: string,
  headers: Record<string, string | number>,
  body = "",
) {
  const length = "Content-Length" in headers || "Transfer-Encoding" in headers;
  const all = length ? headers : { ...headers, "Content-Length": body.length };
  const [answer] = await sendRaw(service.url, head(method, target, all) + body);
  return { status: answer?.status, text: answer?.text ?? "" };
}

describe.each(Object.entries(HIDDEN))(
  "what is hidden from the role %s is 404,",
  (role, authorization) => {
    const hidden = GUARDED.filter(({ roles }) => !roles?.includes(role));
    const changing = hidden.filter(({ method }) => method !== "GET");

    test("with an unknown parameter", async () => {
      expect(hidden.length).toBeGreaterThan(4);
      for (const { method, path } of hidden) {
        const target = `${addressOf(path)}?no_such=1`;
        const { status } = await ask(method, target, {
          Authorization: authorization,
        });
        expect({ method, target, status }).toMatchObject({ status: 404 });
      }
    });

    test.each(BODIES)("with a body that is %s", async (_name, type, body) => {
      for (const { method, path } of changing) {
        const headers = { ...type, Authorization: authorization };
        const target = addressOf(path);
        const { status, text } = await expectNothingWritten(service, () =>
          ask(method, target, headers, body),
        );
        expect({ method, target, status }).toMatchObject({ status: 404 });
        expect(JSON.parse(text)).toMatchObject({ code: "not_found" });
      }
    });
  },
);

describe("nobody is 401,", () => {
  test.each(BODIES)("with a body that is %s", async (_name, type, body) => {
    for (const { method, path } of GUARDED) {
      if (method === "GET") continue;
      const { status } = await ask(method, addressOf(path), type, body);
      expect({ method, path, status }).toMatchObject({ status: 401 });
    }
  });
});

describe("the answer doesn't wait for a body", () => {
  const LENGTHS: [string, Record<string, string | number>][] = [
    ["that is announced and never sent", { "Content-Length": 10 }],
    ["larger than any route takes", { "Content-Length": 2_000_000 }],
    ["that never ends", { "Transfer-Encoding": "chunked" }],
  ];
  test.each(LENGTHS)("%s", async (_name, length) => {
    for (const target of [
      "/api/v1/users",
      "/api/v1/imports",
      "/api/v1/campaigns/1/goals",
      "/api/v1/payment-runs",
    ]) {
      const authorization = HIDDEN.affiliate;
      const own = { ...length, Authorization: authorization };
      expect((await ask("POST", target, own)).status).toBe(404);
      expect((await ask("DELETE", target, own)).status).toBe(404);
      expect((await ask("POST", target, length)).status).toBe(401);
      const known = { ...length, Authorization: `Bearer ${ADMIN_TOKEN}` };
      expect((await ask("DELETE", target, known)).status).toBe(405);
      const unknown = `${target}?no_such=1`;
      expect((await ask("POST", unknown, known)).status).toBe(422);
    }
    expect((await ask("POST", "/api/v1/nowhere", length)).status).toBe(404);
  });

  test("and the connection goes on behind it", async () => {
    const body = '{"name":';
    const kept = { Connection: "keep-alive" };
    const answers = await sendRaw(service.url, [
      head("POST", "/api/v1/users", { ...kept, "Content-Length": body.length }),
      body + head("POST", "/api/v1/users", { ...kept, "Content-Length": 3 }),
      `abc${head("GET", "/healthz")}`,
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 200]);
  });
});

test("HEAD is answered as GET is", async () => {
  const headers = { Authorization: HIDDEN.affiliate };
  expect((await ask("HEAD", "/api/v1/payments", headers)).status).toBe(200);
  expect((await ask("HEAD", "/api/v1/users", headers)).status).toBe(404);
  expect((await ask("HEAD", "/api/v1/users", {})).status).toBe(401);
});

test("a path is the one that was sent", async () => {
  const headers = { Authorization: `Bearer ${ADMIN_TOKEN}` };
  for (const path of ["/api/v1//users", "/api/v1/%75sers"]) {
    expect((await ask("GET", path, headers)).status).toBe(404);
  }
  expect((await ask("GET", "/api/v1/users/", headers)).status).toBe(200);
});
