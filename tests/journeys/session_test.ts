import { afterAll, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { ApiClient } from "../api_client.ts";
import {
  ADMIN_TOKEN,
  createTestDatabase,
  startTestService,
} from "../harness.ts";
import { BEHIND_PROXY } from "../visits.ts";

const EMAIL = "ada@network.example";
const PASSWORD = "correct horse battery";
/** A hash of the password that takes no time. */
const QUICK_HASH =
  "$argon2id$v=19$m=8,t=1,p=1$QjD+Sx5DxPefKCpOg7rS8fngKDQHh5BQZHF/yVY8W70$EcF4/f5FL8cdBSDbWK6qSVctjTMMgUj6zFJFAbB1zPI";
const ENV = { TALLYHO_ADMIN_EMAIL: EMAIL, TALLYHO_ADMIN_PASSWORD: PASSWORD };

const database = await createTestDatabase();
const service = await startTestService(database, { env: ENV });
const behind_proxy = await startTestService(database, {
  env: { ...ENV, ...BEHIND_PROXY },
});
const port = freePort();
const behind_https = await startTestService(database, {
  env: { ...ENV, PORT: port, PUBLIC_URL: "https://t.network.example" },
});
// Most sign-ins here are about what is around the password: its hash takes no time.
await service.db.execute(
  sql`update users set password_hash = ${QUICK_HASH} where email = ${EMAIL}`,
);
const of_https = new ApiClient(`http://127.0.0.1:${port}`, ADMIN_TOKEN);
afterAll(async () => {
  await Promise.all([service.stop(), behind_proxy.stop(), behind_https.stop()]);
  await database.drop();
});

function freePort(): string {
  const server = Bun.serve({ port: 0, fetch: () => new Response() });
  const { port } = server;
  server.stop(true);
  return String(port);
}

async function signIn(
  api: ApiClient,
  body: Record<string, unknown>,
  headers: Record<string, string> = {},
) {
  return await api.fetch("/api/v1/session", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** A signed-in browser: sends its cookie with each request. */
async function openBrowser(api: ApiClient, origin = api.url) {
  const signed_in = await signIn(api, { email: EMAIL, password: PASSWORD });
  const set_cookie = signed_in.headers.get("set-cookie") ?? "";
  const cookie = set_cookie.split(";")[0] ?? "";
  return {
    set_cookie,
    ask: (method: string, path: string, headers = {}, body?: unknown) =>
      api.fetch(`/api/v1${path}`, {
        method,
        headers: {
          cookie,
          ...(method === "GET" ? {} : { origin }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
}

describe("signing in", () => {
  test("opens the API to the first admin until signing out, which ends it for the cookie too", async () => {
    const signed_in = await signIn(service.api, {
      email: " ADA@network.example",
      password: PASSWORD,
    });
    expect(signed_in.status).toBe(201);
    expect(signed_in.body).toMatchObject({ email: EMAIL, role: "admin" });
    expect(JSON.stringify(signed_in.body)).not.toMatch(/password|argon/);

    const { ask } = await openBrowser(service.api);
    const self = await ask("GET", "/session");
    expect(self.body).toMatchObject({ kind: "session", role: "admin" });
    const name = "Northwind Shoes";
    const made = await ask("POST", "/advertisers", {}, { name });
    expect(made.status).toBe(201);
    const out = await ask("DELETE", "/session");
    expect(out.status).toBe(204);
    expect(out.headers.get("set-cookie")).toContain("Max-Age=0");
    for (const path of ["/session", "/advertisers"]) {
      expect((await ask("GET", path)).status).toBe(401);
    }
  });

  test("gives a cookie that scripts can't read; behind https it is Secure", async () => {
    const { set_cookie } = await openBrowser(service.api);
    expect(set_cookie).toMatch(/; HttpOnly/);
    expect(set_cookie).toMatch(/; SameSite=Lax/);
    expect(set_cookie).not.toMatch(/; Secure/);
    const secure = await openBrowser(of_https);
    expect(secure.set_cookie).toMatch(/; HttpOnly/);
    expect(secure.set_cookie).toMatch(/; SameSite=Lax/);
    expect(secure.set_cookie).toMatch(/; Secure/);
  });

  test("lets a change come from our own pages alone", async () => {
    const { ask } = await openBrowser(service.api);
    for (const origin of ["https://evil.example", "null", ""]) {
      for (const [method, path] of [
        ["POST", "/advertisers"],
        ["DELETE", "/session"],
      ] as const) {
        const answer = await ask(method, path, { origin }, { name: "Evil" });
        expect([answer.status, answer.body.code]).toEqual([
          403,
          "wrong_origin",
        ]);
      }
    }
    expect((await ask("GET", "/session")).status).toBe(200);
    const wrong = await signIn(
      service.api,
      { email: EMAIL, password: PASSWORD },
      { origin: "https://evil.example" },
    );
    expect(wrong.status).toBe(403);
    expect(wrong.headers.get("set-cookie")).toBeNull();
    const public_origin = "https://t.network.example";
    const secure = await openBrowser(of_https, public_origin);
    const made = await secure.ask("POST", "/advertisers", {}, { name: "Ours" });
    expect(made.status).toBe(201);
  });

  test("a token decides over a cookie, so that a wrong one is nobody", async () => {
    const { ask } = await openBrowser(service.api);
    const authorization = "Bearer th_madeup0123456789";
    expect((await ask("GET", "/session", { authorization })).status).toBe(401);
  });

  test("a session ends with its user's row, and when it has run out", async () => {
    const { ask } = await openBrowser(service.api);
    await service.db.execute(
      sql`update sessions set expires_at = now() - interval '1 second'`,
    );
    expect((await ask("GET", "/session")).status).toBe(401);
    await service.scheduler.enqueue(service.db, { name: "end_sessions" });
    await service.scheduler.runOnce();
    expect(await service.db.execute(sql`select from sessions`)).toHaveLength(0);
  });
});

describe("guessing a password", () => {
  const guess = (email: string, password = "wrong password") =>
    signIn(service.api, { email, password });

  test("tells the same whether there is such a user", async () => {
    const known = await guess(EMAIL);
    const unknown = await guess("nobody@network.example");
    expect(known.status).toBe(401);
    expect(unknown.body).toEqual(known.body);
    expect(known.headers.get("set-cookie")).toBeNull();
  });

  test("ends with 429 and Retry-After at the eleventh, however the address is spaced and however many come at once", async () => {
    await service.api.call("POST", "/users", {
      email: "bob@network.example",
      password: PASSWORD,
      role: "manager",
    });
    const spelled = (index: number) =>
      `${" ".repeat(index % 4)}${index % 2 === 0 ? "Bob" : "bob"}@network.example`;
    const answers = await Promise.all(
      Array.from({ length: 15 }, (_, index) => guess(spelled(index))),
    );
    const statuses = answers.map(({ status }) => status).sort();
    // The guess at an unknown user was the first of ten.
    expect(statuses).toEqual([...Array(9).fill(401), ...Array(6).fill(429)]);
    const refused = await guess("bob@network.example", PASSWORD);
    expect(refused.status).toBe(429);
    expect(refused.body.code).toBe("rate_limited");
    const retry_after_s = Number(refused.headers.get("retry-after"));
    expect(retry_after_s).toBeGreaterThan(0);
    expect(retry_after_s).toBeLessThanOrEqual(300);
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      "ratelimit-limit": "10",
      "ratelimit-remaining": "0",
      "ratelimit-reset": String(retry_after_s),
    });
    expect((await guess(EMAIL, PASSWORD)).status).toBe(201);
    service.clock.advance(retry_after_s * 1_000);
    const later = await guess("bob@network.example", PASSWORD);
    expect(later.status).toBe(201);
  });

  test("an IPv6 network is one client, however many of its addresses try accounts", async () => {
    const fresh = await startTestService(database, {
      env: { ...ENV, ...BEHIND_PROXY },
    });
    try {
      let tried = 0;
      const from = async (address: string) => {
        const email = `nobody-${(tried += 1)}@network.example`;
        const headers = { "x-forwarded-for": address };
        const body = { email, password: "wrong password" };
        return (await signIn(fresh.api, body, headers)).status;
      };
      const tail = fc.tuple(fc.nat(0xffff), fc.nat(0xffff));
      const tails = fc.sample(tail, { numRuns: 10, seed: 2 });
      for (const [a, b] of tails) {
        const address = `2001:db8:0:7:${a.toString(16)}::${b.toString(16)}`;
        expect(await from(address)).toBe(401);
      }
      expect(await from("2001:db8:0:7::1")).toBe(429);
      expect(await from("[2001:db8:0:7:ffff::1]:4711")).toBe(429);
      expect(await from("2001:DB8::7:0:0:0:9")).toBe(429);
      expect(await from("2001:db8:0:8::1")).toBe(401);
    } finally {
      await fresh.stop();
    }
  });

  test("however many strangers guess, where the owner signed in before it gets in, also after a restart", async () => {
    const of_proxy = { "x-forwarded-for": "198.51.100.1" };
    const body = { email: EMAIL, password: PASSWORD };
    expect((await signIn(behind_proxy.api, body, of_proxy)).status).toBe(201);
    const restarted = await startTestService(database, {
      env: { ...ENV, ...BEHIND_PROXY },
    });
    const { api } = restarted;
    try {
      const wrong = { email: EMAIL, password: "wrong password" };
      const statuses: number[] = [];
      for (let network = 0; network < 13; network++) {
        const address = `203.0.113.${network}`;
        const headers = { "x-forwarded-for": address };
        statuses.push((await signIn(api, wrong, headers)).status);
      }
      expect(statuses).toEqual([...Array(10).fill(401), ...Array(3).fill(429)]);
      const stranger = { "x-forwarded-for": "203.0.113.99" };
      expect((await signIn(api, body, stranger)).status).toBe(429);
      expect((await signIn(api, body, of_proxy)).status).toBe(201);
    } finally {
      await restarted.stop();
    }
  });
});
