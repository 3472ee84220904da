import { describe, expect, test } from "bun:test";
import { isAdPlatform } from "../ads/ad_platforms.ts";
import { templateMacros } from "../../kernel/mod.ts";
import { readDeliveryUrl } from "../delivery_macros.ts";
import * as presets from "./endpoint_preset.ts";
import type { PresetInput } from "./endpoint_preset.ts";

const domain = "track.example.com";
const public_url = "https://network.example";
const listed = presets.listPresets(public_url);
const buildPreset = (input: Omit<PresetInput, "public_url">) =>
  presets.buildPreset({ ...input, public_url });

describe("buildPreset()", () => {
  // As written in each receiver's own documentation.
  test.each([
    ["voluum", "https://track.example.com/postback", "cid"],
    ["redtrack", "https://track.example.com/postback", "clickid"],
    ["bemob", "https://track.example.com/postback", "cid"],
    ["keitaro", "https://track.example.com/k3y/postback", "subid"],
    ["binom", "https://track.example.com/click.php", "cnv_id"],
    ["everflow", "https://track.example.com/", "transaction_id"],
    ["tune", "https://track.example.com/aff_lsr", "transaction_id"],
    ["affise", "https://track.example.com/postback", "clickid"],
    ["scaleo", "https://track.example.com/track/conv", "click_id"],
    ["cake", "https://track.example.com/p.ashx", "r"],
    [
      "post_affiliate_pro",
      "https://track.example.com/scripts/sale.php",
      "visitorId",
    ],
    ["generic", "https://track.example.com/postback", "click_id"],
  ] as const)("%s is reached at %s by %s", (preset, address, parameter) => {
    const asks = listed.find((row) => row.preset === preset)?.asks;
    const key = asks?.some(({ field }) => field === "key") ? "k3y" : undefined;
    const { url } = buildPreset({
      preset,
      domain,
      key,
      click_ref_in: "sub4",
    });
    expect(url.split("?")[0]).toBe(address);
    expect(url).toMatch(new RegExp(`[?&]${parameter}=\\{sub4\\}(&|$)`));
    expect(templateMacros(readDeliveryUrl(url))).toContain("payout");
    expect(url).not.toContain("$");
    if (key !== undefined) expect(url).toContain("k3y");
  });

  test("knows PartnerStack, impact.com and Partnerize at their one address", () => {
    expect(
      buildPreset({ preset: "partnerstack", click_ref_in: "sub1" }),
    ).toMatchObject({
      url: "https://partnerlinks.io/conversion/xid",
      method: "POST",
      body: '{"xid":"{sub1}","customer_key":"{conversion_id}"}',
    });
    const key = "IRabcdefghij/1234/56789";
    const { url, method } = buildPreset({ preset: "impact", key });
    expect(method).toBe("POST");
    expect(url).toStartWith(
      "https://api.impact.com/Advertisers/IRabcdefghij/Conversions?CampaignId=1234&ActionTrackerId=56789&ClickId={click_ref}&OrderId={conversion_id}&EventDate={occurred_at}&",
    );
    expect(buildPreset({ preset: "partnerize", key: "1100l5" }).url).toBe(
      "https://prf.hn/conversion/tracking_mode:api/campaign:1100l5/clickref:{click_ref}/conversionref:{conversion_id}/currency:{currency}/[category:{goal}/value:{payout}/quantity:1]",
    );
    for (const wrong of ["IRabcdefghij", "x/y/z", `${key}/1`]) {
      expect(() => buildPreset({ preset: "impact", key: wrong })).toThrow(
        "AccountSID/CampaignId/ActionTrackerId",
      );
    }
  });

  test("takes a domain as it is pasted, and nothing that is more than one", () => {
    for (const text of [
      "track.example.com",
      " https://track.example.com/ ",
      "HTTPS://track.example.com",
    ]) {
      const { url } = buildPreset({ preset: "voluum", domain: text });
      expect(url).toStartWith("https://track.example.com/postback?");
    }
    for (const text of [
      undefined,
      "",
      "ftp://track.example.com",
      "track.example.com/path",
      "user@track.example.com",
      "{sub1}.example.com",
      "track.example.com?x",
      "a b.example.com",
    ]) {
      expect(() => buildPreset({ preset: "voluum", domain: text })).toThrow(
        "a host name such as",
      );
    }
  });

  test("encodes the key, so that it stays one part of the address", () => {
    const { url } = buildPreset({
      preset: "keitaro",
      domain,
      key: "a/b?{sub1}$ref",
    });
    expect(url).toStartWith(
      "https://track.example.com/a%2Fb%3F%7Bsub1%7D%24ref/postback?subid={click_ref}&",
    );
  });

  test("says what is missing, and what it has no use for", () => {
    expect(() => buildPreset({ preset: "keitaro", domain })).toThrow(
      "is required: the postback key of its address",
    );
    expect(() => buildPreset({ preset: "bemob", domain, key: "x" })).toThrow(
      "BeMob takes none",
    );
    expect(() =>
      buildPreset({ preset: "bemob", domain, click_ref_in: "order_id" }),
    ).toThrow("click_ref or one of sub1 to sub10");
    expect(buildPreset({ preset: "tune", domain }).url).not.toContain(
      "security_token",
    );
  });

  test("knows receivers that answer 200 to everything, with the result in the body", () => {
    for (const { preset, asks } of listed) {
      if (isAdPlatform(preset)) continue;
      const { success_match } = buildPreset({
        preset,
        ...(asks.length > 0 && { domain }),
        ...keyOf(preset),
      });
      expect(success_match).toBe(preset === "tune" ? "success=true" : null);
    }
  });

  test("knows the address of the own test receiver, which takes nothing", () => {
    const preset = "test_receiver";
    const { url } = buildPreset({ preset });
    expect(url).toStartWith("https://network.example/v1/test-receiver?");
    const macros = templateMacros(readDeliveryUrl(url));
    expect(macros).toContain("click_id");
    expect(macros).toContain("status");
    for (const given of [
      { domain },
      { key: "k3y" },
      { click_ref_in: "sub1" },
    ]) {
      expect(() => buildPreset({ preset, ...given })).toThrow("takes none");
    }
  });
});

function keyOf(preset: string) {
  if (preset === "impact") return { key: "IRabcdefghij/1234/56789" };
  if (preset === "partnerize") return { key: "1100l5" };
  const asks = listed.find((row) => row.preset === preset)?.asks;
  return asks?.some(({ field }) => field === "key") ? { key: "k" } : {};
}
