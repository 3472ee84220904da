import { describe, expect, test } from "bun:test";
import { createHmac } from "node:crypto";
import { majorOf, minorDigits, stripeMoney, sumOf } from "./shop_money.ts";
import type { ShopInput } from "./shop_reading.ts";
import { SHOP_PRESETS } from "./shop_types.ts";
import type { ShopName } from "./shop_types.ts";
import { readShop } from "./shops.ts";

// The secrets, bodies and signatures of shops_test_vectors.json, which were made apart from this code.
const SECRET = "tallyho-test-secret-0123456789abcdef";
const BODY =
  '{"id":820982911946154508,"note_attributes":[{"name":"click_id","value":"abc"}],"total_price":"409.94","currency":"USD"}';
const TS = "1700000000";
const BASE64 = "juuTwi1+3HEfKdVpGwIpDpZWw24MZvPycTP3hn5GxuQ=";
const HEX = "8eeb93c22d7edc711f29d5691b02290e9656c36e0c66f3f27133f7867e46c6e4";
const V1 = "d288faf009f2462b5ce3528e0e30ac967a733a8cd621a36d80ac62e4de102954";
const H1 = "0610b566250156da62823688a99fe67bbed36c70893e2d0f6a04eca56b9d4730";

function inputOf(
  name: ShopName,
  headers: Record<string, string>,
  change: Partial<ShopInput> & { text?: string } = {},
): ShopInput {
  const { text = BODY, ...rest } = change;
  return {
    headers,
    body: Buffer.from(text),
    received_at: Number(TS) * 1000,
    secrets: [SECRET],
    drift_seconds: 300,
    status_map: new Map(Object.entries(SHOP_PRESETS[name].status_map)),
    note: null,
    ...rest,
  };
}

function proofOf(
  name: ShopName,
  headers: Record<string, string>,
  change: Partial<ShopInput> & { text?: string } = {},
): string {
  const { proof, refused } = readShop(name, inputOf(name, headers, change));
  return refused?.refusal.code ?? proof;
}

const SIGNED: [ShopName, Record<string, string>][] = [
  ["shopify", { "x-shopify-hmac-sha256": BASE64 }],
  ["woocommerce", { "x-wc-webhook-signature": BASE64 }],
  ["lemon_squeezy", { "x-signature": HEX }],
  ["stripe", { "stripe-signature": `t=${TS},v1=${V1}` }],
  ["stripe", { "stripe-signature": `t=${TS},v1=${"0".repeat(64)},v1=${V1}` }],
  ["paddle", { "paddle-signature": `ts=${TS};h1=${H1}` }],
  ["typeform", { "typeform-signature": `sha256=${BASE64}` }],
  ["calendly", { "calendly-webhook-signature": `t=${TS},v1=${V1}` }],
  ["paddle", { "paddle-signature": `ts=${TS};h1=${"f".repeat(64)};h1=${H1}` }],
];

describe("the signature of", () => {
  test.each(SIGNED)("%s holds over the bytes as they came", (name, headers) => {
    expect(proofOf(name, headers)).toBe("signature");
    const other = { text: BODY.replace("409.94", "409.95") };
    expect(proofOf(name, headers, other)).toBe("bad_signature");
    const spaced = { text: `${BODY} ` };
    expect(proofOf(name, headers, spaced)).toBe("bad_signature");
    const secrets = ["another-secret-of-the-same-length---"];
    expect(proofOf(name, headers, { secrets })).toBe("bad_signature");
    expect(proofOf(name, headers, { secrets: [] })).toBe("missing_signature");
    const both = [...secrets, SECRET];
    expect(proofOf(name, headers, { secrets: both })).toBe("signature");
    expect(proofOf(name, {})).toBe("missing_signature");
  });

  test("Paddle is the one that its library makes", () => {
    const ts = 1_698_796_800;
    const vectors: [string, string][] = [
      [
        '{"data": ["1", "2"]}',
        "a300428748dce5c70e4da19bffd60769591ea969c99dea3105d0ec9612cf43f9",
      ],
      [
        '{"data": "value"}',
        "28981e941fae76e53db32f3d2a83cb69db41476595e84e1970a1b5d98f62b261",
      ],
    ];
    for (const [text, h1] of vectors) {
      const headers = { "paddle-signature": `ts=${ts};h1=${h1}` };
      const secrets = ["VALID_SECRET"];
      const received_at = ts * 1000;
      const change = { text, secrets, received_at };
      expect(proofOf("paddle", headers, change)).toBe("signature");
    }
  });

  test.each([
    ["stripe", "stripe-signature", `t=${TS},v1=${V1}`],
    ["paddle", "paddle-signature", `ts=${TS};h1=${H1}`],
    ["calendly", "calendly-webhook-signature", `t=${TS},v1=${V1}`],
  ] as const)(
    "%s is taken for as long as the source allows",
    (name, header, value) => {
      const at = (seconds: number) =>
        proofOf(
          name,
          { [header]: value },
          {
            received_at: (Number(TS) + seconds) * 1000,
          },
        );
      expect([at(300), at(-300)]).toEqual(["signature", "signature"]);
      expect([at(301), at(-301)]).toEqual([
        "stale_timestamp",
        "stale_timestamp",
      ]);
    },
  );

  test("Stripe is made with its secret as text, prefix and all", () => {
    const secret = "whsec_dGFsbHlob3RhbGx5aG90YWxseWhvdGFsbHlobw==";
    const v1 = createHmac("sha256", secret)
      .update(`${TS}.${BODY}`)
      .digest("hex");
    const headers = { "stripe-signature": `t=${TS},v1=${v1}` };
    expect(proofOf("stripe", headers, { secrets: [secret] })).toBe("signature");
  });

  test("WooCommerce is made with its secret before it was escaped", () => {
    const sign = (secret: string) =>
      createHmac("sha256", secret).update(BODY).digest("base64");
    const secrets = ["a&amp;b&lt;c&#039;"];
    for (const meant of ["a&b<c'", "a&amp;b&lt;c&#039;"]) {
      const headers = { "x-wc-webhook-signature": sign(meant) };
      expect(proofOf("woocommerce", headers, { secrets })).toBe("signature");
    }
    const wrong = { "x-wc-webhook-signature": sign("a&b") };
    expect(proofOf("woocommerce", wrong, { secrets })).toBe("bad_signature");
  });
});

describe("readShop()", () => {
  test("keeps each digit of a long id and amount", () => {
    const headers = {
      "x-shopify-hmac-sha256": BASE64,
      "x-shopify-topic": "orders/paid",
    };
    const { parameters, order_ids } = readShop(
      "shopify",
      inputOf("shopify", headers),
    );
    expect(order_ids).toEqual(["820982911946154508"]);
    expect(parameters).toContainEqual({
      name: "amount",
      value: "409.94",
      from: "json",
    });
  });

  test("takes what was checked on arrival, and nobody's word for it else", () => {
    const note = { shop: { proof: "signature" as const } };
    const kept = inputOf("stripe", {}, { note, secrets: [] });
    expect(readShop("stripe", kept).proof).toBe("signature");
  });

  test("refuses what is no JSON object, whoever signed it", () => {
    for (const text of ["[1]", "null", "{", "a=b", ""]) {
      const signature = createHmac("sha256", SECRET).update(text).digest("hex");
      const headers = { "x-signature": signature };
      expect(proofOf("lemon_squeezy", headers, { text })).toBe("malformed");
    }
  });
});

describe("amounts in minor units", () => {
  test.each([
    ["1250", 2, "12.50"],
    ["5", 2, "0.05"],
    ["-5", 2, "-0.05"],
    ["0", 2, "0.00"],
    ["500", 0, "500"],
    ["1234", 3, "1.234"],
  ] as const)("%s with %i digits is %s", (minor, digits, major) => {
    expect(majorOf(minor, digits)).toBe(major);
  });

  test.each(["", "1.5", "1e3", "abc", "9".repeat(19)])("%p is none", (text) => {
    expect(majorOf(text, 2)).toBeNull();
  });

  test("have the digits of their currency, and Stripe's own", () => {
    const digits = ["USD", "JPY", "KWD", "ISK", "XXQ"].map((code) =>
      minorDigits(code),
    );
    expect(digits).toEqual([2, 0, 3, 0, 2]);
    const stripe = ["usd", "jpy", "kwd", "isk", "ugx", "mga", "clp"];
    expect(stripe.map((code) => stripeMoney(code)("1000"))).toEqual([
      ...["10.00", "1000", "1.000", "10.00", "10.00", "1000", "1000"],
    ]);
  });

  test("sums of refunds have no sign", () => {
    expect(sumOf(["-10.00", "-2.5"])).toBe("12.500000");
    expect(sumOf([])).toBe("0.000000");
    expect(sumOf(["1,5"])).toBeNull();
    expect(sumOf([null])).toBeNull();
  });
});
