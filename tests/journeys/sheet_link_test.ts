// A sheet goes to a developer without a login: by a link that shows no secret, that nobody finds,
// and that ends when it is withdrawn.
import { expect, test } from "bun:test";
import { clientOf } from "../people.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { makeSource, SECRET } from "../senders.ts";

const service = await serviceForFile();
const { api } = service;

async function anAdvertiser() {
  const { advertiser_id } = await setUp(api);
  const party = { role: "advertiser", advertiser_id };
  const own = await clientOf(api, party);
  const source = await makeSource(api, advertiser_id, {
    name: "Northwind server",
    require: "signature",
    secret: SECRET,
    token: "a-token-of-the-source",
  });
  const path = `/advertisers/${advertiser_id}/sources/${source.id}`;
  return { own, source, path };
}

const readBy = async (url: unknown) => {
  const { pathname } = new URL(String(url));
  return await api.fetch<{ text: string }>(pathname);
};

test("a link shows the sheet without a login and without secrets, until withdrawn", async () => {
  const { own, source, path } = await anAdvertiser();
  const made = await own.call("POST", `${path}/sheet/link`);
  const { status, headers, body } = await readBy(made.url);
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("x-robots-tag")).toBe("noindex");
  expect(body.text).toContain("Postbacks of Northwind server");
  expect(body.text).toContain("/v1/postback/KEY");
  expect(body.text).toContain("it is secret, and given to you apart");
  for (const secret of [source.key, SECRET, "a-token-of-the-source"]) {
    expect(body.text).not.toContain(String(secret));
  }
  const token = String(made.url).split("/s/")[1] ?? "";
  expect(token.length).toBeGreaterThan(30);
  const listed = await own.call<{ data: unknown[] }>(
    "GET",
    `${path}/sheet/link`,
  );
  const { url: _, ...shown } = made;
  expect(listed.data).toEqual([shown]);
  const [{ hits } = { hits: -1 }] = await service.db.execute<{ hits: number }>(
    `select count(*)::int as hits from sheet_links as t where t::text like '%${token}%'`,
  );
  expect(hits).toBe(0);
  await own.call("DELETE", `${path}/sheet/link/${String(made.id)}`);
  expect((await readBy(made.url)).status).toBe(404);
  expect((await api.fetch(`/s/${"0".repeat(32)}`)).status).toBe(404);
  const again = `${path}/sheet/link/${String(made.id)}`;
  expect((await own.try("DELETE", again)).status).toBe(404);
});

test("another advertiser neither makes, sees nor withdraws one", async () => {
  const { own, path } = await anAdvertiser();
  const other = await anAdvertiser();
  const made = await own.call("POST", `${path}/sheet/link`);
  for (const [method, at] of [
    ["POST", `${path}/sheet/link`],
    ["GET", `${path}/sheet/link`],
    ["GET", `${path}/sheet/link/${String(made.id)}`],
    ["DELETE", `${path}/sheet/link/${String(made.id)}`],
    ["DELETE", `${other.path}/sheet/link/${String(made.id)}`],
  ] as const) {
    expect((await other.own.try(method, at)).status).toBe(404);
  }
  expect((await readBy(made.url)).status).toBe(200);
});

test("a sheet has twenty links at most, and a source goes with its links", async () => {
  const { own, path } = await anAdvertiser();
  const answers = await Promise.all(
    Array.from({ length: 22 }, () => own.try("POST", `${path}/sheet/link`)),
  );
  const made = answers.filter(({ status }) => status === 201);
  expect(made).toHaveLength(20);
  const refused = answers.filter(({ status }) => status === 409);
  expect(refused[0]?.body).toMatchObject({ code: "too_many_links" });
  await api.call("DELETE", path);
  expect((await readBy(made[0]?.body.url)).status).toBe(404);
});
