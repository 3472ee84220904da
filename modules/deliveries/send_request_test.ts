import { expect, test } from "bun:test";
import { requestBytes, sendRequest } from "./send_request.ts";

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

test("the own test receiver is reached where it listens, and nothing else is", async () => {
  const heard: string[] = [];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch(request) {
      const { pathname, search } = new URL(request.url);
      heard.push(`${request.headers.get("host")} ${pathname}${search}`);
      return new Response("heard");
    },
  });
  const deps = {
    resolve: () => Promise.resolve(["127.0.0.1"]),
    allowed_targets: [],
    ticks_ms: () => performance.now(),
    test_receiver: {
      public_url: "https://network.example",
      listener: { address: "127.0.0.1", port: server.port ?? 0 },
    },
  };
  const send = (address: string) =>
    sendRequest(deps, {
      ...get,
      url: address,
      headers: {},
      timeout_ms: 5_000,
    });
  const own = await send("https://network.example/v1/test-receiver?a=1");
  expect(own).toMatchObject({ http_status: 200, error: null });
  for (const other of [
    "https://network.example/v1/postback?a=1",
    "http://network.example/v1/test-receiver",
    "https://network.example:8443/v1/test-receiver",
    "https://x@network.example/v1/test-receiver",
    "https://network.example.evil.example/v1/test-receiver",
  ]) {
    const refused = await send(other);
    expect(refused.http_status).toBeNull();
    expect(refused.error).toContain("not public");
  }
  expect(heard).toEqual(["network.example /v1/test-receiver?a=1"]);
  await server.stop(true);
});
