// An affiliate applies for a campaign and accepts its terms, and is told in words why it can't.
import { expect, test } from "bun:test";
import { configVersion } from "../../db/schema/mod.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { clientOf } from "../people.ts";

const service = await serviceForFile();
const { api } = service;

interface Offer {
  status: string;
  may_promote: boolean;
  terms: { version: string; to_accept: boolean } | null;
}
interface Refused {
  code: string;
  errors?: { field: string }[];
}

async function offered(campaign: Record<string, unknown>) {
  const world = await setUp(api, { campaign });
  const { affiliate_id } = world;
  const own = await clientOf(api, { role: "affiliate", affiliate_id });
  return { ...world, own };
}

test("an affiliate applies, is told the reason, and is approved", async () => {
  const { own, affiliate_id, campaign_id } = await offered({
    visibility: "request",
    terms: "No brand bidding.",
  });
  const at = `/offers/${campaign_id}`;
  const answers = { "How do you promote?": "=1+1 <b>by mail</b>" };
  const missing = await own.try<Refused>("POST", `${at}/apply`, { answers });
  expect(missing.body.errors?.[0]?.field).toBe("accepted_terms_version");
  await api.call("PATCH", `/campaigns/${campaign_id}`, { terms: "New ones." });
  const old = { answers, accepted_terms_version: "1" };
  const outdated = await own.try<Refused>("POST", `${at}/apply`, old);
  expect(outdated).toMatchObject({
    status: 409,
    body: { code: "terms_changed" },
  });
  const body = { answers, accepted_terms_version: "2" };
  const both = await Promise.all([
    own.call<Offer>("POST", `${at}/apply`, body),
    own.call<Offer>("POST", `${at}/apply`, body),
  ]);
  for (const one of both) {
    expect(one).toMatchObject({ status: "applied", may_promote: false });
  }
  const list = `/campaigns/${campaign_id}/affiliates`;
  const { data } = await api.call<{ data: unknown[] }>("GET", list);
  expect(data).toMatchObject([
    { affiliate_id, status: "applied", accepted_terms_version: "2", answers },
  ]);
  const mine = `${list}/${affiliate_id}`;
  await api.call("PATCH", mine, { status: "refused", reason: "no site" });
  expect(await own.call("GET", at)).toMatchObject({
    status: "refused",
    reason: "no site",
  });
  const again = await own.try<Refused>("POST", `${at}/apply`, body);
  expect(again.body.code).toBe("application_refused");
  await api.call("PATCH", mine, { status: "approved", reason: null });
  expect(await own.call("GET", at)).toMatchObject({
    status: "approved",
    may_promote: true,
  });
  const twice = await own.try<Refused>("POST", `${at}/apply`, body);
  expect(twice.body.code).toBe("already_approved");
  await api.call("PATCH", mine, { status: "blocked" });
  const blocked = await own.try<Refused>("POST", `${at}/apply`, body);
  expect(blocked.body.code).toBe("application_blocked");
});

test("answers with formulas are text in a file", async () => {
  const { own, campaign_id } = await offered({ visibility: "request" });
  await own.call("POST", `/offers/${campaign_id}/apply`, {
    answers: { "=cmd": "=HYPERLINK(1)" },
  });
  const answer = await fetch(
    `${service.url}/api/v1/campaigns/${campaign_id}/affiliates`,
    { headers: { authorization: `Bearer ${api.token}`, accept: "text/csv" } },
  );
  expect(await answer.text()).not.toMatch(/(^|,)"?=/m);
});

test("an affiliate that isn't active, and a campaign that is over, are named", async () => {
  const { own, affiliate_id, campaign_id } = await offered({
    visibility: "request",
  });
  const at = `/offers/${campaign_id}/apply`;
  const codeOf = async (body = {}) =>
    (await own.try<Refused>("POST", at, body)).body.code;
  for (const [status, code] of [
    ["paused", "affiliate_inactive"],
    ["blocked", "affiliate_blocked"],
  ]) {
    await api.call("PATCH", `/affiliates/${affiliate_id}`, { status });
    expect(await codeOf()).toBe(String(code));
  }
  await api.call("PATCH", `/affiliates/${affiliate_id}`, { status: "active" });
  const campaign = `/campaigns/${campaign_id}`;
  await api.call("PATCH", campaign, { ends_at: "2020-01-01" });
  expect(await codeOf()).toBe("campaign_closed");
  await api.call("PATCH", campaign, { ends_at: null, status: "archived" });
  expect(await codeOf()).toBe("campaign_closed");
  await api.call("PATCH", campaign, {
    status: "active",
    visibility: "private",
  });
  expect(await codeOf()).toBe("not_found");
});

test("new terms ask for acceptance again, on a public campaign too", async () => {
  const { own, campaign_id } = await offered({ terms: "One." });
  const at = `/offers/${campaign_id}`;
  const accept = (accepted_terms_version: string) =>
    own.try<Offer & Refused>("POST", `${at}/accept-terms`, {
      accepted_terms_version,
    });
  expect((await accept("1")).body).toMatchObject({
    status: "approved",
    terms: { accepted_version: "1", to_accept: false },
  });
  await api.call("PATCH", `/campaigns/${campaign_id}`, { terms: "Two." });
  expect((await own.call<Offer>("GET", at)).terms).toMatchObject({
    to_accept: true,
  });
  expect((await accept("1")).body.code).toBe("terms_changed");
  expect((await accept("2")).body.terms).toMatchObject({ to_accept: false });
});

test("terms that there aren't are accepted by nobody", async () => {
  const { own, affiliate_id, campaign_id } = await offered({});
  const at = `/offers/${campaign_id}`;
  const approval = `/campaigns/${campaign_id}/affiliates/${affiliate_id}`;
  await own.call("POST", `${at}/apply`, { accepted_terms_version: "1" });
  await own.call("POST", `${at}/accept-terms`, { accepted_terms_version: "2" });
  expect(await api.call("GET", approval)).toMatchObject({
    status: "approved",
    accepted_terms_version: null,
  });
  await api.call("PATCH", `/campaigns/${campaign_id}`, { terms: "One." });
  expect(await own.call<Offer>("GET", at)).toMatchObject({
    terms: { accepted_version: null, to_accept: true },
  });
});

test("accepting terms is no way around an application", async () => {
  const { own, affiliate_id, campaign_id } = await offered({ terms: "One." });
  const codeOf = async () =>
    (
      await own.try<Refused>("POST", `/offers/${campaign_id}/accept-terms`, {
        accepted_terms_version: "1",
      })
    ).body.code;
  for (const [status, code] of [
    ["paused", "affiliate_inactive"],
    ["blocked", "affiliate_blocked"],
  ]) {
    await api.call("PATCH", `/affiliates/${affiliate_id}`, { status });
    expect(await codeOf()).toBe(String(code));
  }
  await api.call("PATCH", `/affiliates/${affiliate_id}`, { status: "active" });
  const campaign = `/campaigns/${campaign_id}`;
  await api.call("PATCH", campaign, { ends_at: "2020-01-01" });
  expect(await codeOf()).toBe("campaign_closed");
  const { data } = await api.call<{ data: unknown[] }>(
    "GET",
    `${campaign}/affiliates`,
  );
  expect(data).toEqual([]);
  await api.call("PATCH", campaign, { ends_at: null, visibility: "request" });
  expect(await codeOf()).toBe("not_applied");
});

test("the same application, and the same acceptance, again change nothing", async () => {
  const { own, campaign_id } = await offered({ terms: "One." });
  const version = async () => {
    const [row] = await service.db.select().from(configVersion);
    return row?.version;
  };
  const body = { answers: { How: "By mail" }, accepted_terms_version: "1" };
  const at = `/offers/${campaign_id}`;
  const first = await own.call("POST", `${at}/apply`, body);
  const before = await version();
  expect(await own.call("POST", `${at}/apply`, body)).toEqual(first);
  await own.call("POST", `${at}/accept-terms`, { accepted_terms_version: "1" });
  expect(await version()).toBe(before);
});
