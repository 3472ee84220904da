// Requests may not even be valid HTTP. The tracker names the errors it can, the server refuses the
// rest, nothing is half-written, and the next request works.
import { afterEach, describe, expect, test } from "bun:test";
import fc from "fast-check";
import { setUp } from "../factory.ts";
import { ADMIN_TOKEN, serviceForFile } from "../harness.ts";
import { head, sendRaw } from "../raw_http.ts";
import type { RawAnswer } from "../raw_http.ts";
import { countRows, expectNothingWritten } from "../refusals.ts";

const BODY_BYTES_MAX = 65_536;
const FORM = "application/x-www-form-urlencoded";
const service = await serviceForFile();
const { api } = service;
const { slug, affiliate_id } = await setUp(api);
await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
  url: "http://127.0.0.1:9/pb",
});
const click_id = await api.click(slug);
/** If any of this got through, it would be booked. */
const SALE = `/v1/postback?click_id=${click_id}&amount=80.00`;

afterEach(async () => {
  const { status } = await api.fetch("/v1/postback");
  expect(status).toBe(400);
  expect(service.log).toEqual([]);
});

const NO_ANSWER: RawAnswer = { status: 0, content_type: "", text: "" };

async function refusedRaw(
  bytes: string | Uint8Array,
  options: { ends?: boolean } = {},
): Promise<RawAnswer> {
  const answers = await expectNothingWritten(service, () =>
    sendRaw(service.url, bytes, options),
  );
  expect(answers.length).toBeLessThan(2);
  return answers[0] ?? NO_ANSWER;
}

function expectProblem(answer: RawAnswer, status: number, code: string): void {
  expect(answer.status).toBe(status);
  expect(answer.content_type).toBe("application/problem+json");
  expect(JSON.parse(answer.text)).toMatchObject({ code, status });
}

/** Expects a refusal by the server itself: any 4xx, 505, or no response. */
function expectRefusedByServer({ status }: RawAnswer): void {
  const is_refused = status === 0 || status === 505;
  expect(is_refused || (status >= 400 && status < 500)).toBe(true);
}

describe("a postback comes by GET or POST:", () => {
  test("HEAD with a sale books nothing and is answered with the allowed methods", async () => {
    const answer = await refusedRaw(head("HEAD", SALE));
    expect(answer).toMatchObject({ status: 405, text: "" });
    const again = await api.fetch(SALE, { method: "HEAD" });
    expect(again.headers.get("allow")).toBe("GET, POST");
  });

  test.each(["PUT", "PATCH", "DELETE", "OPTIONS"])("not by %s", async (by) => {
    const answer = await refusedRaw(head(by, SALE));
    expectProblem(answer, 405, "method_not_allowed");
  });

  test.each(["TRACE", "CONNECT", "BREW", "get"])("not by %s", async (by) => {
    const { status } = await refusedRaw(head(by, SALE));
    expect(status === 0 || (status >= 400 && status < 600)).toBe(true);
    expect(status).not.toBe(500);
  });
});

describe("a Host header that names no host is a named problem:", () => {
  test.each(["bad host", "a/c/x", "a?b=c", "a#b", "user@host", ""])(
    "%j",
    async (host) => {
      for (const target of [
        SALE,
        `${SALE}&back=https://shop.example/c/${slug}`,
        `/c/${slug}`,
        "/api/v1/campaigns",
        "/",
      ]) {
        const answer = await refusedRaw(head("GET", target, { Host: host }));
        expectProblem(answer, 400, "malformed");
      }
    },
  );

  test("one that is off in other ways does no harm", async () => {
    for (const host of ["host:99999", "[::1"]) {
      const target = `/v1/postback?back=https://shop.example/c/${slug}`;
      const bytes = head("GET", target, { Host: host });
      const [answer] = await sendRaw(service.url, bytes);
      expectProblem(answer ?? NO_ANSWER, 400, "missing_click_id");
    }
  });

  test("none at all is one, but for HTTP/1.0, which need not name any", async () => {
    expectRefusedByServer(await refusedRaw(`GET ${SALE} HTTP/1.1\r\n\r\n`));
    const old = async (target: string) =>
      (await sendRaw(service.url, `GET ${target} HTTP/1.0\r\n\r\n`))[0];
    expect((await old("/healthz"))?.status).toBe(200);
    expect((await old("/readyz"))?.status).toBe(200);
    expect((await old(`/c/${slug}?sub1=old`))?.status).toBe(302);
    expect((await old("/api/v1/campaigns"))?.status).toBe(401);
    expect((await old("//shop.example/c/x"))?.status).toBe(404);
    for (let sub = 0; sub < 20; sub++) {
      const target = `/c/${slug}?sub${1 + (sub % 10)}=${"v".repeat(sub)}`;
      expect((await old(target))?.status).toBe(302);
    }
    const sold = await old(`/v1/postback?click_id=${"0".repeat(32)}`);
    expectProblem(sold ?? NO_ANSWER, 400, "invalid_click_id");
  });

  test.each([
    ["other.example", "localhost"],
    ["localhost", "localhost"],
    ["x", "y"],
  ])("two of them are one: %s and %s", async (one, other) => {
    for (const target of [SALE, `/c/${slug}`, "/api/v1/campaigns"]) {
      const bytes = head("GET", target, { Host: `${one}\r\nHost: ${other}` });
      expectProblem(await refusedRaw(bytes), 400, "malformed");
    }
  });
});

describe("a host of any length names the same path:", () => {
  const generated = fc.sample(fc.stringMatching(/^[a-z][a-z0-9]{0,9}$/), {
    numRuns: 3,
    seed: 4,
  });
  const HOSTS = ["x", "ab", "abc", "a.b", "x:1", "localhost", ...generated];
  test.each(HOSTS)("%s", async (host) => {
    const ask = async (method: string, target: string) => {
      const bytes = head(method, target, { Host: host, "Content-Length": 0 });
      return (await sendRaw(service.url, bytes))[0]?.status;
    };
    for (const prefix of ["/q", "/qq", "/qqq", "/qqqqqqqq", "//"]) {
      expect(await ask("GET", `${prefix}/api/v1/campaigns`)).toBe(404);
      expect(await ask("POST", `${prefix}/api/v1/session`)).toBe(404);
      expect(await ask("GET", `${prefix}/c/${slug}`)).toBe(404);
    }
    expect(await ask("GET", "/healthz")).toBe(200);
    expect(await ask("GET", "/api/v1/campaigns")).toBe(401);
    expect(await ask("GET", `/c/${slug}`)).toBe(302);
  });
});

describe("no browser makes another thing of an answer:", () => {
  test.each([
    "/c/nosuchslug",
    "/c/nosuchslug/beacon",
    "/nowhere",
    "/healthz",
    "/metrics",
    "/v1/postback",
    "/api/v1/campaigns",
    "/scripts/sale.php",
    "/click.php?cnv_id=1",
  ])("%s", async (path) => {
    const { headers } = await api.fetch(path);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  test.each(["POST", "OPTIONS", "PUT"])("%s to a beacon", async (method) => {
    const { headers } = await api.fetch(`/c/${slug}/beacon`, { method });
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });
});

describe("the server refuses before it reaches us:", () => {
  const cases: [string, string][] = [
    ["a query of 10 MB", head("GET", `${SALE}&x=${"x".repeat(10_000_000)}`)],
    ["a query of 20 KB", head("GET", `${SALE}&x=${"x".repeat(20_000)}`)],
    ["headers of 20 KB", head("GET", SALE, { "X-A": "x".repeat(20_000) })],
    ["a NUL in the address", head("GET", `${SALE}&x=a\0b`)],
    ["a NUL in a header", head("GET", SALE, { "X-A": "a\0b" })],
    ["a space in the address", head("GET", `${SALE}&x=a b`)],
    ["an unknown version", `GET ${SALE} HTTP/9.9\r\nHost: a\r\n\r\n`],
    ["a header without a colon", `GET ${SALE} HTTP/1.1\r\nHost\r\n\r\n`],
    ["no HTTP at all", "\x16\x03\x01\x02\x00\x01\r\n\r\n"],
    ["a length that is none", head("POST", SALE, { "Content-Length": "ten" })],
    ["a negative length", head("POST", SALE, { "Content-Length": -1 })],
    [
      "two ways to tell where the body ends",
      `${head("POST", SALE, { "Content-Length": 3, "Transfer-Encoding": "chunked" })}0\r\n\r\n`,
    ],
    [
      "a chunk whose length is none",
      `${head("POST", SALE, { "Transfer-Encoding": "chunked", "Content-Type": FORM })}zz\r\na=1\r\n0\r\n\r\n`,
    ],
  ];
  test.each(cases)("%s", async (_name, bytes) => {
    expectRefusedByServer(await refusedRaw(bytes));
  });
});

describe("a body over 64 KiB is refused, and not kept:", () => {
  const form = `click_id=${click_id}&reason=`;
  const padded = (length: number) => form + "x".repeat(length - form.length);
  const large = padded(BODY_BYTES_MAX + 1);

  test("as announced, before it is here", async () => {
    const length = BODY_BYTES_MAX + 1;
    const answer = await refusedRaw(
      head("POST", "/v1/postback", { "Content-Length": length }) + form,
    );
    expectProblem(answer, 413, "too_large");
  });

  test("as it comes, without a length", async () => {
    const chunked = { "Transfer-Encoding": "chunked", "Content-Type": FORM };
    const chunks = large.match(/.{1,10000}/gs) ?? [];
    const body = chunks.map(
      (chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`,
    );
    const answer = await refusedRaw(
      `${head("POST", "/v1/postback", chunked)}${body.join("")}0\r\n\r\n`,
    );
    expectProblem(answer, 413, "too_large");
  });

  test("as large as no route takes", async () => {
    for (const target of ["/v1/postback", "/api/v1/campaigns", `/c/${slug}`]) {
      const answer = await refusedRaw(
        head("POST", target, {
          "Content-Length": 2_000_000,
          Authorization: `Bearer ${ADMIN_TOKEN}`,
        }),
      );
      expectProblem(answer, 413, "too_large");
    }
  });

  test("to the byte", async () => {
    const before = await countRows(service);
    const answer = await api.fetch("/v1/postback", {
      method: "POST",
      headers: { "content-type": FORM },
      body: "click_id=x&".padEnd(BODY_BYTES_MAX, `a=${"x".repeat(9_000)}&`),
    });
    expect(answer.body.code).toBe("invalid_click_id");
    const after = await countRows(service);
    expect(after.postbacks).toBe((before.postbacks ?? 0) + 1);
  });
});

describe("a body that is cut off is not judged:", () => {
  const cut = `click_id=${click_id}&amount=12`;

  test("shorter than its length", async () => {
    const headers = { "Content-Length": cut.length + 3, "Content-Type": FORM };
    const bytes = head("POST", "/v1/postback", headers) + cut;
    const { status } = await refusedRaw(bytes, { ends: true });
    expect(status).not.toBe(201);
  });

  test("without its last chunk", async () => {
    const headers = { "Transfer-Encoding": "chunked", "Content-Type": FORM };
    const chunk = `${cut.length.toString(16)}\r\n${cut}\r\n`;
    const bytes = head("POST", "/v1/postback", headers) + chunk;
    const { status } = await refusedRaw(bytes, { ends: true });
    expect(status).not.toBe(201);
  });

  test("what stands behind a body's length is another request, and no sound one", async () => {
    const body = "click_id=x&amount=1";
    const headers = {
      Connection: "keep-alive",
      "Content-Type": FORM,
      "Content-Length": body.length,
    };
    const [first, second] = await sendRaw(service.url, [
      head("POST", "/v1/postback", headers) + body,
      "2345\r\n\r\n",
    ]);
    expectProblem(first ?? NO_ANSWER, 400, "invalid_click_id");
    expectRefusedByServer(second ?? NO_ANSWER);
  });
});

describe("bytes that fetch would tidy", () => {
  async function sendQuery(query: string | Uint8Array) {
    const [before, after] = head("GET", "/v1/postback?|").split("|");
    const bytes = [before ?? "", query, after ?? ""].map((part) =>
      Buffer.from(part),
    );
    const [answer] = await sendRaw(service.url, Buffer.concat(bytes));
    const body = JSON.parse(answer?.text ?? "{}") as {
      code?: string;
      postback_id: string;
    };
    const stored = await api.call<{ url: string }>(
      "GET",
      `/postbacks/${body.postback_id}`,
    );
    return { status: answer?.status, code: body.code, stored };
  }

  test.each([
    ["#cid#", "unreplaced_macro"],
    ["##CID##", "unreplaced_macro"],
    ["{{cid}}", "unreplaced_macro"],
    ["[[cid]]", "unreplaced_macro"],
    ["${cid}", "unreplaced_macro"],
    ["%cid%", "unreplaced_macro"],
    ["%zz", "invalid_click_id"],
    ["%", "invalid_click_id"],
    ["%E9", "invalid_click_id"],
    ["%00", "invalid_click_id"],
    ["\\..\\", "invalid_click_id"],
    ["|`^", "invalid_click_id"],
  ])("are kept as they came: click_id=%s", async (value, code) => {
    const answer = await sendQuery(`click_id=${value}&amount=1`);
    expect(answer).toMatchObject({ status: 400, code });
    expect(answer.stored.url).toBe(`/v1/postback?click_id=${value}&amount=1`);
  });

  test("never make two orders one: an order id that isn't UTF-8 is refused", async () => {
    for (const byte of [0xe8, 0xe9]) {
      const query = Buffer.concat([
        Buffer.from(`click_id=${click_id}&order_id=Caf`),
        Uint8Array.of(byte),
      ]);
      const answer = await sendQuery(query);
      expect(answer).toMatchObject({ status: 400, code: "malformed" });
    }
  });
});

describe("nothing in a link is a reason not to redirect:", () => {
  test.each([
    "sub1=%zz&%=1&%00=%00",
    "sub1=%C0%80&source=\uFFFD",
    "%&".repeat(3000),
    `click_ref=${"x".repeat(2000)}&sub1=${"y".repeat(2000)}`,
    "__proto__=1&constructor=2&hasOwnProperty=3",
    "a=1&".repeat(3000),
    "&&==&=&?",
    "sub1=<script>&sub2={click_id}&sub3=#x",
  ])("%s", async (query) => {
    const [answer] = await sendRaw(
      service.url,
      head("GET", `/c/${slug}?${encodeURI(query).replaceAll("%25", "%")}`),
    );
    expect(answer?.status).toBe(302);
  });

  test("a broken parameter is kept as it stands, and flagged once", async () => {
    const query = `?sub1=%zz&a=%00&b=%&c=%&source=${"x".repeat(501)}`;
    const clicked = await api.click(slug, query);
    await service.drain.runOnce();
    const click = await api.call("GET", `/clicks/${clicked}`);
    expect(click).toMatchObject({
      sub1: "%zz",
      source: "x".repeat(500),
      params: { a: "", b: "%", c: "%" },
      flags: ["undecoded", "nul_dropped", "source_cut"],
    });
  });

  test("but an address that is no link is not found", async () => {
    for (const path of ["/c/", "/c/%00", `/c/${"x".repeat(5000)}`, "/c/%zz"]) {
      const [answer] = await sendRaw(service.url, head("GET", path));
      expect(answer?.status).toBe(404);
    }
    const [posted] = await sendRaw(service.url, head("POST", `/c/${slug}`));
    expect(posted?.status).toBe(405);
  });
});

test("an address under the API that can't be decoded is not found", async () => {
  const authorization = { Authorization: `Bearer ${ADMIN_TOKEN}` };
  for (const path of [
    "/api/v1/campaigns/%ff",
    "/api/v1/%zz",
    "/%00",
    "/a//b",
  ]) {
    const answer = await refusedRaw(head("GET", path, authorization));
    expectProblem(answer, 404, "not_found");
  }
});
