// The cases that fuzzing found, each with its own test.
import { expect, test } from "bun:test";
import { configVersion } from "../../db/schema/mod.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";

const service = await serviceForFile();
const { api } = service;
const { advertiser_id, campaign_id } = await setUp(api);

test.each([
  "/v1/click/%zz/claim",
  "/api/v1/clicks/%zz",
  "/api/v1/clicks/external_id:%",
  "/api/v1/campaigns/%ff",
])("a broken escape in a path names nothing: %s", async (path) => {
  const answer = await api.fetch(path, {
    headers: { authorization: `Bearer ${api.token}` },
  });
  expect(answer.body).toMatchObject({ status: 404, code: "not_found" });
  expect(service.log).toEqual([]);
});

test.each([
  [`/campaigns/${campaign_id}/destinations/999`, { weight: 2 }],
  [`/campaigns/${campaign_id}/affiliates/999`, { status: "approved" }],
])("changing what isn't there reloads nothing: %s", async (path, body) => {
  const before = await service.db.select().from(configVersion);
  const { status } = await api.try("PATCH", path, body);
  expect(status).toBe(404);
  expect(await service.db.select().from(configVersion)).toEqual(before);
});

test("a file whose columns are too few waits for its mapping instead of being refused and kept", async () => {
  const path = `/api/v1/imports?advertiser_id=${advertiser_id}`;
  const answer = await api.fetch(path, {
    method: "POST",
    headers: {
      authorization: `Bearer ${api.token}`,
      "content-type": "text/csv",
    },
    body: "reason,status\nreturned,rejected\n",
  });
  expect(answer.status).toBe(201);
  expect(answer.body).toMatchObject({ mapping_confirmed: false });
});
