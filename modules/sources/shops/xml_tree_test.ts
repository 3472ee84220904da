import { describe, expect, test } from "bun:test";
import { readXml } from "./xml_tree.ts";
import type { XmlElement } from "./xml_tree.ts";

/** An element in short: its text, or its children by name. */
function shown({ name, text, children }: XmlElement): unknown {
  return children.length === 0 ? [name, text] : [name, children.map(shown)];
}

describe("readXml()", () => {
  test("reads elements, attributes, comments, sections and XML's own entities", () => {
    const root = readXml(`<?xml version="1.0" encoding="UTF-8"?>
      <!-- of tests -->
      <a type='array'><b x="1 &amp; 2">&lt;c&gt; &#x41;&#66;</b><b/><d-e><![CDATA[<raw> & more]]></d-e ></a>`);
    expect(root === null ? null : shown(root)).toEqual([
      "a",
      [
        ["b", "<c> AB"],
        ["b", ""],
        ["d-e", "<raw> & more"],
      ],
    ]);
    expect(root?.attributes).toEqual({ type: "array" });
    expect(root?.children[0]?.attributes).toEqual({ x: "1 & 2" });
  });

  test.each([
    ["a document type", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
    ["an outer one", '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'],
    ["an entity of its own", "<a>&b;</a>"],
    ["an entity without an end", "<a>&amp</a>"],
    ["a character that is none", "<a>&#0;</a>"],
    ["half a character", "<a>&#xD800;</a>"],
    ["a character beyond all", "<a>&#x110000;</a>"],
    ["a mark that is not escaped", "<a>1 < 2</a>"],
    ["two roots", "<a/><b/>"],
    ["text beside the root", "x<a/>"],
    ["no root", "<!-- a -->"],
    ["nothing", ""],
    ["one that is not closed", "<a><b></a>"],
    ["one that was not opened", "<a></a></b>"],
    ["others in turn", "<a><b></a></b>"],
    ["a section that has no end", "<a><![CDATA[x</a>"],
    ["a comment that has no end", "<a/><!-- x"],
    ["an instruction", "<a><?php x ?></a>"],
    ["an attribute without quotes", "<a b=c/>"],
    ["a name that is none", "<1a/>"],
  ])("refuses %s", (_, text) => {
    expect(readXml(text)).toBeNull();
  });

  test("refuses what nests too deep, or has too much in it", () => {
    const nested = (depth: number) =>
      `${"<a>".repeat(depth)}${"</a>".repeat(depth)}`;
    expect(readXml(nested(16))).not.toBeNull();
    expect(readXml(nested(17))).toBeNull();
    const many = (count: number) => `<a>${"<b/>".repeat(count)}</a>`;
    expect(readXml(many(9_999))?.children).toBeArrayOfSize(9_999);
    expect(readXml(many(10_000))).toBeNull();
    const attributes = (count: number) =>
      `<a ${Array.from({ length: count }, (_, at) => `b${at}="1"`).join(" ")}/>`;
    expect(readXml(attributes(10))).not.toBeNull();
    expect(readXml(attributes(11))).toBeNull();
  });

  test("reads what a liar makes long in one go", () => {
    for (const text of ["<".repeat(200_000), `<a ${" ".repeat(200_000)}`]) {
      expect(readXml(text)).toBeNull();
    }
    expect(readXml(`<a>${"&amp;".repeat(40_000)}</a>`)?.text.length).toBe(
      40_000,
    );
  });
});
