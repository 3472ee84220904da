import { describe, expect, test } from "bun:test";
import { generateKeyPairSync, sign } from "node:crypto";
import { readCertificateUrl } from "./paypal_certificate.ts";
import { SHOP_PRESETS } from "./shop_types.ts";
import type { ShopName } from "./shop_types.ts";
import { readShop, splitShop } from "./shops.ts";

function proofOf(
  name: ShopName,
  {
    secret,
    body,
    headers = {},
    certificateAt,
  }: {
    secret: string;
    body: string;
    headers?: Record<string, string>;
    certificateAt?: Parameters<typeof readShop>[1]["certificateAt"];
  },
): string {
  const { proof, refused } = readShop(name, {
    ...{ method: "POST", is_bare: true },
    headers,
    body: Buffer.from(body),
    received_at: 1_700_000_000_000,
    secrets: [secret],
    drift_seconds: 300,
    currency: null,
    status_map: new Map(Object.entries(SHOP_PRESETS[name].status_map)),
    note: null,
    certificateAt,
  });
  return refused?.refusal.code ?? proof;
}

describe("Adyen's signature", () => {
  // The first three are of Adyen's own libraries.
  const OF_LIBRARY =
    "DFB1EB5485895CFA84146406857104ABB4CBCABDC8AAF103A624C8F6A3EAAB00";
  const OF_DOCS =
    "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056";
  const library = (eventCode: string) => ({
    ...{ pspReference: "pspReference", originalReference: "originalReference" },
    ...{
      merchantAccountCode: "merchantAccount",
      merchantReference: "reference",
    },
    ...{ amount: { value: 1000, currency: "EUR" }, eventCode, success: "true" },
  });
  const VECTORS: [string, string, object][] = [
    [
      OF_LIBRARY,
      "ipnxGCaUZ4l8TUW75a71/ghd2Fe5ffvX0pV4TLTntIc=",
      library("EVENT"),
    ],
    [
      OF_LIBRARY,
      "ZNBPtI+oDyyRrLyD1XirkKnQgIAlFc07Vj27TeHsDRE=",
      library("REPORT_AVAILABLE"),
    ],
    [
      OF_DOCS,
      "coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0=",
      {
        ...{ pspReference: "7914073381342284", success: "true" },
        ...{ merchantAccountCode: "TestMerchant", eventCode: "AUTHORISATION" },
        merchantReference: "TestPayment-1407325143704",
        amount: { value: 1130, currency: "EUR" },
      },
    ],
  ];
  const bodyOf = (item: object, hmacSignature: string) =>
    JSON.stringify({
      live: "false",
      notificationItems: [
        {
          NotificationRequestItem: {
            ...item,
            additionalData: { hmacSignature },
          },
        },
      ],
    });

  test.each(VECTORS)("by the key %s is %s", (secret, signature, item) => {
    const body = bodyOf(item, signature);
    expect(proofOf("adyen", { secret, body })).toBe("signature");
    const lower = { secret: secret.toLowerCase(), body };
    expect(proofOf("adyen", lower)).toBe("signature");
    for (const change of [
      { success: "false" },
      { pspReference: "another" },
      { originalReference: "another" },
      { amount: { value: 1001, currency: "EUR" } },
      { amount: { value: 1000, currency: "USD" } },
    ]) {
      const forged = bodyOf({ ...item, ...change }, signature);
      expect(proofOf("adyen", { secret, body: forged })).toBe("bad_signature");
    }
  });

  test("stands in each item, and several items are taken apart", () => {
    const body = JSON.stringify({
      live: "true",
      notificationItems: [{ a: 12345678901234567890n.toString() }, { b: 2 }],
    });
    const parts = splitShop("adyen", Buffer.from(body));
    expect(parts.map((part) => Buffer.from(part).toString())).toEqual([
      '{"live":"true","notificationItems":[{"a":"12345678901234567890"}]}',
      '{"live":"true","notificationItems":[{"b":"2"}]}',
    ]);
    for (const whole of ["{", "[]", '{"notificationItems":[{}]}', "{}"]) {
      expect(splitShop("adyen", Buffer.from(whole))).toEqual([
        Buffer.from(whole),
      ]);
      expect(splitShop("stripe", Buffer.from(body))).toHaveLength(1);
    }
  });
});

test("Braintree's signature is made with the hash of its private key, over the payload as text", () => {
  const bt_payload =
    "PD94bWwgdmVyc2lvbj0iMS4wIj8+PG5vdGlmaWNhdGlvbj48a2luZD5jaGVjazwva2luZD48L25vdGlmaWNhdGlvbj4=\n";
  const bt_signature = "pub|25f4a617671465eb40931e4e505b10f2aa39850b";
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const body = (fields: Record<string, string>) =>
    new URLSearchParams(fields).toString();
  const good = { headers, body: body({ bt_signature, bt_payload }) };
  const proven = (secret: string, sent = good) =>
    proofOf("braintree", { secret, ...sent });
  expect(proven("pub|priv")).toBe("signature");
  expect(proven("pub|other")).toBe("bad_signature");
  const bare = { headers, body: body({ bt_payload }) };
  expect(proven("pub|priv", bare)).toBe("missing_signature");
});

test("PayPal's signature is over id, time, webhook and the checksum of the body", () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
  });
  const body =
    '{"id":820982911946154508,"note_attributes":[{"name":"click_id","value":"abc"}],"total_price":"409.94","currency":"USD"}';
  const id = "69cd13f0-d67a-11e5-baa3-778b53f4ae55";
  const at = "2016-02-18T20:01:35Z";
  // The checksum was made apart from this code.
  const signed = `${id}|${at}|WEBHOOK-ID|1928058965`;
  const signature = sign("sha256", Buffer.from(signed), privateKey);
  const url = "https://api.paypal.com/v1/notifications/certs/CERT-1";
  const headers = {
    "paypal-transmission-id": id,
    "paypal-transmission-time": at,
    "paypal-transmission-sig": signature.toString("base64"),
    "paypal-auth-algo": "SHA256withRSA",
    "paypal-cert-url": url,
  };
  const certificate = {
    ...{ key: publicKey, from_ms: 1_600_000_000_000 },
    to_ms: 1_800_000_000_000,
  };
  const given = { secret: "WEBHOOK-ID", body, headers };
  const certificateAt = () => certificate;
  const proven = (change: Partial<Parameters<typeof proofOf>[1]>) =>
    proofOf("paypal", { ...given, certificateAt, ...change });
  expect(proven({})).toBe("signature");
  expect(proven({ secret: "ANOTHER-ID" })).toBe("bad_signature");
  expect(proven({ body: `${body} ` })).toBe("bad_signature");
  const ended = () => ({ ...certificate, to_ms: 1_650_000_000_000 });
  expect(proven({ certificateAt: ended })).toBe("bad_signature");
  const unknown = () => "PayPal was not asked for it";
  expect(proven({ certificateAt: unknown })).toBe("bad_signature");
  expect(proofOf("paypal", given)).toBe("bad_signature");
});

test.each([
  ["api.paypal.com", false],
  ["api-m.paypal.com", false],
  ["api.sandbox.paypal.com", true],
  ["api-m.sandbox.paypal.com", true],
] as const)("%s has certificates of PayPal's", (host, is_sandbox) => {
  const url = `https://${host}/v1/notifications/certs/CERT-360caa42-fca2a594-1d93a270`;
  expect(readCertificateUrl(url)).toMatchObject({ is_sandbox });
});
