import { expect, test } from "bun:test";
import { insertRows } from "../../../db/mod.ts";
import { conversions } from "../../../db/schema/mod.ts";
import { setUp } from "../../../tests/factory.ts";
import { serviceForFile } from "../../../tests/harness.ts";
import { plantWorld } from "../../../tests/planted_statement.ts";
import { sendFile } from "../../../tests/statement_world.ts";

const service = await serviceForFile();
const { api, db } = service;

/** Records sales with these order ids; returns their advertiser. */
async function recordOrders(orders: readonly string[]): Promise<number> {
  const { advertiser_id, campaign_id } = await setUp(api);
  const sales = plantWorld(41, { clean: orders.length, each: 0 })
    .events.flatMap((event) => event.conversions)
    .map(({ campaign: _, ...sale }, at) => ({
      ...sale,
      campaign_id,
      advertiser_id,
      goal_key: "sale",
      order_id: orders[at] ?? "",
      dedupe_key: `o:${orders[at]}`,
    }));
  await insertRows(db, conversions, sales);
  return advertiser_id;
}

test("the column of our orders is found by its values, of whatever name, and by nobody else's", async () => {
  const orders = ["000123", "A-7", "88-12", "Ü9"];
  const advertiser_id = await recordOrders(orders);
  const other = await recordOrders(["Z-1", "Z-2"]);
  const lines = orders.map((order, at) => `${at + 50},="${order}",1.0${at}`);
  const file = `Order ID,Vorgang,Amount\n${lines.join("\n")}\n`;
  const columnOf = async (of: number) => {
    const { body } = await sendFile(service, file, {
      advertiser_id: String(of),
    });
    return body.mapping.columns["order_id"];
  };
  expect(await columnOf(advertiser_id)).toBe("Vorgang");
  expect(await columnOf(other)).toBe("Order ID");
});
