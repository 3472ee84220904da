// Somebody reports a shop's orders for clicks of his own, by its pages' pixel. The shop's statement means the orders that it
// proved: what the pixel said of them makes no break that somebody has to look at.
import { expect, test } from "bun:test";
import { serviceForFile } from "../harness.ts";
import { makeSource } from "../senders.ts";
import { StatementOffice } from "../statement_office.ts";
import type { StatementLine } from "../statement_office.ts";

const service = await serviceForFile();
const { api } = service;

test("orders that others claimed by a pixel are no breaks of the statement", async () => {
  const office = new StatementOffice(service);
  const { slug, advertiser_id } = await office.open();
  const { pixel_key } = await makeSource(api, advertiser_id, { pixel: true });
  const lines: StatementLine[] = [];
  for (let at = 0; at < 20; at++) {
    const { line } = await office.sell(`OK-${at}`, `${100 + at}.00`);
    lines.push(line);
  }
  const click_id = await api.click(slug);
  const claim = async (order_id: string) => {
    const said = new URLSearchParams({ click_id, order_id, amount: "100.00" });
    await fetch(`${api.url}/v1/pixel/${pixel_key}.gif?${said}`);
  };
  // Proven before, and proven after.
  const before = await office.sell("MINE-1", "100.00");
  await claim("MINE-2");
  await api.postback({ click_id, order_id: "MINE-3", amount: "100.00" });
  const after = await office.sell("MINE-2", "100.00");
  const third = office.line({ click_id, order_id: "MINE-3", amount: "100.00" });
  lines.push(before.line, after.line, third);
  const claims = await api.call<{ data: unknown[] }>(
    "GET",
    "/conversions?order_id=MINE-2",
  );
  expect(claims.data).toHaveLength(2);
  const { id } = await office.state(lines);
  expect(await office.breaks(id)).toEqual([]);
});
