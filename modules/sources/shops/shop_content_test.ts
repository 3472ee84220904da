import { describe, expect, test } from "bun:test";
import { Refused } from "../codes.ts";
import { formContent } from "./shop_content.ts";

const FORM = "application/x-www-form-urlencoded";

function readForm(body: string | Uint8Array, content_type = FORM): unknown {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const headers = { "content-type": content_type };
  return JSON.parse(formContent({ headers, body: bytes }));
}

function faultOf(body: string | Uint8Array): string {
  try {
    readForm(body);
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
  return "none";
}

describe("a form", () => {
  test.each<[string, unknown]>([
    ["a=1&b=x+y%20z&c=%C3%BC", { a: "1", b: "x y z", c: "ü" }],
    [
      "order[total]=100&order[tax]=7&order_id=5",
      { order: { total: "100", tax: "7" }, order_id: "5" },
    ],
    ["order%5Btotal%5D=100", { order: { total: "100" } }],
    ["a[]=1&a[]=2", { a: ["1", "2"] }],
    ["a[0][id]=1&a[1][id]=2", { a: [{ id: "1" }, { id: "2" }] }],
    ["a[5]=x&a[]=y", { a: { 5: "x", 1: "y" } }],
    ["0=x&1=y", { 0: "x", 1: "y" }],
    // The last one counts, as in PHP, whatever its kind.
    ["a=1&a=2", { a: "2" }],
    ["a=1&a[b]=2", { a: { b: "2" } }],
    ["a[b]=2&a=1", { a: "1" }],
    ["a&b=", { a: "", b: "" }],
    // No well-formed nesting: the name stands for itself.
    ["a[b=1&]c[=2&[d]=3", { "a[b": "1", "]c[": "2", "[d]": "3" }],
    ["a[b]c=1", { "a[b]c": "1" }],
    ["id=820982911946154508", { id: "820982911946154508" }],
    ["name=Jos%E9+%80", { name: "José €" }],
  ])("%s is nested by its names", (text, expected) => {
    expect(readForm(text)).toEqual(expected);
  });

  test("never reaches what it wasn't given", () => {
    const read = readForm(
      "__proto__[x]=1&constructor[prototype][y]=2&a[__proto__]=3&z=1",
    ) as Record<string, unknown>;
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
    expect(({} as Record<string, unknown>)["y"]).toBeUndefined();
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(read["z"]).toBe("1");
  });

  test("has its fields, and no files, if it is multipart", () => {
    const parts = [
      'Content-Disposition: form-data; name="submissionID"\r\n\r\n55',
      'Content-Disposition: form-data; name="rawRequest"\r\nContent-Type: text/plain\r\n\r\n{"q1":"a&b=c\r\nd"}',
      'Content-Disposition: form-data; name="order[total]"\r\n\r\n100',
      'Content-Disposition: form-data; name="upload"; filename="x.txt"\r\n\r\nsecret',
    ];
    const body = `--b0\r\n${parts.join("\r\n--b0\r\n")}\r\n--b0--\r\n`;
    expect(readForm(body, "multipart/form-data; boundary=b0")).toEqual({
      submissionID: "55",
      rawRequest: '{"q1":"a&b=c\r\nd"}',
      order: { total: "100" },
    });
  });

  test("may be JSON instead, which stays as it is", () => {
    const text = '{"id":820982911946154508}';
    const body = Buffer.from(text);
    expect(formContent({ headers: {}, body })).toBe(text);
  });

  test("is limited in fields and depth", () => {
    const fields = (count: number) =>
      Array.from({ length: count }, (_, at) => `f${at}=1`).join("&");
    expect(faultOf(fields(900))).toBe("none");
    expect(faultOf(fields(901))).toBe("malformed");
    expect(readForm(`a${"[b]".repeat(8)}=1&c=2`)).toEqual({ c: "2" });
    const appended = Array.from({ length: 900 }, () => "a[]=1").join("&");
    expect(readForm(appended)).toEqual({ a: Array(900).fill("1") });
  });

  test("is refused by name where it is none", () => {
    for (const text of ["<xml/>", "text", "\x1f\x8b\x08\0=gz"]) {
      expect(faultOf(text)).toBe("malformed");
    }
    expect(readForm("")).toEqual({});
  });
});
