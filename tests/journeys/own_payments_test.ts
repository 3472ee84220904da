// "What is in this payment?" An affiliate sees it in one request: each sale, correction and reversal, with
// its own amount and why, adding up to what it got; and nothing of what the advertiser pays.
import { describe, expect, test } from "bun:test";
import { parseAmount } from "../../modules/kernel/mod.ts";
import { ApiClient } from "../api_client.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { serviceForFile } from "../harness.ts";

const { api, clock } = await serviceForFile();

interface Entry {
  kind: string;
  amount: string;
  exact?: { amount?: string };
  reason: string | null;
  order_id: string | null;
  goal: string | null;
  campaign: string | null;
  converted_at: string | null;
}

interface Payment {
  id: string;
  amount: string;
  currency: string;
  entries: Entry[];
  summary: { kind: string; count: number; amount: string }[];
}

interface Page {
  data: Entry[];
  totals: { count: number; amount: string; exact?: { amount?: string } }[];
}

async function clientOf(affiliate_id: number): Promise<ApiClient> {
  const body = { name: "t", role: "affiliate", affiliate_id };
  const { token } = await api.call("POST", "/tokens", body);
  return new ApiClient(api.url, String(token));
}

async function sell({ slug }: Setup, order_id: string): Promise<string> {
  const click_id = await api.click(slug);
  const { body } = await api.postback({ click_id, order_id, amount: "80" });
  return String(body["conversion_id"]);
}

async function pay(affiliate_id: number, currency: string): Promise<string> {
  clock.advance(1_000);
  const up_to = new Date(clock.nowMs()).toISOString();
  const body = { currency, up_to, affiliate_ids: [affiliate_id] };
  const run = await api.call<{ payments: { id: string }[] }>(
    "POST",
    "/payment-runs",
    body,
  );
  const id = run.payments[0]?.id ?? "";
  await api.call("POST", `/payments/${id}/close`);
  await api.call("POST", `/payments/${id}/pay`, { reference: `R-${id}` });
  return id;
}

const micros = (text: string) => parseAmount(text, { negative: true }) ?? 0n;
const exactOf = (entry: { amount: string; exact?: { amount?: string } }) =>
  micros(entry.exact?.amount ?? entry.amount);
const sum = (entries: readonly Entry[]) =>
  entries.reduce((total, entry) => total + exactOf(entry), 0n);

/** A payment of sales, one of them taken back in the next payment, and another one changed. */
async function played(currency: string, payout: string) {
  const setup = await setUp(api, {
    campaign: {
      name: '=Summer, "sale"',
      currency,
      goals: [
        {
          key: "sale",
          revenue: { type: "fixed", amount: "2000" },
          payout: { type: "fixed", amount: payout },
        },
      ],
    },
  });
  const { affiliate_id } = setup;
  const ids: string[] = [];
  for (const order of ["-A", "B", "C"]) ids.push(await sell(setup, order));
  const first = await pay(affiliate_id, currency);
  const change = { status: "rejected", reason: "parcel sent back" };
  await api.call("PATCH", `/conversions/${ids[0]}`, change);
  for (const order of ["D", "E", "F"]) await sell(setup, order);
  await api.call("POST", "/ledger/adjustments", {
    affiliate_id,
    amount: payout,
    currency,
    kind: "bonus",
    reason: "for November",
  });
  const second = await pay(affiliate_id, currency);
  return {
    affiliate_id,
    ids,
    first,
    second,
    own: await clientOf(affiliate_id),
  };
}

describe.each([
  ["USD", "12.505"],
  ["JPY", "100.4"],
  ["KWD", "0.1004"],
])("a payment in %s", (currency, payout) => {
  const world = played(currency, payout);

  test("is told by one request, to the minor unit", async () => {
    const { own, first, second, ids } = await world;
    for (const id of [first, second]) {
      const payment = await own.call<Payment>("GET", `/payments/${id}`);
      expect(sum(payment.entries)).toBe(micros(payment.amount));
      const counted = payment.summary.reduce(
        (all, { count }) => all + count,
        0,
      );
      expect(counted).toBe(payment.entries.length);
    }
    const later = await own.call<Payment>("GET", `/payments/${second}`);
    const reversal = later.entries.find(({ amount }) => micros(amount) < 0n);
    expect(reversal).toMatchObject({
      conversion_id: ids[0],
      order_id: "-A",
      goal: "sale",
      reason: "parcel sent back",
      converted_at: expect.any(String),
    });
    expect(later.entries).toContainEqual(
      expect.objectContaining({ kind: "bonus", reason: "for November" }),
    );
    const text = JSON.stringify(later);
    expect(text).not.toMatch(/revenue|margin|receivable|"-?(2000|80)[."]/);
  });

  test("is a list to its end, as CSV and NDJSON too, without a formula", async () => {
    const { own, second } = await world;
    const path = `/payments/${second}`;
    const { amount, entries } = await own.call<Payment>("GET", path);
    const page = await own.call<Page>("GET", `${path}/entries?limit=2`);
    expect(page.data).toHaveLength(2);
    expect(page.totals).toMatchObject([{ count: entries.length, amount }]);
    const ask = async (accept: string) => {
      const url = `${api.url}/api/v1${path}/entries?limit=2`;
      const authorization = `Bearer ${own.token}`;
      const answer = await fetch(url, { headers: { accept, authorization } });
      return (await answer.text()).trimEnd();
    };
    const lines = (await ask("application/x-ndjson")).split("\n");
    const rows = lines.map((line) => JSON.parse(line) as Entry);
    expect(sum(rows)).toBe(micros(amount));
    const csv = (await ask("text/csv")).split("\r\n");
    expect(csv).toHaveLength(entries.length + 1);
    expect(csv.join("\n")).toContain(`,"'=Summer, ""sale""",`);
    const dated = await own.call<Page>(
      "GET",
      `${path}/entries?sort=-booked_at`,
    );
    expect(sum(dated.data)).toBe(micros(amount));
  });

  test("is filtered by sale, order, kind and campaign", async () => {
    const { own, second, ids } = await world;
    const count = async (query: string) => {
      const path = `/payments/${second}/entries?${query}`;
      const { data, totals } = await own.call<Page>("GET", path);
      expect(totals[0]?.count).toBe(data.length);
      return data.length;
    };
    expect(await count(`conversion_id=${ids[0]}`)).toBe(1);
    expect(await count("order_id=D")).toBe(1);
    expect(await count("kind=bonus")).toBe(1);
    expect(await count("goal=sale")).toBe(4);
    expect(await count("campaign_id=999999")).toBe(0);
  });

  test("is nobody else's", async () => {
    const { first, second } = await world;
    const { affiliate_id } = await setUp(api);
    const other = await clientOf(affiliate_id);
    for (const id of [first, second]) {
      for (const path of [`/payments/${id}`, `/payments/${id}/entries`]) {
        expect((await other.try("GET", path)).status).toBe(404);
      }
    }
    const listed = await other.call<{ data: unknown[] }>("GET", "/payments");
    expect(listed.data).toEqual([]);
  });
});
