// One affiliate's picture shows times as risk judges them: a click's first conversion alone has one, and a
// time that anybody can write doesn't move it.
import { expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";

const service = await serviceForFile();
const { api, clock } = service;

test("a click's first conversion has a time, as it came and not as an unsigned one says", async () => {
  const { slug, affiliate_id } = await setUp(api);
  const clicked_at = clock.nowMs();
  const click_id = await api.click(slug);
  clock.advance(5_000_000);
  const occurred_at = new Date(clicked_at + 45_000).toISOString();
  for (const order_id of ["P-1", "P-2"]) {
    const { status } = await api.postback({ click_id, order_id, occurred_at });
    expect(status).toBe(201);
    clock.advance(86_400_000);
  }
  const picture = await api.call<{
    times: { up_to_s: number | null; conversions: number }[];
    verdicts: { conversions: number };
  }>("GET", `/risk/affiliates/${affiliate_id}`);
  expect(picture.verdicts.conversions).toBe(2);
  const times = picture.times.filter(({ conversions }) => conversions > 0);
  expect(times).toEqual([
    expect.objectContaining({ up_to_s: 7200, conversions: 1 }),
  ]);
});
