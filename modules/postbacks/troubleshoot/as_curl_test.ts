import { describe, expect, test } from "bun:test";
import { asCurl } from "./as_curl.ts";
import type { CurlRequest } from "./as_curl.ts";
import { tokensOf } from "../../sources/mod.ts";

const GET: CurlRequest = {
  method: "GET",
  url: "/v1/postback?a=1",
  headers: {},
  body: null,
};
const options = {
  public_url: "https://t.example",
  isToken: tokensOf(undefined),
};

/** The arguments and input that curl receives when bash runs the command. */
async function run(command: string, env: Record<string, string> = {}) {
  const script = `curl() { printf '%s\\0' "$@" INPUT; for one; do [ "$one" = @- ] && cat; done; return 0; }\n${command}`;
  const child = Bun.spawn(["bash", "-c", script], {
    env,
    stdout: "pipe",
    stderr: "pipe",
  });
  const bytes = Buffer.from(await new Response(child.stdout).arrayBuffer());
  const stderr = await new Response(child.stderr).text();
  const at = bytes.indexOf("\0INPUT\0");
  return {
    words: bytes.subarray(0, Math.max(at, 0)).toString("utf8").split("\0"),
    input: bytes.subarray(at + "\0INPUT\0".length),
    stderr,
    code: await child.exited,
  };
}

const HOSTILE = [
  "it's",
  "'; touch /tmp/pwned; '",
  "$(id) `id` $HOME ${HOME}",
  'a"b\\c\\',
  "!! !1 #x ~ * ? [a] {b,c}",
  "%s %d \\n \\0",
  "@/etc/passwd",
  "-o/tmp/x",
  "line\nbreak\n",
  "é ß 漢 😀",
];

describe("the command that sends a request again", () => {
  test.each(HOSTILE)(
    "leaves %j in a URL and a body to nobody",
    async (value) => {
      const url = `/v1/postback?x=${value}`;
      const body = Buffer.from(`{"x":${JSON.stringify(value)}} ${value}`);
      const headers = {
        "content-type": "application/json",
        "user-agent": value,
      };
      const command = asCurl({ method: "POST", url, headers, body }, options);
      const { words, input, stderr } = await run(command);
      expect(stderr).toBe("");
      expect(words).toContain(`https://t.example${url}`);
      expect(words).toContain(`user-agent: ${value}`);
      expect(words).toContain("content-type: application/json");
      expect(input.equals(body)).toBe(true);
    },
  );

  test("keeps every byte of a body that is no text", async () => {
    const body = Uint8Array.from({ length: 512 }, (_, at) => at % 256);
    const command = asCurl({ ...GET, method: "POST", body }, options);
    expect(command).toMatch(/^[\x20-\x7e\n]*$/);
    const { input, words } = await run(command);
    expect(input.equals(body)).toBe(true);
    // Without it curl would declare a form.
    expect(words).toContain("content-type:");
  });

  test("holds no control character that a terminal would obey", () => {
    const body = Buffer.from("a=\x1b[2J\r\u202e");
    const command = asCurl({ ...GET, method: "POST", body }, options);
    expect(command).toMatch(/^[\x20-\x7e\n]*$/);
  });

  test("asks for each secret as a variable, and puts it where it was", async () => {
    const command = asCurl(
      {
        method: "POST",
        url: "/v1/postback/0123456789abcdefghjkmnpqrs?security_token=hush&sig=ab",
        headers: { authorization: "Bearer hush", host: "x", cookie: "c=hush" },
        body: Buffer.from('{"token":"hush","a":"b"}'),
      },
      options,
    );
    expect(command).not.toContain("hush");
    expect(command).not.toContain("0123456789abcdefghjkmnpqrs");
    expect((await run(command)).stderr).toContain("set SOURCE_KEY");
    const env = { SOURCE_KEY: "k'1", TOKEN: 'a "b" $c', AUTHORIZATION: "x y" };
    const { words, input } = await run(command, env);
    expect(words).toContain(
      `https://t.example/v1/postback/k'1?security_token=a "b" $c&sig=ab`,
    );
    expect(words).toContain("authorization: x y");
    expect(words.join()).not.toContain("cookie");
    expect(input.toString()).toBe(`{"token":"a "b" $c","a":"b"}`);
  });

  test("says the method, and lets curl change nothing of the path", async () => {
    const { words } = await run(
      asCurl({ ...GET, url: "/a/../b?x=[1-3]" }, options),
    );
    expect(words).toEqual([
      "-sS",
      "--globoff",
      "--path-as-is",
      "-X",
      "GET",
      "https://t.example/a/../b?x=[1-3]",
    ]);
  });
});
