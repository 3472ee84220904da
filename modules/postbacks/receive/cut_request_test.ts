import { expect, test } from "bun:test";
import fc from "fast-check";
import { cutRequest } from "./cut_request.ts";

const TEXT = fc.string({ unit: "grapheme", maxLength: 4_000 });
const REQUEST = fc.record({
  url: TEXT.map((text) => `/postback?${text}`),
  headers: fc.dictionary(fc.stringMatching(/^[a-z-]{1,20}$/), TEXT),
  body: fc.option(TEXT.map((text) => Buffer.from(text))),
});

test("cutRequest() keeps a small request as it is", () => {
  const request = {
    url: "/postback?click_id=ü",
    headers: { host: "t.example" },
    body: Buffer.from("order_id=1"),
  };
  expect(cutRequest(request)).toEqual({ ...request, cut: null });
});

test.each([
  ["in its URL", `/postback?${"x".repeat(9_000)}`, {}, null],
  ["in a header", "/postback", { a: "x".repeat(9_000), b: "y" }, null],
  ["in its body", "/postback", {}, Buffer.alloc(65_536, "ü")],
  ["in bytes that are no text", "/postback", {}, Buffer.alloc(65_536, 0x80)],
])("cutRequest() cuts what is large %s", (_, url, headers, body) => {
  const kept = cutRequest({ url, headers, body });
  expect(kept.cut).toBe("size");
  expect(bytesOf(kept)).toBeLessThanOrEqual(4_096);
});

test("cutRequest() keeps a beginning of at most 4 KiB, with no character cut in two, whatever is sent", () => {
  fc.assert(
    fc.property(REQUEST, (request) => {
      const kept = cutRequest(request);
      const { url, headers, body, cut } = kept;
      expect(bytesOf(kept)).toBeLessThanOrEqual(4_096);
      expect(request.url.startsWith(url)).toBeTrue();
      expect(url.isWellFormed()).toBeTrue();
      expect(request.headers).toMatchObject(headers);
      const sent = request.body?.toString("utf8") ?? "";
      expect(sent.startsWith(body?.toString("utf8") ?? "")).toBeTrue();
      expect(cut === null).toBe(bytesOf(kept) === bytesOf(request));
    }),
  );
});

function bytesOf({
  url,
  headers,
  body,
}: Pick<ReturnType<typeof cutRequest>, "url" | "headers" | "body">): number {
  const texts = [url, ...Object.entries(headers).flat()];
  const bytes = texts.map((text) => Buffer.byteLength(text));
  return bytes.reduce((sum, size) => sum + size, body?.length ?? 0);
}
