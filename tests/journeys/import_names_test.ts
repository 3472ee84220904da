// A file may name affiliates, campaigns and links by our id or an external id; unknown names are
// reported.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { conversionOf } from "../senders.ts";
import { StatementOffice } from "../statement_office.ts";
import type { StatementLine } from "../statement_office.ts";

const service = await serviceForFile();
const { api } = service;

interface Applied {
  examples: { result: string; detail: string | null; conversion_id: string }[];
}

async function named(external: {
  affiliate: string;
  campaign: string;
  link: string;
}) {
  const office = new StatementOffice(service);
  const world = await office.open();
  const { affiliate_id, campaign_id, link_id } = world;
  const name = (path: string, external_id: string) =>
    api.call("PATCH", path, { external_id });
  await name(`/affiliates/${affiliate_id}`, external.affiliate);
  await name(`/campaigns/${campaign_id}`, external.campaign);
  await name(`/links/${link_id}`, external.link);
  return { office, world };
}

async function imported(office: StatementOffice, line: StatementLine) {
  const { id } = await office.import([line], {
    mapping: {
      columns: Object.fromEntries(Object.keys(line).map((key) => [key, key])),
    },
  });
  const applied = await office.apply(id, {}, "imports");
  const [example] = (applied as unknown as Applied).examples;
  return example;
}

let orders = 0;
const order = () => ({ order_id: `N-${(orders += 1)}`, amount: "10.00" });

describe("an import makes a conversion", () => {
  test("by ids, external ids, with and without their prefix, or a link", async () => {
    const { office, world } = await named({
      affiliate: "AFF-7",
      campaign: "77001",
      link: "L/7",
    });
    const { affiliate_id, campaign_id, link_id, slug } = world;
    const lines: StatementLine[] = [
      { affiliate: String(affiliate_id), campaign: String(campaign_id) },
      { affiliate: "AFF-7", campaign: "77001" },
      { affiliate: "external_id:AFF-7", campaign: "external_id:77001" },
      { affiliate: "External_Id: AFF-7", campaign: String(campaign_id) },
      { link: String(link_id) },
      { link: "L/7" },
      { link: "external_id:L/7" },
    ];
    for (const line of lines) {
      const made = await imported(office, { ...order(), ...line });
      expect([line, made?.result]).toEqual([line, "done"]);
      expect(await conversionOf(api, made?.conversion_id ?? "")).toMatchObject({
        affiliate_id,
        campaign_id,
      });
    }
    const plain = await setUp(api, {
      campaign: { advertiser_id: world.advertiser_id },
    });
    expect(plain.slug).not.toBe(slug);
    const by_slug = await imported(office, { ...order(), link: plain.slug });
    expect(by_slug?.result).toBe("done");
  });

  test("whatever the external ids are", async () => {
    const letters = fc.stringMatching(
      /^[A-Za-z0-9][A-Za-z0-9 _.:-]{0,20}[A-Za-z0-9]$/,
    );
    for (const text of fc.sample(letters, 4)) {
      const own = `${text}-${(orders += 1)}`;
      const { office, world } = await named({
        affiliate: own,
        campaign: `${own}c`,
        link: `${own}l`,
      });
      const made = await imported(office, {
        ...order(),
        affiliate: `external_id:${own}`,
        campaign: `external_id:${own}c`,
      });
      expect([own, made?.result]).toEqual([own, "done"]);
      expect(await conversionOf(api, made?.conversion_id ?? "")).toMatchObject({
        affiliate_id: world.affiliate_id,
      });
    }
  });

  test("and says what it doesn't know", async () => {
    const { office, world } = await named({
      affiliate: "A-9",
      campaign: "C-9",
      link: "L-9",
    });
    const foreign = await setUp(api);
    const { affiliate_id, campaign_id } = world;
    const [affiliate, campaign] = [String(affiliate_id), String(campaign_id)];
    for (const [line, detail] of [
      [{ affiliate: "999999", campaign }, 'There is no affiliate "999999"'],
      [
        { affiliate: "external_id:X", campaign },
        'There is no affiliate "external_id:X"',
      ],
      [
        { affiliate, campaign: "nothing" },
        'The advertiser has no campaign "nothing"',
      ],
      [
        { affiliate, campaign: String(foreign.campaign_id) },
        `The advertiser has no campaign "${foreign.campaign_id}"`,
      ],
      [{ link: "no-link" }, 'There is no link "no-link"'],
      [
        { link: String(foreign.link_id) },
        "The link leads to a campaign of another advertiser",
      ],
      [
        { affiliate: String(foreign.affiliate_id), campaign },
        "The affiliate has no link for the campaign",
      ],
    ] as const) {
      const made = await imported(office, { ...order(), ...line });
      expect(made).toMatchObject({ result: "unknown_reference", detail });
    }
  });
});

describe("a link's external id", () => {
  interface Link {
    id: number;
    external_id: string | null;
  }

  test("is shown, found, changed, and had by one link only", async () => {
    const { campaign_id, affiliate_id } = await setUp(api);
    const body = { campaign_id, affiliate_id, external_id: "old-17" };
    const link = await api.call<Link>("POST", "/links", body);
    expect(link.external_id).toBe("old-17");
    const found = async (external_id: string) =>
      (
        await api.call<{ data: Link[] }>(
          "GET",
          `/links?external_id=${external_id}`,
        )
      ).data.map(({ id }) => id);
    expect(await found("old-17")).toEqual([link.id]);
    const again = await api.try("POST", "/links", body);
    expect([again.status, again.body.code]).toEqual([409, "already_exists"]);
    const path = `/links/${link.id}`;
    expect(
      await api.call<Link>("PATCH", path, { external_id: "old-18" }),
    ).toMatchObject({ external_id: "old-18" });
    expect(await found("old-17")).toEqual([]);
    expect(
      await api.call<Link>("PATCH", path, { external_id: null }),
    ).toMatchObject({ external_id: null });
    expect((await api.try("POST", "/links", body)).status).toBe(201);
  });
});
