import { describe, expect, test } from "bun:test";
import { heardText, isTestReceiver } from "./test_receiver.ts";

const OWN = "http://127.0.0.1:3000";

describe("isTestReceiver()", () => {
  test.each([
    "http://127.0.0.1:3000/v1/test-receiver",
    "http://127.0.0.1:3000/v1/test-receiver?",
    "http://127.0.0.1:3000/v1/test-receiver?click_id={click_id}",
  ])("takes %s", (url) => {
    expect(isTestReceiver(url, OWN)).toBe(true);
  });

  test.each([
    ["another path", "http://127.0.0.1:3000/v1/postback"],
    ["a longer path", "http://127.0.0.1:3000/v1/test-receiver/x"],
    ["a longer name", "http://127.0.0.1:3000/v1/test-receivers"],
    ["a macro in the path", "http://127.0.0.1:3000/v1/test-receiver{sub1}"],
    ["a way out", "http://127.0.0.1:3000/v1/test-receiver/../postback"],
    ["a way in", "http://127.0.0.1:3000/api/../v1/test-receiver"],
    ["an escaped path", "http://127.0.0.1:3000/v1/test%2Dreceiver"],
    ["a backslash", "http://127.0.0.1:3000\\v1\\test-receiver"],
    ["a fragment", "http://127.0.0.1:3000/v1/test-receiver#x"],
    ["another port", "http://127.0.0.1:3001/v1/test-receiver"],
    ["a longer port", "http://127.0.0.1:30000/v1/test-receiver"],
    ["no port", "http://127.0.0.1/v1/test-receiver"],
    ["another scheme", "https://127.0.0.1:3000/v1/test-receiver"],
    ["another name", "http://localhost:3000/v1/test-receiver"],
    ["another notation", "http://2130706433:3000/v1/test-receiver"],
    [
      "a host that looks alike",
      "http://127.0.0.1.evil.example:3000/v1/test-receiver",
    ],
    ["a user", "http://x@127.0.0.1:3000/v1/test-receiver"],
    ["ours as a user", "http://127.0.0.1:3000@evil.example/v1/test-receiver"],
    [
      "ours in a query",
      "http://evil.example/?u=http://127.0.0.1:3000/v1/test-receiver",
    ],
    ["a space in front", " http://127.0.0.1:3000/v1/test-receiver"],
  ])("refuses %s: %s", (_, url) => {
    expect(isTestReceiver(url, OWN)).toBe(false);
  });

  test("goes by the address at which the tracker is known now", () => {
    const url = "http://127.0.0.1:3000/v1/test-receiver";
    expect(isTestReceiver(url, "https://network.example")).toBe(false);
  });
});

describe("heardText()", () => {
  const heard = (more: Partial<Parameters<typeof heardText>[0]>) =>
    heardText({
      method: "GET",
      query: "",
      content_type: "",
      body: "",
      ...more,
    });

  test("tells each parameter on a line, whatever is in it", () => {
    expect(heard({ query: "?a=1&b=x%20y&c=&a=2" })).toBe(
      "Test receiver heard a GET, and keeps nothing:\na=1\nb=x y\nc=\na=2\n",
    );
    const odd = heard({
      query: "?a=x%0d%0ab%3d1%e2%80%a8c%e2%80%aed%00&%ff=%",
    });
    expect(odd.split("\n").slice(1)).toEqual(["a=x b=1 c d ", "\ufffd=%", ""]);
  });

  test("tells a form's fields as parameters, and another body as it came", () => {
    const form = "application/x-www-form-urlencoded; charset=utf-8";
    const post = { method: "POST", query: "?a=1" };
    expect(heard({ ...post, content_type: form, body: "b=2+3" })).toEndWith(
      "heard a POST, and keeps nothing:\na=1\nb=2 3\n",
    );
    const json = { content_type: "application/json", body: '{\n"a": 1}' };
    expect(heard({ ...post, ...json })).toEndWith('\na=1\nbody: { "a": 1}\n');
  });

  test("says that it heard nothing", () => {
    expect(heard({})).toEndWith(":\nno parameters\n");
  });

  test("stays short, however much it hears", () => {
    const query = `?${"a=1&".repeat(10_000)}`;
    expect(heard({ query })).toEndWith("a=1\n… and 9960 more\n");
    const long = heard({
      query: `?${`${"n".repeat(5_000)}=${"v".repeat(50_000)}&`.repeat(50)}`,
      body: "b".repeat(100_000),
    });
    expect(long.length).toBeLessThan(10_000);
  });
});
