// A thief who has a session changes the bank account first. So an affiliate's change of payment details needs
// the password again, counts a day later, and is told to everybody of the affiliate, who can cancel it.
import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { ApiClient } from "../api_client.ts";
import { changeTo, DAY_MS, detailsWorld, NEW, OLD } from "../details_world.ts";
import type { ShownDetails } from "../details_world.ts";
import { PASSWORD } from "../people.ts";
import type { Person } from "../people.ts";

const HOUR_MS = 3_600_000;
const world = await detailsWorld();
const { api, db, clock, right, received } = world;
const { affiliate, changesOf, mails, runJob } = world;

describe("a change by an affiliate's user", () => {
  test("waits a day, is told to all users, and then counts once", async () => {
    const { path, ada, bea, shown, affiliate_id } = await affiliate();
    const asked = changeTo(NEW, { method: "wire" });
    const answer = await ada.ask<ShownDetails>("PUT", path, asked);
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
      expect(text).not.toMatch(/\b(2051|3000)\b|DE\d\d|Harbour/);
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
      const { status, body } = await client.try("PUT", path, changeTo());
      expect([status, body.code]).toEqual([403, "session_required"]);
    }
    const { password, ...without } = changeTo();
    const refused = await ada.ask("PUT", path, without);
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toMatchObject([{ field: "password" }]);
    const wrong = await ada.ask("PUT", path, changeTo(NEW, { password: "no" }));
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
    const bare = await ada.ask("PUT", path, changeTo());
    expect(bare.body.errors).toMatchObject([{ field: "totp" }]);
    const wrong = await ada.ask("PUT", path, changeTo(NEW, { totp: "000000" }));
    expect([wrong.status, wrong.body.code]).toEqual([401, "wrong_code"]);
    expect(await changesOf(affiliate_id)).toHaveLength(0);
    const right_one = { details: { iban: NEW }, totp: code() };
    expect((await ada.ask("PUT", path, right_one)).status).toBe(202);
    expect((await ada.ask("PUT", path, right_one)).status).toBe(401);
  });

  test("begins its day anew with each further one; a new password doesn't end it", async () => {
    const { path, ada, shown, affiliate_id } = await affiliate();
    await ada.ask("PUT", path, changeTo());
    clock.advance(20 * HOUR_MS);
    await ada.ask("PUT", path, changeTo(OLD.replace("30", "31")));
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
      [ada, bea, ada, bea].map((person) => person.ask("PUT", path, changeTo())),
    );
    expect(asked.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
    const states = (await changesOf(affiliate_id)).map(({ state }) => state);
    expect(states.filter((state) => state === "pending")).toHaveLength(1);
  });

  test.each(["colleague", "admin"] as const)(
    "is cancelled by: %s",
    async (who) => {
      const { path, ada, bea, shown, affiliate_id } = await affiliate();
      await ada.ask("PUT", path, changeTo());
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
    await ada.ask("PUT", path, changeTo());
    await mails();
    received.length = 0;
    await api.call("PATCH", `/users/${ada.id}`, { disabled: true });
    clock.advance(DAY_MS);
    await runJob("apply_payment_details");
    const left = await bea.ask<ShownDetails>("GET", path);
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
    await ada.ask("PUT", path, changeTo());
    const asked: [Person, string, string, unknown?][] = [
      [stranger, "GET", path],
      [stranger, "PUT", path, changeTo()],
      [stranger, "DELETE", `${path}/pending`],
    ];
    for (const [person, method, at, body] of asked) {
      expect((await person.ask(method, at, body)).status).toBe(404);
    }
  });

  test("is refused by the tag of another state", async () => {
    const { path, ada } = await affiliate();
    const tagged = await ada.ask("GET", path);
    const tag = tagged.headers.get("etag") ?? "";
    await ada.ask("PUT", path, changeTo());
    const again = await api.fetch(`/api/v1${path}`, {
      method: "PUT",
      headers: {
        cookie: ada.cookie,
        origin: api.url,
        "content-type": "application/json",
        "if-match": tag,
      },
      body: JSON.stringify(changeTo()),
    });
    expect(again.status).toBe(412);
  });
});

test("an admin's change counts at once, ends one that waits, and is told", async () => {
  const { path, ada, shown, affiliate_id } = await affiliate();
  await ada.ask("PUT", path, changeTo());
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
  await ada.ask("PUT", path, changeTo("DE75512108001245126199"));
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
