import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { checkDeepLink, readDeepLinkHost } from "./deep_link.ts";

const HOSTS = ["shop.example", "*.brand.example"];

describe("checkDeepLink()", () => {
  test.each([
    "https://shop.example/",
    "http://shop.example/a/b?c=d#e",
    "https://www.brand.example/",
    "https://a.b.brand.example/x",
  ])("takes %s", (url) => {
    expect(checkDeepLink(url, HOSTS)).toBe(url);
  });

  test("gives back what the browser would read", () => {
    expect(checkDeepLink("HTTPS://SHOP.example:443/a b", HOSTS)).toBe(
      "https://shop.example/a%20b",
    );
    expect(checkDeepLink("https://shop.example\\@evil.example/", HOSTS)).toBe(
      "https://shop.example/@evil.example/",
    );
  });

  test.each([
    "https://evil.example/",
    "https://brand.example/",
    "https://evilbrand.example/",
    "https://shop.example.evil.example/",
    "https://www.shop.example/",
    "https://shop.example@evil.example/",
    "https://evil.example\\@shop.example/",
    "https://user@shop.example/",
    "https://shop.example:8443/",
    "https://shop.example./",
    "//shop.example/",
    "/shop.example",
    "javascript:alert(1)//shop.example",
    "ftp://shop.example/",
    "data:text/html,shop.example",
    "https:shop.example",
    "https://",
    "",
    `https://shop.example/${"x".repeat(2100)}`,
  ])("refuses %s", (url) => {
    expect(checkDeepLink(url, HOSTS)).toBeNull();
  });

  test("refuses everything where no host is allowed", () => {
    expect(checkDeepLink("https://shop.example/", [])).toBeNull();
  });

  test("lets no text whatever lead to another host", () => {
    const pieces = fc.constantFrom(
      ..."https:// http:// // / \\ @ : # ? . %2f %40 %00 \t \n shop.example evil.example www.brand.example .brand.example 。 [::1] 127.0.0.1 javascript: :443 :80 xn-- é".split(
        " ",
      ),
    );
    const text = fc.oneof(
      fc.array(pieces, { maxLength: 8 }).map((list) => list.join("")),
      fc
        .tuple(pieces, fc.string({ unit: "binary" }), pieces)
        .map((list) => `https://${list.join("")}`),
      fc.webUrl(),
      fc.string({ unit: "binary" }),
    );
    let taken = 0;
    fc.assert(
      fc.property(text, (given) => {
        const link = checkDeepLink(given, HOSTS);
        if (link === null) return;
        taken += 1;
        const url = new URL(link);
        expect(["https:", "http:"]).toContain(url.protocol);
        expect(url.host).toMatch(/^(shop\.example|.+\.brand\.example)$/);
        expect(url.username + url.password).toBe("");
        expect(link).toMatch(/^[\x21-\x7e]+$/);
        expect(checkDeepLink(link, HOSTS)).toBe(link);
      }),
      { numRuns: 3000 },
    );
    expect(taken).toBeGreaterThan(0);
  });
});

describe("readDeepLinkHost()", () => {
  test.each([
    ["shop.example", "shop.example"],
    [" Shop.EXAMPLE ", "shop.example"],
    ["*.shop.example", "*.shop.example"],
    ["bücher.example", "xn--bcher-kva.example"],
  ])("reads %p as %p", (text, host) => {
    expect(readDeepLinkHost(text)).toBe(host);
  });

  test.each([
    "",
    "*",
    "*.example",
    "example",
    "a.*.example",
    "https://shop.example",
    "shop.example/",
    "shop.example:8443",
    "user@shop.example",
    "shop example.com",
    "shop.example?x",
  ])("refuses %p", (text) => {
    expect(readDeepLinkHost(text)).toBeNull();
  });
});
