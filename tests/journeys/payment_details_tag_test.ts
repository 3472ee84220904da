// Where money is sent changes only for somebody who has seen the latest.
import { expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { ADMIN_TOKEN, serviceForFile } from "../harness.ts";

const { api, clock } = await serviceForFile();

test("of two changes of payment details with one tag, one is made", async () => {
  const { affiliate_id } = await setUp(api);
  const path = `/affiliates/${affiliate_id}/payment-details`;
  await api.call("PUT", path, { details: { iban: "DE89370400440532013000" } });
  const ask = (method: string, headers: object, body?: object) =>
    api.fetch<{ code?: string }>(`/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${ADMIN_TOKEN}`,
        "content-type": "application/json",
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const shown = await ask("GET", {});
  const tag = shown.headers.get("etag") ?? "";
  clock.advance(1_000);
  const change = (iban: string, if_match: string) =>
    ask("PUT", { "if-match": if_match }, { details: { iban } });
  const answers = await Promise.all([
    change("DE02120300000000202051", tag),
    change("DE02500105170137075030", tag),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 412]);
  const refused = answers.find(({ status }) => status === 412);
  expect(refused?.body.code).toBe("stale_version");
  const next = refused?.headers.get("etag") ?? "";
  clock.advance(1_000);
  const again = await change("DE02500105170137075030", next);
  expect(again.status).toBe(204);
});
