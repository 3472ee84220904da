import { beforeAll, describe, expect, test } from "bun:test";
import { ApiClient } from "../../tests/api_client.ts";
import { apiClient, ok } from "../../tests/client/api_client.ts";
import type { paths } from "../../tests/client/api_client.ts";
import { setUp } from "../../tests/factory.ts";
import type { Setup } from "../../tests/factory.ts";
import { serviceForFile } from "../../tests/harness.ts";

const service = await serviceForFile();
const { api } = service;
const client = apiClient(service);
let setup: Setup;
let conversion_ids: string[];

async function sell(order_id: string, to = setup): Promise<string> {
  const click_id = await api.click(to.slug);
  const sale = { click_id, order_id, amount: "80.00", currency: "USD" };
  const answer = await api.postback(sale);
  expect(answer.status).toBe(201);
  return String(answer.body["conversion_id"]);
}

/** A time after everything booked so far. */
function now(): string {
  return new Date(service.clock.nowMs() + 1).toISOString();
}

type Run =
  paths["/api/v1/payment-runs"]["post"]["requestBody"]["content"]["application/json"];

async function run(change: Partial<Run> = {}) {
  const { affiliate_id } = setup;
  const asked = {
    currency: "usd",
    up_to: now(),
    affiliate_ids: [affiliate_id],
  };
  const body = { ...asked, ...change };
  return await ok(client.POST("/api/v1/payment-runs", { body }));
}

const of = (id: string | undefined) => ({
  params: { path: { id: id ?? "" } },
});

async function clientOf(role: string, ids: Record<string, number>) {
  const body = { name: role, role, ...ids };
  const made = await api.call<{ token: string }>("POST", "/tokens", body);
  return new ApiClient(api.url, made.token);
}

beforeAll(async () => {
  setup = await setUp(api, {
    affiliate: { name: '=HYPERLINK("x") <b>Media</b>' },
    campaign: { name: "<script>alert(1)</script>" },
  });
  conversion_ids = [await sell("-A-1"), await sell("A-2")];
});

describe("payments", () => {
  test("go from a run to paid, with every entry down to its postback", async () => {
    const dry = await run({ dry_run: true });
    expect(dry).toMatchObject({ amount: "25.00", dry_run: true });
    const made = await run();
    const [payment = { id: "" }] = made.payments;
    expect(made).toMatchObject({
      amount: "25.00",
      carried_count: 0,
      payments: [{ state: "draft", amount: "25.00", rest: "0.00" }],
    });
    const { id } = payment;
    const closed = await ok(client.POST("/api/v1/payments/{id}/close", of(id)));
    expect(closed).toMatchObject({ state: "closed", entries_count: 2 });
    const pay = (reference: string) =>
      client.POST("/api/v1/payments/{id}/pay", {
        ...of(id),
        body: { reference },
      });
    await ok(pay("SEPA-77"));
    expect(await ok(pay("SEPA-77"))).toMatchObject({ state: "paid" });
    expect((await pay("B")).error?.code).toBe("already_paid");
    const pageOf = (query: { limit: string; cursor?: string }) =>
      ok(
        client.GET("/api/v1/payments/{id}", {
          params: { path: { id }, query },
        }),
      );
    const first = await pageOf({ limit: "1" });
    expect(first.entries).toMatchObject([
      {
        conversion_id: conversion_ids[0],
        amount: "12.50",
        goal: "sale",
        order_id: "-A-1",
        postbacks: [{ outcome: "recorded" }],
      },
    ]);
    const cursor = first.next_cursor ?? "";
    const rest = await pageOf({ limit: "1", cursor });
    expect(rest.entries).toMatchObject([{ conversion_id: conversion_ids[1] }]);
    expect(rest).toMatchObject({ next_cursor: null });
    const query = { state: "paid", currency: "usd" } as const;
    const listed = await ok(
      client.GET("/api/v1/payments", { params: { query } }),
    );
    expect(listed).toMatchObject({
      data: [{ id: payment.id, reference: "SEPA-77" }],
      totals: [{ currency: "USD", state: "paid", count: 1, amount: "25.00" }],
    });
    const runs = await ok(client.GET("/api/v1/payment-runs"));
    expect(runs.data[0]).toMatchObject({
      id: made.id,
      totals: [{ state: "paid", count: 1, amount: "25.00" }],
    });
  });

  test("come as CSV that no spreadsheet runs, and as a page that shows names as text", async () => {
    const listed = await api.call<{ data: { id: string }[] }>(
      "GET",
      "/payments",
    );
    const path = `/payments/${listed.data[0]?.id}`;
    const csv = await api.try<{ text: string }>("GET", `${path}.csv`);
    expect(csv.headers.get("content-type")).toContain("text/csv");
    const lines = csv.body.text.trimEnd().split("\r\n");
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain(`,12.50,USD,`);
    expect(lines[1]).toContain(`,"'-A-1",`);
    const page = await api.try<{ text: string }>("GET", `${path}.html`);
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(page.headers.get("content-security-policy")).toContain("'none'");
    expect(page.body.text).not.toContain("<script>");
    expect(page.body.text).not.toContain("<b>");
    expect(page.body.text).toContain("&#60;b&#62;Media");
    expect(page.body.text).toContain("25.00 USD");
  });

  test("are settled many at a time, each by itself", async () => {
    await sell("B-1");
    const made = await run();
    const id = made.payments[0]?.id ?? "";
    const missing = crypto.randomUUID();
    const ids = [id];
    const closed = await ok(
      client.POST("/api/v1/payments/close", { body: { ids } }),
    );
    expect(closed).toMatchObject({ done: 1, refused: 0 });
    const reason = "account closed";
    const failed = await ok(
      client.POST("/api/v1/payments/fail", {
        body: { ids: [id, missing], reason },
      }),
    );
    expect(failed).toMatchObject({
      done: 1,
      refused: 1,
      data: [
        { id, ok: true, payment: { state: "failed" } },
        { id: missing, ok: false, code: "not_found" },
      ],
    });
    const payments = [{ id, reference: "S-1" }, { id: missing }];
    const paid = await ok(
      client.POST("/api/v1/payments/pay", { body: { payments } }),
    );
    expect(paid).toMatchObject({
      data: [{ ok: true }, { ok: false, code: "invalid_request" }],
    });
    const voided = await ok(
      client.POST("/api/v1/payments/void", { body: { ids, reason } }),
    );
    expect(voided).toMatchObject({ data: [{ payment: { state: "void" } }] });
    const again = await run({ min_amount: "100" });
    expect(again).toMatchObject({
      payments: [],
      carried: [{ balance: "12.50", reason: "below_minimum" }],
    });
  });

  test.each([
    [{ currency: "XYZ" }, "unknown_currency"],
    [{ up_to: "soon" }, "invalid_request"],
    [{ min_amount: "12,50" }, "invalid_amount"],
    [{ affiliate_ids: [] }, "invalid_request"],
    [{ surprise: 1 }, "invalid_request"],
  ])("refuse a run of %j", async (change, code) => {
    const body = { currency: "USD", up_to: now(), ...change };
    const answer = await api.try("POST", "/payment-runs", body);
    expect(answer).toMatchObject({ status: 422, body: { code } });
  });

  test("go to the bank or the wallet with the details that only the file shows", async () => {
    const { affiliate_id } = setup;
    const path = `/affiliates/${affiliate_id}/payment-details`;
    const details = { holder: "@Harbour", iban: "DE89370400440532013000" };
    expect((await api.try("GET", path)).status).toBe(404);
    await api.call("PUT", path, { details });
    expect(await api.call("GET", path)).toMatchObject({
      details: { holder: "***", iban: "***3000" },
    });
    const stored = await service.db.execute<{ text: string }>(
      "select encode(sealed, 'escape') as text from payment_details",
    );
    expect(stored[0]?.text).not.toContain("DE8937");
    await sell("C-1");
    const made = await run();
    const file = `/payment-runs/${made.id}/export.csv`;
    const read = async (format: string) => {
      const url = `${file}?format=${format}`;
      const { body } = await api.try<{ text: string }>("GET", url);
      return body.text.trimEnd().split("\r\n");
    };
    expect(await read("bank")).toHaveLength(1);
    const ids = made.payments.map(({ id }) => id);
    await api.call("POST", "/payments/close", { ids });
    const [head, row] = await read("bank");
    expect(head).toBe(
      "payment_id,affiliate_id,affiliate_name,holder,iban,account,routing,bic,bank_name,address,country,amount,currency,tax_id",
    );
    expect(row).toBe(
      `${ids[0]},${affiliate_id},"'=HYPERLINK(""x"") <b>Media</b>","'@Harbour",DE89370400440532013000,,,,,,,25.00,USD,`,
    );
    expect(await read("wallet")).toHaveLength(1);
    expect((await api.try("GET", `${file}?format=gold`)).status).toBe(422);
    await api.call("PUT", path, { details: null });
    expect((await read("bank"))[1]).toContain('Media</b>",,,');
  });

  test("show an affiliate its own, once they are closed, and nothing else", async () => {
    const other = await setUp(api);
    await sell("D-1", other);
    const theirs = await run({ affiliate_ids: [other.affiliate_id] });
    const id = theirs.payments[0]?.id ?? "";
    const affiliate = await clientOf("affiliate", {
      affiliate_id: other.affiliate_id,
    });
    const list = async () =>
      (await affiliate.call<{ data: { id: string }[] }>("GET", "/payments"))
        .data;
    expect(await list()).toEqual([]);
    expect((await affiliate.try("GET", `/payments/${id}`)).status).toBe(404);
    await api.call("POST", `/payments/${id}/close`);
    expect((await list()).map((row) => row.id)).toEqual([id]);
    expect(await affiliate.call("GET", `/payments/${id}`)).toMatchObject({
      amount: "12.50",
    });
    const all = await api.call<{ data: { id: string }[] }>("GET", "/payments");
    const foreign = all.data.find((row) => row.id !== id)?.id;
    for (const [method, path] of [
      ["GET", `/payments/${foreign}`],
      ["GET", `/payments/${foreign}.csv`],
      ["GET", "/payment-runs"],
      ["GET", "/invoices"],
      ["POST", `/payments/${id}/pay`],
    ] as const) {
      const body = method === "POST" ? { reference: "x" } : undefined;
      expect((await affiliate.try(method, path, body)).status).toBe(404);
    }
    const filtered = `/payments?affiliate_id=${setup.affiliate_id}`;
    const asked = await affiliate.call<{ data: unknown[] }>("GET", filtered);
    expect(asked.data).toEqual([]);
  });
});

describe("invoices", () => {
  test("go from approved revenue to paid, and are shown to their advertiser alone", async () => {
    const other = await setUp(api);
    const { advertiser_id } = other;
    await sell("E-1", other);
    const period = { from: "2026-11-01", to: "2026-12-01" };
    const made = await ok(
      client.POST("/api/v1/invoices", { body: { advertiser_id, ...period } }),
    );
    expect(made).toMatchObject({
      amount: "20.00",
      open: "20.00",
      ageing: "current",
    });
    const path = `/invoices/${made.id}`;
    const part = { amount: "5.00", date: "2026-11-25", reference: "B-1" };
    const receive = (body: typeof part) =>
      client.POST("/api/v1/invoices/{id}/receive", { ...of(made.id), body });
    await ok(receive(part));
    expect(await ok(receive(part))).toMatchObject({
      received: "5.00",
      open: "15.00",
    });
    const advertiser = await clientOf("advertiser", { advertiser_id });
    expect(await advertiser.call("GET", path)).toMatchObject({
      receipts: [{ amount: "5.00", date: "2026-11-25", reference: "B-1" }],
      entries: [{ order_id: "E-1", amount: "20.00", goal: "sale" }],
    });
    const page = await advertiser.try<{ text: string }>("GET", `${path}.html`);
    expect(page.body.text).toContain(`Invoice ${made.number}`);
    const csv = await advertiser.try<{ text: string }>("GET", `${path}.csv`);
    expect(csv.body.text).toContain("E-1");
    expect(csv.body.text).not.toMatch(/(?<!:)12\.5/);
    const stranger = await clientOf("advertiser", {
      advertiser_id: setup.advertiser_id,
    });
    expect((await stranger.try("GET", path)).status).toBe(404);
    expect(
      (await stranger.call<{ data: unknown[] }>("GET", "/invoices")).data,
    ).toEqual([]);
    const refused = await advertiser.try("POST", `${path}/void`, {
      reason: "x",
    });
    expect(refused.status).toBe(404);
    const query = { advertiser_id: String(advertiser_id) };
    const listed = await ok(
      client.GET("/api/v1/invoices", { params: { query } }),
    );
    expect(listed).toMatchObject({
      data: [{ id: made.id }],
      totals: [
        { currency: "USD", state: "open", amount: "20.00", received: "5.00" },
      ],
      ageing: [{ currency: "USD", current: "15.00", "90+": "0.00" }],
    });
    const too_much = { amount: "15.01", date: "2026-11-25", reference: "B-2" };
    const over = await receive(too_much);
    expect([over.response.status, over.error?.code]).toEqual([
      409,
      "over_payment",
    ]);
    const voided = await ok(
      client.POST("/api/v1/invoices/{id}/void", {
        ...of(made.id),
        body: { reason: "wrong" },
      }),
    );
    expect(voided).toMatchObject({ state: "void", open: "0.00", ageing: null });
  });
});
