import fc from "fast-check";
import { describe, expect, test } from "bun:test";
import { readOldLink } from "./read_old_link.ts";

function read(address: string) {
  const mark = address.indexOf("?");
  return mark < 0
    ? readOldLink(address, "")
    : readOldLink(address.slice(0, mark), address.slice(mark + 1));
}

const UUID = "7f0c1a52-96a3-4a3e-9a0b-3f1f9a1d2c4e";
const HEX = "5f0c1a5296a34a3e9a0b3f1f";

describe("readOldLink() finds the ids of", () => {
  test.each([
    ["tune", "/aff_c?offer_id=12&aff_id=7&aff_sub=x", "7/12", "aff_sub=x"],
    ["tune", "/AFF_C/?Offer_ID=12&amp;AFF_ID=7", "7/12", ""],
    ["tune", "/aff_c?offer_id=&offer_id=12&aff_id=7&aff_id=8", "7/12", ""],
    ["tune", "/aff_c?offer_id=12", "/12", ""],
    ["everflow", "/2CTPL/7XDN2/?sub1=x&uid=3", "2CTPL/7XDN2", "sub1=x&uid=3"],
    ["everflow", "//2CTPL//7XDN2", "2CTPL/7XDN2", ""],
    ["everflow", "/clk?oid=12&affid=7&sub1=x", "7/12", "sub1=x"],
    ["affise", "/click?pid=7&offer_id=12&sub8=x", "7/12", "sub8=x"],
    ["cake", "/?a=7&c=12&s1=x", "7/12", "s1=x"],
    ["scaleo", "/click?o=12&a=7&sub_id1=x", "7/12", "sub_id1=x"],
    ["post_affiliate_pro", "/?a_aid=kim&a_bid=b1&chan=x", "kim/b1", "chan=x"],
    [
      "post_affiliate_pro",
      "/scripts/click.php?a_aid=kim&a_bid=b1",
      "kim/b1",
      "",
    ],
    ["impact", "/c/7/99/12?subId1=x", "7/99/12", "subId1=x"],
    [
      "partnerize",
      "/click/camref:1l3/pubref:a%20b/adref:y",
      "1l3",
      "click_ref=a%20b&sub1=y",
    ],
    ["binom", "/click.php?key=abc&zone=1", "abc", "zone=1"],
    ["binom", "/click?key=abc", "abc", ""],
    ["bemob", `/go/${UUID}?sub1=x`, UUID, "sub1=x"],
    ["prosper202", "/tracking202/redirect/dl.php?t202id=12&c1=x", "12", "c1=x"],
    ["voluum", `/${UUID}?v1=x`, UUID, "v1=x"],
    ["redtrack", `/${HEX}?sub1=x`, HEX, "sub1=x"],
    ["alias", "/winter-24/?sub_id_1=x", "winter-24", "sub_id_1=x"],
    ["alias", "/w%69nter", "winter", ""],
    ["pair", "/c/12/7?sub1=x", "7/12", "sub1=x"],
  ] as const)("%s: %s", (form, address, id, query) => {
    expect(read(address)).toMatchObject({ form, id, query });
  });

  test("Partnerize's destination, whatever its own query is", () => {
    const page = "https://shop.example/p?a=1&b=pubref:no";
    for (const sent of [page, encodeURIComponent(page)]) {
      const old = read(`/click/camref:1l3/pubref:r/destination:${sent}`);
      const { searchParams } = new URL(`http://h/?${old?.query}`);
      expect(Object.fromEntries(searchParams)).toEqual({
        deep_link: page,
        click_ref: "r",
      });
    }
  });
});

describe("readOldLink() leaves to others", () => {
  test.each([
    "/",
    "/?utm_source=x",
    "/?a=7",
    "/?nid=1&transaction_id=x",
    "/?nid=1&transaction_id=x&a=1&c=2",
    "/click?cnv_id=x",
    "/click.php?cnv_id=x&key=abc",
    "/click.php?upd_clickid=x&upd_key=y&key=abc",
    "/click",
    "/click.php",
    "/click/pubref:x",
    "/aff_c",
    "/aff_lsr?transaction_id=x",
    "/app",
    "/app/links",
    "/API/v1",
    "/%61pi",
    "/c/abc",
    "/c/a/b/c/d",
    "/go",
    "/robots.txt",
    "/.well-known/x",
    "/mykey01/postback",
    "/a/b/c",
    "/scripts/sale.php?a_aid=x&a_bid=y",
    "/tracking202/static/gpb.php?t202id=1",
  ])("%s", (address) => {
    expect(read(address)).toBeNull();
  });
});

test("readOldLink() takes what is no code for a link only if there is one", () => {
  for (const address of [
    "/wp-login.php",
    "/.env",
    "/x",
    "/wp-admin/setup.php",
  ]) {
    expect(read(address)?.shape).toBe("unlikely");
  }
});

test("readOldLink() takes no NUL, nothing endless, and throws at nothing", () => {
  expect(read("/aff_c?offer_id=%00&aff_id=1")?.campaign).toBeNull();
  expect(read(`/aff_c?offer_id=${"9".repeat(65_536)}&aff_id=1`)).toMatchObject({
    campaign: null,
    affiliate: "1",
  });
  const part = fc.stringMatching(/^[a-c%0-9:/&?=._ +é-]{0,40}$/u);
  const start = fc.constantFrom(
    ...["/", "/click/camref:", "/click?pid=", "/c/", "//", "/%", "/?a="],
  );
  fc.assert(
    fc.property(start, part, part, (first, path, query) => {
      const old = readOldLink(first + path, query);
      if (old === null) return;
      expect(old.id.length).toBeLessThanOrEqual(255 * 3 + 2);
      expect(old.id).not.toMatch(/\u0000/);
    }),
  );
});
