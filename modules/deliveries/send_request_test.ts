import { expect, test } from "bun:test";
import { requestBytes } from "./send_request.ts";

const url = new URL("https://p.example/pb?a=1");
const get = { method: "GET", body: null } as const;

test("a request is written as it stands", () => {
  expect(requestBytes(url, get, { host: "p.example", "x-a": "b c" })).toBe(
    "GET /pb?a=1 HTTP/1.1\r\nhost: p.example\r\nx-a: b c\r\n\r\n",
  );
});

test("no header and no URL can begin another line", () => {
  const ends = ["\r\n", "\n", "\r", "\0", "\u010d", "\u{1f600}"];
  for (const end of ends) {
    for (const value of [end, `a${end}`, `${end}x: 1`, `a${end}b`]) {
      expect(() => requestBytes(url, get, { "x-a": value })).toThrow(TypeError);
      expect(() => requestBytes(url, get, { [`x${value}`]: "1" })).toThrow(
        TypeError,
      );
      const odd = { pathname: `/${value}`, search: "" };
      expect(() => requestBytes(odd, get, {})).toThrow(TypeError);
    }
  }
});
