import { describe, expect, test } from "bun:test";
import { createHmac } from "node:crypto";
import { newWebhookSecret } from "../../kernel/mod.ts";
import type { RawPostback } from "../../sources/mod.ts";
import { signatureHint } from "./signature_hint.ts";

const TS = "1795348800";
const SECRET = "a-secret-of-24-bytes-or-more";
const BASE64_SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
const OWN_PATH = "/v1/postback/k3y";
const PLAIN_PATH = "/v1/postback";
const QUERY = `click_id=abc&amount=12.50&currency=EUR&name=a%20b&ts=${TS}`;
const PLUS_QUERY = `name=a+b%2Fc&ts=${TS}`;
const BODY = "status=approved";

/** A sender's mistaken signed content, and the request it sent. */
interface Mistake {
  text?: string;
  key?: string | Uint8Array;
  method?: "GET" | "POST";
  path?: string;
  query?: string;
  /** Writes the MAC as `sig`. */
  write?: (mac: Buffer) => string;
  secrets?: string[];
}

function hintOf(mistake: Mistake): string | null {
  const { method = "GET", path = OWN_PATH, query = QUERY } = mistake;
  const { key = SECRET, secrets = [SECRET] } = mistake;
  const body = method === "POST" ? BODY : "";
  const text = mistake.text ?? `${TS}\n${method}\n${path}\n${query}\n${body}`;
  const mac = createHmac("sha256", key).update(text).digest();
  const sig = mistake.write?.(mac) ?? mac.toString("hex");
  const raw = rawWith(method, `${path}?${query}&sig=${sig}`, body);
  const claim = { scheme: "query", timestamp: TS, signature: sig, id: "" };
  return signatureHint({ ...claim, scheme: "query" }, raw, {
    key: "k3y",
    secrets,
  });
}

function rawWith(method: string, url: string, body: string): RawPostback {
  return {
    id: "019a0000-0000-7000-8000-000000000000",
    received_at: 0,
    method,
    url,
    headers: {},
    body: Buffer.from(body),
    ip: "198.51.100.7",
  };
}

describe("signatureHint()", () => {
  const posted = { method: "POST" } as const;
  const decoded = decodeURIComponent(QUERY);

  test.each<[string, Mistake]>([
    [
      "it is right but for its letters",
      { write: (mac) => mac.toString("hex").toUpperCase() },
    ],
    [
      "it is right but sent as base64",
      { write: (mac) => mac.toString("base64") },
    ],
    [
      "it is right but sent as base64",
      { write: (mac) => mac.toString("base64url") },
    ],
    [
      "the secret was base64-decoded",
      {
        key: Buffer.from(BASE64_SECRET.slice(6), "base64"),
        secrets: [BASE64_SECRET],
      },
    ],
    ["a line end was taken for a part of the secret", { key: `${SECRET}\n` }],
    [
      "it was signed as a POST, but sent as a GET",
      { text: `${TS}\nPOST\n${OWN_PATH}\n${QUERY}\n` },
    ],
    [
      "it was signed as a GET, but sent as a POST",
      { ...posted, text: `${TS}\nGET\n${OWN_PATH}\n${QUERY}\n` },
    ],
    [
      "the method was signed in small letters",
      { text: `${TS}\nget\n${OWN_PATH}\n${QUERY}\n` },
    ],
    [
      "it was signed without the body",
      { ...posted, text: `${TS}\nPOST\n${OWN_PATH}\n${QUERY}\n` },
    ],
    [
      "it was signed for the path without the source's key",
      { text: `${TS}\nGET\n${PLAIN_PATH}\n${QUERY}\n` },
    ],
    [
      "it was signed for the source's own address",
      { path: PLAIN_PATH, text: `${TS}\nGET\n${OWN_PATH}\n${QUERY}\n` },
    ],
    [
      "the path was signed with a slash at the end",
      { text: `${TS}\nGET\n${OWN_PATH}/\n${QUERY}\n` },
    ],
    [
      "the path was signed without its slash",
      { path: `${OWN_PATH}/`, text: `${TS}\nGET\n${OWN_PATH}\n${QUERY}\n` },
    ],
    [
      "the query was signed with `sig=` left",
      { text: `${TS}\nGET\n${OWN_PATH}\n${QUERY}&sig=\n` },
    ],
    [
      "the query was signed with the & beside",
      { text: `${TS}\nGET\n${OWN_PATH}\n${QUERY}&\n` },
    ],
    [
      "the query was signed decoded",
      { text: `${TS}\nGET\n${OWN_PATH}\n${decoded}\n` },
    ],
    [
      "the query was signed decoded",
      {
        query: PLUS_QUERY,
        text: `${TS}\nGET\n${OWN_PATH}\nname=a b/c&ts=${TS}\n`,
      },
    ],
    [
      "the query was signed decoded",
      {
        query: PLUS_QUERY,
        text: `${TS}\nGET\n${OWN_PATH}\nname=a+b/c&ts=${TS}\n`,
      },
    ],
    [
      "the query was signed before it was percent-encoded",
      {
        query: `name=é&ts=${TS}`,
        text: `${TS}\nGET\n${OWN_PATH}\nname=é&ts=${TS}\n`,
      },
    ],
    [
      "the query was signed with + for spaces",
      { text: `${TS}\nGET\n${OWN_PATH}\n${QUERY.replace("%20", "+")}\n` },
    ],
    [
      "the query was signed with %20 for spaces",
      {
        query: PLUS_QUERY,
        text: `${TS}\nGET\n${OWN_PATH}\n${PLUS_QUERY.replace("+", "%20")}\n`,
      },
    ],
    [
      "the query was signed with its ?",
      { text: `${TS}\nGET\n${OWN_PATH}\n?${QUERY}\n` },
    ],
    [
      "the query was signed sorted",
      {
        text: `${TS}\nGET\n${OWN_PATH}\n${QUERY.split("&").toSorted().join("&")}\n`,
      },
    ],
    [
      "it was signed without the query",
      { text: `${TS}\nGET\n${OWN_PATH}\n\n` },
    ],
    [
      "the line end after the query was not signed",
      { text: `${TS}\nGET\n${OWN_PATH}\n${QUERY}` },
    ],
    [
      "a line end after the last line was signed",
      { ...posted, text: `${TS}\nPOST\n${OWN_PATH}\n${QUERY}\n${BODY}\n` },
    ],
    [
      "the lines were ended by \\r\\n",
      { text: `${TS}\r\nGET\r\n${OWN_PATH}\r\n${QUERY}\r\n` },
    ],
    [
      "`ts` was signed in milliseconds",
      { text: `${TS}000\nGET\n${OWN_PATH}\n${QUERY}\n` },
    ],
    [
      "the query was signed without `currency`",
      {
        text: `${TS}\nGET\n${OWN_PATH}\n${QUERY.replace("&currency=EUR", "")}\n`,
      },
    ],
    [
      "the query was signed without `click_id`",
      {
        ...posted,
        text: `${TS}\nPOST\n${OWN_PATH}\n${QUERY.replace("click_id=abc&", "")}\n${BODY}`,
      },
    ],
    [
      "the query was signed without `ts`",
      { text: `${TS}\nGET\n${OWN_PATH}\n${QUERY.replace(`&ts=${TS}`, "")}\n` },
    ],
    ["`sig` is 5 characters", { write: () => "12345" }],
    [
      "`sig` has to stand in the query literally, once",
      { query: `${QUERY}&sig=x` },
    ],
  ])("says %p (case %#)", (hint, mistake) => {
    expect(hintOf(mistake)).toStartWith(hint);
    expect(hintOf(mistake)).toBe(hintOf(mistake));
  });

  test("names the mistake also where the second of two secrets was used", () => {
    const text = `${TS}\nGET\n${OWN_PATH}\n${QUERY.replace("&currency=EUR", "")}\n`;
    const secrets = ["a-newer-secret-of-24-bytes", SECRET];
    expect(hintOf({ text, secrets })).toBe(
      "the query was signed without `currency`",
    );
  });

  test("says nothing where it can't tell: another secret, or two mistakes at once", () => {
    expect(hintOf({ key: "of somebody else" })).toBeNull();
    const twice = `${TS}\nPOST\n${PLAIN_PATH}\n${QUERY}\n`;
    expect(hintOf({ text: twice })).toBeNull();
    expect(hintOf({ secrets: [""], key: "x" })).toBeNull();
    expect(hintOf({ secrets: [] })).toBeNull();
  });

  test("looks for at most thirty parameters, and makes at most sixty HMACs", () => {
    const names = Array.from({ length: 40 }, (_, index) => `p${index}=1`);
    const query = `${names.join("&")}&ts=${TS}`;
    const without = (name: string): Mistake => ({
      query,
      text: `${TS}\nGET\n${OWN_PATH}\n${query.replace(`${name}=1&`, "")}\n`,
    });
    expect(hintOf(without("p29"))).toBe("the query was signed without `p29`");
    expect(hintOf(without("p30"))).toBeNull();
    const secrets = ["another-secret", "and-a-third-one", SECRET];
    expect(hintOf({ ...without("p0"), secrets })).toContain("`p0`");
    expect(hintOf({ ...without("p29"), secrets })).toBeNull();
  });
});

describe("signatureHint() of a webhook", () => {
  const payload = '{"click_id":"abc"}';
  const content = `msg-1.${TS}.${payload}`;
  const secret = newWebhookSecret();
  const key = Buffer.from(secret.slice("whsec_".length), "base64");

  function macOf(by: string | Uint8Array, text = content): Buffer {
    return createHmac("sha256", by).update(text).digest();
  }

  test.each<[string | null, string, string[]]>([
    [
      "it is right but lacks the `v1,`",
      macOf(key).toString("base64"),
      [secret],
    ],
    [
      "it is right but not sent as plain base64",
      `v1,${macOf(key).toString("hex")}`,
      [secret],
    ],
    [
      "it is right but not sent as plain base64",
      `v1,${macOf(key).toString("base64url")}`,
      [secret],
    ],
    [
      "the secret's text was the key",
      `v1,${macOf(secret).toString("base64")}`,
      [secret],
    ],
    [
      "the secret's text was the key",
      `v1,${macOf(secret.slice(6)).toString("base64")}`,
      [secret],
    ],
    [
      "the secret's text was the key",
      `v1,${macOf(SECRET).toString("base64")}`,
      [SECRET],
    ],
    [
      "only the body was signed",
      `v1,${macOf(key, payload).toString("base64")}`,
      [secret],
    ],
    ["`webhook-signature` holds no `v1,`", "v1,AAAA", [secret]],
    ["`webhook-signature` holds no `v1,`", "v1a,AAAA", [secret]],
    [
      "no secret of the source is base64",
      `v1,${macOf("x").toString("base64")}`,
      [SECRET],
    ],
    [null, `v1,${macOf("x").toString("base64")}`, [secret, SECRET]],
  ])("says %p (case %#)", (hint, signature, secrets) => {
    const claim = { timestamp: TS, signature, id: "msg-1" };
    const raw = rawWith("POST", OWN_PATH, payload);
    const found = signatureHint({ ...claim, scheme: "webhook" }, raw, {
      key: "k3y",
      secrets,
    });
    if (hint === null) expect(found).toBeNull();
    else expect(found).toStartWith(hint);
  });
});
