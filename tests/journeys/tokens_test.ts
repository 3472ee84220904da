// A token may do what its scopes say of what its role may, it ends with its user, and nobody makes one that
// may more than its maker.
import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { ApiClient } from "../api_client.ts";
import { APP_ROUTES } from "../api_document.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { signedIn } from "../people.ts";
import type { Person } from "../people.ts";

const service = await serviceForFile();
const { api, db, clock } = service;
const setup = await setUp(api);
const { affiliate_id } = setup;

type Body = Record<string, unknown>;

async function make(body: Body, maker: ApiClient | Person = api) {
  const given = { name: "test", ...body };
  const answer = await (maker instanceof ApiClient
    ? maker.try("POST", "/tokens", given)
    : maker.ask("POST", "/tokens", given));
  const client = new ApiClient(service.url, String(answer.body.token));
  return { answer, client, id: String(answer.body.id) };
}

describe("the scopes of a token", () => {
  const advertiser = { name: "Southwind" };

  test("let it read, write, or either of single resources", async () => {
    const may = async (scopes: string[]) => {
      const { client } = await make({ role: "admin", scopes });
      const answers = [
        await client.try("GET", "/links"),
        await client.try("PATCH", `/links/${setup.link_id}`, {}),
        await client.try("GET", "/advertisers"),
        await client.try("POST", "/advertisers", advertiser),
        await client.try("GET", "/me"),
      ];
      return answers.map(({ status }) => status);
    };
    expect(await may(["read"])).toEqual([200, 403, 200, 403, 200]);
    expect(await may(["write"])).toEqual([200, 200, 200, 201, 200]);
    expect(await may(["links:read"])).toEqual([200, 403, 403, 403, 200]);
    expect(await may(["links:write"])).toEqual([200, 200, 403, 403, 200]);
    expect(await may(["read", "links:write"])).toEqual([
      200, 200, 200, 403, 200,
    ]);
  });

  test("are named where one is missing, and before a body is read", async () => {
    const { client } = await make({ role: "manager", scopes: ["read"] });
    const answer = await client.fetch("/api/v1/campaigns", {
      method: "POST",
      headers: { authorization: `Bearer ${client.token}` },
      body: "{",
    });
    expect([answer.status, answer.body.code]).toEqual([403, "missing_scope"]);
    expect(answer.body.errors).toMatchObject([
      { field: "scopes", allowed: ["campaigns:write", "write"] },
    ]);
    const me = await client.call("GET", "/me");
    expect(me).toMatchObject({
      scopes: ["read"],
      role: "manager",
      as_of: new Date(service.clock.nowMs()).toISOString(),
    });
    expect((await client.try("GET", "/users")).status).toBe(404);
  });

  test("cover every route: without any of use, no token gets through", async () => {
    const { client } = await make({ role: "admin", scopes: ["me:read"] });
    const routes = APP_ROUTES.filter(
      ({ roles, method, path }) =>
        roles !== undefined && (method !== "GET" || !/\/me(?:\/|$)/.test(path)),
    ).filter(({ path }) => !path.startsWith("/api/v1/session/"));
    expect(routes.length).toBeGreaterThan(150);
    for (const { method, path } of routes) {
      const target = path.replaceAll(/:\w+/g, "1").replace("/api/v1", "");
      const { status, body } = await client.try(method, target);
      expect([method, path, status, body.code]).toEqual([
        method,
        path,
        403,
        "missing_scope",
      ]);
    }
  });

  test.each([
    "reed",
    "links:",
    ":read",
    "no-such:read",
    "links:read:write",
    "",
  ])("such as %j are refused", async (scope) => {
    const { answer } = await make({ role: "admin", scopes: [scope] });
    expect(answer.status).toBe(422);
  });
});

describe("a token of one's own", () => {
  test.each([
    ["manager", {}],
    ["affiliate", { affiliate_id }],
    ["advertiser", { advertiser_id: setup.advertiser_id }],
    ["admin", {}],
  ])("is made by a signed-in %s, with its rights", async (role, party) => {
    const ada = await signedIn(api, role, party);
    const { answer, client, id } = await make({}, ada);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ role, ...party, user_id: ada.id });
    const me = await client.call("GET", "/me");
    expect(me).toMatchObject({ role, ...party, email: ada.email });
    const own = await ada.ask<{ data: Body[] }>("GET", "/tokens");
    expect(own.body.data.map((one) => one.id)).toContain(id);
    expect((await ada.ask("DELETE", `/tokens/${id}`)).status).toBe(200);
    expect((await client.try("GET", "/me")).status).toBe(401);
  });

  test("is for nobody else, and others' aren't seen", async () => {
    const ada = await signedIn(api, "affiliate", { affiliate_id });
    const bob = await signedIn(api, "manager");
    for (const body of [
      { role: "admin" },
      { role: "affiliate", affiliate_id: affiliate_id + 1 },
      { user_id: bob.id },
      { advertiser_id: setup.advertiser_id },
      { affiliate_ids: [affiliate_id] },
      { advertiser_ids: [] },
    ]) {
      const { answer } = await make(body, ada);
      expect([body, answer.status]).toEqual([body, 422]);
    }
    const { id } = await make({}, bob);
    const list = await ada.ask<{ data: Body[] }>("GET", "/tokens");
    expect(list.body.data).toEqual([]);
    for (const method of ["GET", "DELETE"]) {
      expect((await ada.ask(method, `/tokens/${id}`)).status).toBe(404);
    }
  });

  test("isn't made by a token, which sees only itself", async () => {
    const { client, id } = await make({ role: "affiliate", affiliate_id });
    const { answer } = await make({}, client);
    expect(answer.body.code).toBe("session_required");
    const list = await client.call<{ data: Body[] }>("GET", "/tokens");
    expect(list.data.map((one) => one.id)).toEqual([id]);
  });

  test("has its user's role and party from now on, and ends with it at once", async () => {
    const ada = await signedIn(api, "manager");
    const { client, id } = await make({}, ada);
    expect((await client.try("GET", "/campaigns")).status).toBe(200);
    const change = { role: "affiliate", affiliate_id };
    await api.call("PATCH", `/users/${ada.id}`, change);
    expect((await client.try("GET", "/campaigns")).status).toBe(404);
    expect(await client.call("GET", "/me")).toMatchObject(change);
    await api.call("PATCH", `/users/${ada.id}`, { disabled: true });
    expect((await client.try("GET", "/me")).status).toBe(401);
    await api.call("PATCH", `/users/${ada.id}`, { disabled: false });
    expect((await client.try("GET", "/me")).status).toBe(401);
    const shown = await api.call("GET", `/tokens/${id}`);
    expect(shown.revoked_at).toBeString();
  });

  test("is also made by an admin, for a user who isn't disabled", async () => {
    const ada = await signedIn(api, "manager");
    const { client } = await make({ user_id: ada.id });
    expect(await client.call("GET", "/me")).toMatchObject({ role: "manager" });
    for (const rights of [
      { role: "admin" },
      { affiliate_ids: [affiliate_id] },
      { advertiser_ids: [] },
    ]) {
      const { answer } = await make({ user_id: ada.id, ...rights });
      expect([rights, answer.status]).toEqual([rights, 422]);
    }
    const none = await make({ user_id: crypto.randomUUID() });
    expect(none.answer.status).toBe(422);
    await api.call("DELETE", `/users/${ada.id}`);
    const late = await make({ user_id: ada.id });
    expect(late.answer.body.code).toBe("user_disabled");
  });
});

describe("an admin's token with scopes", () => {
  test("makes none that may more", async () => {
    const scopes = ["tokens:write", "links:read"];
    const { client } = await make({ role: "admin", scopes });
    for (const more of [["read"], ["write"], ["links:write"], ["users:read"]]) {
      const { answer } = await make({ role: "admin", scopes: more }, client);
      expect([more, answer.body.code]).toEqual([more, "missing_scope"]);
    }
    const all = await make({ role: "admin" }, client);
    expect(all.answer.body.code).toBe("missing_scope");
    const less = await make({ role: "admin", scopes: ["links:read"] }, client);
    expect(less.answer.status).toBe(201);
  });
});

describe("a token's last use", () => {
  test("is noted once a minute", async () => {
    const { client, id } = await make({ role: "manager" });
    const used = async () =>
      (await api.call("GET", `/tokens/${id}`)).last_used_at;
    expect(await used()).toBeNull();
    await client.call("GET", "/me");
    const first = new Date(clock.nowMs()).toISOString();
    expect(await used()).toBe(first);
    clock.advance(59_999);
    await client.call("GET", "/me");
    expect(await used()).toBe(first);
    clock.advance(1);
    await client.call("GET", "/me");
    expect(await used()).toBe(new Date(clock.nowMs()).toISOString());
  });

  test("is no change: its ETag stays", async () => {
    const { client, id } = await make({ role: "manager" });
    const tag = async () =>
      (await api.try("GET", `/tokens/${id}`)).headers.get("etag") ?? "";
    const before = await tag();
    await client.call("GET", "/me");
    const ended = await api.fetch(`/api/v1/tokens/${id}`, {
      method: "DELETE",
      headers: {
        authorization: `Bearer ${api.token}`,
        "if-match": before,
      },
    });
    expect(ended.status).toBe(200);
  });
});

test("a token of role affiliate without an affiliate is nobody", async () => {
  const refused = await make({ role: "affiliate" });
  expect(refused.answer.status).toBe(422);
  const { client, id } = await make({ role: "affiliate", affiliate_id });
  await db.execute(
    sql`update api_tokens set affiliate_id = null where id = ${id}`,
  );
  expect((await client.try("GET", "/me")).status).toBe(401);
});
