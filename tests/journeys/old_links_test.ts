// A network that moves can't change the links that are out in the world: on its own domain they go
// on leading to the advertiser, under the ids and labels that they always had, and they earn.
import { describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { head, sendRaw } from "../raw_http.ts";
import { AGENTS, drainAll, storedClick } from "../visits.ts";

const service = await serviceForFile();
const { api } = service;
const UUID = "7f0c1a52-96a3-4a3e-9a0b-3f1f9a1d2c4e";
const HEX = "5f0c1a5296a34a3e9a0b3f1f";
const LABELS = "https://shop.example/landing?s={sub1}&t={sub2}";

const made = await setUp(api, {
  affiliate: { external_id: "aff-7" },
  campaign: {
    external_id: "OFFER12",
    destination_url: LABELS,
    deep_link_hosts: ["shop.example"],
  },
});
const { campaign_id, affiliate_id } = made;

/** A link of the same two that an old code names. */
async function linkCalled(external_id: string): Promise<number> {
  const body = { campaign_id, affiliate_id, external_id };
  const link = await api.call<{ id: number }>("POST", "/links", body);
  return link.id;
}

async function open(path: string, init: RequestInit = {}) {
  const answer = await api.fetch(path, {
    headers: { "user-agent": AGENTS.windows },
    ...init,
  });
  const url = URL.parse(answer.headers.get("location") ?? "");
  return { ...answer, url, click_id: url?.searchParams.get("click_id") ?? "" };
}

const PAIR = [
  [
    "TUNE",
    "/aff_c?offer_id=OFFER12&aff_id=aff-7&aff_sub=a&aff_sub2=b&aff_click_id=r&source=n",
  ],
  [
    "Affise",
    "/click?pid=aff-7&offer_id=OFFER12&sub1=a&sub2=b&ref_id=r&source=n",
  ],
  ["CAKE", "/?a=aff-7&c=OFFER12&s1=a&s2=b&clickid=r&source=n"],
  [
    "Scaleo",
    "/click?o=OFFER12&a=aff-7&sub_id1=a&sub_id2=b&aff_click_id=r&source=n",
  ],
  [
    "Post Affiliate Pro",
    "/?a_aid=aff-7&a_bid=OFFER12&data1=a&data2=b&chan=n&click_ref=r",
  ],
  ["impact.com", "/c/aff-7/99/OFFER12?subId1=a&subId2=b&sharedId=n&clickid=r"],
  ["Everflow", "/aff-7/OFFER12/?sub1=a&sub2=b&source_id=n&click_ref=r"],
  [
    "ids of ours",
    `/c/${campaign_id}/${affiliate_id}?sub1=a&sub2=b&source=n&click_ref=r`,
  ],
  [
    "names of ours",
    "/c/external_id:OFFER12/external_id:aff-7?sub1=a&sub2=b&source=n&click_ref=r",
  ],
  [
    "other case",
    "/AFF_C?OFFER_ID=offer12&amp;Aff_Id=AFF-7&aff_sub=a&aff_sub2=b&source=n&aff_click_id=r",
  ],
] as const;

const CODES = [
  [
    "Partnerize",
    "/click/camref:1101l3/pubref:r/adref:a/sub2:b/source:n",
    "1101l3",
  ],
  [
    "Binom 1",
    "/click.php?key=binom1&sub1=a&sub2=b&source=n&click_id=r",
    "binom1",
  ],
  ["Binom 2", "/click?key=binom2&sub1=a&sub2=b&source=n&click_id=r", "binom2"],
  ["BeMob", `/go/${UUID}?sub1=a&sub2=b&source=n&cid=r`, UUID],
  [
    "Prosper202",
    "/tracking202/redirect/dl.php?t202id=91&c1=a&c2=b&source=n&click_ref=r",
    "91",
  ],
  [
    "Keitaro",
    "/winter24?sub_id_1=a&sub_id_2=b&source=n&external_id=r",
    "winter24",
  ],
  [
    "Voluum",
    "/0c0c1a52-96a3-4a3e-9a0b-3f1f9a1d2c4e?sub1=a&sub2=b&source=n&cid=r",
    "0c0c1a52-96a3-4a3e-9a0b-3f1f9a1d2c4e",
  ],
  ["RedTrack", `/${HEX}?sub1=a&sub2=b&source=n&ref_id=r`, HEX],
  [
    "PartnerStack",
    "/kims-shoes?sid=a&sid1=b&source=n&click_ref=r",
    "kims-shoes",
  ],
  [
    "Everflow, by its codes",
    "/2CTPL/7XDN2/?sub1=a&sub2=b&source_id=n&click_ref=r",
    "2CTPL/7XDN2",
  ],
] as const;

/** Opens an old link, and has its click convert. */
async function journey(path: string, link_id: number): Promise<void> {
  const { status, url, click_id, headers } = await open(path);
  expect(status).toBe(302);
  expect(headers.get("cache-control")).toBe("no-store");
  expect(url?.href).toBe(
    `https://shop.example/landing?s=a&t=b&click_id=${click_id}`,
  );
  const click = await storedClick(service, click_id);
  expect(click).toMatchObject({
    ...{ link_id, campaign_id, verdict: "sent", flags: [] },
    ...{ sub1: "a", sub2: "b", source: "n", click_ref: "r", params: null },
  });
  const { body } = await api.postback({ click_id });
  expect(body).toMatchObject({ outcome: "recorded" });
}

describe("a link by affiliate and campaign leads to the advertiser and earns:", () => {
  test.each(PAIR)("%s", async (_, path) => {
    await journey(path, made.link_id);
  });
});

describe("a link by its old code leads to the advertiser and earns:", () => {
  test.each(CODES)("%s", async (_, path, code) => {
    await journey(path, await linkCalled(code));
  });
});

test("Everflow's script is told its click's id, from any origin", async () => {
  const answer = await open("/clk?oid=OFFER12&affid=aff-7&sub1=a");
  expect(answer.status).toBe(200);
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  const { transaction_id } = answer.body as { transaction_id: string };
  expect(answer.body).toMatchObject({ oid: "OFFER12", affid: "aff-7" });
  const click = await storedClick(service, transaction_id);
  expect(click).toMatchObject({ sub1: "a", link_id: made.link_id });
});

describe("what an old link asks to open", () => {
  const page = "https://shop.example/boots?size=42&x=1";
  const encoded = encodeURIComponent(page);
  let deep_count = 0;
  const asking = (to: string) => [
    `/c/aff-7/99/OFFER12?u=${to}`,
    `/click/camref:deep${deep_count}/destination:${to}`,
    `/aff_c?offer_id=OFFER12&aff_id=aff-7&url=${to}`,
    `/?a=aff-7&c=OFFER12&ckmrdr=${to}`,
  ];

  test("is opened where the campaign allows its host", async () => {
    deep_count += 1;
    await linkCalled(`deep${deep_count}`);
    for (const path of asking(encoded)) {
      const { url, click_id } = await open(path);
      expect(url?.href).toBe(`${page}&click_id=${click_id}`);
    }
  });

  test.each([
    "https://evil.example/",
    "https://shop.example.evil.example/",
    "https://shop.example@evil.example/",
    "//evil.example/",
    "javascript:alert(1)",
  ])("else it is the campaign's own page: %s", async (to) => {
    const given = encodeURIComponent(to);
    deep_count += 1;
    await linkCalled(`deep${deep_count}`);
    for (const path of asking(given)) {
      const { status, url } = await open(path);
      expect(status).toBe(302);
      expect(url?.href).toStartWith("https://shop.example/landing?");
    }
  });
});

describe("ours come first:", () => {
  test("a link that is called like one of ours doesn't stand in its way", async () => {
    for (const code of ["healthz", "app", "docs", "api/v1", "setup"]) {
      await linkCalled(code);
    }
    const health = await open("/healthz");
    expect(health.status).toBe(200);
    const docs = await open("/docs");
    expect(docs.status).toBe(200);
    for (const path of ["/app", "/setup", "/api/v1"]) {
      const answer = await fetch(`${service.url}${path}`);
      expect(answer.redirected).toBe(false);
    }
  });

  test("postbacks at addresses that links have, too", async () => {
    await linkCalled("k1");
    const clickId = async () =>
      (await open("/aff_c?offer_id=OFFER12&aff_id=aff-7")).click_id;
    const binom = await open(`/click.php?cnv_id=${await clickId()}&key=k1`);
    expect(binom.status).toBe(201);
    const click_id = await clickId();
    await open(`/?nid=1&transaction_id=${click_id}&a=aff-7&c=OFFER12`);
    await drainAll(service);
    const click = await api.call("GET", `/clicks/${click_id}`);
    expect(click["conversions"]).toHaveLength(1);
    const posted = await open(`/click?cnv_id=${await clickId()}`, {
      method: "POST",
    });
    expect(posted.status).toBe(201);
  });

  test("the bare address is the page", async () => {
    const { status, headers } = await open("/");
    expect([status, headers.get("location")]).toEqual([302, "/app"]);
  });
});

test("HEAD redirects without a click, and a prefetch waits for the real one", async () => {
  const path = "/aff_c?offer_id=OFFER12&aff_id=aff-7&sub1=looked";
  const head = await open(path, { method: "HEAD" });
  expect(head.status).toBe(302);
  expect(head.click_id).toBe("");
  const ahead = await open(path, { headers: { "sec-purpose": "prefetch" } });
  expect(ahead.status).toBe(503);
  await drainAll(service);
  const { data } = await api.call<{ data: unknown[] }>(
    "GET",
    "/clicks?sub1=looked",
  );
  expect(data).toEqual([]);
});

test("what nobody knows is 404", async () => {
  for (const path of [
    "/aff_c?offer_id=no&aff_id=aff-7",
    "/aff_c?offer_id=OFFER12",
    "/click?key=none",
    "/go/none",
    "/nothing-here",
    "/no/way",
    "/c/1/2/3",
    `/c/${campaign_id}/999`,
  ]) {
    expect([path, (await open(path)).status]).toEqual([path, 404]);
  }
});

test("an id of ours is not another system's", async () => {
  const path = `/aff_c?offer_id=${campaign_id}&aff_id=${affiliate_id}`;
  expect((await open(path)).status).toBe(404);
});

test("an affiliate's own names count beside the old system's", async () => {
  await api.call("PATCH", `/affiliates/${affiliate_id}`, {
    param_names: { kw: "sub3" },
  });
  const path = "/c/aff-7/99/OFFER12?kw=shoes&sharedId=n";
  const click = await storedClick(service, (await open(path)).click_id);
  expect(click).toMatchObject({ sub3: "shoes", source: "n" });
});

describe("a hostile address", () => {
  test.each([
    "/aff_c?offer_id=OFFER12&aff_id=aff-7&aff_sub=%FF%00%zz",
    "/aff_c?offer_id=%4fFFER12&aff_id=%20aff-7%20&offer_id=other",
    "//aff_c//?offer_id=OFFER12&aff_id=aff-7",
    `/aff_c?offer_id=OFFER12&aff_id=aff-7&aff_sub=${"x".repeat(6_000)}`,
    `/aff_c?${"a=b&".repeat(2_000)}offer_id=OFFER12&aff_id=aff-7`,
  ])("still leads to the advertiser: %.60s", async (path) => {
    const { status, url } = await open(path);
    expect(status).toBe(302);
    expect(url?.origin).toBe("https://shop.example");
  });

  test.each([
    `/aff_c?${"x".repeat(65_536)}`,
    `/${"/".repeat(4_000)}`,
    `/click/${"camref:/".repeat(1_500)}`,
    "/%00",
    "/%zz/%zz",
    "/..%2f..%2fetc/passwd",
  ])("fails nothing: %.40s", async (path) => {
    const [answer] = await sendRaw(service.url, head("GET", path));
    // None: the connection was closed, as it is for a head that is too long.
    expect(answer?.status ?? 431).toBeGreaterThanOrEqual(300);
    expect(answer?.status ?? 431).toBeLessThan(500);
  });
});

test("a destination that is an old link here is refused, and one that became one ends", async () => {
  const own = `${service.url}/aff_c?offer_id=OFFER12&aff_id=aff-7`;
  const { status, body } = await api.try("POST", "/links", {
    ...{ campaign_id, affiliate_id, deep_link: own },
  });
  expect([status, body["code"]]).toEqual([422, "own_link"]);
  const round = `${service.url}/roundabout`;
  const loop = await setUp(api, { campaign: { destination_url: round } });
  expect((await open("/roundabout")).status).toBe(404);
  await api.call("PATCH", `/links/${loop.link_id}`, {
    external_id: "roundabout",
  });
  const { text } = (await open("/roundabout")).body as { text?: string };
  expect(text).toContain("leads to itself");
});
