// An affiliate is mailed once a day what was rejected, by campaign and reason: not a mail for each, none for
// what is none, and nothing that is the network's own business.
import { beforeEach, expect, test } from "bun:test";
import { sell } from "../deliveries.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { mailServerForFile, plainText } from "../mail_server.ts";
import { signedIn } from "../people.ts";

const GOAL = {
  key: "sale",
  default_status: "pending",
  revenue: { type: "fixed", amount: "20.00" },
  payout: { type: "fixed", amount: "12.50" },
};
const DAY_MS = 86_400_000;
const { received, env } = await mailServerForFile();
const service = await serviceForFile({ env });
const { api, clock, db } = service;
beforeEach(() => {
  received.length = 0;
});

/** Lets days pass; their jobs run, and mails are sent. */
async function pass(days: number) {
  for (let day = 0; day < days; day++) {
    clock.advance(DAY_MS);
    await service.scheduler.fire();
    while (await service.scheduler.runOnce());
    await service.scheduler.enqueue(db, { name: "send_mails" });
    while (await service.scheduler.runOnce());
  }
}

const reject = (id: string, reason: string) =>
  api.call("PATCH", `/conversions/${id}`, { status: "rejected", reason });

async function affiliate() {
  const setup = await setUp(api, { campaign: { goals: [GOAL] } });
  const { affiliate_id } = setup;
  const person = await signedIn(api, "affiliate", { affiliate_id });
  return { ...setup, person };
}

test("a day's rejections are one mail with counts, once, also after a crash", async () => {
  const { slug, person } = await affiliate();
  await affiliate();
  await pass(1);
  const slot_ms = clock.nowMs() - (clock.nowMs() % DAY_MS) + DAY_MS;
  for (const reason of ["returned", "returned", "payout_above_revenue"]) {
    await reject(await sell(api, slug), reason);
  }
  await sell(api, slug);
  const back = await sell(api, slug);
  await reject(back, "returned");
  const reinstated = { status: "approved", reason: "a mistake" };
  await api.call("PATCH", `/conversions/${back}`, reinstated);
  await pass(2);
  expect(received.map(({ to }) => to)).toEqual([[person.email]]);
  const text = plainText(received[0]?.text);
  expect(text).toContain("3 conversions were rejected on");
  expect(text).toContain("Winter shoes: 2 (returned)");
  expect(text).toContain("Winter shoes: 1 (held_by_network)");
  expect(text).not.toContain("payout_above_revenue");
  // As if the tracker had died before it wrote down that the job was done.
  const payload = { scheduled_for: new Date(slot_ms).toISOString() };
  await service.scheduler.enqueue(db, { name: "mail_rejections", payload });
  await pass(3);
  expect(received).toHaveLength(1);
});

test("a later change of a rejected one isn't told again, nor is what the reader turned off", async () => {
  const { slug, person } = await affiliate();
  await pass(1);
  const id = await sell(api, slug);
  await reject(id, "returned");
  await pass(2);
  expect(received).toHaveLength(1);
  const amount = { amount: "30.00", reason: "the order was larger" };
  await api.call("PATCH", `/conversions/${id}`, amount);
  const { history } = await api.call<{ history: object[] }>(
    "GET",
    `/conversions/${id}`,
  );
  expect(history).toHaveLength(3);
  await pass(2);
  expect(received).toHaveLength(1);
  const off = { events: { "conversion.rejected": false } };
  await person.ask("PUT", "/me/notifications", off);
  await reject(await sell(api, slug), "returned");
  await pass(2);
  expect(received).toHaveLength(1);
});
