// People come in by a link that works once, and get back in by another: what is used, revoked, expired or
// somebody else's is named, and what is stored opens nothing.
import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { setupLink, setupSecret } from "../../modules/access/mod.ts";
import { setUp } from "../factory.ts";
import { serviceForFile, TEST_KEY } from "../harness.ts";
import { PASSWORD, signedIn } from "../people.ts";

const DAY_MS = 86_400_000;
const service = await serviceForFile();
const { api, db } = service;
const setup = await setUp(api);
let invited = 0;

type Body = Record<string, unknown>;

function tokenOf(url: unknown): string {
  return new URL(String(url)).hash.slice(1);
}

async function invite(body: Body = {}) {
  const email = `guest-${(invited += 1)}@network.example`;
  const made: Body = await api.call("POST", "/invitations", {
    email,
    role: "manager",
    ...body,
  });
  const { id, url, expires_at } = made;
  return { id: String(id), url, expires_at, email, token: tokenOf(url) };
}

async function open(path: string, body: Body, headers = {}) {
  return await api.fetch(`/api/v1${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ password: PASSWORD, ...body }),
  });
}

const accept = (body: Body, headers = {}) =>
  open("/invitations/accept", body, headers);

describe("an invitation", () => {
  test("makes the user with its role and party and signs it in", async () => {
    const party = { role: "affiliate", affiliate_id: setup.affiliate_id };
    const { token, email, url, expires_at, id } = await invite(party);
    expect(String(url)).toStartWith(`${api.url}/invitation#`);
    const week = service.clock.nowMs() + 7 * DAY_MS;
    expect(Date.parse(String(expires_at))).toBe(week);
    const answer = await accept({ token, name: "Ada" });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ email, name: "Ada", ...party });
    const [cookie = ""] = (answer.headers.get("set-cookie") ?? "").split(";");
    const me = await api.fetch("/api/v1/me", { headers: { cookie } });
    expect(me.body).toMatchObject({ email, ...party });
    const shown = await api.call("GET", `/invitations/${id}`);
    expect(shown).toMatchObject({ user_id: answer.body.id, revoked_at: null });
    expect(shown.accepted_at).toBeString();
    expect(shown).not.toHaveProperty("url");
  });

  test("makes one user, however often and at once it is accepted", async () => {
    const { token, email } = await invite();
    const answers = await Promise.all([
      accept({ token }),
      accept({ token }),
      accept({ token }),
    ]);
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, 409, 409]);
    const again = await accept({ token });
    expect(again.body.code).toBe("link_used");
    expect(again.headers.get("set-cookie")).toBeNull();
    const made = await db.execute(
      sql`select from users where email = ${email}`,
    );
    expect(made).toHaveLength(1);
  });

  test("works for seven days, until it is revoked or replaced", async () => {
    const old = await invite();
    service.clock.advance(7 * DAY_MS - 1);
    const late = await invite();
    service.clock.advance(1);
    const expired = await accept({ token: old.token });
    expect(expired.body.code).toBe("link_expired");
    const removed = await api.call("DELETE", `/invitations/${late.id}`);
    expect(removed.revoked_at).toBeString();
    const revoked = await accept({ token: late.token });
    expect(revoked.body.code).toBe("link_revoked");
    const first = await invite({ email: "twice@network.example" });
    const second = await invite({ email: "twice@network.example" });
    const replaced = await accept({ token: first.token });
    expect(replaced.body.code).toBe("link_revoked");
    expect((await accept({ token: second.token })).status).toBe(201);
  });

  test("is for its own address alone", async () => {
    const { token, email } = await invite();
    const other = await accept({ token, email: "eve@network.example" });
    expect([other.status, other.body.code]).toEqual([409, "wrong_email"]);
    const same = email.toUpperCase();
    expect((await accept({ token, email: same })).status).toBe(201);
    const known = { email, role: "manager" };
    const again = await api.try("POST", "/invitations", known);
    expect([again.status, again.body.code]).toEqual([409, "already_exists"]);
  });

  test("needs a password that is no common one, and can be tried again", async () => {
    const { token } = await invite();
    const weak = await accept({ token, password: "password1234" });
    expect(weak.body.errors).toMatchObject([{ field: "password" }]);
    expect((await accept({ token })).status).toBe(201);
  });

  test.each([
    { role: "affiliate" },
    { role: "advertiser", affiliate_id: 1 },
    { role: "manager", affiliate_id: 1 },
    { role: "affiliate", affiliate_id: 999_999 },
    { role: "owner" },
    { email: "nobody" },
  ])("is not made of %j", async (body) => {
    const given = { email: "x@network.example", role: "manager", ...body };
    const answer = await api.try("POST", "/invitations", given);
    expect([answer.status, answer.body.code]).toEqual([422, "invalid_request"]);
  });

  test("is not accepted from another site, nor by a secret that was made up", async () => {
    const { token } = await invite();
    const evil = { origin: "https://evil.example" };
    expect((await accept({ token }, evil)).status).toBe(403);
    for (const wrong of [`${token}x`, "x", token.slice(1), "\0"]) {
      const answer = await accept({ token: wrong });
      expect([answer.status, answer.body.code]).toEqual([404, "unknown_link"]);
    }
    const rows = await db.execute(
      sql`select to_jsonb(i)::text as row from invitations as i`,
    );
    for (const { row } of rows) expect(String(row)).not.toContain(token);
  });

  test("is an admin's alone", async () => {
    const { id } = await invite();
    const manager = await signedIn(api, "manager");
    for (const [method, path] of [
      ["GET", "/invitations"],
      ["GET", `/invitations/${id}`],
      ["DELETE", `/invitations/${id}`],
    ] as const) {
      expect((await manager.ask(method, path)).status).toBe(404);
    }
    const body = { email: "me@network.example", role: "admin" };
    const made = await manager.ask("POST", "/invitations", body);
    expect(made.status).toBe(404);
  });
});

describe("a link to set a password", () => {
  const NEXT = "eight white swans";
  const reset = async (id: string) =>
    tokenOf((await api.call("POST", `/users/${id}/reset`)).url);
  const use = (token: string) =>
    open("/password-resets", { token, password: NEXT });

  test("sets it once and ends all sessions", async () => {
    const ada = await signedIn(api, "manager");
    const token = await reset(ada.id);
    expect((await ada.ask("GET", "/me")).status).toBe(200);
    const statuses = await Promise.all([use(token), use(token)]);
    expect(statuses.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await use(token)).body.code).toBe("link_used");
    expect((await ada.ask("GET", "/me")).status).toBe(401);
    expect(await ada.signIn()).toBe(401);
    expect(await ada.signIn(NEXT)).toBe(201);
  });

  test("works for a day, until there is a later one", async () => {
    const ada = await signedIn(api, "manager");
    const [first, second] = [await reset(ada.id), await reset(ada.id)];
    expect((await use(first)).body.code).toBe("link_revoked");
    service.clock.advance(DAY_MS);
    expect((await use(second)).body.code).toBe("link_expired");
    expect(await ada.signIn()).toBe(201);
  });

  test("lets nobody in who is disabled", async () => {
    const ada = await signedIn(api, "manager");
    const token = await reset(ada.id);
    await api.call("DELETE", `/users/${ada.id}`);
    expect((await use(token)).body.code).toBe("user_disabled");
    const another = await api.try("POST", `/users/${ada.id}/reset`);
    expect(another.body.code).toBe("user_disabled");
    for (const id of [crypto.randomUUID(), "1"]) {
      const none = await api.try("POST", `/users/${id}/reset`);
      expect(none.status).toBe(404);
    }
  });
});

describe("the first admin", () => {
  test("is made by the link that was printed, once, however many open it at once", async () => {
    const secret = setupSecret(TEST_KEY);
    const link = { key: TEST_KEY, public_url: api.url };
    expect(await setupLink(db, link)).toBe(`${api.url}/setup#${secret}`);
    const setUpBy = (token: string, at: number) =>
      open("/setup", { token, email: `boss-${at}@network.example` });
    expect((await setUpBy(`${secret}0`, 0)).body.code).toBe("unknown_link");
    const weak = { token: secret, email: "b@network.example", password: "a" };
    expect((await open("/setup", weak)).status).toBe(422);
    const answers = await Promise.all(
      [1, 2, 3].map((at) => setUpBy(secret, at)),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, 409, 409]);
    const made = answers.find(({ status }) => status === 201);
    expect(made?.body).toMatchObject({ role: "admin" });
    expect(made?.headers.get("set-cookie")).toStartWith("tallyho_session=");
    expect((await setUpBy(secret, 4)).body.code).toBe("link_used");
    expect(await setupLink(db, link)).toBeNull();
    const admins = await db.execute(
      sql`select from users where role = 'admin'`,
    );
    expect(admins).toHaveLength(1);
  });
});
