// Who applied is told to the office, what was decided to who applied, and what changes about an offer to
// those who promote it.
import { beforeEach, describe, expect, test } from "bun:test";
import { eq } from "drizzle-orm";
import { networkEvents } from "../../db/schema/mod.ts";
import { ApiClient } from "../api_client.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { mailServerForFile, plainText } from "../mail_server.ts";
import { signedIn } from "../people.ts";

const { received, env } = await mailServerForFile();
const service = await serviceForFile({ env });
const { api, clock } = service;
beforeEach(() => {
  received.length = 0;
});

/** Sends what waits; returns the subjects that an address got. */
async function mailsTo(email: string): Promise<string[]> {
  await service.scheduler.enqueue(service.db, { name: "send_mails" });
  while (await service.scheduler.runOnce("send_mails"));
  return received
    .filter(({ to }) => to.includes(email))
    .map(({ text }) => /^Subject: (.*)$/m.exec(text)?.[1]?.trim() ?? "");
}

async function applyTo(network_email: string) {
  clock.advance(600_000);
  const nobody = new ApiClient(service.url, "");
  await nobody.fetch("/api/v1/applications", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "Ines", email: network_email }),
  });
  const { data } = await api.call<{ data: { id: string }[] }>(
    "GET",
    `/applications?email=${encodeURIComponent(network_email)}`,
  );
  return `/applications/${data[0]?.id}`;
}

async function onRequest() {
  const setup = await setUp(api, { campaign: { visibility: "request" } });
  const { affiliate_id } = setup;
  const person = await signedIn(api, "affiliate", { affiliate_id });
  const at = `/campaigns/${setup.campaign_id}`;
  return { ...setup, person, at, approval: `${at}/affiliates/${affiliate_id}` };
}

describe("an application to the network", () => {
  test("is told to admins and managers who want it, and who is refused gets one mail", async () => {
    const [ada, max] = [
      await signedIn(api, "admin"),
      await signedIn(api, "manager"),
    ];
    const off = { events: { "affiliate.applied": false } };
    await max.ask("PUT", "/me/notifications", off);
    const email = "ines@travel.example";
    const application = await applyTo(email);
    expect(await mailsTo(ada.email)).toEqual([
      "Somebody applied to join the network",
    ]);
    expect(await mailsTo(max.email)).toEqual([]);
    const reason = { reason: "his traffic is bought" };
    await api.call("POST", `${application}/refuse`, reason);
    await api.call("POST", `${application}/refuse`, reason);
    expect(await mailsTo(email)).toEqual(["Your application"]);
    expect(received.at(-1)?.text).not.toContain("bought");
  });
});

describe("an application to a campaign", () => {
  test("is told to the office, and each decision once to who applied", async () => {
    const { person, approval, campaign_id } = await onRequest();
    const office = await signedIn(api, "admin");
    await person.ask("POST", `/offers/${campaign_id}/apply`, {});
    await person.ask("POST", `/offers/${campaign_id}/apply`, {});
    expect(await mailsTo(office.email)).toHaveLength(1);
    await api.call("PATCH", approval, { status: "approved" });
    await api.call("PATCH", approval, { status: "approved" });
    await api.call("PATCH", approval, { status: "blocked", reason: "brand" });
    expect(await mailsTo(person.email)).toEqual([
      "You may promote Winter shoes",
      "You are blocked from Winter shoes",
    ]);
    expect(plainText(received.at(-1)?.text)).toContain("Reason: brand");
  });
});

describe("a manager who is limited to parties", () => {
  test("is told who applies where both are its own, and of no stranger", async () => {
    const { person, campaign_id, affiliate_id, advertiser_id } =
      await onRequest();
    const other = await onRequest();
    const managers = {
      all: await signedIn(api, "manager"),
      affiliates: await signedIn(api, "manager", {
        affiliate_ids: [affiliate_id],
      }),
      both: await signedIn(api, "manager", {
        affiliate_ids: [affiliate_id],
        advertiser_ids: [advertiser_id],
      }),
      foreign: await signedIn(api, "manager", {
        affiliate_ids: [affiliate_id],
        advertiser_ids: [other.advertiser_id],
      }),
    };
    const told = async () => {
      const counts: Record<string, number> = {};
      for (const [name, { email }] of Object.entries(managers)) {
        counts[name] = (await mailsTo(email)).length;
      }
      return counts;
    };
    await person.ask("POST", `/offers/${campaign_id}/apply`, {});
    expect(await told()).toEqual({
      all: 1,
      affiliates: 1,
      both: 1,
      foreign: 0,
    });
    await other.person.ask("POST", `/offers/${campaign_id}/apply`, {});
    await applyTo("stranger@travel.example");
    expect(await told()).toEqual({
      all: 3,
      affiliates: 1,
      both: 1,
      foreign: 0,
    });
  });
});

describe("many prices at once", () => {
  test("are one mail to each who promotes the campaign, with what concerns it", async () => {
    const mine = await setUp(api);
    const { affiliate_id, campaign_id } = mine;
    const person = await signedIn(api, "affiliate", { affiliate_id });
    const other = await signedIn(api, "affiliate", {
      affiliate_id: (await setUp(api)).affiliate_id,
    });
    await api.call("POST", "/links", {
      campaign_id,
      affiliate_id: (await other.ask<{ affiliate_id: number }>("GET", "/me"))
        .body.affiliate_id,
    });
    const money = (amount: string) => ({ type: "fixed", amount });
    const rule = { revenue: money("3.00"), payout: money("2.00") };
    await api.call("POST", `/campaigns/${campaign_id}/goals`, {
      key: "lead",
      ...rule,
    });
    await mailsTo(person.email);
    received.length = 0;
    const at = { campaign_id, payout: money("9.00") };
    const items = [
      { ...at, goal_key: "sale" },
      { ...at, goal_key: "sale", valid_to: "2040-01-01" },
      { ...at, goal_key: "lead", affiliate_id },
      { ...at, goal_key: "gone" },
    ];
    await api.try("POST", "/bulk/payouts", { items });
    expect(await mailsTo(person.email)).toEqual([]);
    await api.call("POST", "/bulk/payouts", { items, partial: true });
    expect(await mailsTo(person.email)).toEqual([
      "Winter shoes: the payouts of its goals sale, lead changed",
    ]);
    expect(await mailsTo(other.email)).toEqual([
      "Winter shoes: the payout of its goal sale changed",
    ]);
  });
});

describe("a decision about an affiliate and a campaign", () => {
  test("is an event where it says something new, and so is its withdrawal", async () => {
    const { person, at, approval, affiliate_id, campaign_id } =
      await onRequest();
    await api.call("POST", "/webhooks", {
      url: "http://127.0.0.1:9/events",
      events: ["offer.changed"],
      campaign_id,
    });
    const approved = { affiliate_id, status: "approved" };
    await api.call("POST", `${at}/affiliates`, approved);
    await api.call("POST", `${at}/affiliates`, approved);
    await api.call("PATCH", approval, { accepted_terms_version: "1" });
    await api.call("PATCH", approval, { reason: "well known" });
    await api.call("DELETE", approval);
    const rows = await service.db
      .select({ data: networkEvents.data })
      .from(networkEvents)
      .where(eq(networkEvents.campaign_id, campaign_id))
      .orderBy(networkEvents.id);
    const said = { affiliate_id, campaign_id };
    expect(rows.map(({ data }) => data)).toEqual([
      { ...said, status: "approved", reason: null },
      { ...said, status: "approved", reason: "well known" },
      { ...said, status: "none", reason: null },
    ]);
    expect(await mailsTo(person.email)).toEqual([
      "You may promote Winter shoes",
      "Your approval for Winter shoes was withdrawn",
    ]);
  });
});

describe("a change of an offer", () => {
  test("is told to those who promote it", async () => {
    const { at, person, campaign_id, affiliate_id } = await onRequest();
    const other = await onRequest();
    for (const [one, status] of [
      [affiliate_id, "approved"],
      [other.affiliate_id, "refused"],
    ] as const) {
      await api.call("POST", `${at}/affiliates`, { affiliate_id: one, status });
    }
    await mailsTo(person.email);
    received.length = 0;
    await api.call("PATCH", at, { terms: "No brand bidding." });
    await api.call("PATCH", at, { terms: "No brand bidding." });
    const payout = { type: "fixed", amount: "14.00" };
    await api.call("PATCH", `${at}/goals/sale`, { payout });
    await api.call("PATCH", `${at}/goals/sale`, { payout });
    await api.call("PATCH", at, { status: "paused" });
    await api.call("PATCH", at, { status: "active" });
    await api.call("DELETE", `/campaigns/${campaign_id}`);
    expect(await mailsTo(person.email)).toEqual([
      "Winter shoes: its terms changed",
      "Winter shoes: the payout of its goal sale changed",
      "Winter shoes: it is paused",
      "Winter shoes: it is archived",
    ]);
    expect(received).toHaveLength(4);
  });

  test("that concerns the advertiser's money, or another's price, is not", async () => {
    const mine = await setUp(api);
    const { affiliate_id, campaign_id } = mine;
    const person = await signedIn(api, "affiliate", { affiliate_id });
    const at = `/campaigns/${campaign_id}/goals/sale`;
    const revenue = { type: "fixed", amount: "21.00" };
    await api.call("PATCH", at, { revenue });
    await api.call("POST", `${at}/payouts`, { revenue });
    const other = await setUp(api);
    const payout = { type: "fixed", amount: "13.00" };
    const theirs = { payout, affiliate_id: other.affiliate_id };
    await api.call("POST", `${at}/payouts`, theirs);
    expect(await mailsTo(person.email)).toEqual([]);
    await api.call("POST", `${at}/payouts`, { payout, affiliate_id });
    expect(await mailsTo(person.email)).toEqual([
      "Winter shoes: the payout of its goal sale changed",
    ]);
  });
});
