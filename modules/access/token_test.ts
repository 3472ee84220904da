import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { ApiClient } from "../../tests/api_client.ts";
import { setUp } from "../../tests/factory.ts";
import { serviceForFile } from "../../tests/harness.ts";
import { isoTime } from "../kernel/mod.ts";
import { ROLES } from "./roles.ts";
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

const ids: Record<string, unknown> = { ...(await setUp(service.api)) };

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

  test("of a manager opens all but users and invitations, which are not there for it", async () => {
    const { client } = await makeToken({ role: "manager" });
    for (const path of ["/campaigns", "/links", "/postbacks", "/jobs"]) {
      expect((await client.try("GET", path)).status).toBe(200);
    }
    for (const path of ["/users", "/invitations"]) {
      expect((await client.try("GET", path)).status).toBe(404);
    }
    const made = await client.try("POST", "/tokens", {
      name: "climb",
      role: "admin",
    });
    expect(made.body.code).toBe("session_required");
  });

  test.each(["affiliate", "advertiser"])(
    "of an %s sees nothing of what is the network's: it is not there",
    async (role) => {
      const party = `${role}_id`;
      const { client } = await makeToken({ role, [party]: ids[party] });
      for (const path of [
        "/users",
        "/invitations",
        ...(role === "affiliate"
          ? ["/campaigns", "/campaigns/1", "/postbacks"]
          : ["/links", "/deliveries"]),
        "/advertisers",
        "/affiliates",
        "/ledger/accounts",
        "/jobs",
        "/affiliates/999/postbacks",
      ]) {
        const { status, body } = await client.try("GET", path);
        expect([path, status, body.code]).toEqual([path, 404, "not_found"]);
      }
      const self = await client.call("GET", "/session");
      expect(self).toMatchObject({ kind: "token", role, [party]: ids[party] });
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

  // Every role with every party: only the matching one authenticates.
  for (const role of ROLES) {
    for (const affiliate_id of [undefined, null, ids["affiliate_id"], 987]) {
      for (const advertiser_id of [undefined, ids["advertiser_id"], 987]) {
        const given = { role, affiliate_id, advertiser_id };
        test(`and a user are made with the role's own party alone: ${JSON.stringify(given)}`, async () => {
          const wrong = wrongFields(given);
          const email = `${crypto.randomUUID()}@network.example`;
          const password = "correct horse";
          for (const [path, body] of [
            ["/tokens", { name: "party", ...given }],
            ["/users", { email, password, ...given }],
          ] as const) {
            if (path === "/users" && wrong.length === 0) continue;
            const made = await service.api.try("POST", path, body);
            const fields = (
              made.body.errors as { field: string }[] | undefined
            )?.map(({ field }) => field);
            expect([made.status, fields]).toEqual(
              wrong.length === 0 ? [201, undefined] : [422, wrong],
            );
          }
        });
      }
    }
  }

  test("that an older version made for nobody is nobody", async () => {
    const { client } = await makeToken({
      role: "affiliate",
      affiliate_id: ids["affiliate_id"],
    });
    await service.db.execute(
      sql`update api_tokens set affiliate_id = null where role = 'affiliate'`,
    );
    expect((await client.try("GET", "/session")).status).toBe(401);
  });
});

/**
 * Returns the invalid field for a role and party; the id 987 doesn't exist, which
 * is checked last.
 */
function wrongFields(given: {
  role: string;
  affiliate_id: unknown;
  advertiser_id: unknown;
}): string[] {
  const fields = ["affiliate", "advertiser"].map((party) => {
    const id = party === "affiliate" ? given.affiliate_id : given.advertiser_id;
    return {
      field: `${party}_id`,
      id: id ?? null,
      needs: given.role === party,
    };
  });
  const unfit = fields.filter(({ id, needs }) => (id !== null) !== needs);
  const wrong =
    unfit.length > 0 ? unfit : fields.filter(({ id }) => id === 987);
  return wrong.map(({ field }) => field);
}
