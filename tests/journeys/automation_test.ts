// Shops whose webhooks can't be taken are told through Zapier, Make or n8n: whoever follows the sheet word by word has
// sales counted and refunds subtracted, each once.
import { expect, test } from "bun:test";
import { outcomeOf } from "../app_store_world.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { expectBooked, makeSource } from "../senders.ts";

const service = await serviceForFile();
const { api, clock } = service;
const share = (percent: string) => ({ type: "percent", percent });
const setup = await setUp(api, {
  campaign: {
    goals: [{ key: "sale", revenue: share("10"), payout: share("5") }],
  },
});
const source = await makeSource(api, setup.advertiser_id, {
  ...{ name: "Our BigCommerce shop", preset: "automation", require: "token" },
});
const path = `/advertisers/${setup.advertiser_id}/sources/${source.id}`;

interface AutomationSheet {
  url: string;
  names: { ours: string; send_as: string }[];
  examples: { curl: string };
  steps: { title: string; lines: string[] }[];
}

test("the sheet says what goes into the address and the body of each tool's step, and where each shop has it", async () => {
  const sheet = await api.call<AutomationSheet>("GET", `${path}/sheet`);
  const titles = sheet.steps.map(({ title }) => title);
  expect(titles).toEqual([
    ...["Zapier", "Make", "n8n"],
    ...["BigCommerce", "Recurly", "Mollie", "Squarespace", "Wix"],
  ]);
  for (const { lines } of sheet.steps.slice(0, 3)) {
    expect(lines.join(" ")).toContain(sheet.url);
  }
  const named = sheet.names.map(({ send_as }) => send_as);
  for (const name of ["click_id", "order_id", "amount", "currency", "status"]) {
    expect(named).toContain(name);
  }
  const text = await fetch(`${api.url}/api/v1${path}/sheet`, {
    headers: { accept: "text/plain", authorization: `Bearer ${api.token}` },
  });
  expect(await text.text()).toContain("Webhooks by Zapier, POST");
});

test("what the sheet's example sends is a sale, and a refund of a part is subtracted once", async () => {
  const click_id = await api.click(setup.slug);
  clock.advance(60_000);
  const sheet = await api.call<AutomationSheet>("GET", `${path}/sheet`);
  const body = /-d '(\{.*\})'/.exec(sheet.examples.curl)?.[1] ?? "";
  const post = async (text: string) =>
    await api.fetch(new URL(sheet.url).pathname, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: text,
    });
  const first = await post(body.replace("CLICK_ID", click_id));
  expect(outcomeOf(first)).toBe("201 recorded");
  clock.advance(60_000);
  const refund = JSON.stringify({
    ...{ order_id: "1001", status: "reversed", click_id },
    ...{ amount: "20.00", currency: "USD", refund_id: "r1" },
  });
  expect(outcomeOf(await post(refund))).toBe("200 updated");
  expect(outcomeOf(await post(refund))).toBe("200 duplicate");
  const booked = await expectBooked(service, first.body.conversion_id);
  expect(booked).toMatchObject({ amount: "25.00", refunded: "20.00" });
});
