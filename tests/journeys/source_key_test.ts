import { expect, test } from "bun:test";
import { apiClient } from "../client/api_client.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";

test("an advertiser keeps the key of its old address, once, and is warned where it can be guessed", async () => {
  const service = await serviceForFile();
  const { api } = service;
  const client = apiClient(service);
  const { advertiser_id, slug } = await setUp(api);
  const path = { id: String(advertiser_id) };
  const make = (key: string) =>
    client.POST("/api/v1/advertisers/{id}/sources", {
      params: { path },
      body: { name: "Shop", key },
    });
  const made = await make("a1b2c3d");
  expect(made.response.status).toBe(201);
  expect(made.data?.warnings.map(({ field }) => field)).toContain("key");
  const again = await make("a1b2c3d");
  expect([again.response.status, again.error?.code]).toEqual([
    409,
    "already_exists",
  ]);
  for (const key of ["short", "conversion", "with space", "x".repeat(65)]) {
    expect([key, (await make(key)).response.status]).toEqual([key, 422]);
  }
  const click_id = await api.click(slug);
  const sent = `/a1b2c3d/postback?subid=${click_id}&status=sale&payout=10`;
  const answer = await api.fetch(sent);
  expect(answer.status).toBe(201);
});
