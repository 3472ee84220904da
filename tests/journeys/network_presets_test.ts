// A network that resells another one's offers tells that one of its sales, in its own words and with its
// own token.
import { afterEach, beforeEach, expect, test } from "bun:test";
import { deliveryOf, sell } from "../deliveries.ts";
import { EndpointWorld } from "../endpoint_world.ts";
import { serviceForFile } from "../harness.ts";

const { api, deliverer } = await serviceForFile();
const TOKEN = "tracking+token/of-1234567890";

interface Made {
  id: number;
  method: string;
  body: string | null;
  url: string;
  credential: { masked: string | null } | null;
}

let world: EndpointWorld;
beforeEach(async () => {
  world = await EndpointWorld.start(api);
});
afterEach(() => world.stop());

/** Makes an endpoint of a preset, and sells on a click with the receiver's own id. */
async function told(preset: string, more: object) {
  const body = { preset, domain: world.origin, ...more };
  const made = await api.call<Made>("POST", world.base, body);
  const id = await sell(api, world.setup.slug, {}, "?click_ref=gs-1%2F2");
  await deliverer.runOnce();
  return { made, id, heard: world.heard.at(-1) };
}

test("PartnerStack has the click's xid and a key for the customer, with its tracking token", async () => {
  const { made, id, heard } = await told("partnerstack", { credential: TOKEN });
  expect(made.credential).toMatchObject({ masked: "tra…890" });
  expect(heard).toMatchObject({ method: "POST", path: "/conversion/xid" });
  expect(heard?.headers.authorization).toBe(`Bearer ${TOKEN}`);
  expect(JSON.parse(heard?.body ?? "")).toEqual({
    xid: "gs-1/2",
    customer_key: id,
  });
  const delivery = JSON.stringify(await deliveryOf(api, id));
  expect(delivery).toContain("delivered");
  expect(delivery).not.toContain(TOKEN);
});

test("impact.com has the click, the order and the money, by the account's own token", async () => {
  const { made, id, heard } = await told("impact", {
    key: "IRabcdefghij/1234/56789",
    credential: TOKEN,
  });
  const address = new URL(world.url(heard?.path ?? ""));
  expect(heard?.method).toBe("POST");
  expect(heard?.headers["content-length"]).toBe("0");
  expect(address.pathname).toBe("/Advertisers/IRabcdefghij/Conversions");
  expect(Object.fromEntries(address.searchParams)).toMatchObject({
    ...{ CampaignId: "1234", ActionTrackerId: "56789", ClickId: "gs-1/2" },
    ...{ OrderId: id, CurrencyCode: "USD", ItemSubTotal1: "12.50" },
    ...{ ItemSku1: "sale", ItemCategory1: "sale", ItemQuantity1: "1" },
    EventDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
  const basic = Buffer.from(`IRabcdefghij:${TOKEN}`).toString("base64");
  expect(heard?.headers.authorization).toBe(`Basic ${basic}`);
  world.answer = () => new Response(`no ${TOKEN} ${basic}`, { status: 401 });
  await api.call(
    "POST",
    `/deliveries/${(await deliveryOf(api, id)).id}/retry`,
    {
      force: true,
    },
  );
  await deliverer.runOnce();
  const shown = JSON.stringify([
    await deliveryOf(api, id),
    await api.call("POST", `${world.base}/${made.id}/test`),
    await api.call("GET", `${world.base}/${made.id}`),
  ]);
  expect(shown).toContain("no ... ...");
  expect(shown).not.toContain(TOKEN);
  expect(shown).not.toContain(basic);
});

test("Partnerize has it in the path", async () => {
  const { id, heard } = await told("partnerize", { key: "1100l5" });
  expect(heard).toMatchObject({ method: "GET" });
  expect(heard?.path).toBe(
    `/conversion/tracking_mode:api/campaign:1100l5/clickref:gs-1%2F2/conversionref:${id}/currency:USD/[category:sale/value:12.50/quantity:1]`,
  );
});

test("Post Affiliate Pro has the visitor, and its letters for states", async () => {
  const { id, heard } = await told("post_affiliate_pro", {
    key: "account7",
    statuses: ["approved", "pending"],
  });
  const address = new URL(world.url(heard?.path ?? ""));
  expect(address.pathname).toBe("/scripts/sale.php");
  expect(Object.fromEntries(address.searchParams)).toEqual({
    ...{ AccountId: "account7", visitorId: "gs-1/2", TotalCost: "12.50" },
    ...{ Currency: "USD", OrderID: id, ProductID: "sale", PStatus: "A" },
  });
});

test("a token stays with its receiver and its address", async () => {
  const { made } = await told("partnerstack", { credential: TOKEN });
  const path = `${world.base}/${made.id}`;
  const refused = { status: 422, body: { errors: [{ field: "credential" }] } };
  const elsewhere = { preset: "partnerstack", domain: "x.example" };
  for (const change of [
    elsewhere,
    { preset: "impact", key: "IRabcdefghij/1/2" },
    { preset: "voluum", domain: "x.example", credential: TOKEN },
    { url: "https://x.example/", credential: TOKEN },
    { credential: "a b" },
  ]) {
    expect(await api.try("PATCH", path, change)).toMatchObject(refused);
  }
  const again = { ...elsewhere, credential: "another-token-123456789" };
  expect(await api.call("PATCH", path, again)).toMatchObject({
    url: "https://x.example/conversion/xid",
    credential: { masked: "ano…789" },
  });
  const tracker = { preset: "voluum", domain: "x.example" };
  expect(await api.call("PATCH", path, tracker)).toMatchObject({
    ...{ method: "GET", body: null, credential: null },
  });
});
