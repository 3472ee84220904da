import { expect, test } from "bun:test";
import { checkFileKind, checkText } from "./upload_spool.ts";

const bytes = (hex: string) => Uint8Array.fromHex(hex);
const text = (of: string) => new TextEncoder().encode(of);

test.each<[string, Uint8Array]>([
  [".xlsx", bytes("504b030414000600")],
  [".xls", bytes("d0cf11e0a1b11ae1")],
  [".gz", bytes("1f8b0800")],
  [".xz", bytes("fd377a585a000004")],
  [".7z", bytes("377abcaf271c0004")],
  [".rar", bytes("526172211a070100")],
  ["an empty .zip", bytes("504b050600000000")],
  [".png", bytes("89504e470d0a1a0a")],
  [".rtf", text("{\\rtf1 order")],
  ["HTML", text("\ufeff\n <!DOCTYPE html><table>")],
  ["XML", text('<?xml version="1.0"?><rows/>')],
  ["UTF-16 HTML", new Uint8Array(Buffer.from("\ufeff<html>", "utf16le"))],
])("checkFileKind() says of %s to save it as CSV", (_kind, head) => {
  expect(() => checkFileKind(head)).toThrow("save it as CSV");
});

test.each(["order_id,amount\n1,2", "PK,amount", "<,>\n1,2", "[1]", "€;x"])(
  "checkFileKind() takes %p",
  (head) => {
    expect(() => checkFileKind(text(head))).not.toThrow();
  },
);

test("checkText() refuses bytes that are no text", () => {
  const any = Uint8Array.from({ length: 4_096 }, (_, at) => (at * 167) % 256);
  expect(() => checkText(any, "windows-1252")).toThrow("isn't text");
  expect(() => checkText(bytes("a1b20000"), "utf-8")).toThrow("isn't text");
});

test.each<[string, Uint8Array, Parameters<typeof checkText>[1]]>([
  ["plain text", text("order_id\tamount\r\n1\t2\f"), "utf-8"],
  ["letters of a code page", bytes("4dfc6c6c6572"), "windows-1252"],
  ["UTF-16", new Uint8Array(Buffer.from("№;1", "utf16le")), "utf-16le"],
  ["a stray NUL", text(`${"x".repeat(100)}\u0000`), "utf-8"],
])("checkText() takes %s", (_kind, head, encoding) => {
  expect(() => checkText(head, encoding)).not.toThrow();
});
