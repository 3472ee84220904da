import { describe, expect, test } from "bun:test";
import { generateKeyPairSync, sign } from "node:crypto";
import {
  AAK_SAMPLES,
  SKAN_SAMPLES,
  skanSample,
  withParts,
} from "../../../tests/fixtures/apps/apple_postbacks.ts";
import type { SkanPostback } from "../../../tests/fixtures/apps/apple_postbacks.ts";
import { Refused } from "../../sources/mod.ts";
import { readAppleInstall } from "./apple_install.ts";

function read(via: "skan" | "aak", sent: unknown) {
  try {
    return readAppleInstall(via, Buffer.from(JSON.stringify(sent)));
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
}

/** Names of the signed values in their order, since a version and up to another. */
const SIGNED: readonly [name: string, since: string, until?: string][] = [
  ["version", "1"],
  ["ad-network-id", "1"],
  ["campaign-id", "1", "3.0"],
  ["source-identifier", "4.0"],
  ["app-id", "1"],
  ["transaction-id", "1"],
  ["redownload", "1"],
  ["source-app-id", "1"],
  ["fidelity-type", "2.2"],
  ["did-win", "3.0"],
  ["postback-sequence-index", "4.0"],
];

const won = skanSample("4.0");
const [development, forged] = AAK_SAMPLES;
const jws = development?.body["jws-string"] ?? "";

describe("readAppleInstall() of SKAdNetwork", () => {
  test("takes Apple's sample of every version", () => {
    for (const { postback, expect: is_signed } of SKAN_SAMPLES) {
      expect(is_signed).toBe(true);
      expect(read("skan", postback)).toMatchObject({
        did_win: postback["did-win"] ?? true,
        is_development: false,
        is_test: false,
        facts: { app_id: 525463029, window: 0, via: "skan" },
      });
    }
  });

  test("refuses each sample once a signed value is another", () => {
    for (const { postback } of SKAN_SAMPLES) {
      for (const change of [
        { "app-id": 525463028 },
        { redownload: postback["redownload"] !== true },
        { "transaction-id": "6aafb7a5-0170-41b5-bbe4-fe71dedf1e99" },
        "source-domain" in postback
          ? { "source-domain": "example.org" }
          : { "source-app-id": 0 },
        { "ad-network-id": "com.example2" },
      ]) {
        expect(read("skan", { ...postback, ...change })).toBe("bad_signature");
      }
    }
  });

  test("doesn't mind another value, since none is signed", () => {
    expect(read("skan", { ...won, "conversion-value": 1 })).toMatchObject({
      facts: { fine: 1 },
    });
  });

  test("tells the tier of a postback by what it holds", () => {
    const tiers = ["2.1", "3.0"].map((version) => skanSample(version));
    for (const postback of tiers) {
      expect(read("skan", postback)).toMatchObject({ facts: { tier: null } });
    }
    expect(read("skan", won)).toMatchObject({
      facts: { tier: 3, source_domain: "example.com", fine: 63 },
    });
    expect(read("skan", skanSample("4.0", 1))).toMatchObject({
      facts: { coarse: "high", source_identifier: "39" },
    });
  });

  test.each([
    ["version 1, whose key is on another curve", { version: undefined }],
    ["version 2.0, the same", { version: "2.0" }],
    ["a version that doesn't exist yet", { version: "5.0" }],
    ["a version that is a name of every object", { version: "constructor" }],
  ])("refuses %s by name", (_, change) => {
    expect(read("skan", { ...won, ...change })).toBe("unsupported_version");
  });

  // Apple publishes no such sample: a key of the test's own signs it.
  test.each(["2.1", "2.2", "3.0", "4.0"])(
    "of version %s, from the app 0, is Apple's test and no other's",
    (version) => {
      const { privateKey, publicKey } = generateKeyPairSync("ec", {
        namedCurve: "P-256",
      });
      const spki = publicKey.export({ type: "spki", format: "der" });
      const signed = (source_app_id: number) => {
        const sent: SkanPostback = {
          ...skanSample(version),
          "source-app-id": source_app_id,
        };
        delete sent["source-domain"];
        const text = SIGNED.filter(
          ([name, since, until = "9"]) =>
            version >= since && version <= until && sent[name] !== undefined,
        )
          .map(([name]) => String(sent[name]))
          .join("\u2063");
        const by = sign("sha256", Buffer.from(text), privateKey);
        return { ...sent, "attribution-signature": by.toString("base64") };
      };
      const is_test = (sent: object) =>
        readAppleInstall(
          "skan",
          Buffer.from(JSON.stringify(sent)),
          spki.toString("base64"),
        ).is_test;
      expect(is_test(signed(0))).toBe(true);
      expect(is_test(signed(1))).toBe(false);
      expect(read("skan", signed(0))).toBe("bad_signature");
      expect(() => is_test({ ...signed(1), "source-app-id": 0 })).toThrow(
        Refused,
      );
    },
  );

  // Each would have the same text signed, and be no test, or another kind of install.
  test.each([
    ["a test's app as a domain", { "source-domain": "0" }],
    ["an app and a domain", { "source-app-id": 1 }],
    ["a flag as text", { redownload: "true" }],
    ["a win as text", { "did-win": "true" }],
    ["a separator in a value", { "fidelity-type": "1\u2063true" }],
  ])("refuses %s as malformed", (_, change) => {
    expect(read("skan", { ...won, ...change })).toBe("malformed");
  });

  test.each([
    ["no signature", { "attribution-signature": undefined }],
    ["no transaction", { "transaction-id": undefined }],
    ["a list in place of a value", { "app-id": [525463029] }],
    ["a value beyond 63", { "conversion-value": 64 }],
    ["a value that is no number", { "conversion-value": "many" }],
    ["an unknown coarse value", { "coarse-conversion-value": "huge" }],
  ])("refuses %s as malformed", (_, change) => {
    expect(read("skan", { ...won, ...change })).toBe("malformed");
  });

  test.each([
    ["cut", String(won["attribution-signature"]).slice(0, 40)],
    ["empty of bytes", "===="],
    ["of zeros", Buffer.alloc(70).toString("base64")],
  ])("refuses a signature that is %s", (_, signature) => {
    const sent = { ...won, "attribution-signature": signature };
    expect(read("skan", sent)).toBe("bad_signature");
  });

  test("refuses a body that is no JSON object", () => {
    for (const text of ["", "null", "[]", "{", "7", '"{}"']) {
      expect(() => readAppleInstall("skan", Buffer.from(text))).toThrow(
        Refused,
      );
    }
    expect(() => readAppleInstall("aak", null)).toThrow(Refused);
  });
});

describe("readAppleInstall() of AdAttributionKit", () => {
  test("takes Apple's sample, whose key id is escaped in its JSON", () => {
    const [head = ""] = jws.split(".");
    const header = Buffer.from(head, "base64url").toString();
    expect(header).toContain("\\/");
    expect(read("aak", development?.body)).toMatchObject({
      is_development: true,
      is_test: true,
      did_win: true,
      facts: {
        via: "aak",
        app_id: 10738027756,
        kind: "re-engagement",
        interaction: "click",
        country: "US",
        fine: 24,
        tier: 3,
        transaction_id: "85546eb7-fd39-44bc-8990-c98a4ac36a49",
      },
    });
  });

  test("doesn't keep a country that is none", () => {
    for (const country of ["\0A", "USA", 7, ""]) {
      const sent = { ...development?.body, "country-code": country };
      expect(read("aak", sent)).toMatchObject({ facts: { country: null } });
    }
  });

  test("refuses the older sample, which none of Apple's keys signed", () => {
    expect(forged?.expect).toBe(false);
    expect(read("aak", forged?.body)).toBe("bad_signature");
  });

  test.each([
    ["alg none", withParts(jws, { header: { alg: "none" }, signature: "" })],
    ["alg HS256", withParts(jws, { header: { alg: "HS256" } })],
    [
      "the production key's id over a development signature",
      withParts(jws, { header: { kid: "apple-cas-identifier/0" } }),
    ],
    ["an unknown key", withParts(jws, { header: { kid: "mine/0" } })],
    [
      "an algorithm that is no text",
      withParts(jws, { header: { alg: { toString: 1 } } }),
    ],
    [
      "a key id that is none",
      withParts(jws, { header: { kid: { toString: 1 } } }),
    ],
    [
      "a key that every object has",
      withParts(jws, { header: { kid: "toString" } }),
    ],
    [
      "another app",
      withParts(jws, { payload: { "advertised-item-identifier": 1 } }),
    ],
    ["a cut signature", jws.slice(0, -4)],
    ["no signature", withParts(jws, { signature: "" })],
  ])("refuses %s", (_, text) => {
    const sent = { ...development?.body, "jws-string": text };
    expect(read("aak", sent)).toBe("bad_signature");
  });

  test.each([
    ["no JWS", undefined],
    ["one part", "abc"],
    ["five parts", `${jws}.a.b`],
    ["parts that are no JSON", "YWJj.YWJj.YWJj"],
    ["a number", 7],
  ])("refuses %s as malformed", (_, text) => {
    expect(read("aak", { "jws-string": text })).toBe("malformed");
  });
});
