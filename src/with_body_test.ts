import { expect, test } from "bun:test";
import { withBody } from "./with_body.ts";

test("a request with another body is aborted when its client leaves", async () => {
  const leaving = new AbortController();
  const first = new Request("http://127.0.0.1/a", {
    method: "POST",
    headers: { "content-type": "text/plain" },
    body: "one",
    signal: leaving.signal,
  });
  const second = withBody(first, "two", "http://127.0.0.1/b");
  expect(await second.text()).toBe("two");
  expect([second.url, second.method]).toEqual(["http://127.0.0.1/b", "POST"]);
  expect(second.headers.get("content-type")).toBe("text/plain");
  expect(second.signal.aborted).toBe(false);
  leaving.abort();
  expect(second.signal.aborted).toBe(true);
});
