import { expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";

interface Made {
  key: string;
  url: string;
  warnings: { field: string }[];
  code?: string;
}

test("an advertiser keeps the key of its old address, once, and is warned where it can be guessed", async () => {
  const { api } = await serviceForFile();
  const { advertiser_id, slug } = await setUp(api);
  const path = `/advertisers/${advertiser_id}/sources`;
  const make = (key: string) =>
    api.try<Made>("POST", path, { name: "Shop", key });
  const made = await make("a1b2c3d");
  expect(made.status).toBe(201);
  expect(made.body.warnings.map(({ field }) => field)).toContain("key");
  expect((await make("a1b2c3d")).status).toBe(409);
  for (const key of ["short", "conversion", "with space", "x".repeat(65)]) {
    expect([key, (await make(key)).status]).toEqual([key, 422]);
  }
  const click_id = await api.click(slug);
  const sent = `/a1b2c3d/postback?subid=${click_id}&status=sale&payout=10`;
  const answer = await api.fetch(sent);
  expect(answer.status).toBe(201);
});
