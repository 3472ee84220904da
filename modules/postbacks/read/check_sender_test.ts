import { describe, expect, test } from "bun:test";
import { Webhook } from "standardwebhooks";
import { newWebhookSecret, parseCidrs } from "../../kernel/mod.ts";
import type { SourceConfig } from "../../sources/mod.ts";
import { checkSender } from "./check_sender.ts";
import { NameTable } from "../../sources/mod.ts";
import { Trace } from "./trace.ts";
import {
  KEY,
  NOW_MS,
  NOW_S,
  OTHER,
  OWN_PATH,
  SECOND_SECRET,
  SECRET,
  SIGNING,
  TOKEN,
  check,
  detailOf,
  inputOf,
  outcomeOf,
  signed,
  sourceWith,
} from "../../../tests/modules/postbacks/sender_checks.ts";
import type { Request } from "../../../tests/modules/postbacks/sender_checks.ts";

const QUERY = `click_id=abc&amount=12.50&ts=${NOW_S}`;

describe("addresses", () => {
  const only = (list: string): SourceConfig =>
    sourceWith({ allow_ips: parseCidrs(list) });

  test.each([
    ["", "198.51.100.7", "none"],
    ["198.51.100.7", "198.51.100.7", "none"],
    ["198.51.100.0/24", "198.51.100.255", "none"],
    ["198.51.100.0/24", "::ffff:198.51.100.7", "none"],
    ["::ffff:198.51.100.0/120", "198.51.100.7", "none"],
    ["2001:db8:1::/48", "2001:db8:1:2::3", "none"],
    ["203.0.113.1 2001:db8::/32", "2001:0DB8::1", "none"],
    ["198.51.100.0/24", "198.51.101.1", "sender_not_allowed"],
    ["198.51.100.0/24", "::ffff:198.51.101.1", "sender_not_allowed"],
    ["2001:db8:1::/48", "2001:db8:2::1", "sender_not_allowed"],
    ["0.0.0.0/0", "2001:db8::1", "sender_not_allowed"],
    ["0.0.0.0/0", "nonsense", "sender_not_allowed"],
  ])("where %p may send, %s gives %s", (list, ip, expected) => {
    expect(outcomeOf({ source: only(list), ip })).toBe(expected);
  });

  test("a sound proof from elsewhere is refused, and nothing further is looked at", () => {
    const source = { ...SIGNING, allow_ips: parseCidrs("203.0.113.1") };
    const trace = new Trace();
    const sender = checkSender(
      inputOf({ source, query: signed(QUERY) }),
      trace,
    );
    expect(sender).toMatchObject({ refusal: { code: "sender_not_allowed" } });
    expect(trace.steps).toEqual([
      {
        step: "address",
        looked_at: "198.51.100.7",
        expected: "sender_not_allowed",
        found: expect.stringContaining("198.51.100.7 is not among"),
        ok: false,
      },
    ]);
  });

  test("another source's proof counts only from that source's addresses", () => {
    const from_office = {
      ...OTHER,
      require: "token" as const,
      allow_ips: parseCidrs("203.0.113.1"),
    };
    const request = {
      source: sourceWith(),
      others: [from_office],
      token: "token-of-the-other",
    };
    expect(outcomeOf(request)).toBe("bad_token");
    expect(outcomeOf({ ...request, ip: "203.0.113.1" })).toBe("token");
  });
});

describe("signatures", () => {
  test.each([
    ["sig=aa&a=1", "missing_signature"],
    ["sig=aa&ts=", "missing_signature"],
    ["sig=&a=1", "missing_signature"],
    [`ts=${NOW_S}`, "missing_signature"],
    ["", "missing_signature"],
    [`sig=aa&ts=${NOW_S}`, "bad_signature"],
    ["sig=aa&ts=yesterday", "bad_signature"],
    [`sig=aa&ts=${NOW_S}.5`, "bad_signature"],
    ["sig=aa&ts=-1", "bad_signature"],
    ["sig=aa&ts=1", "stale_timestamp"],
    [`sig=aa&ts=${NOW_MS}`, "stale_timestamp"],
    [`${signed(QUERY)}&sig=aa`, "malformed"],
    [`${signed(QUERY)}&%73ig=aa`, "malformed"],
    [`${signed(QUERY)}&ts=1`, "malformed"],
    [signed(`${QUERY}&ts=${NOW_S}`), "malformed"],
    [signed(`${QUERY}&nonce=a&nonce=a`), "malformed"],
    [signed(`${QUERY}&nonce=a`), "signature"],
    [`ts=1&ts=2`, "missing_signature"],
  ])("the query %j gives %s", (query, expected) => {
    expect(outcomeOf({ source: SIGNING, query })).toBe(expected);
  });

  test("a wrong one is refused also where none is required and the token is right", () => {
    const source = sourceWith({ secrets: [SECRET], token: TOKEN });
    const query = `${QUERY}&sig=${"0".repeat(64)}`;
    expect(outcomeOf({ source, query })).toBe("bad_signature");
    expect(outcomeOf({ source, query, token: TOKEN })).toBe("bad_signature");
    expect(outcomeOf({ source, token: TOKEN })).toBe("token");
  });

  test("`sig` and `ts` are parameters like any other where no source has a secret", () => {
    const source = sourceWith({ token: TOKEN, require: "token" });
    const trace = new Trace();
    const query = "sig=aa&sig=bb&ts=1";
    const input = inputOf({ source, query, token: TOKEN });
    expect(checkSender(input, trace)).toMatchObject({
      proof: "token",
      scheme: null,
    });
    const step = trace.steps.find((known) => known.step === "signature");
    expect(step?.found).toContain("parameters like any other");
  });

  test("a sound webhook has its id for a nonce, and only its body is read", () => {
    const secret = newWebhookSecret();
    const body = '{"click_id":"abc","nonce":"of the body"}';
    const headers = {
      "content-type": "application/json",
      "webhook-id": "msg-1",
      "webhook-timestamp": String(NOW_S),
      "webhook-signature": new Webhook(secret).sign(
        "msg-1",
        new Date(NOW_MS),
        body,
      ),
    };
    const source = sourceWith({ secrets: [secret], require: "signature" });
    const query = "nonce=n&nonce=m";
    expect(check({ source, body, headers, query })).toEqual({
      ok: true,
      proof: "signature",
      scheme: "webhook",
      signed_at: NOW_MS,
      nonce: "msg-1",
      reads_query: false,
      let_pass: [],
      wrong_signature: null,
    });
    const both = {
      source,
      body,
      query: signed(QUERY, { secret, body }),
      headers: { ...headers, "webhook-signature": "v1,AAAA" },
    };
    expect(check(both)).toMatchObject({
      scheme: "query",
      reads_query: true,
      nonce: "of the body",
    });
    const { "webhook-id": _, ...nameless } = headers;
    expect(outcomeOf({ source, body, headers: nameless })).toBe(
      "missing_signature",
    );
  });
});

describe("nonces", () => {
  test.each([
    ["nonce=n-1", "n-1"],
    ["NONCE=n-1", "n-1"],
    ["nonce=", null],
    ["a=1", null],
    [`nonce=${"n".repeat(255)}`, "n".repeat(255)],
  ])("the query %j has the nonce %p", (query, nonce) => {
    expect(check({ query })).toMatchObject({ ok: true, nonce });
  });

  test.each<[string, Request]>([
    ["too long", { query: `nonce=${"n".repeat(256)}` }],
    ["given twice", { query: "nonce=a&nonce=a" }],
    ["another in the body", { query: "nonce=a", body: "nonce=b" }],
  ])("one that is %s is malformed, for any source", (_, request) => {
    const lenient = sourceWith({ enforce: false });
    expect(outcomeOf(request)).toBe("malformed");
    expect(outcomeOf({ ...request, source: lenient })).toBe("malformed");
  });

  test("it is read under the source's own name for it", () => {
    const names = new NameTable({ nonce: ["event_uuid"] });
    const source = sourceWith({ names });
    expect(check({ source, query: "event_uuid=u-1" })).toMatchObject({
      nonce: "u-1",
    });
  });
});

describe("tokens", () => {
  const source = sourceWith({ token: TOKEN, require: "token" });

  test.each<[string, Request, string]>([
    ["the right token", { token: TOKEN }, "token"],
    ["the own address", { path: OWN_PATH }, "token"],
    ["a wrong token", { token: "wrong" }, "bad_token"],
    ["the beginning of the token", { token: TOKEN.slice(0, -1) }, "bad_token"],
    [
      "a wrong token at the own address",
      { path: OWN_PATH, token: "wrong" },
      "bad_token",
    ],
    ["an empty token", { token: "" }, "bad_token"],
    ["no token", {}, "bad_token"],
    [
      "another source's token",
      { token: "token-of-the-other", others: [OTHER] },
      "bad_token",
    ],
  ])("%s gives %s where a token is required", (_, request, expected) => {
    expect(outcomeOf({ source, ...request })).toBe(expected);
  });

  test("a wrong one is refused even where none is required, but not beside a valid signature", () => {
    const lax = sourceWith({ token: TOKEN, secrets: [SECRET] });
    expect(outcomeOf({ source: lax })).toBe("none");
    expect(outcomeOf({ source: lax, token: "wrong" })).toBe("bad_token");
    expect(
      outcomeOf({ source: lax, token: "wrong", query: signed(QUERY) }),
    ).toBe("signature");
  });

  test("one that is sent to a source without a token is not looked at", () => {
    expect(outcomeOf({ source: sourceWith(), token: "any" })).toBe("none");
  });

  test("a signature is as good as a token, a token is no signature", () => {
    const both = { ...source, secrets: [SECRET] };
    const strict = { ...both, require: "signature" as const };
    expect(outcomeOf({ source: both, query: signed(QUERY) })).toBe("signature");
    expect(outcomeOf({ source: strict, token: TOKEN })).toBe(
      "missing_signature",
    );
    expect(outcomeOf({ source: strict, path: OWN_PATH })).toBe(
      "missing_signature",
    );
  });

  test("the refusal says what to send", () => {
    expect(detailOf({ source })).toBe(
      "This sender has to prove itself: send `token`, or post to the source's own address",
    );
  });
});

test("no refusal and no trace holds a secret, a token, a key or the right signature", () => {
  const source = { ...SIGNING, token: TOKEN, secrets: [SECRET, SECOND_SECRET] };
  const query = `${QUERY}&token=wrong-token&currency=EUR`;
  const right = signed(query, { path: OWN_PATH }).split("sig=")[1] ?? "";
  for (const request of [
    { path: OWN_PATH, query: `${query}&sig=${"0".repeat(64)}` },
    { path: OWN_PATH, query: signed(query) },
    { path: OWN_PATH, query: `${query}&sig=${right.toUpperCase()}` },
    { query: signed(query, { path: OWN_PATH }) },
    { token: "wrong-token" },
  ]) {
    const trace = new Trace();
    const sender = checkSender(inputOf({ source, ...request }), trace);
    expect(sender.ok).toBe(false);
    const { refusal } = sender as Extract<typeof sender, { ok: false }>;
    const shown = JSON.stringify([refusal, trace.steps]);
    for (const hidden of [
      SECRET,
      SECOND_SECRET,
      TOKEN,
      KEY,
      "wrong-token",
      right,
    ]) {
      expect(shown).not.toContain(hidden);
    }
  }
});
