// A sale that looks like fraud is held where a rule says so, with its reasons, and paid once somebody
// has decided; without a rule nothing happens to it but its mark.
import { beforeAll, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import type { ApiClient } from "../api_client.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { clientOf } from "../people.ts";

interface Shown {
  id: string;
  status: string;
  reason: string | null;
  risk: {
    score?: number;
    verdict?: string;
    reasons: { code: string; found: string; weight?: number }[];
    action: string | null;
    held_since: string | null;
  };
}

const service = await serviceForFile();
const { api } = service;
const BOT = "curl/8.5.0";

let setup: Setup;
let affiliate: ApiClient;

beforeAll(async () => {
  setup = await setUp(api, { affiliate: { schedule: "monthly" } });
  const { affiliate_id } = setup;
  affiliate = await clientOf(api, { role: "affiliate", affiliate_id });
  await api.call("POST", "/webhooks", {
    url: "https://ops.example/hook",
    events: ["risk.held"],
  });
});

async function sell(order_id: string, sent: Record<string, string> = {}) {
  const click_id = await api.click(setup.slug);
  const { body } = await api.postback({ click_id, order_id, ...sent });
  return String(body["conversion_id"]);
}

const read = (id: string, client = api) =>
  client.call<Shown>("GET", `/conversions/${id}`);

async function balance() {
  const { data } = await api.call<{
    data: {
      payable: string;
      risk_held: string;
      next_payment: { expected: string; why_not?: { code: string } };
    }[];
  }>("GET", `/affiliates/${setup.affiliate_id}/balance`);
  return data[0];
}

describe("a suspected sale", () => {
  test("has its score and reasons at once, and without a rule nothing else happens", async () => {
    const id = await sell("R-1", { user_agent: BOT });
    const shown = await read(id);
    expect(shown).toMatchObject({ status: "approved", reason: null });
    expect(shown.risk).toMatchObject({
      ...{ score: 42, verdict: "watch", action: null, held_since: null },
      reasons: [{ code: "bot_agent", weight: 42 }],
    });
    const own = await read(id, affiliate);
    expect(own.risk.reasons).toEqual([]);
    expect(own.risk.score).toBeUndefined();
  });

  test("is pending where a rule holds it, and its affiliate reads why but not the score", async () => {
    const { campaign_id } = setup;
    const rule = { campaign_id, watch_score: 20, hold_score: 40 };
    await api.call("POST", "/risk-rules", { ...rule, action: "pending" });
    const id = await sell("R-2", { user_agent: BOT });
    const shown = await read(id);
    expect(shown).toMatchObject({ status: "pending", reason: "risk_hold" });
    expect(shown.risk).toMatchObject({ verdict: "hold", action: "pending" });
    const own = await read(id, affiliate);
    expect(own.reason).toBe("risk_hold");
    expect(own.risk.reasons.map(({ code }) => code)).toEqual(["bot_agent"]);
    expect(own.risk.reasons[0]).not.toHaveProperty("evidence");
    expect(own.risk).not.toHaveProperty("score");
    const told = await service.db.execute<{ data: { reason: string } }>(
      sql`select data from network_events where type = 'risk.held'`,
    );
    expect(told).toHaveLength(1);
    expect(told[0]?.data.reason).toContain("bot_agent");
  });

  test("isn't paid though the advertiser approves it, and the balance says why not", async () => {
    const before = await balance();
    const id = await sell("R-3", { user_agent: BOT });
    await api.call("PATCH", `/conversions/${id}`, {
      ...{ status: "approved", reason: "the advertiser confirmed" },
    });
    const after = await balance();
    expect(after?.payable).toBe(before?.payable);
    expect(after?.risk_held).toBe("12.50");
    service.clock.advance(40 * 86_400_000);
    const run = await api.call<{ payments: { amount: string }[] }>(
      "POST",
      "/payment-runs",
      {
        ...{ currency: "USD", up_to: new Date(service.clock.nowMs()) },
        dry_run: true,
      },
    );
    expect(JSON.stringify(run)).toContain('"12.50"');
    expect(JSON.stringify(run)).not.toContain('"25.00"');
  });

  test("is rejected where the rule says so, and one without reasons is not", async () => {
    const { data } = await api.call<{ data: { id: number }[] }>(
      "GET",
      "/risk-rules",
    );
    const id = String(data[0]?.id);
    await api.call("PATCH", `/risk-rules/${id}`, { action: "reject" });
    expect(await read(await sell("R-4", { user_agent: BOT }))).toMatchObject({
      ...{ status: "rejected", reason: "risk_rejected" },
    });
    expect(await read(await sell("R-5"))).toMatchObject({
      ...{ status: "approved", risk: { score: 0, verdict: "clear" } },
    });
    await api.call("PATCH", `/risk-rules/${id}`, { action: "pending" });
  });
});

describe("a risk rule", () => {
  test.each([
    [{ watch_score: 80, hold_score: 70 }, 422, "watch_score"],
    [{ hold_score: 101 }, 422, "hold_score"],
    [{ action: "scrub" }, 422, "action"],
    [{ weights: { magic: 10 } }, 422, "weights"],
    [{ campaign_id: 999 }, 422, "campaign_id"],
  ])("%p is refused and named", async (body, status, field) => {
    const answer = await api.try("POST", "/risk-rules", body);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).toContain(field);
  });

  test("exists once for a campaign, and once for the network", async () => {
    const { campaign_id } = setup;
    const twice = await api.try("POST", "/risk-rules", { campaign_id });
    expect(twice.body["code"]).toBe("already_exists");
    const network = await api.call<{ id: number }>("POST", "/risk-rules", {});
    expect(network).toMatchObject({ hold_score: 60, action: "flag" });
    const again = await api.try("POST", "/risk-rules", {});
    expect(again.status).toBe(409);
    await api.call("DELETE", `/risk-rules/${network.id}`);
  });
});

const HELD = { held: true, from: "2026-11-22" };

describe("investigation", () => {
  test("is narrowed by what a query says, and names what it can't read", async () => {
    const { campaign_id, affiliate_id, advertiser_id } = setup;
    const ids = `affiliate_id=${affiliate_id}&advertiser_id=${advertiser_id}`;
    const shown = async (query: string) =>
      (await api.call<{ data: unknown[] }>("GET", `/risk?${query}`)).data
        .length;
    const from = "from=2026-11-22";
    expect(await shown(`${from}&held=true&campaign_id=${campaign_id}`)).toBe(1);
    expect(await shown(`${from}&${ids}`)).toBe(1);
    expect(await shown(`${from}&affiliate_id=999`)).toBe(0);
    const picture = `/risk/affiliates/${affiliate_id}?campaign_id=${campaign_id}`;
    expect((await api.try("GET", picture)).status).toBe(200);
    for (const query of ["held=maybe", "affiliate_id=x", "verdict=fine"]) {
      expect((await api.try("GET", `/risk?${query}`)).status).toBe(422);
    }
  });

  const decide = (body: Record<string, unknown>) =>
    api.call<{
      id: string | null;
      conversions: number;
      changed: number;
      affiliates?: unknown[];
    }>("POST", "/risk/decisions", body);

  test("shows who stands out, why, and the money that is held", async () => {
    const { data, totals } = await api.call<{
      data: {
        key: string;
        held: number;
        money: { payout: string }[];
        reasons: { code: string; count: number }[];
      }[];
      totals: { suspected: number; held: number };
    }>("GET", "/risk?group_by=affiliate&from=2026-11-22");
    expect(data[0]?.key).toBe(String(setup.affiliate_id));
    expect(data[0]?.reasons[0]?.code).toBe("bot_agent");
    expect(data[0]?.money[0]?.payout).toBe("25.00");
    expect(totals).toMatchObject({ suspected: 4, held: 3 });
    for (const group of ["campaign", "source", "sub1", "code"]) {
      const by = await api.call<{ data: unknown[] }>(
        "GET",
        `/risk?group_by=${group}&verdict=hold&from=2026-11-22`,
      );
      expect(by.data).toHaveLength(1);
    }
  });

  test("draws one affiliate's picture beside the others'", async () => {
    const { affiliate_id } = setup;
    const path = `/risk/affiliates/${affiliate_id}?from=2026-11-22`;
    const picture = await api.call<{
      verdicts: { conversions: number; held: number };
      times: { conversions: number; others: number }[];
      hours: { conversions: number }[];
    }>("GET", path);
    expect(picture.verdicts).toMatchObject({ conversions: 5, held: 3 });
    const count = (rows: { conversions: number }[]) =>
      rows.reduce((sum, { conversions }) => sum + conversions, 0);
    expect(count(picture.times)).toBe(5);
    expect(count(picture.hours)).toBe(5);
    expect(await affiliate.try("GET", path)).toMatchObject({ status: 404 });
    expect(await affiliate.try("GET", "/risk")).toMatchObject({ status: 404 });
  });

  test("decides all alike: a dry run shows the money and changes nothing", async () => {
    const before = await balance();
    const filter = { code: "bot_agent", held: true, from: "2026-11-22" };
    const wanted = { filter, why: "a test" };
    const tried = await decide({ ...wanted, decision: "fraud", dry_run: true });
    expect(tried).toMatchObject({ id: null, conversions: 3 });
    expect(JSON.stringify(tried)).toContain("-12.50");
    expect(await balance()).toEqual(before);
    const { data } = await api.call<{ data: unknown[] }>(
      "GET",
      "/risk/decisions",
    );
    expect(data).toEqual([]);
  });

  test("lets go what is clear, which is paid from then on, and keeps who decided and why", async () => {
    const made = await decide({
      ...{ decision: "clear", why: "our own monitoring buys with curl" },
      filter: { affiliate_id: setup.affiliate_id, ...HELD },
    });
    expect(made).toMatchObject({ conversions: 3, changed: 2 });
    const after = await balance();
    expect(after?.risk_held).toBe("0.00");
    const kept = await api.call("GET", `/risk/decisions/${String(made.id)}`);
    expect(kept).toMatchObject({
      ...{ decision: "clear", conversions: 3 },
      why: "our own monitoring buys with curl",
    });
    const again = await decide({
      ...{ decision: "fraud", why: "no" },
      filter: { affiliate_id: setup.affiliate_id, ...HELD },
    });
    expect(again.conversions).toBe(0);
  });

  test("shows how often each reason was right", async () => {
    const { codes } = await api.call<{
      codes: { code: string; decided: number; precision: number | null }[];
    }>("GET", "/risk/codes");
    expect(codes.find(({ code }) => code === "bot_agent")).toMatchObject({
      ...{ decided: 3, fraud: 0, precision: 0 },
      ...{ percent: 100, proposed_percent: 100 },
    });
  });

  test.each([
    [{ decision: "clear", why: "", filter: {} }, "why"],
    [{ decision: "clear", why: "so", filter: {} }, "filter"],
    [
      { decision: "maybe", why: "so", filter: { code: "bot_agent" } },
      "decision",
    ],
    [{ decision: "clear", why: "so", filter: { code: "magic" } }, "code"],
    [{ decision: "clear", why: "so", filter: { from: "soon" } }, "from"],
  ])("%p is refused and named", async (body, field) => {
    const answer = await api.try("POST", "/risk/decisions", body);
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.body)).toContain(field);
  });
});

test("a sale that waits for its advertiser goes on waiting once its risk is cleared", async () => {
  const id = await sell("R-9", { user_agent: BOT, status: "pending" });
  expect(await read(id)).toMatchObject({
    ...{ status: "pending", risk: { verdict: "hold", action: null } },
  });
  const decision = { decision: "clear", why: "known", filter: HELD, ids: [id] };
  const decided = await api.call("POST", "/risk/decisions", decision);
  expect(decided).toMatchObject({ conversions: 1, changed: 0 });
  const shown = await read(id);
  expect(shown).toMatchObject({ status: "pending", reason: null });
  expect(shown.risk.held_since).toBeNull();
});
