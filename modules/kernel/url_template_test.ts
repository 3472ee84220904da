import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { expandTemplate } from "./macros.ts";
import { parseUrlTemplate } from "./url_template.ts";

const KNOWN = new Set(["click_id", "sub1", "param", "status"]);

function parse(text: string) {
  return parseUrlTemplate(text, { known: KNOWN });
}

function expand(text: string, value: string): string {
  const result = parse(text);
  if (!result.ok) throw new Error(result.detail);
  return expandTemplate(result.template, () => value);
}

describe("parseUrlTemplate()", () => {
  test.each([
    ["https://x.example/", "https://x.example/"],
    ["http://x.example:8080/p?a={sub1}", "http://x.example:8080/p?a=v"],
    ["HTTPS://X.example/{sub1}", "HTTPS://X.example/v"],
    ["https://x.example?a={sub1}", "https://x.example?a=v"],
    ["https://x.example#{sub1}", "https://x.example#v"],
    ["https://x.example/{_sub1}", "https://x.example/v"],
    ["https://[2001:db8::1]/{sub1}", "https://[2001:db8::1]/v"],
    ["https://x.example/@a:b?u=a@b", "https://x.example/@a:b?u=a@b"],
    ["https://x.example/p?s={status:v=1 w=2}", "https://x.example/p?s=1"],
    [
      "https://bücher.example/ü?ö={sub1}&z=é",
      "https://xn--bcher-kva.example/%C3%BC?%C3%B6=v&z=%C3%A9",
    ],
  ])("takes %s", (text, url) => {
    expect(expand(text, "v")).toBe(url);
  });

  test.each([
    ["https://{sub1}.x/", "macro_in_authority"],
    ["https://{sub1}/", "macro_in_authority"],
    ["https://{_sub1}", "macro_in_authority"],
    ["{sub1}", "macro_in_authority"],
    ["{_sub1}/p", "macro_in_authority"],
    ["{sub1}://x.example/", "macro_in_authority"],
    ["https://x.example{sub1}/", "macro_in_authority"],
    ["https://x.example:{sub1}/", "macro_in_authority"],
    ["https://{param:a/b}.x.example/", "macro_in_authority"],
    ["https://u{sub1}@x.example/", "macro_in_authority"],
    ["ftp://x.example/", "not_http"],
    ["javascript:alert(1)//{sub1}", "not_http"],
    ["data:text/html,x", "not_http"],
    ["", "invalid_url"],
    ["x.example/p", "invalid_url"],
    ["//x.example/p", "invalid_url"],
    ["/p?a={sub1}", "invalid_url"],
    ["https:x.example/", "invalid_url"],
    ["https:/x.example/", "invalid_url"],
    ["https:\\\\x.example/", "invalid_url"],
    ["https://", "invalid_url"],
    ["https:///{sub1}", "invalid_url"],
    ["https://?a={sub1}", "invalid_url"],
    ["https://u:p@x.example/", "invalid_url"],
    ["https://x.example@evil.example/", "invalid_url"],
    ["https://x.example\\@evil.example/", "invalid_url"],
    ["https://x.example:99999/", "invalid_url"],
    ["https://x%2fy.example/", "invalid_url"],
    ["https://x.example／evil.example/", "invalid_url"],
    [" https://x.example/", "invalid_url"],
    ["https://x.example/a b", "invalid_url"],
    ["https://x.example/a\nb", "invalid_url"],
    ["https://x.exa\tmple/", "invalid_url"],
    ["https://x.example/\0", "invalid_url"],
    ["https://x.example/{clickid}", "unknown_macro"],
    ["https://x.example/{click_id", "malformed_macro"],
    ["https://x.example/?a=}", "malformed_macro"],
  ])("refuses %j as %s", (text, code) => {
    expect(parse(text)).toMatchObject({ ok: false, code });
  });

  test("takes 4096 characters and no more", () => {
    const head = "https://x.example/";
    expect(parse(head + "a".repeat(4096 - head.length)).ok).toBe(true);
    const longer = parse(head + "a".repeat(4097 - head.length));
    expect(longer).toMatchObject({ ok: false, code: "invalid_url" });
  });
});

/** Fragments that are significant to a URL parser, including macros. */
const piece = fc.constantFrom(
  ..."/\\?#@:.%&=[]x1é{}",
  "//",
  "..",
  "%2f",
  "evil.example",
  "x.example",
  "https:",
  "http://",
  "{sub1}",
  "{_sub1}",
  "{_param:a}",
  "{status:a=1 @evil.example/=2}",
);
const someText = fc.array(piece, { maxLength: 8 }).map((all) => all.join(""));
const hostile = fc.oneof(
  someText,
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "@evil.example",
    "//evil.example",
    "\\\\evil.example",
    "/../..//evil.example",
    ":80@evil.example",
    "\t//evil.example",
    "\r\n",
    "https://evil.example",
  ),
);

describe("expansion", () => {
  test("never changes scheme or host, raw macros included", () => {
    let taken = 0;
    const start = fc.constantFrom("https://x.example", "http://x.example/", "");
    fc.assert(
      fc.property(start, someText, hostile, (head, rest, value) => {
        const result = parse(head + rest);
        if (!result.ok) return;
        taken++;
        const empty = new URL(expandTemplate(result.template, () => ""));
        const text = expandTemplate(result.template, () => value);
        const url = new URL(text);
        expect(url.host).toBe(empty.host);
        expect(url.protocol).toBe(empty.protocol);
        expect(url.username + url.password).toBe("");
        // Valid in a Location header as it is.
        expect(text).toMatch(/^[\x21-\x7e]+$/);
      }),
      { numRuns: 3000 },
    );
    expect(taken).toBeGreaterThan(300);
  });

  test("of a raw value right after the authority stays on the host", () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const url = new URL(expand("https://x.example/{_sub1}", value));
        expect(url.origin).toBe("https://x.example");
      }),
    );
  });
});
