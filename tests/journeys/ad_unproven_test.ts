// A page's pixel is anybody's word: its sale must not become one that an ad platform believes to have made, since no
// platform takes one back.
import { afterAll, expect, test } from "bun:test";
import { eventsOf, metaDouble } from "../ad_doubles.ts";
import { openAds } from "../ads_world.ts";
import { makeSource } from "../senders.ts";
import { ADDRESSES, visit } from "../visits.ts";

const { api, clock, newSetup, tell, send } = await openAds();
const meta = metaDouble(clock);
afterAll(() => meta.stop());

test("an ad platform is told of a page's sale once it is proven", async () => {
  const setup = await newSetup();
  await tell(setup, meta, {
    preset: "meta",
    ad: { page_url: "https://landing.example/shoes" },
    statuses: ["pending", "approved"],
  });
  const { pixel_key } = await makeSource(api, setup.advertiser_id, {
    pixel: true,
  });
  const query = "?fbclid=IwAR0aBc_D";
  const visitor = { query, ip: ADDRESSES.US };
  const { click_id } = await visit(api, setup.slug, visitor);
  const sale = new URLSearchParams({ click_id, order_id: "U-1" }).toString();
  await api.fetch(`/v1/pixel/${pixel_key}.gif?${sale}`);
  await send();
  expect(meta.heard).toEqual([]);
  await api.postback({ click_id, order_id: "U-1" });
  await send();
  expect(meta.heard.flatMap(({ body }) => eventsOf(body))).toHaveLength(1);
});
