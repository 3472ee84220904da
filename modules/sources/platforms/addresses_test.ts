import { describe, expect, test } from "bun:test";
import type { Parameter } from "../raw_postback.ts";
import {
  findAddress,
  INBOUND_ROUTES,
  readCredentials,
  statusWordsInUrl,
} from "./addresses.ts";

function presets(url: string, method = "GET"): readonly string[] | null {
  const [path = "", query = ""] = url.split("?");
  return findAddress(method, path, query)?.presets ?? null;
}

describe("findAddress()", () => {
  test("our own addresses are no platform's", () => {
    const ours = {
      source_key: null,
      presets: [],
      parameters: [],
      mode: null,
    };
    expect(findAddress("GET", "/v1/postback", "a=1")).toEqual({
      ...ours,
      kind: "plain",
    });
    expect(findAddress("POST", "/v1/postback/k%2D1", "")).toEqual({
      ...ours,
      kind: "source",
      source_key: "k-1",
    });
  });

  test("Keitaro's key is the key of a source", () => {
    expect(findAddress("GET", "/e89bcbe/postback", "subid=1")).toEqual({
      kind: "source",
      source_key: "e89bcbe",
      presets: ["keitaro"],
      parameters: [],
      mode: null,
    });
  });

  test.each([
    ["/track/conv", "add"],
    ["/track/conv-change", "change"],
    ["/track/conv-addchange", "upsert"],
  ] as const)("Scaleo's verb at %s is %s", (path, mode) => {
    const address = findAddress("GET", path, "click_id=1");
    expect(address).toMatchObject({ presets: ["scaleo"], mode });
  });

  test.each([
    ["/aff_lsr?transaction_id=1", ["tune"]],
    ["/aff_lsr/?transaction_id=1", ["tune"]],
    ["/p.ashx?r=1", ["cake"]],
    ["/click.php?cnv_id=1", ["binom"]],
    ["/click?cnv_id=1&event1=5", ["binom"]],
    ["/click?cnv_id=1&upd_clickid=2", ["binom"]],
    ["/scripts/sale.php", ["post_affiliate_pro"]],
    ["/conversion/xid", ["partnerstack"]],
    ["/conversion/clickref:X", ["partnerize"]],
    ["/Advertisers/SID/Conversions", ["impact"]],
    ["/?nid=1&transaction_id=2", ["everflow"]],
    ["/?a=&transaction_id=2&nid=1", ["everflow"]],
    ["/track/lead", ["dub"]],
    ["/track/sale", ["dub"]],
    ["/tracking202/static/gpb.php?subid=1", ["prosper202"]],
  ])("%s is %j", (url, expected) => {
    expect(presets(url)).toEqual(expected);
    expect(presets(url, "POST")).toEqual(expected);
  });

  test.each([
    ["cid=1&payout=2&txid=3", ["voluum", "bemob"]],
    ["cid=1&payout=2&txid=3&status=New", ["bemob", "voluum"]],
    ["cid=1&payout=2&et=dep&status=New", ["voluum", "bemob"]],
    ["clickid=1&sum=2&status=1", ["affise", "redtrack"]],
    ["click_id=1&sum=2&goal=2", ["affise", "redtrack"]],
    ["clickid=1&sum=2&type=Lead", ["redtrack", "affise"]],
    ["", ["affise", "voluum", "redtrack", "bemob"]],
    ["cid=&clickid=1&secure=2", ["affise", "redtrack"]],
  ])("/postback?%s may be %j, the likeliest first", (query, expected) => {
    expect(presets(`/postback?${query}`)).toEqual(expected);
  });

  test.each([
    "/",
    "//",
    "/?nid=1",
    "/?transaction_id=1",
    "/?nid=&transaction_id=1",
    "",
    "/v1",
    "/v1/postback/a/b",
    "/v1/click/x",
    "/v2/postback/key",
    "/conversion",
    "/conversion/",
    "/conversion/abc",
    "/conversion/postback",
    "/Advertisers/SID",
    "/Advertisers//Conversions",
    "/advertisers/SID/Conversions",
    "/Advertisers/SID/Conversions/1",
    "/a/b/postback",
    "/key/postback/x",
    "/key/postbacks",
    "/aff_l",
    "/track/conversion",
    "/scripts/track.php",
    "/tracking202/static/px.php",
    "/click?upd_clickid=1&upd_key=2&event1=3",
    "/__proto__",
    "/constructor/x",
  ])("%s is no address for postbacks", (url) => {
    expect(presets(url)).toBeNull();
  });

  test.each(
    `c api docs openapi.json healthz readyz metrics track conversion scripts postback API %61pi
    tracking202 Advertisers`.split(/\s+/),
  )("%s is never a key", (segment) => {
    expect(findAddress("GET", `/${segment}/postback`, "subid=1")).toBeNull();
  });

  test("the front page answers a HEAD like any page", () => {
    expect(presets("/?nid=1&transaction_id=2", "HEAD")).toBeNull();
    expect(presets("/aff_lsr", "HEAD")).not.toBeNull();
  });

  test("a store's address names its source and the store", () => {
    expect(findAddress("POST", "/v1/app-store/k3y", "")).toMatchObject({
      source_key: "k3y",
      presets: ["app_store"],
      store: "app_store",
    });
    expect(findAddress("POST", "/v1/play/k3y/", "")).toMatchObject({
      source_key: "k3y",
      store: "google_play",
    });
    for (const path of ["/v1/play", "/v1/play/", "/v1/app-store/a/b"]) {
      expect(findAddress("POST", path, "")).toBeNull();
    }
  });

  test("every route leads to an address", () => {
    for (const route of INBOUND_ROUTES) {
      const path = route
        .replace(":key", "k1")
        .replace(":sid", "s1")
        .replace("*", "clickref:X");
      expect(findAddress("GET", path, "nid=1&transaction_id=2")).not.toBeNull();
    }
  });
});

describe("readCredentials()", () => {
  const basic = (text: string) =>
    `Basic ${Buffer.from(text).toString("base64")}`;
  test.each([
    ["Bearer abc", "abc"],
    ["bearer  abc ", "abc"],
    [basic("IRsid:to:ken"), "to:ken"],
    [basic(":é"), "é"],
    [basic("IRsid"), null],
    [basic("IRsid:"), null],
    ["Basic !!", null],
    ["Basic", null],
    ["Digest abc", null],
    ["", null],
  ])("%s carries %p", (authorization, secret) => {
    expect(readCredentials({ authorization })).toBe(secret);
  });

  test("without the header there are none", () => {
    expect(readCredentials({})).toBeNull();
  });
});

describe("statusWordsInUrl()", () => {
  function words(query: string): Record<string, string> {
    const parameters = [...new URLSearchParams(query)].map(
      ([name, value]): Parameter => ({ name, value, from: "query" }),
    );
    const found = [...statusWordsInUrl(parameters)];
    return Object.fromEntries(
      found.map(([word, { status }]) => [word, status]),
    );
  }

  test("Keitaro's lists say what a network's words mean", () => {
    expect(
      words(
        "subid=1&status=hold&lead_status=hold,Wait&sale_status=lead&rejected_status=reject, trash&ignore_status=test",
      ),
    ).toEqual({
      hold: "pending",
      wait: "pending",
      lead: "approved",
      reject: "rejected",
      trash: "rejected",
      test: "ignore",
    });
  });

  test("Scaleo's lists do so too, with either mark between", () => {
    expect(
      words(
        "trash_status=spam;duplicate&approved_status=ok,yes&pending_status=check",
      ),
    ).toEqual({
      spam: "rejected",
      duplicate: "rejected",
      ok: "approved",
      yes: "approved",
      check: "pending",
    });
  });

  test("a word listed twice means what it means first, and nothing is no word", () => {
    expect(words("sale_status=1,,&rejected_status=1,2")).toEqual({
      1: "approved",
      2: "rejected",
    });
    expect(words("status=sale")).toEqual({});
  });
});

test("findAddress() takes &amp; for & where parameter names identify the address", () => {
  for (const query of [
    "nid=1&amp;transaction_id=2",
    "a=1&amp;nid=1&amp;amp;transaction_id=2",
    "transaction_id=2&amp;nid=1",
  ]) {
    expect(findAddress("GET", "/", query)?.presets).toEqual(["everflow"]);
  }
});
