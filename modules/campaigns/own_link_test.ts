import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { isAtOurs, isKnownLink } from "./own_link.ts";

const OURS = "https://t.example";

describe("isAtOurs()", () => {
  test.each([
    "https://t.example/c/abcd2345",
    "http://t.example/c/abcd2345?sub1=x",
    "HTTPS://T.EXAMPLE/C/ABCD2345",
    "https://t.example:443/c/abcd2345",
    "http://t.example:80/c/abcd2345",
    "https://t.example./c/abcd2345",
    "https://user@t.example/c/abcd2345",
    "https://t.example//c/abcd2345",
    "https://t.example/x/../c/abcd2345",
    "https://t.example/%2e/c/abcd2345",
    "https://t.example/%63/abcd2345",
    "https://t.example/%2563%2fabcd2345",
    "https://t.example\\c\\abcd2345",
    "https://t.example/c/12/34",
    "https://t.example/c/{sub1}",
    "https://t.example/{_sub1}",
    " https://t.example/c/abcd2345 ",
  ])("finds %p", (text) => {
    expect(isAtOurs(text, OURS)).toBe(true);
  });

  test.each([
    "https://shop.example/c/abcd2345",
    "https://t.example.shop.example/c/abcd2345",
    "https://t.example:8443/c/abcd2345",
    "https://t.example/",
    "https://t.example/cart?next=/c/abcd2345",
    "https://t.example/shop/{sub1}",
    "https://shop.example/?to=https://t.example/c/abcd2345",
    "no address",
  ])("lets %p pass", (text) => {
    expect(isAtOurs(text, OURS)).toBe(false);
  });

  test("knows a public address with a port, and one with a path", () => {
    const local = "http://127.0.0.1:3000";
    expect(isAtOurs("http://127.0.0.1:3000/c/x", local)).toBe(true);
    expect(isAtOurs("http://127.0.0.1:8080/c/x", local)).toBe(false);
    expect(isAtOurs("https://t.example/go/c/x", `${OURS}/go`)).toBe(true);
  });

  test("finds any spelling of a link of ours", () => {
    const spelled = (text: string) =>
      fc
        .array(fc.constantFrom("as is", "upper", "encoded"), {
          minLength: text.length,
          maxLength: text.length,
        })
        .map((styles) =>
          [...text]
            .map((char, at) => {
              if (styles[at] === "upper") return char.toUpperCase();
              if (styles[at] !== "encoded") return char;
              return `%${char.charCodeAt(0).toString(16)}`;
            })
            .join(""),
        );
    const property = fc.property(
      fc.constantFrom("http", "https", "HTTPS"),
      fc.constantFrom("", ":80", ":443"),
      fc.constantFrom("/", "//", "/./", "/a/../"),
      spelled("c"),
      spelled("abcd2345"),
      (scheme, port, lead, c, slug) => {
        const text = `${scheme}://t.example${port}${lead}${c}/${slug}`;
        expect(isAtOurs(text, OURS)).toBe(true);
      },
    );
    fc.assert(property, { numRuns: 200 });
  });
});

describe("isKnownLink()", () => {
  test("finds a link that exists at any host, and no other", () => {
    const links = {
      linkBySlug: (slug: string) => (slug === "abcd2345" ? {} : undefined),
    };
    for (const host of ["t.example", "other.example:8443", "[::1]:3000"]) {
      expect(isKnownLink(`http://${host}/C/abcd2345?x=1`, links)).toBe(true);
      expect(isKnownLink(`http://${host}/c/shoes`, links)).toBe(false);
      expect(isKnownLink(`http://${host}/abcd2345`, links)).toBe(false);
    }
  });
});
