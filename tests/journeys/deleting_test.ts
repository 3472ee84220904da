// Unused things can be deleted; things in use are archived, or the refusal names what uses them.
import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import type { Answer } from "../api_client.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { expectNothingWritten } from "../refusals.ts";

const service = await serviceForFile();
const { api } = service;
const setup = await setUp(api);
const { advertiser_id, affiliate_id, campaign_id, link_id, slug } = setup;

const fixed = (amount: string) => ({ type: "fixed", amount });
const goal = (key: string, more: object = {}) => ({
  key,
  revenue: fixed("3.00"),
  payout: fixed("2.00"),
  ...more,
});

async function make(path: string, body: object): Promise<number> {
  const { id } = await api.call<{ id: number }>("POST", path, body);
  return id;
}

/** Deletes something for good. */
async function deleteWhole(path: string): Promise<void> {
  expect((await api.try("DELETE", path)).status).toBe(204);
  expect((await api.try("GET", path)).status).toBe(404);
  expect((await api.try("DELETE", path)).status).toBe(404);
}

async function expectInUse(path: string, names: string[]): Promise<void> {
  const answer: Answer = await expectNothingWritten(service, () =>
    api.try("DELETE", path),
  );
  expect([answer.status, answer.body.code]).toEqual([409, "in_use"]);
  const errors = (answer.body.errors ?? []) as { field: string }[];
  expect(errors.map(({ field }) => field)).toEqual(names);
  expect((await api.try("GET", path)).status).toBe(200);
}

async function listed(path: string): Promise<unknown[]> {
  const { data } = await api.call<{ data: { id: unknown }[] }>("GET", path);
  return data.map(({ id }) => id);
}

const newCampaign = (more: object = {}) =>
  make("/campaigns", {
    advertiser_id,
    name: "Summer",
    destination_url: "https://shop.example/",
    currency: "EUR",
    goals: [goal("sale"), goal("lead")],
    ...more,
  });

describe("an advertiser", () => {
  test("that nothing refers to is gone, and its external id is free", async () => {
    const body = { name: "Typo", external_id: "typo" };
    await deleteWhole(`/advertisers/${await make("/advertisers", body)}`);
    await make("/advertisers", body);
  });

  test("with campaigns, sources or tokens is in use", async () => {
    await expectInUse(`/advertisers/${advertiser_id}`, ["campaigns"]);
    const id = await make("/advertisers", { name: "Acme" });
    const source = await make(`/advertisers/${id}/sources`, { name: "Shop" });
    await make("/tokens", { name: "t", role: "advertiser", advertiser_id: id });
    await expectInUse(`/advertisers/${id}`, ["sources", "tokens"]);
    await deleteWhole(`/advertisers/${id}/sources/${source}`);
    await expectInUse(`/advertisers/${id}`, ["tokens"]);
  });
});

describe("an affiliate", () => {
  test("that nothing refers to is gone with its approvals and payment details", async () => {
    const id = await make("/affiliates", {
      name: "Typo",
      payment_details: { iban: "DE1" },
    });
    const approval = { affiliate_id: id, status: "approved" };
    await api.call("POST", `/campaigns/${campaign_id}/affiliates`, approval);
    await deleteWhole(`/affiliates/${id}`);
    const approvals = await api.call<{ data: unknown[] }>(
      "GET",
      `/campaigns/${campaign_id}/affiliates?affiliate_id=${id}`,
    );
    expect(approvals.data).toEqual([]);
  });

  test("with links, endpoints or money is in use", async () => {
    const path = `/affiliates/${affiliate_id}`;
    await expectInUse(path, ["links"]);
    await make(`${path}/postbacks`, {
      url: "https://partner.example/pb?id={delivery_id}",
    });
    await expectInUse(path, ["links", "endpoints"]);
    const paid = await make("/affiliates", { name: "Paid" });
    await api.call("POST", "/ledger/adjustments", {
      kind: "bonus",
      affiliate_id: paid,
      amount: "5.00",
      currency: "EUR",
      reason: "Bonus",
    });
    await expectInUse(`/affiliates/${paid}`, ["bookings"]);
  });
});

describe("a campaign", () => {
  test("that nothing was made of is gone with all its parts", async () => {
    const id = await newCampaign();
    const at = `/campaigns/${id}`;
    await make(`${at}/caps`, { metric: "clicks", period: "day", limit: 5 });
    await make(`${at}/destinations`, { url: "https://shop.example/b" });
    await make(`${at}/goals/sale/payouts`, { payout: fixed("1.00") });
    await make(`${at}/click-prices`, {
      model: "cpc",
      revenue: "0.20",
      payout: "0.10",
    });
    await make("/traffic-rules", {
      campaign_id: id,
      field: "sub1",
      op: "equals",
      values: ["a"],
      action: "flag",
    });
    await make("/risk-rules", { campaign_id: id });
    await deleteWhole(at);
    expect(service.configuration.campaign(id)).toBeUndefined();
  });

  test("with a link is archived with all that was recorded, and takes no more", async () => {
    const id = await newCampaign({ currency: "USD" });
    const link = await api.call<{ slug: string }>("POST", "/links", {
      campaign_id: id,
      affiliate_id,
    });
    const click_id = await api.click(link.slug);
    const sale = { click_id, order_id: "before", goal: "sale" };
    expect((await api.postback(sale)).body.outcome).toBe("recorded");
    for (let time = 0; time < 2; time++) {
      expect((await api.try("DELETE", `/campaigns/${id}`)).status).toBe(204);
    }
    const { status } = await api.call("GET", `/campaigns/${id}`);
    expect(status).toBe("archived");
    const late = await api.postback({ ...sale, order_id: "after" });
    expect(late.body.code).toBe("campaign_closed");
    const { data } = await api.call<{ data: unknown[] }>(
      "GET",
      `/conversions?campaign_id=${id}`,
    );
    expect(data).toHaveLength(1);
  });
});

describe("a link", () => {
  test("is archived: it redirects no longer, and a sale of its clicks counts", async () => {
    const { id, slug } = await api.call<{ id: number; slug: string }>(
      "POST",
      "/links",
      { campaign_id, affiliate_id, external_id: "old" },
    );
    const click_id = await api.click(slug);
    expect((await api.try("DELETE", `/links/${id}`)).status).toBe(204);
    expect((await api.try("DELETE", `/links/${id}`)).status).toBe(204);
    const shown = await api.call("GET", `/links/${id}`);
    expect([shown.archived, shown.paused]).toEqual([true, true]);
    const list = `/links?affiliate_id=${affiliate_id}`;
    expect(await listed(list)).not.toContain(id);
    expect(await listed(`${list}&archived=true`)).toEqual([id]);
    const sale = { click_id, order_id: "of an old link" };
    expect((await api.postback(sale)).body.outcome).toBe("recorded");
    const visit = await api.fetch(`/c/${slug}`);
    expect(visit.headers.get("location")).toBeNull();
  });

  test("comes back from the archive paused", async () => {
    const id = await make("/links", { campaign_id, affiliate_id });
    await api.call("DELETE", `/links/${id}`);
    const back = await api.call("PATCH", `/links/${id}`, { archived: false });
    expect([back.archived, back.paused]).toEqual([false, true]);
  });

  test("redirects no more while it is archived, whoever resumes or replaces it", async () => {
    const body = { campaign_id, affiliate_id };
    const path = `/links/${await make("/links", body)}`;
    await api.call("DELETE", path);
    for (const [method, asked] of [
      ["PATCH", { paused: false }],
      ["PUT", body],
    ] as const) {
      const answer = await expectNothingWritten(service, () =>
        api.try(method, path, asked),
      );
      expect([answer.status, answer.body.code]).toEqual([
        422,
        "invalid_request",
      ]);
    }
    const both = { archived: false, paused: false };
    expect(await api.call("PATCH", path, both)).toMatchObject(both);
  });

  test("that a smart link sends visitors through is in use", async () => {
    const smart = await api.call<{ id: number; smart: { link_id: number }[] }>(
      "POST",
      "/links",
      { affiliate_id, smart: [{ campaign_id }] },
    );
    const [target] = smart.smart;
    await expectInUse(`/links/${target?.link_id}`, ["smart_links"]);
    expect((await api.try("DELETE", `/links/${smart.id}`)).status).toBe(204);
  });
});

describe("a goal", () => {
  test("that nothing was recorded for is gone with its prices, and may come back", async () => {
    const id = await newCampaign();
    const at = `/campaigns/${id}/goals`;
    await make(`${at}/lead/payouts`, { payout: fixed("1.00") });
    await deleteWhole(`${at}/lead`);
    const again = await api.call("POST", at, goal("lead"));
    expect(again.rule_version).toBe(2);
    const { data } = await api.call<{ data: unknown[] }>(
      "GET",
      `${at}/lead/payouts`,
    );
    expect(data).toEqual([]);
  });

  test("with conversions, with a goal after it, or the last one, is in use", async () => {
    const at = `/campaigns/${campaign_id}/goals`;
    await expectInUse(
      `/campaigns/${await newCampaign({ goals: [goal("only")] })}/goals/only`,
      [],
    );
    await api.call("POST", at, goal("trial"));
    await api.call("POST", at, goal("paid", { after: "trial" }));
    await expectInUse(`${at}/trial`, ["goals"]);
    const click_id = await api.click(slug);
    await api.postback({ click_id, order_id: "first", goal: "sale" });
    await expectInUse(`${at}/sale`, ["conversions"]);
    await deleteWhole(`${at}/paid`);
    await deleteWhole(`${at}/trial`);
  });
});

describe("a backfill window", () => {
  const at = (days: number) =>
    new Date(service.clock.nowMs() + days * 86_400_000).toISOString();
  const open = (days: number) =>
    make("/backfill-windows", {
      advertiser_id,
      opens_at: at(days),
      closes_at: at(days + 1),
      event_from: at(-30),
      event_to: at(-20),
    });

  test("that hasn't opened is gone", async () => {
    await deleteWhole(`/backfill-windows/${await open(1)}`);
  });

  test("that is open is closed, and keeps its report", async () => {
    const path = `/backfill-windows/${await open(0)}`;
    expect((await api.try("DELETE", path)).status).toBe(204);
    const version = () =>
      service.db.execute(sql`select version from config_version`);
    const before = [...(await version())];
    expect((await api.try("DELETE", path)).status).toBe(204);
    expect([...(await version())]).toEqual(before);
    const { state, report } = await api.call("GET", path);
    expect([state, report]).toEqual(["closed", expect.anything()]);
  });
});

describe("a user", () => {
  test("is disabled, signed out at once, and may come back", async () => {
    const person = {
      email: "ada@network.example",
      password: "a long password",
    };
    const { id } = await api.call("POST", "/users", {
      ...person,
      role: "manager",
    });
    const path = `/users/${String(id)}`;
    const signIn = () => api.try("POST", "/session", person);
    const cookie = (await signIn()).headers.get("set-cookie") ?? "";
    const own = () => api.fetch("/api/v1/session", { headers: { cookie } });
    expect((await own()).status).toBe(200);
    expect((await api.try("DELETE", path)).status).toBe(204);
    expect((await own()).status).toBe(401);
    expect((await signIn()).status).toBe(401);
    const { disabled_at } = await api.call("GET", path);
    expect(disabled_at).toBeString();
    const back = await api.call("PATCH", path, { disabled: false });
    expect(back.disabled_at).toBeNull();
    expect((await signIn()).status).toBe(201);
    for (const method of ["PATCH", "DELETE"]) {
      const nobody = `/users/${crypto.randomUUID()}`;
      const body = method === "PATCH" ? { disabled: true } : undefined;
      expect((await api.try(method, nobody, body)).status).toBe(404);
    }
  });
});

test("what is no id is nothing", async () => {
  for (const path of ["/links/x", "/links/0", `/links/${link_id}0000`]) {
    expect((await api.try("DELETE", path)).status).toBe(404);
  }
});
