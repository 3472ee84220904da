// The shop reverses a sale by postback, yet lists it in its statement: only a person can tell which
// came later.
import { expect, test } from "bun:test";
import { conversionOf } from "../senders.ts";
import { serviceForFile } from "../harness.ts";
import { StatementOffice } from "../statement_office.ts";

const service = await serviceForFile();
const { api } = service;

test('apply "all" leaves alone what the shop took back by postback', async () => {
  const office = new StatementOffice(service);
  const { advertiser_id } = await office.open();
  await api.call("POST", `/advertisers/${advertiser_id}/sources`, {
    name: "shop",
    default: true,
    require: "none",
    reversal_amount: "refunded",
  });
  const lines = [];
  for (let at = 0; at < 12; at++) {
    lines.push((await office.sell(`OK-${at}`, "100.00")).line);
  }
  const taken = [
    { order_id: "BACK-1", pending: false, said: { status: "reversed" } },
    { order_id: "BACK-2", pending: false, said: { status: "chargeback" } },
    { order_id: "BACK-3", pending: true, said: { status: "rejected" } },
    {
      order_id: "PART-1",
      pending: false,
      said: { status: "refunded", amount: "40.00" },
    },
  ];
  const ids: string[] = [];
  for (const { order_id, pending, said } of taken) {
    const first = pending ? { status: "pending" } : {};
    const { id, line } = await office.sell(order_id, "100.00", first);
    service.clock.advance(60_000);
    const sent = { click_id: line["click_id"] ?? "", order_id, ...said };
    expect((await api.postback(sent)).status).toBe(200);
    ids.push(id);
    lines.push({ ...line, status: "approved" });
  }
  // A sale that the office rejected is set as before.
  const ours = await office.sell("OURS-1", "100.00");
  await api.call("PATCH", `/conversions/${ours.id}`, {
    status: "rejected",
    reason: "looked like fraud",
  });
  lines.push(ours.line);
  const { id } = await office.state(lines);
  const breaks = await office.breaks(id);
  expect(breaks.map((one) => `${one.class} ${one.proposed}`)).toEqual([
    ...taken.map(() => "reversed_by_sender person"),
    "status_mismatch set",
  ]);
  const before = await Promise.all(ids.map((one) => conversionOf(api, one)));
  await office.apply(id, { break_ids: "all" });
  const after = await Promise.all(ids.map((one) => conversionOf(api, one)));
  expect(after).toEqual(before);
  expect((await conversionOf(api, ours.id)).status).toBe("approved");
  // A person may decide that the statement holds.
  const [first] = breaks;
  await office.apply(id, {
    break_ids: [first?.id ?? ""],
    actions: { [first?.id ?? ""]: { action: "set" } },
  });
  expect((await conversionOf(api, ids[0] ?? "")).status).toBe("approved");
});
