import { describe, expect, test } from "bun:test";
import { AnswerReader } from "./http_answer.ts";
import type { HttpAnswer } from "./http_answer.ts";

const BODY_BYTES_MAX = 64;

/** However the bytes are split, the response is the same. */
function read(text: string, options: { ends?: boolean } = {}) {
  const bytes = Buffer.from(text, "latin1");
  const answers = [1, 3, bytes.length].map((size) => {
    const reader = new AnswerReader(BODY_BYTES_MAX);
    let answer: HttpAnswer | null = null;
    for (let at = 0; at < bytes.length && answer === null; at += size) {
      answer = reader.push(bytes.subarray(at, at + size));
    }
    if (answer === null && options.ends === true) answer = reader.end();
    if (answer === null) return null;
    const body = Buffer.from(answer.body).toString("latin1");
    return { ...answer, body };
  });
  const [first = null] = answers;
  for (const other of answers) {
    expect(other?.body).toBe(first?.body);
    expect(other?.headers).toEqual(first?.headers);
  }
  return answers.at(-1) ?? null;
}

describe("AnswerReader", () => {
  test("reads a body by its length, and the connection goes on", () => {
    const text =
      "HTTP/1.1 201 Made\r\nContent-Length: 2\r\nX-Odd:  \u00e9 \r\n\r\nOK";
    expect(read(text)).toEqual({
      status: 201,
      headers: [
        ["content-length", "2"],
        ["x-odd", "\u00e9"],
      ],
      body: "OK",
      is_reusable: true,
    });
  });

  test("reads chunks with extensions and a trailer", () => {
    const text =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\nA\r\n0123456789\r\n0\r\nX-Sum: 1\r\n\r\n";
    expect(read(text)).toMatchObject({
      body: "abc0123456789",
      is_reusable: true,
    });
  });

  test("without a length the end of the connection is the body's", () => {
    const text = "HTTP/1.1 200 OK\r\n\r\nall of it";
    expect(read(text)).toBeNull();
    expect(read(text, { ends: true })).toMatchObject({
      body: "all of it",
      is_reusable: false,
    });
  });

  test.each([
    ["in its head", "HTTP/1.1 200 OK\r\nContent-Le"],
    ["in its body", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"],
    [
      "in its chunks",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
    ],
  ])("one that breaks off %s is none", (_, text) => {
    expect(read(text, { ends: true })).toBeNull();
  });

  test("what only announces the answer is passed over, and what has no body has none", () => {
    const early = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
    expect(read(`${early}HTTP/1.1 204 None\r\n\r\n`)).toEqual({
      status: 204,
      headers: [],
      body: "",
      is_reusable: true,
    });
  });

  test.each([
    ["it says so", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1"],
    ["it is an old one", "HTTP/1.0 200 OK\r\nContent-Length: 1"],
    [
      "its end is told in two ways",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 1",
    ],
  ])("the connection is not used again where %s", (_, head) => {
    const body = head.includes("chunked") ? "1\r\na\r\n0\r\n\r\n" : "a";
    expect(read(`${head}\r\n\r\n${body}`)).toMatchObject({
      body: "a",
      is_reusable: false,
    });
  });

  test("what follows an answer unasked ends its connection", () => {
    const reader = new AnswerReader(BODY_BYTES_MAX);
    const text = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\naHTTP/1.1 200 OK";
    expect(reader.push(Buffer.from(text))?.is_reusable).toBe(false);
  });

  test("of a long body so much is read, and no more", () => {
    const long = "x".repeat(BODY_BYTES_MAX * 3);
    for (const head of ["Content-Length: 100000", "X-None: 1"]) {
      expect(read(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n${long}`)).toMatchObject({
        body: "x".repeat(BODY_BYTES_MAX),
        is_reusable: false,
      });
    }
    const chunk = `c0\r\n${long}\r\n`;
    const head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    expect(read(head + chunk)?.body).toBe("x".repeat(BODY_BYTES_MAX));
  });

  test.each([
    ["another protocol", "SSH-2.0-OpenSSH_9.2\r\n\r\n"],
    ["a status of no number", "HTTP/1.1 OK\r\n\r\n"],
    ["a header of two lines", "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n"],
    ["a header with a bare line feed", "HTTP/1.1 200 OK\r\nA: b\nC: d\r\n\r\n"],
    ["a length of no number", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"],
    [
      "two lengths",
      "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    ],
    [
      "a chunk without a size",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
    ],
    [
      "a chunk longer than it said",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
    ],
    ["a head without an end", `HTTP/1.1 200 OK\r\nA: ${"b".repeat(70_000)}`],
  ])("refuses %s", (_, text) => {
    expect(() => read(text)).toThrow("Malformed_HTTP_Response");
  });
});

describe("a hostile answer is bounded:", () => {
  const interim = "HTTP/1.1 100 Continue\r\n\r\n";
  const ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";

  test("some heads that announce it are passed over", () => {
    for (const count of [1, 2, 16]) {
      expect(read(interim.repeat(count) + ok)).toMatchObject({ body: "OK" });
    }
    const early = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
    expect(read(early + interim + ok)).toMatchObject({ body: "OK" });
  });

  test("heads that announce it for ever are refused", () => {
    for (const count of [17, 100, 50_000]) {
      expect(() => readAtOnce(interim.repeat(count) + ok)).toThrow(
        "announced for ever",
      );
    }
  });

  test("all heads share one bound, whatever the pieces", () => {
    const long = `HTTP/1.1 103 Early Hints\r\nLink: ${"a".repeat(30_000)}\r\n\r\n`;
    expect(readAtOnce(long + ok)).not.toBeNull();
    expect(() => readAtOnce(long.repeat(3))).toThrow("too long");
    const reader = new AnswerReader(BODY_BYTES_MAX);
    expect(() => {
      for (let count = 0; count < 70; count++) {
        reader.push(Buffer.from("X-Long: ".padEnd(1_000, "a")));
      }
    }).toThrow("too long");
  });

  test("chunk extensions are bounded over a whole body", () => {
    const start = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    const chunk = `1;${"x".repeat(1_000)}\r\na\r\n`;
    const reader = new AnswerReader(1_000_000);
    reader.push(Buffer.from(start));
    expect(() => reader.push(Buffer.from(chunk.repeat(400)))).toThrow(
      "its chunks",
    );
    const small = new AnswerReader(16_384);
    const body = small.push(Buffer.from(start + "1\r\na\r\n".repeat(16_384)));
    expect(body?.body).toHaveLength(16_384);
  });
});

describe("65 KB of blanks", () => {
  const blanks = " ".repeat(65_000);

  test.each([
    ["before a value", `X-A: ${blanks}b`, "b"],
    ["behind a value", `X-A: b${blanks}`, "b"],
    ["nothing else", `X-A:${blanks.replaceAll("  ", " \t")}`, ""],
    ["between two words", `X-A: b${blanks}c`, `b${blanks}c`],
  ])("%s", (_what, line, value) => {
    const text = `HTTP/1.1 200 OK\r\n${line}\r\nContent-Length: 0\r\n\r\n`;
    expect(readAtOnce(text)?.headers[0]).toEqual(["x-a", value]);
  });

  test("in a length", () => {
    const text = `HTTP/1.1 200 OK\r\nContent-Length: 2${blanks},2\r\n\r\nOK`;
    expect(readAtOnce(text)?.body).toHaveLength(2);
    const bad = `HTTP/1.1 200 OK\r\nContent-Length: 2${blanks}2\r\n\r\nOK`;
    expect(() => readAtOnce(bad)).toThrow("content-length");
  });
});

function readAtOnce(text: string): HttpAnswer | null {
  return new AnswerReader(BODY_BYTES_MAX).push(Buffer.from(text, "latin1"));
}
