import { describe, expect, test } from "bun:test";
import { createHmac } from "node:crypto";
import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import {
  constantTimeEquals,
  hmacSha256,
  newWebhookSecret,
  signQuery,
  signWebhook,
  verifyQuery,
  verifyWebhook,
  withoutSig,
} from "./signatures.ts";

const EMPTY = new Uint8Array(0);
const SECRET = "a-secret-of-24-bytes-or-more";
const OTHER_SECRET = "another-secret-of-24-bytes-or-more";

test("constantTimeEquals() compares bytes and texts, of any length", () => {
  expect(constantTimeEquals("abc", "abc")).toBe(true);
  expect(constantTimeEquals("abc", Uint8Array.of(97, 98, 99))).toBe(true);
  expect(constantTimeEquals(EMPTY, "")).toBe(true);
  expect(constantTimeEquals("abc", "abd")).toBe(false);
  expect(constantTimeEquals("abc", "abcd")).toBe(false);
  expect(constantTimeEquals("", "a")).toBe(false);
});

test("hmacSha256() is HMAC-SHA256 over the parts put end to end", () => {
  const key = fc.uint8Array({ maxLength: 100 });
  fc.assert(
    fc.property(key, fc.string(), fc.uint8Array(), (secret, text, bytes) => {
      const expected = createHmac("sha256", secret).update(text).update(bytes);
      const mac = hmacSha256(secret, text, bytes);
      expect(Buffer.from(mac)).toEqual(expected.digest());
    }),
  );
});

describe("withoutSig()", () => {
  test.each([
    ["a=1&sig=x&b=2", "a=1&b=2"],
    ["sig=x&b=2", "b=2"],
    ["a=1&sig=x", "a=1"],
    ["sig=x", ""],
    ["a=1&&sig=x", "a=1&"],
    ["sig=&a=1", "a=1"],
    ["asig=1&sig=x&sig2=3", "asig=1&sig2=3"],
    ["a=1&%73ig=y&sig=x", "a=1&%73ig=y"],
    ["", null],
    ["a=1", null],
    ["sig", null],
    ["SIG=x", null],
    ["sig=x&sig=x", null],
    ["sig=x&a=1&sig=y", null],
  ])("%j gives %j", (query, rest) => {
    expect(withoutSig(query)).toBe(rest);
  });
});

describe("query signatures", () => {
  const request = {
    secret: SECRET,
    ts: 1_795_348_800,
    method: "GET",
    path: "/v1/postback",
    query: "click_id=abc&amount=12.50&ts=1795348800",
    body: EMPTY,
  };
  const signed = `${request.query}&sig=${signQuery(request)}`;
  const sent = { ...request, secrets: [SECRET], query: signed };

  test("are lower-case hex HMAC-SHA256 over the lines of the contract", () => {
    const text =
      "1795348800\nGET\n/v1/postback\nclick_id=abc&amount=12.50&ts=1795348800\n";
    const expected = createHmac("sha256", SECRET).update(text).digest("hex");
    expect(signQuery(request)).toBe(expected);
    expect(signQuery({ ...request, method: "get" })).toBe(expected);
  });

  test.skipIf(Bun.which("openssl") === null)("agree with openssl", () => {
    const post = { ...request, method: "POST", body: Buffer.from('{"a":1}') };
    const run = Bun.spawnSync(["openssl", "dgst", "-sha256", "-hmac", SECRET], {
      stdin: Buffer.from(
        `1795348800\nPOST\n/v1/postback\n${request.query}\n{"a":1}`,
      ),
    });
    expect(run.stdout.toString()).toContain(signQuery(post));
  });

  test("verify wherever in the query sig stands", () => {
    const sig = `sig=${signQuery(request)}`;
    const [first, ...rest] = request.query.split("&");
    for (const query of [
      signed,
      `${sig}&${request.query}`,
      [first, sig, ...rest].join("&"),
    ]) {
      expect(verifyQuery({ ...sent, query })).toBe(true);
    }
  });

  test("verify with either of two live secrets and with none else", () => {
    const both = [OTHER_SECRET, SECRET];
    expect(verifyQuery({ ...sent, secrets: both })).toBe(true);
    expect(verifyQuery({ ...sent, secrets: both.toReversed() })).toBe(true);
    expect(verifyQuery({ ...sent, secrets: [OTHER_SECRET] })).toBe(false);
    expect(verifyQuery({ ...sent, secrets: [] })).toBe(false);
  });

  test("an empty secret signs nothing", () => {
    const sig = signQuery({ ...request, secret: "" });
    const query = `${request.query}&sig=${sig}`;
    expect(verifyQuery({ ...sent, query, secrets: [""] })).toBe(false);
  });

  test("any change of method, path, query or body is refused", () => {
    const post = { ...request, method: "POST", body: Buffer.from("a=1") };
    const query = `${post.query}&sig=${signQuery(post)}`;
    const posted = { ...post, secrets: [SECRET], query };
    expect(verifyQuery(posted)).toBe(true);
    for (const change of [
      { method: "GET" },
      { path: "/v1/postback/x" },
      { query: query.replace("12.50", "99.50") },
      { query: query.replace("ts=1795348800", "ts=1795348801") },
      { query: query.replace("&ts=", "&&ts=") },
      { query: query.toUpperCase() },
      { query: query.replace(/sig=.*/, (sig) => sig.toUpperCase()) },
      { query: query.slice(0, -1) },
      { query: `${query}&extra=1` },
      { body: Buffer.from("a=2") },
      { body: EMPTY },
    ]) {
      expect(verifyQuery({ ...posted, ...change })).toBe(false);
    }
  });

  test("a query without exactly one sig and one ts is refused", () => {
    const without_ts = { ...request, query: "click_id=abc" };
    const sig = signQuery(without_ts);
    for (const query of [
      request.query,
      `click_id=abc&sig=${sig}`,
      `${signed}&sig=x`,
      `${signed}&ts=1795348800`,
      "ts=&sig=",
      "",
    ]) {
      expect(verifyQuery({ ...sent, query })).toBe(false);
    }
  });

  test("a time that isn't one number is refused though it was signed", () => {
    for (const [ts, query] of [
      ["soon", "a=1&ts=soon"],
      ["-5", "a=1&ts=-5"],
      ["", "a=1&ts="],
      ["1795348800", "ts=1795348800&a=1&ts=1795348801"],
    ] as const) {
      const text = `${ts}\nGET\n/v1/postback\n${query}\n`;
      const sig = createHmac("sha256", SECRET).update(text).digest("hex");
      const claimed = { ...sent, query: `${query}&sig=${sig}` };
      expect(verifyQuery(claimed)).toBe(false);
    }
  });

  test("the body of a GET is not signed", () => {
    const body = Buffer.from("whatever");
    expect(signQuery({ ...request, body })).toBe(signQuery(request));
  });

  test("a query is signed as a WHATWG URL encodes it, encoded already or not", () => {
    const letter = fc.oneof(
      fc.constantFrom(..." \"'<>`{}|\\^%&=+é€\u{1f600}"),
      fc.string({ unit: "binary", maxLength: 1 }),
    );
    // URL parsers drop tabs, line ends and trailing spaces, and end the query at #.
    const text = fc
      .array(letter)
      .map((letters) => `${letters.join("").replace(/[\t\r\n#]/g, "")}.`);
    fc.assert(
      fc.property(text, (query) => {
        const encoded = new URL(`http://localhost/?${query}`).search.slice(1);
        const by_hand = signQuery({ ...request, query });
        expect(by_hand).toBe(signQuery({ ...request, query: encoded }));
        const expected = createHmac("sha256", SECRET)
          .update(`1795348800\nGET\n/v1/postback\n${encoded}\n`)
          .digest("hex");
        expect(by_hand).toBe(expected);
      }),
    );
  });
});

describe("Standard Webhooks", () => {
  const secret = newWebhookSecret();
  const other = newWebhookSecret();
  const id = "019a0000-0000-7000-8000-000000000000";
  const now_s = Math.floor((performance.timeOrigin + performance.now()) / 1000);
  const payload = '{"conversion":"é"}';
  const message = { secrets: [secret], id, timestamp_s: now_s, payload };
  const signature = signWebhook(message);
  const claim = {
    secrets: [secret],
    id,
    timestamp: String(now_s),
    signature,
    payload,
  };

  test("what signWebhook() signs, the standard library verifies", () => {
    const headers = {
      "webhook-id": id,
      "webhook-timestamp": String(now_s),
      "webhook-signature": signWebhook({
        ...message,
        secrets: [other, secret],
      }),
    };
    expect(new Webhook(secret).verify(payload, headers)).toEqual({
      conversion: "é",
    });
    expect(new Webhook(other).verify(payload, headers)).toBeDefined();
    expect(() =>
      new Webhook(newWebhookSecret()).verify(payload, headers),
    ).toThrow();
  });

  test("what the standard library signs, verifyWebhook() verifies", () => {
    const by_library = new Webhook(secret).sign(
      id,
      new Date(now_s * 1000),
      payload,
    );
    expect(by_library).toBe(signature);
    expect(verifyWebhook({ ...claim, signature: by_library })).toBe(true);
  });

  test.skipIf(Bun.which("openssl") === null)("agree with openssl", () => {
    const key = Buffer.from(secret.slice("whsec_".length), "base64");
    const mac_options = ["-mac", "HMAC", "-macopt", `hexkey:${key.toHex()}`];
    const run = Bun.spawnSync(
      ["openssl", "dgst", "-sha256", "-binary", ...mac_options],
      { stdin: Buffer.from(`${id}.${now_s}.${payload}`) },
    );
    expect(signature).toBe(`v1,${Buffer.from(run.stdout).toString("base64")}`);
  });

  test("verify bytes and text alike, among other signatures", () => {
    expect(
      verifyWebhook({
        ...claim,
        secrets: [other, secret],
        signature: `v1a,abc v1,AAAA ${signature}`,
        payload: Buffer.from(payload),
      }),
    ).toBe(true);
  });

  test("any change of id, time, payload, signature or secret is refused", () => {
    expect(verifyWebhook(claim)).toBe(true);
    for (const change of [
      { id: "other" },
      { id: "" },
      { timestamp: String(now_s + 1) },
      { timestamp: `${now_s}.0` },
      { timestamp: "" },
      { payload: `${payload} ` },
      { signature: "" },
      { signature: "v1," },
      { signature: signature.slice("v1,".length) },
      { signature: signature.replace("v1,", "v2,") },
      { signature: signature.toLowerCase() },
      { secrets: [] },
      { secrets: [other] },
      { secrets: ["not base64!", "whsec_", ""] },
    ]) {
      expect(verifyWebhook({ ...claim, ...change })).toBe(false);
    }
  });

  test("a message without an id is refused though it was signed", () => {
    const nameless = { ...message, id: "" };
    const without_id = { ...claim, id: "", signature: signWebhook(nameless) };
    expect(verifyWebhook(without_id)).toBe(false);
  });

  test("looks at no more than 16 signatures of a header", () => {
    const filler = "v1,AAAA ";
    const last = { ...claim, signature: filler.repeat(15) + signature };
    const beyond = { ...claim, signature: filler.repeat(16) + signature };
    expect(verifyWebhook(last)).toBe(true);
    expect(verifyWebhook(beyond)).toBe(false);
  });

  test("signWebhook() throws on a secret that isn't base64", () => {
    for (const wrong of ["", "whsec_", "whsec_é", "whsec_a b"]) {
      expect(() => signWebhook({ ...message, secrets: [wrong] })).toThrow(
        "Cannot sign webhook: the secret is not base64",
      );
    }
  });

  test("newWebhookSecret() is 32 random bytes after whsec_", () => {
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(secret).not.toBe(other);
  });
});
