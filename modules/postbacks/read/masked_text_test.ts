import { describe, expect, test } from "bun:test";
import { NameTable, tokensOf } from "../../sources/mod.ts";
import { maskBody, maskUrl, shownText } from "./kept_request.ts";

const isToken = tokensOf(undefined);
const url = (text: string) => shownText(maskUrl(text, isToken));
const body = (text: string) => shownText(maskBody(text, isToken));

describe("a URL is shown without", () => {
  test.each([
    [
      "token",
      "/v1/postback?a=1&token=s3cret&b=2",
      "/v1/postback?a=1&token=***&b=2",
    ],
    [
      "secure",
      "/postback?clickid=1&secure=s3cret",
      "/postback?clickid=1&secure=***",
    ],
    [
      "security_token",
      "/aff_lsr?security_token=s3cret",
      "/aff_lsr?security_token=***",
    ],
    [
      "verification_token",
      "/?nid=1&transaction_id=2&verification_token=s3cret",
      "/?nid=1&transaction_id=2&verification_token=***",
    ],
    [
      "a folded or encoded name",
      "/v1/postback?Secu%72ity-Token=s3cret",
      "/v1/postback?Secu%72ity-Token=***",
    ],
    [
      "the same twice",
      "/v1/postback?token=s3cret&token=s3cret",
      "/v1/postback?token=***&token=***",
    ],
    ["the key of a source", "/v1/postback/s3cret?a=1", "/v1/postback/***?a=1"],
    [
      "the key before a slash",
      "/v1/postback/s3cret/?a=1",
      "/v1/postback/***/?a=1",
    ],
    [
      "the key of Keitaro's form",
      "/s3cret/postback?subid=1",
      "/***/postback?subid=1",
    ],
  ])("%s", (_what, given, shown) => {
    expect(url(given)).toBe(shown);
  });

  test("nothing else", () => {
    for (const given of [
      "/v1/postback?sig=ab&ts=1&token=&a",
      "/v1/postback?",
      "/conversion/clickref:1/[value:2]",
      "/v1/postback?a=%zz&=x&&key=1",
    ]) {
      expect(url(given)).toBe(given);
    }
  });

  test("what a source itself calls its token", () => {
    const names = new NameTable({ token: ["shop_pin"] });
    const own = tokensOf({ names });
    expect(shownText(maskUrl("/v1/postback?ShopPin=x", own))).toEndWith("=***");
    expect(url("/v1/postback?ShopPin=x")).toEndWith("=x");
  });
});

describe("a body is shown without its token", () => {
  test.each([
    ["a=1&token=s3cret", "a=1&token=***"],
    ['{"a":"b","token":"s3cret"}', '{"a":"b","token":"***"}'],
    ['{"token" : 12345 ,"a":1}', '{"token" : *** ,"a":1}'],
    [
      '{"a":["x"],"deep":{"secure":"s3\\"cret"}}',
      '{"a":["x"],"deep":{"secure":"***"}}',
    ],
    ['{"tok\\u0065n":"s3cret"', '{"tok\\u0065n":"***"'],
    ['{"a":"token","b":"c"}', '{"a":"token","b":"c"}'],
    ['{"token":{"a":1}}', '{"token":{"a":1}}'],
    ['{"token":"s3cret', '{"token":"***'],
    ['{"token":"s3c\\"ret', '{"token":"***'],
    ['{"token":"s3c\nret","a":1}', '{"token":"***","a":1}'],
    ["", ""],
  ])("%s", (given, shown) => {
    expect(body(given)).toBe(shown);
  });
});

test("a long row of quotes in a body is shown as it came", () => {
  for (const piece of ['\\"', '"', "\\", '":', '{"', "[,"]) {
    const given = `{"${piece.repeat(32_000)}`;
    expect(body(given)).toBe(given);
  }
});

test("no token is shown behind &amp;, in a list of JSON, or in a multipart form", () => {
  const isToken = tokensOf(undefined);
  const url = maskUrl("/v1/postback?a=1&amp;token=s3cret&b=2", isToken);
  expect(shownText(url)).toBe("/v1/postback?a=1&amp;token=***&b=2");
  const list = maskBody('[{"token":"s3cret","a":1}]', isToken);
  expect(shownText(list)).toBe('[{"token":"***","a":1}]');
  const field = (name: string, value: string) =>
    `--B\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const form = `${field("a", "1")}${field("token", "s3cret")}${field("b", "2")}--B--\r\n`;
  const shown = shownText(maskBody(form, isToken));
  expect(shown).not.toContain("s3cret");
  expect(shown).toContain(field("b", "2"));
});
