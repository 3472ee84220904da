// "Why is your invoice higher?" and "we sent 100, you show 93": the advertiser asks once, and gets
// each line that differs, its class and both sums.
import { describe, expect, test } from "bun:test";
import type { ApiClient } from "../api_client.ts";
import { clientOf } from "../people.ts";
import { serviceForFile } from "../harness.ts";
import { StatementOffice } from "../statement_office.ts";
import type { StatementLine } from "../statement_office.ts";

const service = await serviceForFile();
const { api } = service;

interface Difference {
  sentence: string;
  totals: Record<string, unknown>;
  statement: Record<string, unknown> | null;
  by_class: Record<string, unknown>[];
  lines: Record<string, unknown>[];
  next_cursor: string | null;
}

/** A month of twelve sales of 100.00, for which 10.00 each is billed. */
async function aMonth() {
  const office = new StatementOffice(service);
  const { advertiser_id } = await office.open();
  const sold = [];
  for (let at = 0; at < 12; at++) {
    sold.push(await office.sell(`R-${at}`, "100.00"));
  }
  while (await service.drain.runOnce());
  const party = { role: "advertiser", advertiser_id };
  const own = await clientOf(api, party);
  const invoice = async () => {
    const period = { from: "2026-11-01", to: "2026-12-01" };
    const body = { advertiser_id, ...period };
    return String((await api.call("POST", "/invoices", body)).id);
  };
  const lines = sold.map(({ line }) => line);
  return { office, sold, lines, own, invoice, advertiser_id };
}

/** The line of a shop that states its commission: a tenth of each sale. */
const billing = ({ amount = "", ...line }: StatementLine): StatementLine => ({
  ...line,
  revenue: amount.replace(/0\.00$/, ".00"),
});

const ask = (client: ApiClient, id: string, query = "") =>
  client.call<Difference>("GET", `/invoices/${id}/difference${query}`);

describe("an advertiser's invoice against its statement", () => {
  test("is explained line by line, with the class and both sums", async () => {
    const { office, lines, own, invoice, advertiser_id } = await aMonth();
    const [first, second, third, ...rest] = lines.map(billing);
    await api.call("POST", "/ledger/adjustments", {
      advertiser_id,
      amount: "7.00",
      currency: "USD",
      kind: "correction",
      reason: "for the month",
    });
    service.clock.advance(1_000);
    const id = await invoice();
    const foreign = office.line({ order_id: "X-1", amount: "50.00" });
    const { id: reconciliation_id } = await office.state([
      { ...first, revenue: "7.00" },
      { ...second, status: "cancelled" },
      ...rest,
      billing(foreign),
    ]);
    expect(third?.order_id).toBe("R-2");
    const told = await ask(own, id);
    expect(told).toMatchObject({
      invoice: { amount: "127.00" },
      statement: { reconciliation_id, basis: "revenue" },
      currency: "USD",
      // 9 × 10.00 agree, 7.00 of 10.00, none of 10.00 twice, 7.00 besides, and 5.00 of theirs.
      totals: { ours: "127.00", theirs: "102.00", difference: "25.00" },
      next_cursor: null,
    });
    const classes = Object.fromEntries(
      told.by_class.map(({ class: name, count, ours, theirs }) => [
        name,
        [count, ours, theirs],
      ]),
    );
    expect(classes).toEqual({
      same: [9, "90.00", "90.00"],
      amount_mismatch: [1, "10.00", "7.00"],
      status_mismatch: [1, "10.00", "0.00"],
      missing_theirs: [1, "10.00", "0.00"],
      missing_ours: [1, "0.00", "5.00"],
      correction: [1, "7.00", "0.00"],
    });
    expect(told.lines).toHaveLength(14);
    const differing = told.lines.filter((line) => line.class !== "same");
    expect(told.lines.slice(0, 5)).toEqual(differing);
    const of = (order_id: string) =>
      told.lines.find((line) => line.order_id === order_id);
    expect(of("R-0")).toMatchObject({
      class: "amount_mismatch",
      ours: "10.00",
      theirs: "7.00",
      difference: "3.00",
      row_no: 1,
    });
    expect(of("R-1")).toMatchObject({ row_status: "cancelled" });
    expect(of("R-2")).toMatchObject({ class: "missing_theirs", row_no: null });
    expect(of("X-1")).toMatchObject({ conversion_id: null, theirs: "5.00" });
    expect(told.sentence).toStartWith(
      "Invoice 1 bills 127.00 USD, which is 25.00 more than the statement's 102.00:",
    );
    for (const part of [
      "1 sale that the statement lacks (10.00 USD)",
      "1 row of the statement that we have no sale for (-5.00 USD)",
    ]) {
      expect(told.sentence).toContain(part);
    }
  });

  test("comes page by page, the same lines in all", async () => {
    const { office, lines, own, invoice } = await aMonth();
    const id = await invoice();
    await office.state(lines.slice(2).map(billing));
    const whole = await ask(own, id);
    const paged = [];
    let cursor: string | null = null;
    do {
      const from: string = cursor === null ? "" : `&cursor=${cursor}`;
      const page: Difference = await ask(own, id, `?limit=5${from}`);
      expect(page.totals).toEqual(whole.totals);
      paged.push(...page.lines);
      cursor = page.next_cursor;
    } while (cursor !== null);
    expect(paged).toEqual(whole.lines);
    for (const wrong of ["x", "2c1", "0z", "1c"]) {
      const cursor = Buffer.from(wrong).toString("base64url");
      const at = `/invoices/${id}/difference?cursor=${cursor}`;
      const refused = await own.try("GET", at);
      expect(refused.body).toMatchObject({ code: "invalid_cursor" });
    }
  });

  test("of sales is compared by their amounts", async () => {
    const { office, lines, own, invoice } = await aMonth();
    const id = await invoice();
    await office.state(lines.slice(5));
    expect(await ask(own, id)).toMatchObject({
      statement: { basis: "amount" },
      totals: {
        ours: "120.00",
        theirs: null,
        difference: null,
        counted: { ours: "1200.00", theirs: "700.00", difference: "500.00" },
      },
      sentence:
        "Invoice 3 bills 120.00 USD, for sales of 1200.00, which is 500.00 more than the statement's 700.00: 5 sales that the statement lacks (500.00 USD).",
    });
  });

  test("in another currency isn't compared by sums, and one in its own comes first", async () => {
    const { office, lines, own, invoice } = await aMonth();
    const id = await invoice();
    const euros = lines
      .map(billing)
      .map((line) => ({ ...line, currency: "EUR" }));
    await office.state(euros);
    const told = await ask(own, id);
    expect(told).toMatchObject({
      statement: { basis: "revenue", currencies: ["EUR"] },
      totals: {
        ours: "120.00",
        theirs: null,
        difference: null,
        counted: { theirs: null, difference: null },
      },
    });
    expect(told.sentence).toContain(
      "bills 120.00 USD, and its statement is in EUR, so that their sums can't be compared: 12 sales in another currency in the statement (120.00 USD).",
    );
    for (const line of told.lines) {
      expect(line).toMatchObject({ theirs: null, difference: null });
    }
    const november = { from: "2026-11-02", to: "2026-12-01" };
    await office.state(lines.map(billing), november);
    expect(await ask(own, id)).toMatchObject({
      statement: { currencies: ["USD"] },
      totals: { ours: "120.00", theirs: "120.00", difference: "0.00" },
    });
  });

  test("without a statement says so, and another's is not there", async () => {
    const { own, invoice } = await aMonth();
    const id = await invoice();
    const told = await ask(own, id);
    expect(told.statement).toBeNull();
    expect(told.by_class).toMatchObject([
      { class: "outside_statement", count: 12, ours: "120.00" },
    ]);
    expect(told.sentence).toContain("no matched statement of its time");
    const other = await aMonth();
    const at = `/invoices/${id}/difference`;
    expect((await other.own.try("GET", at)).status).toBe(404);
  });
});

describe("an advertiser's statement", () => {
  test("shows its breaks and report, without the network's notes and tolerance", async () => {
    const { office, lines, own } = await aMonth();
    const { id } = await office.state(lines.slice(5));
    const at = `/reconciliations/${id}`;
    const [row] = await office.breaks(id);
    await api.call("PATCH", `${at}/breaks/${row?.id}`, {
      owner: "Vera",
      note: "they always forget these",
    });
    const { data } = await own.call<{ data: Record<string, unknown>[] }>(
      "GET",
      `${at}/breaks`,
    );
    expect(data.map((one) => one.class)).toEqual(
      Array.from({ length: 5 }, () => "missing_theirs"),
    );
    expect(data[0]).toMatchObject({
      ours: { status: "approved", counted: "100.00" },
      difference: "100.00",
    });
    const one = await own.call("GET", `${at}/breaks/${row?.id}`);
    const report = await own.call("GET", `${at}/report`);
    expect(one).toMatchObject({ changed_by_name: "the network" });
    expect(await api.call("GET", `${at}/breaks/${row?.id}`)).toMatchObject({
      changed_by_name: "first admin",
    });
    expect(await api.call("GET", `${at}/report`)).toMatchObject({
      statement: { received_by_name: "first admin" },
    });
    expect(report).toMatchObject({
      statement: { received_by_name: "the network" },
      rows: 7,
      conversions: 12,
      currencies: [{ ours: "1200.00", theirs: "700.00", difference: "500.00" }],
    });
    const whole = await own.call("GET", at);
    const seen = JSON.stringify([data, one, report, whole]);
    for (const hidden of [
      "Vera",
      "always forget",
      "tolerance",
      '"received_by":',
      "batches",
      "evidence",
    ]) {
      expect([hidden, seen.includes(hidden)]).toEqual([hidden, false]);
    }
    expect((await own.try("GET", `${at}/breaks?owner=Vera`)).status).toBe(422);
    expect((await own.try("GET", `${at}/report?format=html`)).status).toBe(422);
    for (const [method, path] of [
      ["PATCH", `${at}/breaks/${row?.id}`],
      ["POST", `${at}/frame`],
      ["POST", `${at}/apply`],
    ] as const) {
      expect((await own.try(method, path, {})).status).toBe(404);
    }
  });

  test("shows no sums where they are payouts", async () => {
    const { office, lines, own, invoice } = await aMonth();
    const id = await invoice();
    const guessed = lines.map(({ amount: _, ...line }) => ({
      ...line,
      payout: "5.00",
    }));
    const { id: statement_id } = await office.state(guessed);
    const at = `/reconciliations/${statement_id}`;
    const whole = await api.call<{ frame: { basis: string } }>("GET", at);
    expect(whole.frame.basis).toBe("payout");
    const seen = [
      await own.call("GET", at),
      await own.call("GET", `${at}/breaks`),
      await own.call("GET", `${at}/matches`),
      await own.call("GET", `${at}/report`),
      await ask(own, id),
    ];
    expect(JSON.stringify(seen)).not.toMatch(
      /"counted":(?!"5.00")|"difference":"|"totals":\{"[a-z]*":\{"|60\.00/,
    );
  });
});
