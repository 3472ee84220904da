// A caller's days are those of its own zone, not of the machine that answers.
import { expect, test } from "bun:test";
import { clientOf } from "../people.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";

const service = await serviceForFile({
  env: { TALLYHO_TIMEZONE: "Asia/Tokyo" },
});
const { api } = service;
const setup = await setUp(api, {
  affiliate: { timezone: "America/Lima" },
  advertiser: { timezone: "Europe/Berlin" },
});
const PASSWORD = "correct horse battery";

test.each([
  ["affiliate", { affiliate_id: setup.affiliate_id }, "America/Lima"],
  ["advertiser", { advertiser_id: setup.advertiser_id }, "Europe/Berlin"],
  ["manager", {}, "Asia/Tokyo"],
])("%s with a token or signed in", async (role, party, timezone) => {
  const own = await clientOf(api, {
    name: role,
    role,
    ...party,
  });
  expect(await own.call("GET", "/session")).toMatchObject({ timezone });
  const email = `${role}@network.example`;
  await api.call("POST", "/users", {
    email,
    password: PASSWORD,
    role,
    ...party,
  });
  const signed_in = await api.try("POST", "/session", {
    email,
    password: PASSWORD,
  });
  const cookie = signed_in.headers.get("set-cookie")?.split(";")[0] ?? "";
  const self = await api.fetch("/api/v1/session", { headers: { cookie } });
  expect(self.body).toMatchObject({ role, timezone });
});

test("a party without a zone has the network's", async () => {
  const { id } = await api.call("POST", "/affiliates", { name: "No zone" });
  const own = await clientOf(api, {
    name: "no zone",
    role: "affiliate",
    affiliate_id: id,
  });
  expect(await own.call("GET", "/session")).toMatchObject({
    timezone: "Asia/Tokyo",
  });
});
