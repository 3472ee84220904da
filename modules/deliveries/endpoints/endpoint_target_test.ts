import { describe, expect, test } from "bun:test";
import { parseCidrs } from "../../kernel/mod.ts";
import { whyNotAllowed } from "./endpoint_target.ts";

const NOT_PUBLIC = expect.stringContaining("is not a public address");

describe("whyNotAllowed()", () => {
  test.each([
    "https://partner.example/pb?d={delivery_id}",
    "http://partner.example:80/pb",
    "https://partner.example:443",
    "https://partner.example:1024/pb",
    "https://partner.example:65535/pb",
    "https://track.partner.example?x={sub1}#{sub2}",
    "http://93.184.216.34/pb",
    "http://[2606:2800:220:1::1]/pb",
    "https://local.example/pb",
    "https://localhost.example/pb",
    "https://xn--bcher-kva.example/pb",
  ])("takes %s", (url) => {
    expect(whyNotAllowed(url, [])).toBeNull();
  });

  test.each([
    ["plain", "127.0.0.1"],
    ["decimal", "2130706433"],
    ["octal", "0177.0.0.1"],
    ["octal as a whole", "017700000001"],
    ["hexadecimal", "0x7f.0x0.0x0.0x1"],
    ["hexadecimal as a whole", "0x7f000001"],
    ["short", "127.1"],
    ["zero", "0"],
    ["with a dot at its end", "127.0.0.1."],
    ["percent-encoded", "%31%32%37.0.0.1"],
    ["in full-width digits", "１２７.0.0.1"],
    ["with ideographic dots", "127。0。0。1"],
    ["metadata", "169.254.169.254"],
    ["metadata in decimal", "2852039166"],
    ["private", "10.0.0.1"],
    ["shared", "100.64.0.1"],
    ["IPv6 loopback", "[::1]"],
    ["IPv6 unspecified", "[::]"],
    ["mapped", "[::ffff:127.0.0.1]"],
    ["mapped in groups", "[::ffff:7f00:1]"],
    ["compatible", "[::127.0.0.1]"],
    ["translated", "[64:ff9b::7f00:1]"],
    ["translated, dotted", "[64:ff9b::127.0.0.1]"],
    ["6to4", "[2002:7f00:1::]"],
    ["Teredo", "[2001:0:4136:e378::1]"],
    ["unique local", "[fd00::1]"],
    ["link local", "[fe80::1]"],
  ])("refuses an address inside, written %s: %s", (_, host) => {
    for (const url of [`http://${host}/pb`, `https://${host}:8080?a={sub1}`]) {
      expect(whyNotAllowed(url, [])).toEqual(NOT_PUBLIC);
    }
  });

  test.each([
    "localhost",
    "LOCALHOST",
    "localhost.",
    "app.localhost",
    "printer.local",
    "metadata.google.internal",
    "router.home.arpa",
    "intranet",
  ])("refuses a name of an inside network: %s", (host) => {
    expect(whyNotAllowed(`http://${host}/pb`, [])).toEqual(NOT_PUBLIC);
  });

  test.each([1, 21, 22, 25, 79, 81, 444, 445, 1023])(
    "refuses port %d, which is no receiver's",
    (port) => {
      const why = whyNotAllowed(`http://partner.example:${port}/pb`, []);
      expect(why).toStartWith(`port ${port} is none of`);
    },
  );

  test("refuses a name with a dot at its end, for which no certificate is made", () => {
    const why = whyNotAllowed("https://partner.example./pb", []);
    expect(why).toContain("ends in a dot");
  });

  test("takes what the operator allows, however it is written, and nothing beside it", () => {
    const allowed = parseCidrs("127.0.0.0/8 fd00:9::/32");
    for (const host of ["127.1", "2130706433", "localhost", "[fd00:9::1]"]) {
      for (const port of [8080, 25]) {
        const url = `http://${host}:${port}/pb`;
        expect(whyNotAllowed(url, allowed)).toBeNull();
      }
    }
    expect(whyNotAllowed("http://tracker.internal/pb", allowed)).toBeNull();
    expect(whyNotAllowed("http://10.0.0.1/pb", allowed)).toEqual(NOT_PUBLIC);
    expect(whyNotAllowed("http://[fd00:8::1]/pb", allowed)).toEqual(NOT_PUBLIC);
  });
});
