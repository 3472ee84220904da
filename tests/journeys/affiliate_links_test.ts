// An affiliate makes and tries out its links by itself, to campaigns that it may promote and to no
// other, and finds out why a visitor lands on the fallback.
import { expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { ApiClient } from "../api_client.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";

const service = await serviceForFile();
const { api } = service;

interface Refused {
  code: string;
  errors?: { field: string; message: string }[];
}
interface Link {
  id: number;
  slug: string;
  url: string;
  paused: boolean;
}
interface Check {
  verdict: string;
  sentence: string;
  fallback: string | null;
  steps: { step: string; ok: boolean }[];
}

async function affiliate(change: Parameters<typeof setUp>[1] = {}) {
  const world = await setUp(api, change);
  const made = await api.call("POST", "/tokens", {
    name: "affiliate",
    role: "affiliate",
    affiliate_id: world.affiliate_id,
  });
  return { ...world, own: new ApiClient(service.url, String(made.token)) };
}

test("an affiliate makes, changes, pauses and archives its own link", async () => {
  const { own, affiliate_id, campaign_id } = await affiliate({
    campaign: { deep_link_hosts: ["shop.example"] },
  });
  const link = await own.call<Link>("POST", "/links", {
    campaign_id,
    subs: { sub1: "mail" },
    deep_link: "https://shop.example/boots",
    fallback_url: "https://own.example/",
  });
  expect(link).toMatchObject({ affiliate_id, subs: { sub1: "mail" } });
  const at = `/links/${link.id}`;
  await own.call("PATCH", at, { paused: true });
  expect(await own.call("PATCH", at, { paused: false })).toMatchObject({
    paused: false,
  });
  const elsewhere = await own.try<Refused>("PATCH", at, {
    deep_link: "https://other.example/",
  });
  expect(elsewhere.body.errors?.[0]?.field).toBe("deep_link");
  await own.call("DELETE", at);
  expect(await own.call("GET", at)).toMatchObject({ archived: true });
  const { data } = await own.call<{ data: Link[] }>("GET", "/links");
  expect(data.map(({ id }) => id)).not.toContain(link.id);
});

test("campaigns that it may not promote, know of, or that aren't there answer the same", async () => {
  const { own, affiliate_id } = await affiliate();
  const hidden = [];
  for (const campaign of [
    { visibility: "request" },
    { visibility: "private" },
    { status: "draft" },
    { status: "archived" },
    { ends_at: "2020-01-01" },
  ]) {
    hidden.push((await setUp(api, { campaign })).campaign_id);
  }
  const blocked = await setUp(api);
  await api.call("POST", `/campaigns/${blocked.campaign_id}/affiliates`, {
    affiliate_id,
    status: "blocked",
  });
  const ids = [2_000_000_000, blocked.campaign_id, ...hidden];
  const answers = new Set<string>();
  for (const campaign_id of ids) {
    for (const body of [
      { campaign_id },
      { smart: [{ campaign_id }] },
      { campaign_id, deep_link: "https://x.example/" },
    ]) {
      const { status, body: refused } = await own.try<Refused>(
        "POST",
        "/links",
        body,
      );
      const { code, errors } = refused;
      answers.add(JSON.stringify({ status, code, errors }));
    }
  }
  expect(answers.size).toBe(1);
  const named = await own.try<Refused>("POST", "/links", {
    campaign_id: "external_id:none",
  });
  expect(named).toMatchObject({
    status: 422,
    body: { code: "unknown_reference" },
  });
});

test("an endpoint of its own names no campaign that it may not know of", async () => {
  const { own, affiliate_id, campaign_id } = await affiliate();
  const path = `/affiliates/${affiliate_id}/postbacks`;
  const url = "http://127.0.0.1:9/?s={status}";
  const secret = await setUp(api, { campaign: { visibility: "private" } });
  const answers = [];
  for (const id of [2_000_000_000, secret.campaign_id]) {
    const body = { url, campaign_id: id };
    const { status, body: refused } = await own.try<Refused>(
      "POST",
      path,
      body,
    );
    answers.push([status, refused.code, refused.errors]);
  }
  expect(answers[0]).toEqual(answers[1]);
  expect(await own.call("POST", path, { url, campaign_id })).toMatchObject({
    campaign_id,
  });
});

test("what the network set, an affiliate can't undo", async () => {
  const { own, link_id, campaign_id } = await affiliate();
  const at = `/links/${link_id}`;
  await api.call("PATCH", at, { paused: true });
  const refused = await own.try<Refused>("PATCH", at, { paused: false });
  expect(refused).toMatchObject({
    status: 403,
    body: { code: "network_decides", errors: [{ field: "paused" }] },
  });
  await api.call("PATCH", at, { paused: false, external_id: "K-1" });
  await own.call("PATCH", at, { paused: true });
  await own.call("PATCH", at, { paused: false });
  for (const [method, path, body] of [
    ["PATCH", at, { external_id: "K-2" }],
    ["POST", "/links", { campaign_id, external_id: "K-2" }],
  ] as const) {
    const { status } = await own.try(method, path, body);
    expect(status).toBe(403);
  }
  await own.call("PATCH", at, { external_id: null });
  expect(await api.call("GET", at)).toMatchObject({ external_id: "K-1" });
});

test("a blocked or paused affiliate makes no link, and is told why", async () => {
  const { own, affiliate_id, campaign_id } = await affiliate();
  for (const [status, code] of [
    ["paused", "affiliate_inactive"],
    ["blocked", "affiliate_blocked"],
  ] as const) {
    await api.call("PATCH", `/affiliates/${affiliate_id}`, { status });
    const refused = await own.try<Refused>("POST", "/links", { campaign_id });
    expect(refused.body.code).toBe(code);
  }
});

test("another's link isn't there, however it is asked for", async () => {
  const one = await affiliate();
  const other = await affiliate();
  const at = `/links/${other.link_id}`;
  for (const [method, path] of [
    ["GET", at],
    ["PATCH", at],
    ["DELETE", at],
    ["GET", `${at}/qr`],
    ["GET", `${at}/check`],
    ["POST", `${at}/test-click`],
  ] as const) {
    const body = method === "PATCH" || method === "POST" ? {} : undefined;
    const { status } = await one.own.try(method, path, body);
    expect([path, status]).toEqual([path, 404]);
  }
  const body = {
    campaign_id: one.campaign_id,
    affiliate_id: other.affiliate_id,
  };
  expect((await one.own.try("POST", "/links", body)).status).toBe(422);
});

test("a check says which step decides, and whose fallback it is", async () => {
  const { own, link_id, campaign_id } = await affiliate();
  await api.call("PUT", `/campaigns/${campaign_id}/targeting`, {
    countries: { allow: ["DE"] },
    devices: { allow: ["mobile"] },
  });
  const check = (query: string) =>
    own.call<Check>("GET", `/links/${link_id}/check?${query}`);
  const sent = await check("country=de&device=mobile");
  expect(sent).toMatchObject({
    verdict: "sent",
    sentence: "The visitor goes to the campaign's page, shop.example.",
  });
  await own.call("PATCH", `/links/${link_id}`, {
    fallback_url: "https://own.example/",
  });
  const away = await check("country=FR&device=mobile");
  expect(away).toMatchObject({
    verdict: "geo",
    fallback: "link",
    sentence:
      "The visitor goes to the fallback of the link, own.example, because country FR is not let in.",
  });
  expect(away.steps.at(-1)).toMatchObject({ step: "geo", ok: false });
  const desktop = await check("country=DE&device=desktop");
  expect(desktop.sentence).toContain("device desktop is not let in");
  await own.call("PATCH", `/links/${link_id}`, { fallback_url: null });
  expect((await check("country=FR")).sentence).toContain("sent nowhere");
  await own.call("PATCH", `/links/${link_id}`, { paused: true });
  expect((await check("")).sentence).toContain("the link is paused");
  const wrong = await own.try<Refused>(
    "GET",
    `/links/${link_id}/check?device=phone`,
  );
  expect(wrong.status).toBe(422);
  const other = await setUp(api);
  for (const name of ["slug", "url"]) {
    const query = `${name}=${other.slug}`;
    const { status } = await own.try("GET", `/links/${link_id}/check?${query}`);
    expect([name, status]).toEqual([name, 422]);
  }
});

test("a QR code of a link is an image of its address", async () => {
  const { own, link_id } = await affiliate();
  const answer = await fetch(`${service.url}/api/v1/links/${link_id}/qr`, {
    headers: { authorization: `Bearer ${own.token}` },
  });
  expect(answer.headers.get("content-type")).toBe("image/svg+xml");
  expect(await answer.text()).toStartWith("<svg");
});

test("a test click of its own link runs through to a delivery", async () => {
  const { own, affiliate_id, link_id } = await affiliate();
  await own.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
    url: "http://127.0.0.1:9/?t={is_test}",
  });
  const { click_id } = await own.call<{ click_id: string }>(
    "POST",
    `/links/${link_id}/test-click`,
  );
  await api.postback({ click_id });
  const { data } = await own.call<{ data: object[] }>("GET", "/deliveries");
  expect(data).toHaveLength(1);
});

test("an affiliate makes links up to a number, archived ones too; the network makes more", async () => {
  const { own, affiliate_id, campaign_id, link_id } = await affiliate();
  const other = await setUp(api);
  const smart = await own.call<Link>("POST", "/links", {
    smart: [{ campaign_id }],
  });
  await service.db.execute(sql`
    insert into links (slug, campaign_id, affiliate_id, archived, created_at)
    select ${`of-${affiliate_id}-`} || n, campaign_id, affiliate_id, n % 2 = 0, created_at
    from links, generate_series(1, 10000) as n where id = ${link_id}`);
  const targets = [{ campaign_id: other.campaign_id }];
  for (const [method, path, body] of [
    ["POST", "/links", { campaign_id }],
    ["POST", "/links", { smart: targets }],
    ["PATCH", `/links/${smart.id}`, { smart: targets }],
  ] as const) {
    const refused = await own.try<Refused>(method, path, body);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: "too_many_links" },
    });
  }
  await api.call("POST", "/links", { campaign_id, affiliate_id });
});
