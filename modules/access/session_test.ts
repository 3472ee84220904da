import { afterAll, describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { createTestDatabase, START_MS } from "../../tests/harness.ts";
import { ManualClock } from "../kernel/mod.ts";
import { createSessions, isSameOrigin } from "./session.ts";
import { Passwords } from "./passwords.ts";
import { createUser } from "./user.ts";
import { setUserDisabled } from "./user_change.ts";

const database = await createTestDatabase();
const db = openDatabase(database.app, { connections_max: 2 });
const passwords = new Passwords();
const clock = new ManualClock(START_MS);
afterAll(async () => {
  await passwords.stop();
  await closeDatabase(db);
  await database.drop();
});
const ORIGIN = { address: "203.0.113.7", user_agent: "Mozilla/5.0" };
const user = await createUser(
  { db, clock, passwords },
  { email: "ada@network.example", password: "correct horse", role: "manager" },
);

/** Reads a migration's SQL by name. */
async function readMigration(name: string): Promise<string> {
  const directory = join(import.meta.dir, "..", "..", "db", "migrations");
  const file = readdirSync(directory).find((one) =>
    one.endsWith(`_${name}.sql`),
  );
  return await Bun.file(join(directory, file ?? name)).text();
}

function attributesOf(set_cookie: string): string[] {
  const [, ...attributes] = set_cookie.split(";");
  return attributes.map((attribute) => attribute.trim().split("=")[0] ?? "");
}

/** Returns the cookie as a browser sends it back. */
function cookieOf(set_cookie: string): string {
  return set_cookie.split(";")[0] ?? "";
}

describe("a session's cookie", () => {
  test("is out of reach of scripts and of other sites' posts; over https it never goes in the clear", async () => {
    const plain = await createSessions(db, "http://127.0.0.1:3000", clock).open(
      user.id,
      ORIGIN,
    );
    expect(plain).toMatch(/^tallyho_session=[a-z0-9]{20,};/);
    expect(plain).toContain("SameSite=Lax");
    expect(plain).toContain("Path=/");
    expect(attributesOf(plain)).toContain("HttpOnly");
    expect(attributesOf(plain)).not.toContain("Secure");
    const https = await createSessions(db, "https://t.example", clock).open(
      user.id,
      ORIGIN,
    );
    expect(https).toMatch(/^__Host-tallyho_session=[a-z0-9]{20,};/);
    expect(https).toContain("SameSite=Lax");
    expect(https).toContain("Path=/");
    expect(https).not.toContain("Domain");
    expect(attributesOf(https)).toContain("HttpOnly");
    expect(attributesOf(https)).toContain("Secure");
  });

  test("is somebody until the session is closed", async () => {
    const sessions = createSessions(db, "https://t.example", clock);
    const cookie = cookieOf(await sessions.open(user.id, ORIGIN));
    const other = cookieOf(await sessions.open(user.id, ORIGIN));
    const principal = {
      kind: "session" as const,
      id: user.id,
      role: "manager" as const,
      affiliate_id: null,
      advertiser_id: null,
      timezone: null,
    };
    expect(await sessions.read(`lang=en; ${cookie}`)).toMatchObject(principal);
    const cleared = await sessions.close(cookie);
    expect(cleared.map(cookieOf)).toEqual([
      "__Host-tallyho_session=",
      "tallyho_session=",
    ]);
    for (const one of cleared) expect(one).toContain("Max-Age=0");
    expect(await sessions.read(cookie)).toBeNull();
    expect(await sessions.read(other)).toMatchObject(principal);
  });

  test("is found among the cookies of other programs, however badly those are encoded", async () => {
    const sessions = createSessions(db, "https://t.example", clock);
    const cookie = cookieOf(await sessions.open(user.id, ORIGIN));
    for (const cookies of [
      `${cookie}; sale=100%`,
      `a=%ff;${cookie}`,
      `my${cookie}x; ${cookie}`,
      `=; ;${cookie};`,
    ]) {
      expect((await sessions.read(cookies))?.id).toBe(user.id);
    }
    expect(await sessions.read(`my${cookie}`)).toBeNull();
  });

  test("is kept as a hash alone: what stands in the table, or in a copy of it, lets nobody in", async () => {
    const sessions = createSessions(db, "https://t.example", clock);
    const cookie = cookieOf(await sessions.open(user.id, ORIGIN));
    const rows = await db.execute(sql`select id from sessions`);
    for (const { id } of rows) {
      expect(cookie).not.toContain(String(id));
      expect(
        await sessions.read(`__Host-tallyho_session=${String(id)}`),
      ).toBeNull();
    }
    expect((await sessions.read(cookie))?.id).toBe(user.id);
  });

  test("that an older version gave lets in after the migration, which hashes the ids that stood there in clear", async () => {
    const sessions = createSessions(db, "https://t.example", clock);
    const old_id = "q7w2e9r4t6y1u3i8o5p0a2s4d6f8g1h3j5k7l9z2";
    await db.execute(sql`delete from sessions`);
    await db.execute(sql`
      insert into sessions (id, user_id, expires_at)
      values (${old_id}, ${user.id}, now() + interval '1 day')`);
    expect(await sessions.read(`tallyho_session=${old_id}`)).toBeNull();
    const [update = ""] =
      /^UPDATE "sessions" .*$/m.exec(await readMigration("sign_in")) ?? [];
    await db.execute(sql.raw(update));
    const principal = await sessions.read(`tallyho_session=${old_id}`);
    expect(principal?.id).toBe(user.id);
  });

  test("of the old name is nobody over https where the session is newer: another host may have set it", async () => {
    const sessions = createSessions(db, "https://t.example", clock);
    const cookie = cookieOf(await sessions.open(user.id, ORIGIN));
    expect((await sessions.read(cookie))?.id).toBe(user.id);
    const old_name = cookie.replace("__Host-", "");
    expect(await sessions.read(old_name)).toBeNull();
    const plain = createSessions(db, "http://127.0.0.1:3000", clock);
    expect((await plain.read(old_name))?.id).toBe(user.id);
    expect((await sessions.read(`${old_name}; ${cookie}`))?.id).toBe(user.id);
  });

  test("is nobody while its user is disabled, and stays so afterwards", async () => {
    const sessions = createSessions(db, "https://t.example", clock);
    const cookie = cookieOf(await sessions.open(user.id, ORIGIN));
    const { email } = user;
    await setUserDisabled(
      { db, clock },
      { user: { email }, is_disabled: true },
    );
    expect(await sessions.read(cookie)).toBeNull();
    const again = cookieOf(await sessions.open(user.id, ORIGIN));
    expect(await sessions.read(again)).toBeNull();
    await setUserDisabled(
      { db, clock },
      { user: { email }, is_disabled: false },
    );
    expect(await sessions.read(cookie)).toBeNull();
  });

  test("is nobody where it is made up, empty or missing", async () => {
    const sessions = createSessions(db, "https://t.example", clock);
    for (const cookies of [
      null,
      "",
      "tallyho_session=",
      "tallyho_session=madeup",
      "tallyho_session=%00%ff",
      "other=1",
    ]) {
      expect(await sessions.read(cookies)).toBeNull();
    }
  });

  test("is nobody once the session has run out, whose row then goes", async () => {
    const sessions = createSessions(db, "https://t.example", clock);
    const cookie = cookieOf(await sessions.open(user.id, ORIGIN));
    await db.execute(
      sql`update sessions set expires_at = now() - interval '1 second'`,
    );
    await sessions.endExpired();
    expect(await db.execute(sql`select from sessions`)).toHaveLength(0);
    expect(await sessions.read(cookie)).toBeNull();
  });
});

describe("isSameOrigin()", () => {
  const origin = (method: string, headers: Record<string, string>) =>
    isSameOrigin(
      new Request("http://127.0.0.1:3000/", { method, headers }),
      "https://t.example",
    );

  test("asks nothing of a request that only reads", () => {
    expect(origin("GET", {})).toBeTrue();
    expect(origin("HEAD", { origin: "https://evil.example" })).toBeTrue();
  });

  test("lets a change come from our own pages only", () => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      expect(origin(method, { origin: "https://t.example" })).toBeTrue();
      for (const other of [
        "https://evil.example",
        "https://t.example.evil.example",
        "https://t.example:8443",
        "null",
        "t.example",
        "",
      ]) {
        expect(origin(method, { origin: other })).toBeFalse();
      }
      expect(origin(method, {})).toBeFalse();
    }
  });
});
