import { describe, expect, test } from "bun:test";
import { messagesAreRead, pageExportsAreUsed, stylesAreUsed } from "./pages.ts";
import { placesOf } from "./sample.ts";

describe("messagesAreRead()", () => {
  const table = 'export const MONEY = {\n  paid: "Paid",\n  due: "Due",\n};\n';

  test("finds a text that no page shows", () => {
    const files = {
      "web/messages/money.ts": table,
      "web/screens/money.tsx": "const a = MONEY\n  .paid; other.due;",
    };
    expect(placesOf(messagesAreRead, files)).toEqual([
      "web/messages/money.ts:3",
    ]);
  });

  test("follows names taken out, aliases and tables in tables", () => {
    const files = {
      "web/messages/money.ts": table,
      "web/messages/all.ts":
        'export const ALL = {\n  ...MONEY,\n};\nconst EN = {\n  skip: "Skip",\n};\nexport const say = EN;\n',
      "web/screens/money.tsx": "const { due } = MONEY; ALL.paid; say.skip;",
    };
    expect(placesOf(messagesAreRead, files)).toEqual([]);
  });
});

describe("messagesAreRead() with brackets", () => {
  test("counts a quoted name, and a name made with an ending", () => {
    const files = {
      "web/messages/money.ts":
        'export const MONEY = {\n  paid: "Paid",\n  paid_means: "It is paid.",\n  due: "Due",\n};\n',
      "web/a.tsx":
        '["paid"].map((name) => MONEY[name] + MONEY[`${name}_means`]);',
    };
    expect(placesOf(messagesAreRead, files)).toEqual([
      "web/messages/money.ts:4",
    ]);
  });
});

describe("stylesAreUsed()", () => {
  test("finds a class and a property that nothing names", () => {
    const files = {
      "web/styles/a.css":
        ".box {\n  --gap: 1rem;\n  margin: var(--gap);\n}\n.old-box {\n  --far: 2rem;\n}\n",
      "web/a.tsx": '<p class="box" />',
    };
    expect(placesOf(stylesAreUsed, files)).toEqual([
      "web/styles/a.css:5",
      "web/styles/a.css:6",
    ]);
  });
});

describe("pageExportsAreUsed()", () => {
  test("finds an export that only its own file uses", () => {
    const files = {
      "web/a.ts": "export const one = 1;\nexport const two = one;\n",
      "web/b.ts": 'import { two } from "./a.ts";\n',
    };
    expect(placesOf(pageExportsAreUsed, files)).toEqual(["web/a.ts:1"]);
  });
});
