import { expect, test } from "bun:test";
import { nonceContent } from "./nonce_content.ts";
import type { Parameter, RawPostback } from "../../sources/mod.ts";
import { readParameters } from "../read/read_request.ts";

interface Request {
  method?: string;
  url: string;
  body?: string;
}

function contentOf(request: Request): string {
  const raw: RawPostback = {
    id: "019a0000-0000-7000-8000-000000000000",
    received_at: 1_795_348_800_000,
    method: request.method ?? "GET",
    url: request.url,
    headers: {},
    body: request.body === undefined ? null : Buffer.from(request.body),
    ip: "198.51.100.7",
  };
  const read = readParameters(raw);
  const parameters: Parameter[] = read.ok ? read.parameters : [];
  return Buffer.from(nonceContent(raw, parameters)).toString("hex");
}

const SAID: Request = {
  url: "/v1/postback?click_id=abc&amount=12.50&nonce=n1&ts=1&sig=aa",
};
const POSTED: Request = { method: "POST", url: SAID.url, body: "a=1&b=2" };

test.each<[string, Request, Request]>([
  [
    "another time and signature",
    SAID,
    { url: SAID.url.replace("ts=1&sig=aa", "ts=2&sig=bb") },
  ],
  ["no signature", SAID, { url: SAID.url.replace("&ts=1&sig=aa", "") }],
  [
    "another order",
    SAID,
    { url: "/v1/postback?nonce=n1&sig=aa&amount=12.50&ts=1&click_id=abc" },
  ],
  ["another encoding", SAID, { url: SAID.url.replace("abc", "%61bc") }],
  ["a method in small letters", SAID, { ...SAID, method: "get" }],
  ["an empty body", SAID, { ...SAID, body: "" }],
  [
    "two values of a name in another order",
    { url: "/p?a=1&a=2" },
    { url: "/p?a=2&a=1" },
  ],
])("the same with %s is the same content", (_, first, second) => {
  expect(contentOf(second)).toBe(contentOf(first));
});

test.each<[string, Request, Request]>([
  ["method", SAID, { ...SAID, method: "POST" }],
  ["path", SAID, { url: SAID.url.replace("postback?", "postback/key?") }],
  ["value", SAID, { url: SAID.url.replace("12.50", "99.50") }],
  ["name", SAID, { url: SAID.url.replace("amount=", "payout=") }],
  ["further parameter", SAID, { url: `${SAID.url}&status=approved` }],
  ["body", POSTED, { ...POSTED, body: "a=1&b=3" }],
  ["order in the body", POSTED, { ...POSTED, body: "b=2&a=1" }],
  [
    "time stamp in the body",
    { ...POSTED, body: "ts=1" },
    { ...POSTED, body: "ts=2" },
  ],
  ["border between name and value", { url: "/p?ab=c" }, { url: "/p?a=bc" }],
  [
    "border between parameters",
    { url: "/p?a=1%22%2C%22b" },
    { url: "/p?a=1&b=" },
  ],
  ["place of a value", { url: "/p?a=1&b=2" }, { url: "/p?a=2&b=1" }],
])("another %s is other content", (_, first, second) => {
  expect(contentOf(second)).not.toBe(contentOf(first));
});

test("the content is the 32 bytes of a SHA-256", () => {
  expect(contentOf(SAID)).toMatch(/^[0-9a-f]{64}$/);
});
