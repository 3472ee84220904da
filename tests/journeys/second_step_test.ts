// With a second step a password alone opens nothing: a code works once, a lost authenticator is replaced by
// a recovery code or an admin, and guessing ends soon.
import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { serviceForFile } from "../harness.ts";
import { PASSWORD, signedIn } from "../people.ts";
import type { Person } from "../people.ts";

const PERIOD_MS = 30_000;
const service = await serviceForFile();
const { api, db, clock } = service;

type Body = Record<string, unknown>;

/** A person with an authenticator. */
async function enrolled(role = "manager") {
  const ada = await signedIn(api, role);
  const made = await ada.ask("POST", "/session/totp", { password: PASSWORD });
  expect(made.status).toBe(201);
  const secret = String(made.body.secret);
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const code = (shift_ms = 0) =>
    totp.generate({ timestamp: clock.nowMs() + shift_ms });
  const confirmed = await ada.ask<{ recovery_codes: string[] }>(
    "POST",
    "/session/totp/confirm",
    { code: code() },
  );
  expect(confirmed.status).toBe(200);
  clock.advance(PERIOD_MS);
  return { ada, secret, code, url: made.body.url, ...confirmed.body };
}

async function post(path: string, body: Body) {
  return await api.fetch(`/api/v1${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

const signIn = ({ email }: Person, more: Body = {}) =>
  post("/session", { email, password: PASSWORD, ...more });

describe("signing in by two steps", () => {
  test("takes the code beside the password, or afterwards by a ticket", async () => {
    const { ada, code, url, recovery_codes } = await enrolled();
    expect(String(url)).toStartWith("otpauth://totp/Tallyho:");
    expect(new Set(recovery_codes).size).toBe(10);
    const first = await signIn(ada);
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ second_step: true });
    expect(first.headers.get("set-cookie")).toBeNull();
    const { ticket } = first.body;
    const second = await post("/session/second-step", { ticket, totp: code() });
    expect(second.status).toBe(201);
    expect(second.body.email).toBe(ada.email);
    expect(second.headers.get("set-cookie")).toStartWith("tallyho_session=");
    clock.advance(PERIOD_MS);
    const at_once = await signIn(ada, { totp: code() });
    expect(at_once.status).toBe(201);
    expect((await ada.ask("GET", "/me")).body.second_step).toBe(true);
  });

  test("takes a code once, by whichever way and however many at once", async () => {
    const { ada, code } = await enrolled();
    const totp = code();
    const answers = await Promise.all([
      signIn(ada, { totp }),
      signIn(ada, { totp }),
      signIn(ada, { totp }),
    ]);
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, 401, 401]);
    const { ticket } = (await signIn(ada)).body;
    const replayed = await post("/session/second-step", { ticket, totp });
    expect([replayed.status, replayed.body.code]).toEqual([401, "wrong_code"]);
  });

  test("takes the code of a clock that is half a minute off, but no older one than the last", async () => {
    const { ada, code } = await enrolled();
    expect((await signIn(ada, { totp: code(PERIOD_MS) })).status).toBe(201);
    expect((await signIn(ada, { totp: code() })).status).toBe(401);
    const far = await signIn(ada, { totp: code(3 * PERIOD_MS) });
    expect(far.status).toBe(401);
  });

  test("takes each recovery code once", async () => {
    const { ada, recovery_codes } = await enrolled();
    const [totp = "", other = ""] = recovery_codes;
    expect((await signIn(ada, { totp: ` ${totp}` })).status).toBe(201);
    expect((await signIn(ada, { totp })).status).toBe(401);
    const upper = other.toUpperCase();
    expect((await signIn(ada, { totp: upper })).status).toBe(201);
    const rows = await db.execute(
      sql`select to_jsonb(s)::text as row from second_steps as s where user_id = ${ada.id}`,
    );
    expect(rows).toHaveLength(1);
    for (const code of recovery_codes) {
      expect(String(rows[0]?.row)).not.toContain(code);
    }
  });

  test("ends guessing with 429, and goes on after a while", async () => {
    const { ada, code } = await enrolled();
    const wrong = code() === "000000" ? "000001" : "000000";
    const statuses = [];
    for (let tries = 0; tries < 7; tries++) {
      statuses.push((await signIn(ada, { totp: wrong })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
    const right = await signIn(ada, { totp: code() });
    expect(right.body.code).toBe("rate_limited");
    const wait_s = Number(right.headers.get("retry-after"));
    clock.advance(wait_s * 1_000);
    expect((await signIn(ada, { totp: code() })).status).toBe(201);
  });

  test("keeps the secret sealed", async () => {
    const { ada, secret } = await enrolled();
    const rows = await db.execute(
      sql`select encode(secret_sealed, 'hex') as sealed from second_steps where user_id = ${ada.id}`,
    );
    const bytes = Secret.fromBase32(secret).hex.toLowerCase();
    expect(String(rows[0]?.sealed)).not.toContain(bytes);
  });
});

describe("a ticket", () => {
  test("works for five minutes, for its user and password alone", async () => {
    const { ada, code } = await enrolled();
    const { ticket } = (await signIn(ada)).body;
    const use = async (given: unknown) => {
      const body = { ticket: given, totp: code() };
      return (await post("/session/second-step", body)).body.code;
    };
    const first = String(ticket).startsWith("A") ? "B" : "A";
    for (const wrong of ["", "x", `${first}${String(ticket).slice(1)}`]) {
      expect(await use(wrong)).toBe("ticket_expired");
    }
    clock.advance(5 * 60_000);
    expect(await use(ticket)).toBe("ticket_expired");
    const later = (await signIn(ada)).body.ticket;
    const change = { current: PASSWORD, new: "eight white swans" };
    await ada.ask("POST", "/session/password", change);
    expect(await use(later)).toBe("ticket_expired");
  });

  test("is nothing for who is disabled meanwhile", async () => {
    const { ada, code } = await enrolled();
    const { ticket } = (await signIn(ada)).body;
    await api.call("DELETE", `/users/${ada.id}`);
    const body = { ticket, totp: code() };
    const answer = await post("/session/second-step", body);
    expect(answer.body.code).toBe("ticket_expired");
  });
});

describe("the second step", () => {
  test("isn't on before a code confirms it, and needs the password", async () => {
    const ada = await signedIn(api, "manager");
    const wrong = { password: "seven grey geese" };
    const refused = await ada.ask("POST", "/session/totp", wrong);
    expect(refused.body.code).toBe("wrong_password");
    const none = { code: "123456" };
    const early = await ada.ask("POST", "/session/totp/confirm", none);
    expect(early.body.code).toBe("wrong_code");
    await ada.ask("POST", "/session/totp", { password: PASSWORD });
    expect((await signIn(ada)).status).toBe(201);
    const by_token = await api.try("POST", "/session/totp", wrong);
    expect(by_token.body.code).toBe("session_required");
  });

  test("stays as it is until it is turned off by a code", async () => {
    const { ada, code } = await enrolled();
    const again = await ada.ask("POST", "/session/totp", {
      password: PASSWORD,
    });
    expect(again.body.code).toBe("second_step_on");
    const confirm = await ada.ask("POST", "/session/totp/confirm", {
      code: code(),
    });
    expect(confirm.body.code).toBe("second_step_on");
    const wrong = await ada.ask("POST", "/session/totp/remove", {
      code: "0000000000",
    });
    expect(wrong.body.code).toBe("wrong_code");
    const off = await ada.ask("POST", "/session/totp/remove", {
      code: code(),
    });
    expect(off.status).toBe(204);
    expect((await signIn(ada)).status).toBe(201);
  });

  test("is cleared by an admin for who lost it, and stays with a new password", async () => {
    const { ada } = await enrolled();
    const made = await api.call("POST", `/users/${ada.id}/reset`);
    const token = new URL(String(made.url)).hash.slice(1);
    const password = "eight white swans";
    const reset = await post("/password-resets", { token, password });
    expect(reset.status).toBe(200);
    expect(reset.headers.get("set-cookie")).toBeNull();
    const { email } = ada;
    expect((await post("/session", { email, password })).status).toBe(200);
    const manager = await signedIn(api, "manager");
    const path = `/users/${ada.id}/totp`;
    expect((await manager.ask("DELETE", path)).status).toBe(404);
    await api.call("DELETE", path);
    expect((await post("/session", { email, password })).status).toBe(201);
  });
});
