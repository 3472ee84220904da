// On the day of a move not every link is known. What campaign and affiliate allow is made at its first
// click, once; what stays unknown goes to a fallback, and the owner sees what was forgotten.
import { afterAll, describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import {
  createTestDatabase,
  serviceForFile,
  startTestService,
} from "../harness.ts";
import { AGENTS, BEHIND_PROXY, storedClick } from "../visits.ts";

interface Unresolved {
  form: string;
  id: string;
  count: number;
  first_seen_at: string;
  last_seen_at: string;
  example: string;
  leads_now: boolean;
}

const FALLBACK = "https://network.example/none?s={sub1}&c={campaign_id}";
const database = await createTestDatabase();
const env = { ...BEHIND_PROXY, TALLYHO_AUTO_LINKS: "true" };
const service = await startTestService(database, {
  env: { ...env, TALLYHO_FALLBACK_URL: FALLBACK },
});
const { clock } = service;
const other = await startTestService(database, { env, clock });
const plain = await serviceForFile();
afterAll(async () => {
  await other.stop();
  await service.stop();
  await database.drop();
});
const { api } = service;
let visitor_count = 0;

/** Opens a link, each time from another address unless one is given. */
async function open(
  path: string,
  {
    ip = newAddress(),
    at = service,
    ...init
  }: RequestInit & {
    ip?: string;
    at?: Pick<typeof service, "api">;
  } = {},
) {
  const headers = { "user-agent": AGENTS.windows, "x-forwarded-for": ip };
  const given = (init.headers ?? {}) as Record<string, string>;
  const answer = await at.api.fetch(path, {
    ...init,
    headers: { ...headers, ...given },
  });
  const url = URL.parse(answer.headers.get("location") ?? "");
  return { ...answer, url, click_id: url?.searchParams.get("click_id") ?? "" };
}

function newAddress(): string {
  visitor_count += 1;
  return `73.1.${visitor_count >> 8}.${visitor_count & 255}`;
}

let made_count = 0;

/** A campaign and an affiliate with external ids, and no link. */
async function unlinked(
  change: Parameters<typeof setUp>[1] & { at?: typeof service } = {},
) {
  made_count += 1;
  const [offer, kim] = [`offer-${made_count}`, `kim-${made_count}`];
  const { at = service } = change;
  const made = await setUp(at.api, {
    campaign: { external_id: offer, ...change.campaign },
  });
  const affiliate = await at.api.call<{ id: number }>("POST", "/affiliates", {
    ...{ name: "Kim", external_id: kim, ...change.affiliate },
  });
  return { ...made, affiliate_id: affiliate.id, offer, kim };
}

async function linksOf(affiliate_id: number, at = service) {
  const { data } = await at.api.call<{ data: { id: number }[] }>(
    "GET",
    `/links?affiliate_id=${affiliate_id}`,
  );
  return data;
}

async function unresolved(query = ""): Promise<Unresolved[]> {
  await service.unresolved.flush();
  const path = `/moves/unresolved?limit=500${query}`;
  const { data } = await api.call<{ data: Unresolved[] }>("GET", path);
  return data;
}

describe("a first click", () => {
  test("makes the link that campaign and affiliate allow, and earns", async () => {
    const { offer, kim, affiliate_id, campaign_id } = await unlinked();
    const path = `/aff_c?offer_id=${offer}&aff_id=${kim}&aff_sub=x`;
    const head = await open(path, { method: "HEAD" });
    expect(head.url?.host).toBe("shop.example");
    expect(await linksOf(affiliate_id)).toEqual([]);
    const { status, url, click_id } = await open(path);
    expect([status, url?.host]).toEqual([302, "shop.example"]);
    const [link, ...more] = await linksOf(affiliate_id);
    expect(more).toEqual([]);
    const click = await storedClick(service, click_id);
    expect(click).toMatchObject({ link_id: link?.id, campaign_id, sub1: "x" });
    const { body } = await api.postback({ click_id });
    expect(body).toMatchObject({ outcome: "recorded" });
    await open(path);
    expect(await linksOf(affiliate_id)).toHaveLength(1);
  });

  test("makes one, however many come at once to two instances", async () => {
    const { offer, kim, affiliate_id } = await unlinked();
    await other.configuration.reload();
    const path = `/click?pid=${kim}&offer_id=${offer}`;
    const all = await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        open(path, { at: at % 2 === 0 ? service : other }),
      ),
    );
    expect(new Set(all.map(({ url }) => url?.host))).toEqual(
      new Set(["shop.example"]),
    );
    expect(await linksOf(affiliate_id)).toHaveLength(1);
  });

  test.each([
    ["its affiliate waits for approval", {}, { status: "pending" }],
    ["its affiliate is blocked", {}, { status: "blocked" }],
    ["its campaign asks for approval", { visibility: "request" }, {}],
    ["its campaign is a draft", { status: "draft" }, {}],
    ["its campaign is over", { ends_at: "2026-11-01T00:00:00Z" }, {}],
  ])("makes none where %s", async (_, campaign, affiliate) => {
    const { offer, kim, affiliate_id } = await unlinked({
      campaign,
      affiliate,
    });
    const { url } = await open(`/?a=${kim}&c=${offer}&s1=x`);
    expect(url?.host).toBe("network.example");
    expect(await linksOf(affiliate_id)).toEqual([]);
    const [row] = await unresolved(`&id=${kim}/${offer}`);
    expect(row).toMatchObject({ form: "cake", count: 1 });
  });

  test("doesn't bring back a link that was deleted", async () => {
    const { offer, kim, affiliate_id, campaign_id } = await unlinked();
    const body = { campaign_id, affiliate_id };
    const { id } = await api.call<{ id: number }>("POST", "/links", body);
    await api.call("DELETE", `/links/${id}`);
    const { url } = await open(`/?a=${kim}&c=${offer}`);
    expect(url?.host).toBe("network.example");
    expect(await linksOf(affiliate_id)).toEqual([]);
  });

  test("from one address makes 20 an hour, and then the next hour", async () => {
    const { offer } = await unlinked();
    const items = Array.from({ length: 23 }, (_, at) => ({
      ...{ name: `A${at}`, external_id: `crowd-${at}` },
    }));
    await api.call("POST", "/bulk/affiliates", { items });
    const hosts = [];
    for (const { external_id } of items) {
      const path = `/?a=${external_id}&c=${offer}`;
      const { url } = await open(path, { ip: "2001:db8::1" });
      hosts.push(url?.host);
    }
    expect(hosts.filter((host) => host === "shop.example")).toHaveLength(20);
    const last = `/?a=crowd-22&c=${offer}`;
    const beside = await open(last, { ip: "2001:db8::2" });
    expect(beside.url?.host).toBe("network.example");
    const elsewhere = await open(`/?a=crowd-21&c=${offer}`);
    expect(elsewhere.url?.host).toBe("shop.example");
    clock.advance(3_600_000);
    const later = await open(last, { ip: "2001:db8::1" });
    expect(later.url?.host).toBe("shop.example");
  });

  test("makes none by default, but for `/c/{campaign}/{affiliate}`", async () => {
    const at = plain;
    const { offer, kim, affiliate_id, campaign_id } = await unlinked({ at });
    const old = await open(`/aff_c?offer_id=${offer}&aff_id=${kim}`, { at });
    expect(old.status).toBe(404);
    expect(await linksOf(affiliate_id, at)).toEqual([]);
    const own = await open(`/c/${campaign_id}/${affiliate_id}?sub1=x`, { at });
    expect(own.url?.host).toBe("shop.example");
    expect(await linksOf(affiliate_id, at)).toHaveLength(1);
    const click = await storedClick(at, own.click_id);
    expect(click).toMatchObject({ campaign_id, sub1: "x", verdict: "sent" });
  });
});

describe("a link that leads nowhere", () => {
  test("goes to its campaign's fallback, else to the network's, without a click", async () => {
    const { offer, campaign_id } = await unlinked({
      campaign: { fallback_url: "https://campaign.example/?c={campaign_id}" },
    });
    const known = await open(`/aff_c?offer_id=${offer}&aff_id=nobody`);
    expect(known.url?.href).toBe(`https://campaign.example/?c=${campaign_id}`);
    for (const path of [
      "/aff_c?offer_id=none&aff_id=nobody&aff_sub=a%20b",
      "/click?key=none&sub1=a%20b",
      "/nobodys-alias?sub_id_1=a%20b",
      "/NO/BODY/?sub1=a%20b",
      "/c/991/992?sub1=a%20b",
    ]) {
      const { url } = await open(path);
      expect([path, url?.href]).toEqual([
        path,
        "https://network.example/none?s=a%20b&c=",
      ]);
    }
    const file = await open("/wp-login.php");
    expect(file.status).toBe(404);
  });

  test("is counted by form and id, with an example; a mere look isn't", async () => {
    const path = "/click?key=lost&sub1=x";
    const began_at = new Date(clock.nowMs()).toISOString();
    await open(path);
    clock.advance(60_000);
    await open(path, { method: "HEAD" });
    await open(path, { headers: { "sec-purpose": "prefetch" } });
    await service.unresolved.flush();
    await open("/click?key=lost&sub1=y");
    await open("/lost");
    await open("/lost.php");
    expect(await unresolved("&id=lost&sort=-count")).toEqual([
      {
        ...{ form: "binom", id: "lost", count: 2, first_seen_at: began_at },
        last_seen_at: new Date(clock.nowMs()).toISOString(),
        example: "/click?key=lost&sub1=y",
        leads_now: false,
      },
      expect.objectContaining({ form: "alias", id: "lost", count: 1 }),
    ]);
    expect(await unresolved("&q=LOST&form=alias")).toHaveLength(1);
    const { body } = await api.try("GET", "/moves/unresolved?form=none");
    expect(body["code"]).toBe("invalid_request");
  });

  test("leads to the advertiser as soon as somebody names it", async () => {
    const { link_id } = await unlinked();
    expect((await open("/go/forgotten")).url?.host).toBe("network.example");
    await api.call("PATCH", `/links/${link_id}`, { external_id: "forgotten" });
    expect((await open("/go/forgotten")).url?.host).toBe("shop.example");
  });

  test("can't push out of the list what is asked for often, nor fill it without end", async () => {
    for (let at = 0; at < 3; at++) await open("/go/often");
    for (let round = 0; round < 2; round++) {
      for (let at = 0; at < 700; at++) {
        service.unresolved.note(
          { form: "bemob", id: `junk-${round}-${at}` },
          `/go/junk\0${"x".repeat(9_000)}`,
        );
      }
      clock.advance(1_000);
      await service.unresolved.flush();
    }
    const { length } = await unresolved("&form=bemob");
    expect(length).toBe(500);
    const [first] = await unresolved("&form=bemob");
    expect(first).toMatchObject({ id: "often", count: 3 });
    const count = await service.db.$count(
      (await import("../../db/schema/mod.ts")).unresolvedLinks,
    );
    expect(count).toBeLessThan(1_050);
  });
});
