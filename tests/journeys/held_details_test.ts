// Whoever steals a session changes the bank account first. So an affiliate's change of payment details needs
// the password again, counts a day later, and is told to everybody of the affiliate, who can cancel it.
import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { ApiClient } from "../api_client.ts";
import { setUp } from "../factory.ts";
import { createTestDatabase, startTestService } from "../harness.ts";
import { mailServerForFile, plainText } from "../mail_server.ts";
import { PASSWORD, signedIn } from "../people.ts";
import type { Person } from "../people.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const OLD = "DE89370400440532013000";
const NEW = "DE02120300000000202051";

const { received, env } = await mailServerForFile();
const database = await createTestDatabase();
const service = await startTestService(database, { env });
const { api, db, clock } = service;
const right = await startTestService(database, { env, clock });
afterAll(async () => {
  await Promise.all([service.stop(), right.stop()]);
  await database.drop();
});
beforeEach(() => {
  received.length = 0;
});

interface Shown {
  method: string | null;
  details: Record<string, string>;
  updated_at: string | null;
  pending: {
    method: string | null;
    details: Record<string, string>;
    effective_at: string;
  } | null;
}

/** An affiliate with two users, and payment details unless it has none. */
async function affiliate(details: Record<string, string> | null = OLD_DETAILS) {
  const setup = await setUp(api, { affiliate: { payment_method: "sepa" } });
  const { affiliate_id } = setup;
  const path = `/affiliates/${affiliate_id}/payment-details`;
  if (details !== null) await api.call("PUT", path, { details });
  const ada = await signedIn(api, "affiliate", { affiliate_id });
  const bea = await signedIn(api, "affiliate", { affiliate_id });
  const shown = async () => (await ada.ask<Shown>("GET", path)).body;
  return { ...setup, path, ada, bea, shown };
}

const OLD_DETAILS = { iban: OLD, holder: "Harbour Media" };

const change = (iban = NEW, more: object = {}) => ({
  details: { iban, holder: "Harbour Media" },
  password: PASSWORD,
  ...more,
});

async function runJob(name: string, at = service) {
  await at.scheduler.enqueue(db, { name });
  while (await at.scheduler.runOnce());
}

async function mails() {
  await runJob("send_mails");
  return received.map(({ to, text }) => ({
    to: to[0] ?? "",
    subject: /^Subject: (.*)$/m.exec(text)?.[1] ?? "",
    text: plainText(text),
  }));
}

async function earn({ affiliate_id }: { affiliate_id: number }) {
  await api.call("POST", "/ledger/adjustments", {
    affiliate_id,
    amount: "25.00",
    currency: "USD",
    kind: "bonus",
    reason: "for the month",
  });
  clock.advance(1_000);
}

interface Run {
  id: string;
  payments: { id: string }[];
  carried: { reason: string }[];
}

async function pay({ affiliate_id }: { affiliate_id: number }) {
  const up_to = new Date(clock.nowMs()).toISOString();
  const body = { currency: "USD", up_to, affiliate_ids: [affiliate_id] };
  const run = await api.call<Run>("POST", "/payment-runs", body);
  for (const { id } of run.payments) {
    await api.call("POST", `/payments/${id}/close`);
  }
  const file = await api.call<{ text: string }>(
    "GET",
    `/payment-runs/${run.id}/export.csv`,
  );
  return { ...run, file: file.text };
}

async function changesOf(affiliate_id: number) {
  const rows = await db.execute(sql`
    select state, sealed is null as forgotten from payment_detail_changes
    where affiliate_id = ${affiliate_id} order by id`);
  return [...rows];
}

describe("a change by an affiliate's user", () => {
  test("waits a day, is told to all users, and then counts once", async () => {
    const { path, ada, bea, shown, affiliate_id } = await affiliate();
    const asked = change(NEW, { method: "wire" });
    const answer = await ada.ask<Shown>("PUT", path, asked);
    expect(answer.status).toBe(202);
    const effective_at = new Date(clock.nowMs() + DAY_MS).toISOString();
    const pending = {
      method: "wire",
      details: { iban: "***2051", holder: "***edia" },
      requested_at: new Date(clock.nowMs()).toISOString(),
      effective_at,
    };
    expect(answer.body).toMatchObject({
      method: "sepa",
      details: { iban: "***3000" },
      pending,
    });
    expect(await shown()).toEqual(answer.body);
    const me = await bea.ask("GET", "/me");
    expect(me.body.payment_details_pending).toMatchObject({ effective_at });
    const told = await mails();
    expect(told.map(({ to }) => to).toSorted()).toEqual(
      [ada.email, bea.email].toSorted(),
    );
    for (const { subject, text } of told) {
      expect(subject).toBe("A change of your payment details waits");
      expect(text).toContain(ada.email);
      expect(text).not.toMatch(/2051|3000|Harbour/);
    }
    received.length = 0;
    clock.advance(DAY_MS - 1);
    await runJob("apply_payment_details");
    expect((await shown()).pending).not.toBeNull();
    clock.advance(1);
    await Promise.all([
      runJob("apply_payment_details"),
      runJob("apply_payment_details", right),
    ]);
    expect(await shown()).toMatchObject({
      method: "wire",
      details: { iban: "***2051" },
      updated_at: effective_at,
      pending: null,
    });
    const after = await mails();
    expect(after.map(({ subject }) => subject)).toEqual([
      "Your new payment details count",
      "Your new payment details count",
    ]);
    expect(await changesOf(affiliate_id)).toEqual([
      { state: "effective", forgotten: true },
    ]);
    const left = await bea.ask("GET", "/me");
    expect(left.body.payment_details_pending).toBeNull();
  });

  test("needs the person: no token, and the password once more", async () => {
    const { path, ada, affiliate_id } = await affiliate();
    const own = { name: "t", role: "affiliate", affiliate_id };
    const { token } = await api.call("POST", "/tokens", own);
    const mine = await ada.ask<{ token: string }>("POST", "/tokens", {
      name: "mine",
    });
    for (const one of [String(token), mine.body.token]) {
      const client = new ApiClient(api.url, one);
      const { status, body } = await client.try("PUT", path, change());
      expect([status, body.code]).toEqual([403, "session_required"]);
    }
    const { password, ...without } = change();
    const refused = await ada.ask("PUT", path, without);
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toMatchObject([{ field: "password" }]);
    const wrong = await ada.ask("PUT", path, change(NEW, { password: "no" }));
    expect([wrong.status, wrong.body.code]).toEqual([401, "wrong_password"]);
    const none = { details: null, password };
    expect((await ada.ask("PUT", path, none)).status).toBe(422);
    expect(await changesOf(affiliate_id)).toHaveLength(0);
    expect(await mails()).toEqual([]);
  });

  test("takes a code in its place where the second step is on", async () => {
    const { path, ada, affiliate_id } = await affiliate();
    const made = await ada.ask("POST", "/session/totp", { password: PASSWORD });
    const secret = Secret.fromBase32(String(made.body.secret));
    const code = () =>
      new TOTP({ secret }).generate({ timestamp: clock.nowMs() });
    await ada.ask("POST", "/session/totp/confirm", { code: code() });
    clock.advance(30_000);
    const bare = await ada.ask("PUT", path, change());
    expect(bare.body.errors).toMatchObject([{ field: "totp" }]);
    const wrong = await ada.ask("PUT", path, change(NEW, { totp: "000000" }));
    expect([wrong.status, wrong.body.code]).toEqual([401, "wrong_code"]);
    expect(await changesOf(affiliate_id)).toHaveLength(0);
    const right_one = { details: { iban: NEW }, totp: code() };
    expect((await ada.ask("PUT", path, right_one)).status).toBe(202);
    expect((await ada.ask("PUT", path, right_one)).status).toBe(401);
  });

  test("begins its day anew with each further one; a new password doesn't end it", async () => {
    const { path, ada, shown, affiliate_id } = await affiliate();
    await ada.ask("PUT", path, change());
    clock.advance(20 * HOUR_MS);
    await ada.ask("PUT", path, change(OLD.replace("30", "31")));
    const next = "seventy grey herons";
    const changed = { current: PASSWORD, new: next };
    expect((await ada.ask("POST", "/session/password", changed)).status).toBe(
      204,
    );
    clock.advance(20 * HOUR_MS);
    await runJob("apply_payment_details");
    expect(await shown()).toMatchObject({ details: { iban: "***3000" } });
    clock.advance(4 * HOUR_MS);
    await runJob("apply_payment_details");
    expect(await changesOf(affiliate_id)).toEqual([
      { state: "replaced", forgotten: true },
      { state: "effective", forgotten: true },
    ]);
  });

  test("of several at once leaves one that waits", async () => {
    const { path, ada, bea, affiliate_id } = await affiliate();
    const asked = await Promise.all(
      [ada, bea, ada, bea].map((person) => person.ask("PUT", path, change())),
    );
    expect(asked.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
    const states = (await changesOf(affiliate_id)).map(({ state }) => state);
    expect(states.filter((state) => state === "pending")).toHaveLength(1);
  });

  test.each(["colleague", "admin"] as const)(
    "is cancelled by: %s",
    async (who) => {
      const { path, ada, bea, shown, affiliate_id } = await affiliate();
      await ada.ask("PUT", path, change());
      const cancel = async () =>
        who === "admin"
          ? await api.try("DELETE", `${path}/pending`)
          : await bea.ask("DELETE", `${path}/pending`);
      expect((await cancel()).status).toBe(204);
      expect((await cancel()).status).toBe(404);
      clock.advance(DAY_MS);
      await runJob("apply_payment_details");
      expect(await shown()).toMatchObject({
        details: { iban: "***3000" },
        pending: null,
      });
      expect(await changesOf(affiliate_id)).toEqual([
        { state: "cancelled", forgotten: true },
      ]);
      const told = await mails();
      const subject = "The change of your payment details is cancelled";
      expect(told.filter((mail) => mail.subject === subject)).toHaveLength(2);
    },
  );

  test("doesn't come if who asked for it is locked out meanwhile", async () => {
    const { path, ada, bea } = await affiliate();
    await ada.ask("PUT", path, change());
    await mails();
    received.length = 0;
    await api.call("PATCH", `/users/${ada.id}`, { disabled: true });
    clock.advance(DAY_MS);
    await runJob("apply_payment_details");
    const left = await bea.ask<Shown>("GET", path);
    expect(left.body).toMatchObject({
      details: { iban: "***3000" },
      pending: null,
    });
    expect(await mails()).toMatchObject([
      {
        to: bea.email,
        subject: "The change of your payment details is cancelled",
      },
    ]);
  });

  test("is nobody else's to see, ask for or cancel", async () => {
    const { path, ada } = await affiliate();
    const stranger = (await affiliate()).ada;
    await ada.ask("PUT", path, change());
    const asked: [Person, string, string, unknown?][] = [
      [stranger, "GET", path],
      [stranger, "PUT", path, change()],
      [stranger, "DELETE", `${path}/pending`],
    ];
    for (const [person, method, at, body] of asked) {
      expect((await person.ask(method, at, body)).status).toBe(404);
    }
  });

  test("is bounded, and no formula in the bank's file", async () => {
    const party = await affiliate();
    const { path, ada } = party;
    const large = { ...change(), details: { iban: "x".repeat(65_536) } };
    expect((await ada.ask("PUT", path, large)).status).toBe(422);
    const formula = { iban: '=HYPERLINK("https://thief.example")' };
    const asked = { details: formula, password: PASSWORD };
    expect((await ada.ask("PUT", path, asked)).status).toBe(202);
    clock.advance(DAY_MS);
    await runJob("apply_payment_details");
    await earn(party);
    const { file } = await pay(party);
    expect(file).toContain(`"'=HYPERLINK(`);
  });

  test("is refused by the tag of another state", async () => {
    const { path, ada } = await affiliate();
    const tagged = await ada.ask("GET", path);
    const tag = tagged.headers.get("etag") ?? "";
    await ada.ask("PUT", path, change());
    const again = await api.fetch(`/api/v1${path}`, {
      method: "PUT",
      headers: {
        cookie: ada.cookie,
        origin: api.url,
        "content-type": "application/json",
        "if-match": tag,
      },
      body: JSON.stringify(change()),
    });
    expect(again.status).toBe(412);
  });
});

describe("a payment run while a change waits", () => {
  test("pays to the old details, and to the new ones after it", async () => {
    const party = await affiliate();
    await earn(party);
    await party.ada.ask("PUT", party.path, change());
    const during = await pay(party);
    expect(during.file).toContain(OLD);
    expect(during.file).not.toContain(NEW);
    await earn(party);
    clock.advance(DAY_MS);
    // The job has not run yet: the file doesn't wait for it.
    const after = await pay(party);
    expect(after.file).toContain(NEW);
  });

  test("leaves out an affiliate whose first details wait, and says so", async () => {
    const party = await affiliate(null);
    const { path, ada, affiliate_id } = party;
    await earn(party);
    await api.call("PATCH", `/affiliates/${affiliate_id}`, {
      schedule: "weekly",
      timezone: "Asia/Tokyo",
    });
    // Less than a day before the weekly run.
    clock.set(nextMonday(clock.nowMs()) - 9 * HOUR_MS - 2 * HOUR_MS);
    const answer = await ada.ask<Shown>("PUT", path, change());
    expect(answer.body).toMatchObject({ details: {}, updated_at: null });
    const foreseen = await ada.ask<{ data: object[] }>(
      "GET",
      `/affiliates/${affiliate_id}/balance`,
    );
    expect(foreseen.body.data).toMatchObject([
      {
        next_payment: {
          expected: "0.00",
          why_not: { code: "details_on_hold", amount: "25.00" },
        },
      },
    ]);
    const during = await pay(party);
    expect(during.payments).toEqual([]);
    expect(during.carried).toMatchObject([{ reason: "details_on_hold" }]);
    clock.advance(DAY_MS);
    const after = await pay(party);
    expect(after.payments).toHaveLength(1);
    expect(after.file).toContain(NEW);
  });

  test("is at peace with changes at the same time", async () => {
    const party = await affiliate();
    await earn(party);
    const [run, ...asked] = await Promise.all([
      pay(party),
      party.ada.ask("PUT", party.path, change()),
      party.bea.ask("PUT", party.path, change()),
    ]);
    expect(run.payments).toHaveLength(1);
    expect(run.file).toContain(OLD);
    expect(asked.map(({ status }) => status)).toEqual([202, 202]);
  });
});

function nextMonday(now_ms: number): number {
  const day = Math.floor(now_ms / DAY_MS) + 2;
  const since_monday = (day + 3) % 7;
  return (day + ((7 - since_monday) % 7)) * DAY_MS;
}

test("an admin's change counts at once, ends one that waits, and is told", async () => {
  const { path, ada, shown, affiliate_id } = await affiliate();
  await ada.ask("PUT", path, change());
  await mails();
  received.length = 0;
  const body = { details: { iban: "FR7630006000011234567890189" } };
  await api.call("PUT", path, { ...body, method: "wire" });
  expect(await shown()).toMatchObject({
    method: "wire",
    details: { iban: "***0189" },
    pending: null,
  });
  const subject = "The network changed your payment details";
  expect(await mails()).toMatchObject([{ subject }, { subject }]);
  received.length = 0;
  await api.call("PATCH", `/affiliates/${affiliate_id}`, {
    payment_details: { iban: OLD },
  });
  expect(await mails()).toMatchObject([{ subject }, { subject }]);
  clock.advance(DAY_MS);
  await runJob("apply_payment_details");
  expect(await shown()).toMatchObject({ details: { iban: "***3000" } });
});

test("nothing of the details is in the database as it is", async () => {
  const { path, ada } = await affiliate();
  await ada.ask("PUT", path, change("DE75512108001245126199"));
  const tables = ["payment_details", "payment_detail_changes", "mails"];
  for (const table of tables) {
    const rows = await db.execute(
      sql`select t::text as row from ${sql.identifier(table)} as t`,
    );
    const hex = Buffer.from("DE75512108001245126199").toString("hex");
    expect(JSON.stringify(rows)).not.toMatch(
      new RegExp(`DE75512108001245126199|${hex}`),
    );
  }
});
