// People come, move on and go: an admin renames them, moves them to another role and locks them out,
// and each sees and ends its own sessions. What ends, ends at once.
import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { Passwords } from "../../modules/access/mod.ts";
import { Person, PASSWORD, signedIn } from "../people.ts";
import { setUp } from "../factory.ts";
import {
  createTestDatabase,
  serviceForFile,
  startTestService,
} from "../harness.ts";

const service = await serviceForFile();
const { api, db } = service;
const setup = await setUp(api);
let people = 0;

type Body = Record<string, unknown>;

async function person(role = "manager", party: Body = {}): Promise<Person> {
  return await signedIn(api, role, party);
}

describe("a user", () => {
  test("is renamed and moved to another role, which counts from its next request on", async () => {
    const ada = await person();
    expect((await ada.ask("GET", "/advertisers")).status).toBe(200);
    const change = {
      name: "Ada",
      role: "affiliate",
      affiliate_id: setup.affiliate_id,
    };
    const changed = await api.call("PATCH", `/users/${ada.id}`, change);
    expect(changed).toMatchObject(change);
    expect((await ada.ask("GET", "/advertisers")).status).toBe(404);
    expect((await ada.ask("GET", "/me")).body).toMatchObject({
      kind: "session",
      ...change,
      email: ada.email,
      party: { kind: "affiliate", id: setup.affiliate_id },
    });
    const back = await api.call("PATCH", `/users/${ada.id}`, {
      role: "manager",
      name: null,
    });
    expect(back).toMatchObject({ affiliate_id: null, name: null });
    expect((await ada.ask("GET", "/me")).body).toMatchObject({ party: null });
  });

  test("gets no role without its party", async () => {
    const ada = await person();
    for (const change of [
      { role: "affiliate" },
      { role: "advertiser", affiliate_id: setup.affiliate_id },
      { affiliate_id: setup.affiliate_id },
      { role: "affiliate", affiliate_id: 999_999 },
      { role: "owner" },
      { email: "other@network.example" },
      { name: "" },
      { name: "A\0da" },
    ]) {
      const answer = await api.try("PATCH", `/users/${ada.id}`, change);
      expect([change, answer.status]).toEqual([change, 422]);
    }
    expect((await api.call("GET", `/users/${ada.id}`)).role).toBe("manager");
  });

  test("who is disabled is out at once, also in the middle of a list", async () => {
    const ada = await person();
    // Few and wide: more than sockets hold, and quick to make and delete.
    const rows = 1_200;
    await db.execute(sql`
      insert into users (id, email, name, password_hash, role, created_at)
      select gen_random_uuid(), 'row-' || n || '@network.example', repeat('x', 20000), '', 'manager', now()
      from generate_series(1, ${rows}) as n`);
    const admin = await person("admin");
    const other = await person("admin");
    const response = await fetch(`${api.url}/api/v1/users`, {
      headers: { cookie: admin.cookie, accept: "text/csv" },
    });
    const reader = response.body?.getReader();
    await reader?.read();
    await other.ask("DELETE", `/users/${admin.id}`);
    let lines = 0;
    const rest = async () => {
      for (;;) {
        const { done, value } = (await reader?.read()) ?? { done: true };
        if (done) return;
        lines += new TextDecoder().decode(value).split("\n").length;
      }
    };
    await expect(rest()).rejects.toThrow();
    expect(lines).toBeLessThan(rows);
    expect((await admin.ask("GET", "/me")).status).toBe(401);
    expect(await admin.signIn()).toBe(401);
    expect((await ada.ask("GET", "/me")).status).toBe(200);
    await db.execute(sql`delete from users where email like 'row-%'`);
  });

  test("isn't found by a text that is too long, which is refused by its name", async () => {
    const ada = await person("admin");
    const q = "x".repeat(8_192);
    const whole = `${api.url}/api/v1/users?q=${"x".repeat(65_536)}`;
    expect((await fetch(whole)).status).toBe(431);
    for (const path of ["/users", "/sessions", "/tokens", "/invitations"]) {
      const answer = await ada.ask("GET", `${path}?q=${q}`);
      expect([path, answer.status]).toEqual([path, 422]);
      expect(answer.body.errors).toMatchObject([{ field: "q" }]);
    }
  });

  test("without a session learns nothing about others", async () => {
    const ada = await person();
    for (const [method, path] of [
      ["GET", "/users"],
      ["GET", `/users/${ada.id}`],
      ["PATCH", `/users/${ada.id}`],
      ["DELETE", `/users/${ada.id}`],
    ] as const) {
      const body = method === "PATCH" ? { role: "admin" } : undefined;
      expect((await ada.ask(method, path, body)).status).toBe(404);
    }
  });
});

describe("the last admin", () => {
  test("is neither disabled nor demoted, also where two remove each other at once", async () => {
    const database = await createTestDatabase();
    const fresh = await startTestService(database);
    try {
      const admins = [];
      for (const email of ["one@network.example", "two@network.example"]) {
        const body = { email, password: PASSWORD, role: "admin" };
        admins.push(await fresh.api.call("POST", "/users", body));
      }
      const [one, two] = admins.map(({ id }) => `/users/${String(id)}`);
      for (let round = 0; round < 12; round++) {
        const answers = await Promise.all(
          Array.from({ length: 4 }, () => [
            fresh.api.try("DELETE", one ?? ""),
            fresh.api.try("PATCH", two ?? "", { role: "manager" }),
            fresh.api.try("PATCH", one ?? "", { disabled: true }),
            fresh.api.try("DELETE", two ?? ""),
          ]).flat(),
        );
        const codes = answers.map(({ status, body }) =>
          status < 300 ? "done" : body.code,
        );
        // Those of one admin are done, and those of the other refused.
        expect(Object.groupBy(codes, String)).toMatchObject({
          done: { length: 8 },
          last_admin: { length: 8 },
        });
        const left = await fresh.api.call<{ data: Body[] }>(
          "GET",
          "/users?role=admin&disabled=false",
        );
        expect(left.data).toHaveLength(1);
        for (const path of [one, two]) {
          const again = { role: "admin", disabled: false };
          await fresh.api.call("PATCH", path ?? "", again);
        }
      }
    } finally {
      await fresh.stop();
      await database.drop();
    }
  });
});

describe("sessions", () => {
  test("are listed with where and when, and ended one by one or all at once", async () => {
    const ada = await person();
    const home = ada.cookie;
    service.clock.advance(60_000);
    await ada.signIn(PASSWORD, "Safari");
    const [newest, oldest] = await ada.sessions();
    expect(newest).toMatchObject({
      user_agent: "Safari",
      current: true,
      address: "127.0.0.1",
      user_id: ada.id,
    });
    expect(oldest).toMatchObject({ user_agent: "Firefox", current: false });
    expect(Date.parse(String(newest?.created_at))).toBe(service.clock.nowMs());
    const ended = await ada.ask("DELETE", `/sessions/${String(oldest?.id)}`);
    expect(ended.status).toBe(204);
    const work = ada.cookie;
    ada.cookie = home;
    expect((await ada.ask("GET", "/me")).status).toBe(401);
    await ada.signIn();
    const everywhere = await ada.ask("DELETE", "/sessions");
    expect(everywhere.status).toBe(204);
    expect(everywhere.headers.get("set-cookie")).toContain("Max-Age=0");
    for (const cookie of [ada.cookie, work]) {
      ada.cookie = cookie;
      expect((await ada.ask("GET", "/me")).status).toBe(401);
    }
  });

  test("are last seen to the minute", async () => {
    const ada = await person();
    const seen = async () => (await ada.sessions())[0]?.last_seen_at;
    const first = await seen();
    service.clock.advance(59_999);
    expect(await seen()).toBe(first);
    service.clock.advance(1);
    expect(await seen()).toBe(new Date(service.clock.nowMs()).toISOString());
  });

  test("of others are nobody's business but an admin's", async () => {
    const [ada, bob, admin] = [
      await person(),
      await person(),
      await person("admin"),
    ];
    const [session] = await bob.sessions();
    const path = `/sessions/${String(session?.id)}`;
    for (const method of ["GET", "DELETE"]) {
      expect((await ada.ask(method, path)).status).toBe(404);
    }
    const others = `/sessions?user_id=${bob.id}`;
    expect((await ada.ask("GET", others)).body.data).toEqual([]);
    expect((await ada.ask("DELETE", others)).status).toBe(204);
    expect((await bob.ask("GET", "/me")).status).toBe(200);
    expect((await admin.ask("GET", others)).body.data).toHaveLength(1);
    const own = (await admin.sessions()).map(({ user_id }) => user_id);
    expect(own).toEqual([admin.id]);
    expect((await admin.ask("DELETE", others)).status).toBe(204);
    expect((await bob.ask("GET", "/me")).status).toBe(401);
    expect((await admin.ask("GET", "/me")).status).toBe(200);
    const token = await api.try("DELETE", "/sessions");
    expect(token.body.code).toBe("session_required");
  });

  test("however many are listed by pages and ended by one request", async () => {
    const ada = await person();
    await db.execute(sql`
      insert into sessions (id, user_id, expires_at, created_at)
      select 'old-' || n, ${ada.id}, now() + interval '1 day', now()
      from generate_series(1, 1200) as n`);
    expect(await ada.signIn()).toBe(201);
    const page = await ada.ask<{ data: Body[]; next_cursor: string }>(
      "GET",
      "/sessions?limit=500",
    );
    expect(page.body.data).toHaveLength(500);
    expect(page.body.next_cursor).toBeString();
    expect((await ada.ask("DELETE", "/sessions")).status).toBe(204);
    const left = await db.execute(
      sql`select from sessions where user_id = ${ada.id}`,
    );
    expect(left).toHaveLength(0);
  });
});

describe("a password", () => {
  test("is changed with the current one, and ends the other sessions", async () => {
    const ada = await person();
    const other = ada.cookie;
    await ada.signIn();
    const next = "eight white swans";
    const wrong = { current: "seven grey geese", new: next };
    const refused = await ada.ask("POST", "/session/password", wrong);
    expect(refused.body.code).toBe("wrong_password");
    const change = { current: PASSWORD, new: next };
    const changed = await ada.ask("POST", "/session/password", change);
    expect(changed.status).toBe(204);
    expect((await ada.ask("GET", "/me")).status).toBe(200);
    ada.cookie = other;
    expect((await ada.ask("GET", "/me")).status).toBe(401);
    expect(await ada.signIn()).toBe(401);
    expect(await ada.signIn(next)).toBe(201);
    const by_token = await api.try("POST", "/session/password", change);
    expect(by_token.body.code).toBe("session_required");
  });

  test.each([
    "short one",
    "password1234",
    "123456789012",
    "qwertyuiop12",
    "aaaaaaaaaaaaaaaaaaaa",
    "tallyhotallyho",
    "x".repeat(201),
  ])("such as %s is refused, naming the field", async (password) => {
    const email = `weak-${(people += 1)}@network.example`;
    const body = { email, password, role: "manager" };
    const answer = await api.try("POST", "/users", body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ field: "password" }]);
  });

  test("made of the own address is refused", async () => {
    const email = `wilhelmina-${(people += 1)}@network.example`;
    const body = { email, password: email, role: "manager" };
    expect((await api.try("POST", "/users", body)).status).toBe(422);
  });

  test("that an older version took still signs in", async () => {
    const ada = await person();
    const short = "ten chars!";
    const passwords = new Passwords();
    const hash = await passwords.hash(short);
    await passwords.stop();
    await db.execute(
      sql`update users set password_hash = ${hash} where id = ${ada.id}`,
    );
    expect(await ada.signIn(short)).toBe(201);
  });
});
