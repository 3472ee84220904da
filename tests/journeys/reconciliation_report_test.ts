// A comparison's result is passed on: as JSON for programs, as one page for people, and as a list
// of those who have sent nothing.
import { describe, expect, test } from "bun:test";
import { apiClient, ok } from "../client/api_client.ts";
import { ADMIN_TOKEN, serviceForFile } from "../harness.ts";
import { StatementOffice } from "../statement_office.ts";
import type { StatementLine } from "../statement_office.ts";

const service = await serviceForFile();
const { api, clock } = service;
const client = apiClient(service);

const reportOf = (id: string) =>
  client.GET("/api/v1/reconciliations/{id}/report", {
    params: { path: { id } },
  });

async function disputed(name = "Northwind <Shoes> & Sons") {
  const office = new StatementOffice(service);
  await office.open();
  const { advertiser_id } = office.setup;
  await ok(
    client.PATCH("/api/v1/advertisers/{id}", {
      params: { path: { id: String(advertiser_id) } },
      body: { name },
    }),
  );
  const lines: StatementLine[] = [];
  for (let at = 0; at < 12; at++) {
    const { line } = await office.sell(`R-${at}`, "100.00");
    lines.push(line);
  }
  lines[10] = { ...lines[10], amount: "70.00" };
  lines[11] = { ...lines[11], status: "cancelled" };
  return { office, lines };
}

async function page(id: string, headers: Record<string, string> = {}) {
  const query = "accept" in headers ? "" : "?format=html";
  const path = `/api/v1/reconciliations/${id}/report${query}`;
  const authorization = `Bearer ${ADMIN_TOKEN}`;
  return await api.fetch(path, { headers: { authorization, ...headers } });
}

describe("GET /reconciliations/{id}/report", () => {
  test("tells both sides, the share by which they differ, how rows matched, and what was done", async () => {
    const { office, lines } = await disputed();
    const { id } = await office.state(lines);
    expect(await ok(reportOf(id))).toMatchObject({
      status: "review",
      rows: 12,
      conversions: 12,
      statement: { file_name: "nov.csv" },
      currencies: [
        {
          currency: "USD",
          ours: "1200.00",
          theirs: "1070.00",
          difference: "130.00",
          breaks: "130.00",
          unexplained: "0.00",
          discrepancy_percent: "10.83",
          over_percent: 5,
        },
      ],
      matches: [{ tier: 1, rows: 12, share_percent: 100 }],
      breaks: [
        { class: "amount_mismatch", proposed: "set", count: 1 },
        { class: "status_mismatch", proposed: "set", count: 1 },
      ],
      largest: [
        { class: "status_mismatch", difference: "100.00" },
        { class: "amount_mismatch", difference: "30.00" },
      ],
      changed: null,
      batches: [],
    });
    await office.apply(id, { classes: ["amount_mismatch"], reason: "agreed" });
    expect(await ok(reportOf(id))).toMatchObject({
      status: "applied",
      states: [
        { class: "amount_mismatch", state: "applied", count: 1 },
        { class: "status_mismatch", state: "open", count: 1 },
      ],
      batches: [{ state: "applied", reason: "agreed" }],
    });
    // The next statement shows what is new since.
    const next = await office.state(lines.slice(0, 11));
    const later = await ok(reportOf(next.id));
    expect(later.changed).toMatchObject({
      appeared: [{ class: "missing_theirs", count: 1 }],
      gone: [
        { class: "amount_mismatch", count: 1 },
        { class: "status_mismatch", count: 1 },
      ],
    });
  });

  test("is a page that loads nothing, and in which nobody's name is markup", async () => {
    const { office, lines } = await disputed();
    const { id } = await office.state(lines);
    await office.apply(id, { break_ids: "all", reason: "<b>agreed</b>" });
    for (const headers of [{}, { accept: "text/html,*/*" }]) {
      const answer = await page(id, headers);
      const text = String(answer.body.text);
      expect(answer.headers.get("content-type")).toContain("text/html");
      expect(answer.headers.get("content-security-policy")).toContain(
        "default-src 'none'",
      );
      expect(text).toContain("Northwind &#60;Shoes&#62; &#38; Sons");
      expect(text).not.toContain("<b>");
      for (const said of ["10.83 %", "over 5 %", "amount_mismatch", "130.00"]) {
        expect(text).toContain(said);
      }
    }
  });

  test("is refused before anything was matched", async () => {
    const { office, lines } = await disputed();
    const opened = await office.upload("/reconciliations", lines, {
      from: "2026-11-01",
      to: "2026-12-01",
    });
    const { response, error } = await reportOf(opened.id);
    expect([response.status, error?.code]).toEqual([409, "not_matched"]);
  });
});

test("GET /reconciliations/missing names whose statement of a month that is over is not there", async () => {
  const { office, lines } = await disputed("Silent Shop");
  const { advertiser_id } = office.setup;
  const missing = async () => {
    const { data } = await ok(client.GET("/api/v1/reconciliations/missing"));
    return data.filter((one) => one.advertiser_id === advertiser_id);
  };
  expect(await missing()).toEqual([]);
  clock.set(Date.UTC(2026, 11, 2));
  expect(await missing()).toMatchObject([
    {
      name: "Silent Shop",
      month: "2026-11",
      currency: "USD",
      conversions: 12,
      revenue: "120.00",
    },
  ]);
  await office.state(lines);
  expect(await missing()).toEqual([]);
});

test("nothing failed", () => {
  expect(service.log).toEqual([]);
});
