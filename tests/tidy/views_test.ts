import { describe, expect, test } from "bun:test";
import { viewsOfText } from "./views.ts";

describe("viewsOfText()", () => {
  const cases: [string, string, string][] = [
    ["blanks a line comment", "a(); // b()\nc();", "a();       \nc();"],
    [
      "blanks a block comment but not its lines",
      "/* a\n b */c",
      "    \n     c",
    ],
    ["blanks strings between their quotes", `f("a'b", 'c"')`, `f("   ", '  ')`],
    ["keeps escaped quotes inside", String.raw`f("a\"b", c)`, `f("    ", c)`],
    ["keeps code in templates", "`a${b(`c${d}`)}e`", "` ${b(` ${d}`)} `"],
    [
      "takes a brace in a template's code",
      "`${{ a: 1 }.a}b`",
      "`${{ a: 1 }.a} `",
    ],
    ["blanks regular expressions", `x = /a"[/"]b/g;`, `x = /       /g;`],
    ["knows a regex after return", `return /"/.test(a)`, `return / /.test(a)`],
    ["knows a regex at the start", `/"/.test(a)`, `/ /.test(a)`],
    ["knows a division", `a / b; "c" / d`, `a / b; " " / d`],
    [
      "divides after an index and a bracket",
      `a[0] / (b) / "c"`,
      `a[0] / (b) / " "`,
    ],
    ["divides after a non-null mark", `a! / b / "c"`, `a! / b / " "`],
    ["sees no comment in a string", `f("http://x"); g()`, `f("        "); g()`],
    ["sees no string in a comment", `// don't\nf("a")`, `        \nf(" ")`],
    ["survives an open string", `a = "b`, `a = " `],
    ["survives an open template", "a = `b${c", "a = ` ${c"],
  ];
  for (const [promise, text, code] of cases) {
    test(promise, () => {
      expect(viewsOfText(text).code).toBe(code);
    });
  }

  test("keeps strings when only comments are blanked", () => {
    expect(viewsOfText(`f("a"); // "b"`).uncommented).toBe(`f("a");       `);
  });

  test("keeps nothing but comments for rules about comments", () => {
    expect(viewsOfText(`f("// a"); /* b */ g()`).comments).toBe(
      `           /* b */    `,
    );
  });
});
