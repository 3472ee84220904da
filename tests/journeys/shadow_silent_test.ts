// While the old tracker still pays, affiliates must not be paid or told twice: a campaign in shadow
// records and prices its sales, books nothing and sends nothing, and loses nothing when it ends.
import { describe, expect, test } from "bun:test";
import { conversionOf } from "../senders.ts";
import { serviceForFile } from "../harness.ts";
import { mailServerForFile, plainText } from "../mail_server.ts";
import { signedIn } from "../people.ts";
import { ShadowWorld } from "../shadow_world.ts";
import type { ListOf } from "../shadow_world.ts";

const { received, env } = await mailServerForFile();
const service = await serviceForFile({ env });
const { api, clock } = service;

interface Delivery {
  conversion_id: string;
  status: string;
}

async function openWorld(offer: string) {
  const world = new ShadowWorld(service);
  const setup = await world.open(offer, `a${offer}`, { shadow: true });
  await api.call("POST", `/affiliates/${setup.affiliate_id}/postbacks`, {
    url: "http://127.0.0.1:9/pb?status={status}",
    statuses: ["pending", "approved", "rejected", "reversed"],
    send_zero: true,
  });
  return world;
}

async function deliveriesOf(conversion_id: string): Promise<string[]> {
  const { data } = await api.call<ListOf<Delivery>>(
    "GET",
    `/deliveries?conversion_id=${conversion_id}`,
  );
  return data.map(({ status }) => status).toReversed();
}

async function booked({ setup }: ShadowWorld): Promise<string[]> {
  const { data } = await api.call<ListOf<{ payable: string; pending: string }>>(
    "GET",
    `/affiliates/${setup.affiliate_id}/balance`,
  );
  return data.map(({ payable, pending }) => `${payable} ${pending}`);
}

async function verified(): Promise<void> {
  const { ok } = await api.call<{ ok: boolean }>("GET", "/ledger/verify");
  expect(ok).toBe(true);
}

describe("a campaign in shadow", () => {
  test("prices a sale, but books nothing and tells nobody", async () => {
    const world = await openWorld("21");
    const { id } = await world.sell("S-1");
    expect(await conversionOf(api, id)).toMatchObject({
      status: "approved",
      payout: "12.50",
      revenue: "20.00",
      flags: ["shadow"],
    });
    await api.call("PATCH", `/conversions/${id}`, {
      status: "reversed",
      reason: "the shop took it back",
    });
    expect(await deliveriesOf(id)).toEqual([]);
    expect(await booked(world)).toEqual([]);
    await verified();
  });

  test("leaves what was approved in it to the old tracker, also after its end", async () => {
    const world = await openWorld("22");
    const { id } = await world.sell("S-2");
    await end(world);
    await api.call("PATCH", `/conversions/${id}`, {
      amount: "80.00",
      reason: "another price",
    });
    expect((await conversionOf(api, id)).flags).toContain("shadow");
    expect(await deliveriesOf(id)).toEqual([]);
    expect(await booked(world)).toEqual([]);
    await verified();
  });

  test.each([
    ["a postback", "23"],
    ["a person", "24"],
  ])(
    "takes over what is pending at its end, approved by %s",
    async (by, offer) => {
      const world = await openWorld(offer);
      const { id, click_id } = await world.sell(`S-${offer}`, {
        status: "pending",
      });
      await end(world);
      if (by === "a postback") {
        await api.postback({
          click_id,
          order_id: `S-${offer}`,
          status: "approved",
        });
      } else {
        await api.call("PATCH", `/conversions/${id}`, {
          status: "approved",
          reason: "the shop confirmed it",
        });
      }
      const { status, flags } = await conversionOf(api, id);
      expect([status, flags]).toEqual(["approved", []]);
      expect(await deliveriesOf(id)).toEqual(["approved"]);
      expect(await booked(world)).toEqual(["12.50 0.00"]);
      await verified();
    },
  );

  test("books what is recorded after its end", async () => {
    const world = await openWorld("25");
    await end(world);
    const { id } = await world.sell("S-5");
    expect(await deliveriesOf(id)).toEqual(["approved"]);
    expect(await booked(world)).toEqual(["12.50 0.00"]);
    await verified();
  });
});

async function end({ setup }: ShadowWorld): Promise<void> {
  await api.call("PATCH", `/campaigns/${setup.campaign_id}`, { shadow: false });
}

test("those who run the network are told each day's figures once", async () => {
  const world = await openWorld("26");
  await api.call("PATCH", `/campaigns/${world.setup.campaign_id}`, {
    external_id: "12",
  });
  await signedIn(api, "manager");
  const { row } = await world.sell("TOLD-1");
  const rows = [row, world.row("TOLD-2")].map((one) => ({
    ...one,
    affiliate_id: "a26",
  }));
  clock.advance(86_400_000);
  const day = row.datetime?.slice(0, 10) ?? "";
  await world.upload(rows);
  await runMails();
  await world.upload([...rows, rows[0]!]);
  await runMails();
  const told = received.filter(({ text }) => text.includes("Both trackers"));
  expect(told.length).toBeGreaterThan(0);
  expect(new Set(told.map(({ to }) => to.join())).size).toBe(told.length);
  const text = plainText(told[0]?.text);
  expect(text).toContain("The old tracker: 2 conversions, payout 25.00 USD");
  expect(text).toContain("missing ours: 1");
  expect(text).toContain(`/app/shadow?day=${day}`);
});

async function runMails(): Promise<void> {
  await service.scheduler.enqueue(service.db, { name: "send_mails" });
  while (await service.scheduler.runOnce("send_mails"));
}

test("what was compared is forgotten with the exports, also the last ones", async () => {
  const world = await openWorld("31");
  const { row } = await world.sell("S-OLD");
  const day = 86_400_000;
  const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const from = dayOf(clock.nowMs() - day);
  const to = dayOf(clock.nowMs() + day);
  const offer = { offer_id: "31", affiliate_id: "a31" };
  await world.upload([{ ...row, ...offer }], { timezone: "UTC", from, to });
  expect(await world.matches("&q=S-OLD")).toHaveLength(1);
  clock.advance(102 * day);
  await world.compare();
  const { data } = await api.call<ListOf<object>>(
    "GET",
    "/moves/shadow/exports",
  );
  expect(data).toEqual([]);
  expect([...(await world.matches()), ...(await world.breaks())]).toEqual([]);
});
