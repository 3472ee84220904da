import { describe, expect, test } from "bun:test";
import { Webhook } from "standardwebhooks";
import { newWebhookSecret, signQuery } from "../../kernel/mod.ts";
import type { RawPostback } from "../../sources/mod.ts";
import { readParameters } from "./read_request.ts";
import { faultOf, signatureClaims } from "./sender_signature.ts";

const NOW_S = 1_795_348_800;
const NOW_MS = NOW_S * 1000;
const SECRET = "a-secret-of-24-bytes-or-more";
const SECOND_SECRET = "another-secret-of-24-bytes-or-more";
const PATH = "/v1/postback/k3y";
const QUERY = `click_id=abc&amount=12.50&ts=${NOW_S}`;
const HAS_OPENSSL = Bun.which("openssl") !== null;

interface Request {
  method?: string;
  query?: string;
  headers?: Record<string, string>;
  body?: string;
  now_ms?: number;
  secrets?: string[];
  drift_seconds?: number;
}

/** The fault of each claim of a request; null if valid. */
function faultsOf(request: Request): (string | null)[] {
  const { query, body, headers = {}, now_ms = NOW_MS } = request;
  const { secrets = [SECRET], drift_seconds = 300 } = request;
  const raw: RawPostback = {
    id: "019a0000-0000-7000-8000-000000000000",
    received_at: now_ms,
    method: request.method ?? (body === undefined ? "GET" : "POST"),
    url: query === undefined ? PATH : `${PATH}?${query}`,
    headers,
    body: body === undefined ? null : Buffer.from(body),
    ip: "198.51.100.7",
  };
  const read = readParameters(raw);
  const parameters = read.ok ? read.parameters : [];
  return signatureClaims(raw, parameters).map((claim) => {
    const fault = faultOf(claim, { secrets, drift_seconds }, { raw, now_ms });
    if (fault === null || fault === "wrong") return fault;
    return `${fault.code}: ${fault.detail}`;
  });
}

function signed(query: string, secret = SECRET, body?: string): string {
  const method = body === undefined ? "GET" : "POST";
  const bytes = Buffer.from(body ?? "");
  const content = { ts: NOW_S, method, path: PATH, query, body: bytes };
  return `${query}&sig=${signQuery({ secret, ...content })}`;
}

describe("query signatures", () => {
  test.skipIf(!HAS_OPENSSL)("verify as a shell user makes them", () => {
    const script = `printf '%s\\n%s\\n%s\\n%s\\n%s' "$2" "$3" "$4" "$5" "$6" | openssl dgst -sha256 -hmac "$1" -r | cut -d' ' -f1`;
    for (const [method, query, body] of [
      ["GET", `${QUERY}&name=a%20b+c%C3%A9`, ""],
      ["POST", QUERY, '{"status":"approved","note":"é"}'],
      ["POST", `ts=${NOW_S}`, ""],
    ] as const) {
      const lines = [String(NOW_S), method, PATH, query, body];
      const run = Bun.spawnSync(["bash", "-c", script, "_", SECRET, ...lines]);
      const sig = run.stdout.toString().trim();
      const request = {
        method,
        headers: { "content-type": "application/json" },
        ...(method === "GET" ? {} : { body }),
      };
      const sound = { ...request, query: `${query}&sig=${sig}` };
      expect(faultsOf(sound)).toEqual([null]);
      const moved = { ...request, query: `sig=${sig}&${query}` };
      expect(faultsOf(moved)).toEqual([null]);
      const changed = { ...request, query: `${query}&a=1&sig=${sig}` };
      expect(faultsOf(changed)).toEqual(["wrong"]);
    }
  });

  test("verify by either of two live secrets, and by no third", () => {
    const secrets = [SECRET, SECOND_SECRET];
    for (const secret of secrets) {
      expect(faultsOf({ secrets, query: signed(QUERY, secret) })).toEqual([
        null,
      ]);
    }
    const query = signed(QUERY, `${SECRET}!`);
    expect(faultsOf({ secrets, query })).toEqual(["wrong"]);
  });

  test.each([
    [300, 0, true],
    [-300, 0, true],
    [300, 999, true],
    [301, 0, false],
    [-300, -1, false],
    [-301, 0, false],
    [86_400, 0, false],
  ])(
    "%d s and %d ms after the signed time are within 300 s: %p",
    (seconds, ms, is_within) => {
      const now_ms = NOW_MS + seconds * 1000 + ms;
      const [fault] = faultsOf({ query: signed(QUERY), now_ms });
      expect(fault).toEqual(
        is_within ? null : expect.stringContaining("stale_timestamp: `ts` is"),
      );
    },
  );

  test.each([
    [10, null],
    [
      11,
      "stale_timestamp: `ts` is 11 s behind our clock on arrival; 10 s are allowed either way",
    ],
    [
      -411,
      "stale_timestamp: `ts` is 411 s ahead of our clock on arrival; 10 s are allowed either way",
    ],
  ])(
    "%d s after the signed time a source that allows 10 s says %p",
    (seconds, expected) => {
      const now_ms = NOW_MS + seconds * 1000;
      const request = { query: signed(QUERY), now_ms, drift_seconds: 10 };
      expect(faultsOf(request)).toEqual([expected]);
    },
  );

  test.each<[string, string | undefined]>([
    ["a=1", undefined],
    ["sig=", undefined],
    [`ts=${NOW_S}`, undefined],
    ["sig=aa", "missing_signature: `sig` came without `ts`"],
    ["sig=aa&ts=", "missing_signature: `sig` came without `ts`"],
    [`sig=aa&ts=${NOW_S}`, "wrong"],
    [
      "sig=aa&ts=yesterday",
      'bad_signature: `ts` is "yesterday", which is not Unix time',
    ],
    [`sig=aa&ts=${NOW_S}.5`, "bad_signature"],
    ["sig=aa&ts=-1", "bad_signature"],
    ["sig=aa&ts=1", "stale_timestamp"],
    [`sig=aa&ts=${NOW_MS}`, "stale_timestamp: `ts` is in milliseconds"],
    [signed(QUERY).replace("sig=", "%73ig="), "wrong"],
    [signed(QUERY).replace("ts=1", "ts=%31"), "wrong"],
    [`${signed(QUERY)}&`, "wrong"],
  ])("the query %j has the fault %p", (query, expected) => {
    const [fault] = faultsOf({ query });
    if (expected === undefined) expect(fault).toBeUndefined();
    else expect(fault).toStartWith(expected);
  });

  test("a signed body can't be changed, and a GET can't bring one that isn't signed", () => {
    const query = signed(QUERY, SECRET, "a=1");
    expect(faultsOf({ query, body: "a=1" })).toEqual([null]);
    expect(faultsOf({ query, body: "a=2" })).toEqual(["wrong"]);
    const [fault] = faultsOf({
      method: "GET",
      query: signed(QUERY),
      body: "a=1",
    });
    expect(fault).toStartWith("bad_signature: This GET has a body");
  });
});

describe("Standard Webhooks", () => {
  const secret = newWebhookSecret();
  const second_secret = newWebhookSecret();
  const body = '{"click_id":"abc","name":"é"}';

  function headersOf(by = secret, at_s = NOW_S): Record<string, string> {
    const at = new Date(at_s * 1000);
    return {
      "content-type": "application/json",
      "webhook-id": "msg-1",
      "webhook-timestamp": String(at_s),
      "webhook-signature": new Webhook(by).sign("msg-1", at, body),
    };
  }

  test.each<[string, Record<string, string>, string | null]>([
    ["the first secret", headersOf(), null],
    ["the second secret", headersOf(second_secret), null],
    ["a third secret", headersOf(newWebhookSecret()), "wrong"],
    ["a drift of 300 s", headersOf(secret, NOW_S - 300), null],
    [
      "a drift of 301 s",
      headersOf(secret, NOW_S - 301),
      "stale_timestamp: `webhook-timestamp` is 301 s behind",
    ],
    [
      "301 s ahead",
      headersOf(secret, NOW_S + 301),
      "stale_timestamp: `webhook-timestamp` is 301 s ahead",
    ],
    ["another id", { "webhook-id": "msg-2" }, "wrong"],
    [
      "no id",
      { "webhook-id": "" },
      "missing_signature: `webhook-signature` came without `webhook-id`",
    ],
    [
      "no time",
      { "webhook-timestamp": "" },
      "missing_signature: `webhook-signature` came without `webhook-timestamp`",
    ],
    ["another time", { "webhook-timestamp": String(NOW_S + 1) }, "wrong"],
    ["a time in words", { "webhook-timestamp": "now" }, "bad_signature"],
    ["another scheme", { "webhook-signature": "v1a,AAAA" }, "wrong"],
  ])("with %s have the fault their standard wants", (_, change, expected) => {
    const headers = { ...headersOf(), ...change };
    const secrets = [secret, second_secret];
    const [fault] = faultsOf({ body, headers, secrets });
    if (expected === null) expect(fault).toBeNull();
    else expect(fault).toStartWith(expected);
  });

  test("with another body are wrong, whatever the query says", () => {
    const request = { headers: headersOf(), secrets: [secret] };
    expect(faultsOf({ ...request, body: `${body} ` })).toEqual(["wrong"]);
    expect(faultsOf({ ...request, body, query: "a=1" })).toEqual([null]);
  });

  test("stand before a query signature in the same request", () => {
    const query = signed(QUERY, secret, body);
    const request = { query, body, headers: headersOf() };
    expect(faultsOf({ ...request, secrets: [secret] })).toEqual([null, null]);
    expect(
      faultsOf({ ...request, secrets: [secret], body: `${body} ` }),
    ).toEqual(["wrong", "wrong"]);
  });

  test("without a signature are none", () => {
    const headers = { ...headersOf(), "webhook-signature": "" };
    expect(faultsOf({ body, headers })).toEqual([]);
  });
});
