import { describe, expect, test } from "bun:test";
import { ADMIN_TOKEN, serviceForFile } from "../../tests/harness.ts";

const { api } = await serviceForFile();
const putRates = (date: string, base: string, rates: object) =>
  api.call("PUT", "/fx-rates", { date, base, rates });

describe("PUT /fx-rates", () => {
  test("takes the daily file of the European Central Bank, as it is or within JSON", async () => {
    const ecb_xml = `<?xml version="1.0" encoding="UTF-8"?>
      <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
        xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
        <gesmes:subject>Reference rates</gesmes:subject>
        <Cube><Cube time='2025-03-14'>
          <Cube currency='USD' rate='1.0889'/><Cube currency='JPY' rate='161.95'/>
          <Cube currency='BGN' rate='1.9558'/>
        </Cube></Cube>
      </gesmes:Envelope>`;
    const headers = {
      authorization: `Bearer ${ADMIN_TOKEN}`,
      "content-type": "application/xml",
    };
    const sent = await api.fetch("/api/v1/fx-rates", {
      method: "PUT",
      headers,
      body: ecb_xml,
    });
    expect(sent.body).toMatchObject({
      data: [{ date: "2025-03-14", base: "EUR", added: ["USD", "JPY"] }],
    });
    const again = await api.call("PUT", "/fx-rates", { ecb_xml });
    expect(again).toMatchObject({
      data: [{ version: 1, added: [], changed: [] }],
    });
    const path = "/fx-rates?date=2025-03-14&base=EUR";
    expect(await api.call("GET", path)).toMatchObject({
      data: [{ source: "ecb", rates: { USD: "1.0889", JPY: "161.95" } }],
      next_cursor: null,
    });
  });

  test("lists the days, newest first, page by page", async () => {
    for (const date of ["2024-01-01", "2024-01-02", "2024-01-03"]) {
      await putRates(date, "CHF", { USD: "1.1" });
    }
    interface Rates {
      data: { date: string }[];
      next_cursor: string | null;
    }
    const path = "/fx-rates?base=CHF&limit=2";
    const first = await api.call<Rates>("GET", path);
    const cursor = encodeURIComponent(first.next_cursor ?? "");
    const second = await api.call<Rates>("GET", `${path}&cursor=${cursor}`);
    const dates = [...first.data, ...second.data].map(({ date }) => date);
    expect(dates).toEqual(["2024-01-03", "2024-01-02", "2024-01-01"]);
    expect(second.next_cursor).toBeNull();
  });

  test.each([
    ["date", { date: "2026-02-30", base: "EUR", rates: { USD: "1" } }],
    ["base", { date: "2026-02-03", base: "QQQ", rates: { USD: "1" } }],
    ["rates.EUR", { date: "2026-02-03", base: "EUR", rates: { EUR: "1" } }],
    ["rates.USD", { date: "2026-02-03", base: "EUR", rates: { USD: "0" } }],
    ["rates.USD", { date: "2026-02-03", base: "EUR", rates: { USD: "1,1" } }],
    ["rates", { date: "2026-02-03", base: "EUR", rates: {} }],
    ["ecb_xml", { ecb_xml: "<html></html>" }],
  ])("refuses by name: %s", async (field, body) => {
    const answer = await api.try("PUT", "/fx-rates", body);
    expect([answer.status, answer.body.code]).toEqual([422, "invalid_request"]);
    expect(answer.body.errors).toMatchObject([{ field }]);
  });
});
