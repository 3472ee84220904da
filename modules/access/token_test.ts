import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { ApiClient } from "../../tests/api_client.ts";
import { serviceForFile } from "../../tests/harness.ts";
import { isoTime } from "../kernel/mod.ts";
import type { TokenView } from "./token.ts";

const service = await serviceForFile();
const { api, clock } = service;

interface MadeToken extends TokenView {
  token: string;
}

async function makeToken(
  input: Record<string, unknown>,
): Promise<{ made: MadeToken; client: ApiClient }> {
  const made = await api.call<MadeToken>("POST", "/tokens", {
    name: "test",
    ...input,
  });
  return { made, client: new ApiClient(service.url, made.token) };
}

describe("a token", () => {
  test("is shown once, and kept only as a hash", async () => {
    const { made, client } = await makeToken({ role: "admin" });
    expect(made.token).toMatch(/^th_[\w]{40}$/);
    expect((await client.try("GET", "/tokens")).status).toBe(200);
    const list = await api.call("GET", "/tokens");
    expect(JSON.stringify(list)).not.toContain(made.token);
    const rows = await service.db.execute(
      sql`select encode(token_hash, 'hex') as hash, to_jsonb(t)::text as row from api_tokens as t where id = ${made.id}`,
    );
    const hash = new Bun.CryptoHasher("sha256").update(made.token);
    expect(rows[0]?.hash).toBe(hash.digest("hex"));
    expect(String(rows[0]?.row)).not.toContain(made.token.slice(3));
  });

  test("opens nothing once it is revoked, at once and for good", async () => {
    const { made, client } = await makeToken({ role: "manager" });
    expect((await client.try("GET", "/campaigns")).status).toBe(200);
    const revoked = await api.call<TokenView>("DELETE", `/tokens/${made.id}`);
    expect(revoked.revoked_at).toBe(isoTime(clock.nowMs()));
    clock.advance(1000);
    const again = await api.call<TokenView>("DELETE", `/tokens/${made.id}`);
    expect(again.revoked_at).toBe(revoked.revoked_at);
    const answer = await client.try("GET", "/campaigns");
    expect(answer.status).toBe(401);
    expect(answer.body.code).toBe("unauthenticated");
    expect(answer.headers.get("www-authenticate")).toStartWith("Bearer");
  });

  test("opens nothing from the moment on at which it expires", async () => {
    const expires_at = isoTime(clock.nowMs() + 60_000);
    const { client } = await makeToken({ role: "manager", expires_at });
    clock.advance(59_999);
    expect((await client.try("GET", "/campaigns")).status).toBe(200);
    clock.advance(1);
    expect((await client.try("GET", "/campaigns")).status).toBe(401);
  });

  test.each([
    "Bearer th_madeup0123456789",
    "Bearer ",
    "Bearer",
    "Basic dGg6dGg=",
    `Bearer ${"x".repeat(5000)}`,
    "Bearer a b",
  ])("that is not one opens nothing: %p", async (authorization) => {
    const answer = await api.fetch("/api/v1/campaigns", {
      headers: { authorization },
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("content-type")).toStartWith(
      "application/problem+json",
    );
  });

  test("of a manager opens all but users and tokens, which are not there for it", async () => {
    const { client } = await makeToken({ role: "manager" });
    for (const path of ["/campaigns", "/links", "/postbacks", "/jobs"]) {
      expect((await client.try("GET", path)).status).toBe(200);
    }
    for (const path of ["/users", "/tokens"]) {
      expect((await client.try("GET", path)).status).toBe(404);
    }
    const made = await client.try("POST", "/tokens", {
      name: "climb",
      role: "admin",
    });
    expect(made.status).toBe(404);
  });

  test.each(["affiliate", "advertiser"])(
    "of an %s sees nothing of what is the network's: it is not there",
    async (role) => {
      const { client } = await makeToken({ role, [`${role}_id`]: 1 });
      for (const path of [
        "/users",
        "/tokens",
        "/campaigns",
        "/campaigns/1",
        "/advertisers",
        "/affiliates",
        "/links",
        "/postbacks",
        "/conversions",
        "/deliveries",
        "/ledger/accounts",
        "/jobs",
        "/affiliates/1/postbacks",
      ]) {
        const { status, body } = await client.try("GET", path);
        expect([path, status, body.code]).toEqual([path, 404, "not_found"]);
      }
      const self = await client.call("GET", "/session");
      expect(self).toMatchObject({ kind: "token", role, [`${role}_id`]: 1 });
    },
  );

  test.each([
    ["an unknown role", { role: "king" }],
    ["no time", { role: "admin", expires_at: "tomorrow" }],
    ["no name", { role: "admin", name: "" }],
    ["a text of the caller's own", { role: "admin", token: "th_mine" }],
  ])("is not made of %s", async (_, input) => {
    const answer = await api.try("POST", "/tokens", { name: "x", ...input });
    expect(answer.status).toBe(422);
    expect(answer.body.code).toBe("invalid_request");
  });
});
