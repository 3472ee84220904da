// What is a secret of somebody's is neither kept nor shown with a postback.
import { expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";

const service = await serviceForFile();
const { api } = service;

interface Shown {
  id: string;
  headers: Record<string, string>;
}

test("no cookie is kept, and keys under any usual name are masked", async () => {
  const { slug } = await setUp(api);
  const click_id = await api.click(slug);
  const query = new URLSearchParams({
    click_id,
    order_id: "K-1",
    api_key: "s3cret-0",
    Password: "s3cret-1",
  });
  const sent = await fetch(`${service.url}/v1/postback?${query.toString()}`, {
    headers: {
      cookie: "tallyho_session=s3cret-2; other=s3cret-3",
      "x-api-key": "s3cret-4",
      "x-shop-token": "s3cret-5",
    },
  });
  expect(sent.status).toBe(201);
  const { postback_id } = (await sent.json()) as { postback_id: string };
  const shown = await api.call<Shown>("GET", `/postbacks/${postback_id}`);
  expect(JSON.stringify(shown)).not.toContain("s3cret");
  expect(Object.keys(shown.headers)).not.toContain("cookie");
  expect(Object.keys(shown.headers)).toContain("x-api-key");
  const rows = await service.db.execute(
    `select headers::text as headers from postbacks where id = '${postback_id}'`,
  );
  expect(JSON.stringify(rows)).not.toMatch(/s3cret-[23]/);
});
