// Who is told what by mail: each user chooses, a mail is written with its event and sent after it, and
// neither a crash nor a server that is down loses one.
import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { notify } from "../../modules/notices/mod.ts";
import type { Notice } from "../../modules/notices/mod.ts";
import { setUp } from "../factory.ts";
import { createTestDatabase, startTestService } from "../harness.ts";
import { mailServerForFile } from "../mail_server.ts";
import { clientOf, signedIn } from "../people.ts";

const { received, env, refuse } = await mailServerForFile();
const database = await createTestDatabase();
const service = await startTestService(database, { env });
const { api, db, clock } = service;
const silent = await startTestService(database, { clock });
afterAll(async () => {
  await Promise.all([service.stop(), silent.stop()]);
  await database.drop();
});
beforeEach(() => {
  received.length = 0;
  refuse(false);
});

interface Shown {
  events: Record<string, boolean>;
  mail: boolean;
}

async function affiliate() {
  const { affiliate_id } = await setUp(api);
  const person = () => signedIn(api, "affiliate", { affiliate_id });
  return { affiliate_id, person };
}

const paid = (affiliate_id: number, change: Partial<Notice> = {}): Notice => ({
  to: { affiliate_id },
  event: "payment.paid",
  subject: "You were paid",
  text: "12.50 USD",
  ...change,
});

const tell = (notice: Notice) =>
  db.transaction((tx) => notify(tx, clock, notice));

async function sendAll({ scheduler } = service) {
  await scheduler.enqueue(db, { name: "send_mails" });
  while (await scheduler.runOnce("send_mails"));
}

const recipients = () => received.flatMap(({ to }) => to).toSorted();

describe("choices", () => {
  test("are all on at first, and replaced as a whole", async () => {
    const { person } = await affiliate();
    const ada = await person();
    const first = await ada.ask<Shown>("GET", "/me/notifications");
    expect(first.body.mail).toBe(true);
    expect(new Set(Object.values(first.body.events))).toEqual(new Set([true]));
    expect(Object.keys(first.body.events)).toContain("payment.paid");
    const off = { events: { "payment.paid": false } };
    const changed = await ada.ask<Shown>("PUT", "/me/notifications", off);
    expect(changed.body.events).toEqual({
      ...first.body.events,
      "payment.paid": false,
    });
    const again = await ada.ask<Shown>("GET", "/me/notifications");
    expect(again.body).toEqual(changed.body);
    const all = { events: {} };
    const back = await ada.ask<Shown>("PUT", "/me/notifications", all);
    expect(back.body).toEqual(first.body);
  });

  test.each([
    [{ "payment_details.changed": false }, "is always on"],
    [{ "source.silent": true }, "is no event that you are told"],
  ])("refuse %j", async (events, message) => {
    const { person } = await affiliate();
    const ada = await person();
    const path = "/me/notifications";
    const answer = await ada.ask("PUT", path, { events });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ message }]);
  });

  test("are a person's: a token that is nobody's has none", async () => {
    const { affiliate_id } = await affiliate();
    const body = { name: "t", role: "affiliate", affiliate_id };
    const client = await clientOf(api, body);
    const shown = await client.call("GET", "/me/notifications");
    expect(shown).toEqual({ events: {}, mail: true });
    const path = "/me/notifications";
    const refused = await client.try("PUT", path, { events: {} });
    expect(refused.body).toMatchObject({ code: "session_required" });
  });

  test("say where no mail is sent at all", async () => {
    const shown = await silent.api.call("GET", "/me/notifications");
    expect(shown.mail).toBe(false);
  });
});

describe("a mail", () => {
  test("goes to each user of the party who wants it, once", async () => {
    const { affiliate_id, person } = await affiliate();
    const [ada, bea] = [await person(), await person()];
    const stranger = await (await affiliate()).person();
    const off = { events: { "payment.paid": false } };
    await bea.ask("PUT", "/me/notifications", off);
    await tell(paid(affiliate_id));
    expect(received).toEqual([]);
    await sendAll();
    await sendAll();
    expect(recipients()).toEqual([ada.email]);
    expect(recipients()).not.toContain(stranger.email);
    expect(received[0]?.text).toContain("Subject: You were paid");
    await tell(paid(affiliate_id, { event: "payment_details.changed" }));
    await sendAll();
    expect(recipients()).toEqual([ada.email, ada.email, bea.email].toSorted());
  });

  test("is not written if the event's transaction fails", async () => {
    const { affiliate_id, person } = await affiliate();
    await person();
    const failed = db.transaction(async (tx) => {
      await notify(tx, clock, paid(affiliate_id));
      throw new Error("the event did not happen");
    });
    await expect(failed).rejects.toThrow("did not happen");
    await sendAll();
    expect(received).toEqual([]);
  });

  test("waits for a server that is down, and is sent once it is back", async () => {
    const { affiliate_id, person } = await affiliate();
    const ada = await person();
    await tell(paid(affiliate_id));
    refuse(true);
    await sendAll();
    expect(received).toEqual([]);
    refuse(false);
    clock.advance(60_000);
    await sendAll();
    expect(recipients()).toEqual([ada.email]);
  });

  test("is given up after two days, and later ones go on", async () => {
    const { affiliate_id, person } = await affiliate();
    await person();
    await tell(paid(affiliate_id));
    refuse(true);
    for (let tries = 0; tries < 12; tries++) {
      await sendAll();
      clock.advance(6 * 3_600_000);
    }
    refuse(false);
    await sendAll();
    expect(received).toEqual([]);
    const [row] = await db.execute(
      sql`select state, tries from mails where subject = 'You were paid' order by id desc limit 1`,
    );
    expect(row).toEqual({ state: "failed", tries: 12 });
  });

  test("of a tracker that died in between is sent again, under the same id", async () => {
    const { affiliate_id, person } = await affiliate();
    const ada = await person();
    await tell(paid(affiliate_id));
    await sendAll();
    // As if it had died before it wrote down that the mail was sent.
    await db.execute(
      sql`update mails set state = 'waiting', ended_at = null
        where user_id = ${ada.id}`,
    );
    clock.advance(5 * 60_000);
    await sendAll();
    const ids = received.map(({ text }) => /^Message-ID: (.*)$/im.exec(text));
    expect(received).toHaveLength(2);
    expect(ids[0]?.[1]).toBe(ids[1]?.[1] ?? "");
  });

  test("doesn't reach whoever was locked out, or turned it off, in between", async () => {
    const { affiliate_id, person } = await affiliate();
    const [ada, bea, cleo] = [await person(), await person(), await person()];
    await tell(paid(affiliate_id));
    await api.call("PATCH", `/users/${ada.id}`, { disabled: true });
    const off = { events: { "payment.paid": false } };
    await bea.ask("PUT", "/me/notifications", off);
    await sendAll();
    expect(recipients()).toEqual([cleo.email]);
  });

  test("doesn't reach whoever left the party, or may see it no more, in between", async () => {
    const { affiliate_id, person } = await affiliate();
    const other = (await affiliate()).affiliate_id;
    const [ada, bea, cleo] = [await person(), await person(), await person()];
    const [dan, eve] = [
      await signedIn(api, "manager"),
      await signedIn(api, "manager"),
    ];
    await tell(paid(affiliate_id));
    await tell(
      paid(affiliate_id, {
        to: { office: { affiliate_id } },
        event: "endpoint.failing",
      }),
    );
    const becomes = async ({ id }: { id: string }, body: object) =>
      await api.call("PATCH", `/users/${id}`, body);
    await becomes(ada, { affiliate_id: other });
    await becomes(bea, { role: "manager" });
    await becomes(dan, { affiliate_ids: [other] });
    await becomes(eve, { affiliate_ids: [affiliate_id] });
    await sendAll();
    expect(recipients()).toEqual([cleo.email, eve.email].toSorted());
  });

  test("is dropped where no mail is sent, and forgotten after a month", async () => {
    const { affiliate_id, person } = await affiliate();
    await person();
    await tell(paid(affiliate_id));
    await sendAll(silent);
    await sendAll();
    expect(received).toEqual([]);
    clock.advance(31 * 86_400_000);
    await sendAll();
    const left = await db.execute(sql`select from mails`);
    expect(left).toHaveLength(0);
  });
});
