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
    method: "POST",
    is_bare: true,
    headers,
    body: Buffer.from(text),
    received_at: Number(TS) * 1000,
    secrets: [SECRET],
    drift_seconds: 300,
    currency: null,
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

describe("the signature of Digistore24", () => {
  const FIELDS =
    "event=on_payment&order_id=A3NXHEHF&transaction_id=123006065&transaction_amount=19.00&transaction_currency=EUR&custom=abc&empty=&api_mode=live";
  const SIGN =
    "C852F965D8F9528870FC87EDADD09203BF143FA0C88B083304A39DCCEBD201D55613C373AD6A108F9C49A8D656FC633862172888D895640378300F94557ACEC8";
  const proof = (text: string, secrets = ["secret-pass"]) =>
    proofOf("digistore24", {}, { text, secrets });

  test("holds over its fields, in whatever order they come", () => {
    expect(proof(`${FIELDS}&sha_sign=${SIGN}`)).toBe("signature");
    expect(proof(`sha_sign=${SIGN.toLowerCase()}&${FIELDS}`)).toBe("signature");
    expect(proof(`${FIELDS}&other=&SHASIGN=${SIGN}`)).toBe("signature");
    const fields = FIELDS.split("&").reverse().join("&");
    expect(proof(`${fields}&sha_sign=${SIGN}`)).toBe("signature");
  });

  test.each([
    [FIELDS.replace("19.00", "91.00"), "bad_signature"],
    [`${FIELDS}&pay_sequence_no=2`, "bad_signature"],
    // The last one of a name is the one that is read.
    [`${FIELDS}&transaction_amount=91.00`, "bad_signature"],
    [FIELDS.replace("&api_mode=live", ""), "bad_signature"],
  ])("fails over other fields: %s", (fields, code) => {
    expect(proof(`${fields}&sha_sign=${SIGN}`)).toBe(code);
  });

  test("needs a passphrase here, and a signature there", () => {
    expect(proof(FIELDS)).toBe("missing_signature");
    expect(proof(`${FIELDS}&sha_sign=`)).toBe("missing_signature");
    expect(proof(`${FIELDS}&sha_sign=${SIGN}`, [])).toBe("missing_signature");
    expect(proof(`${FIELDS}&sha_sign=${SIGN}`, ["other-pass"])).toBe(
      "bad_signature",
    );
    const json = JSON.stringify({ event: "on_payment", sha_sign: SIGN });
    expect(proof(json)).toBe("missing_signature");
  });

  // Of the vectors that Digistore24 publishes for its integrators.
  test.each([
    [
      "buyer_first_name=J%C3%B6rg&buyer_last_name=M%C3%BCller-Stra%C3%9Fe&order_id=ORD-2",
      "2F30138F4508E37C322DF849C4421E0F2B876FD065762B3257253B6BB22256F10BE479F442E3AE5B0922A3FE12A32355AB41B830481F2B4835F92A1B05E604B5",
    ],
    [
      "order_id=ORD-1&product_id=42",
      "650DFA85696C764CF5276397D48D5F1E7D1D0D42D2836E459CAE83A36814DF67E90C59A508B73D98280400758A65381D09BFA36D7F575345639D24F269A666A2",
    ],
    [
      "buyer_email=a%2Bb%40example.de&custom=m%3Aabc%2Bdef%2Fghi%3Djkl&order_id=ORD-3",
      "A3696FD825F03952BBA847F87B5622BE370CBC312406E58647E809D90BCF613368AB228EC45C69B25D9A7EF8F4288BF08E5B66A774A3C49E5FC3FCCB189CE192",
    ],
  ])("is the vendor's own for %s", (fields, sign) => {
    const secrets = ["s3cret-passphrase"];
    expect(proof(`${fields}&sha_sign=${sign}`, secrets)).toBe("signature");
  });
});

describe("a notification of ClickBank", () => {
  // Of shops_test_vectors.json, made by openssl.
  const SENT = {
    notification:
      "SpvxQqkEGJNP31jy4iRmzGhRtAd8K9xwgogIYmvxlfhWFENcZkwnJ0bdpFJQZHad1QboR934kzxjk8Z9j6IaNPdtpEmy4fWAhkfFfps9it/SXtHZgY+NS4S5QdIq0GD78ntfU8+NdUS6zFZN4WHXSh226dMAm08a11M/ygC8tl/QM3/AJV+mQXEuZiFktd8/CVYKcKsM5JZWEYQtyFSurAH4uzg6zosG/pR0qzxGmDvM81SUXKoChZMYQhqtuegkjRvnhgmA9ZXgNBYRyZFbDQIUh8ydum5cCiZrsXput0gNBh1lV0iMWGaFiP00t3no",
    iv: "MDEyMzQ1Njc4OUFCQ0RFRg==",
  };
  const secrets = ["ANOTHER", "ABCDEFGH12345678"];
  const reading = (sent: unknown, change: Partial<ShopInput> = {}) => {
    const text = typeof sent === "string" ? sent : JSON.stringify(sent);
    return readShop(
      "clickbank",
      inputOf("clickbank", {}, { text, secrets, ...change }),
    );
  };

  test("is read once it is decrypted", () => {
    const { proof, parameters, order_ids } = reading(SENT);
    expect([proof, ...order_ids]).toEqual(["signature", "CWOGBZLN"]);
    const named = Object.fromEntries(
      parameters.map(({ name, value }) => [name, value]),
    );
    expect(named).toMatchObject({
      ...{ amount: "37.00", currency: "USD", status: "sale" },
      occurred_at: "2026-11-01T10:00:00-07:00",
    });
    const form = new URLSearchParams(SENT).toString();
    expect(reading(form).proof).toBe("signature");
  });

  test("is refused alike, whatever of it is wrong", () => {
    const bytes = Buffer.from(SENT.notification, "base64");
    const answers = new Set<string>();
    for (let at = 0; at < bytes.length; at += 7) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0x55;
      const notification = changed.toString("base64");
      const { refused } = reading({ ...SENT, notification });
      answers.add(JSON.stringify(refused));
    }
    for (const notification of ["", "x", SENT.notification.slice(0, -24)]) {
      const { refused } = reading({
        ...SENT,
        notification: `${notification}A`,
      });
      answers.add(JSON.stringify(refused));
    }
    answers.add(JSON.stringify(reading({ ...SENT, iv: "AAAA" }).refused));
    answers.add(JSON.stringify(reading(SENT, { secrets: ["no"] }).refused));
    // A block that is garbled within a text may leave it one: it isn't authenticated.
    answers.delete("null");
    expect([...answers]).toEqual([expect.stringContaining("bad_signature")]);
  });

  test("has to be one", () => {
    const codes = ["{}", "[]", "x=1", JSON.stringify({ iv: SENT.iv })].map(
      (text) => reading(text).refused?.refusal.code,
    );
    expect(new Set(codes)).toEqual(new Set(["missing_signature"]));
    const bare = reading(SENT, { secrets: [] });
    expect(bare.refused?.refusal.code).toBe("missing_signature");
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
