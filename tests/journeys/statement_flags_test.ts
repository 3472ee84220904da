// A shop may report what became of a sale beside its status: in a flag column, or in a line that
// corrects it.
import { expect, test } from "bun:test";
import { conversionOf } from "../senders.ts";
import { serviceForFile } from "../harness.ts";
import { StatementOffice } from "../statement_office.ts";

const service = await serviceForFile();
const { api } = service;

test('apply "all" ends what a flag ends, asks for one that can\'t be read, and nets corrections', async () => {
  const office = new StatementOffice(service);
  await office.open();
  const lines = [];
  const ids: Record<string, string> = {};
  for (const order of ["OK", "OK2", "VOID", "BACK", "ODD", "NET", "PART"]) {
    const { id, line } = await office.sell(order, "100.00");
    ids[order] = id;
    lines.push({
      ...line,
      Voided: order === "VOID" ? "1" : "0",
      Refunded: { BACK: "yes", ODD: "12.50" }[order] ?? "no",
    });
    const taken = { NET: "-100.00", PART: "-30.00" }[order];
    if (taken === undefined) continue;
    lines.push({ ...line, amount: taken, Voided: "0", Refunded: "no" });
  }
  const { id } = await office.state(lines);
  const breaks = await office.breaks(id);
  expect(breaks.map((one) => `${one.class} ${one.proposed}`)).toEqual([
    "status_mismatch set",
    "status_mismatch set",
    "unparsable person",
    "status_mismatch person",
    "amount_mismatch set",
  ]);
  await office.apply(id, { break_ids: "all" });
  const net = breaks[3]?.id ?? "";
  const stateOf = async (order: string) => {
    const { status, amount } = await conversionOf(api, ids[order] ?? "");
    return [order, status, amount];
  };
  const states = async () => await Promise.all(Object.keys(ids).map(stateOf));
  const applied = [
    ["OK", "approved", "100.00"],
    ["OK2", "approved", "100.00"],
    // A previously approved sale is reversed.
    ["VOID", "reversed", "100.00"],
    ["BACK", "reversed", "100.00"],
    ["ODD", "approved", "100.00"],
    ["NET", "approved", "100.00"],
    ["PART", "approved", "70.00"],
  ];
  expect(await states()).toEqual(applied);
  await office.apply(id, {
    break_ids: [net],
    actions: { [net]: { action: "set" } },
  });
  applied[5] = ["NET", "reversed", "100.00"];
  expect(await states()).toEqual(applied);
});
