import { describe, expect, test } from "bun:test";
import { functionsOf } from "./functions.ts";
import { viewsOfText } from "./views.ts";

function namesAndLines(text: string): string[] {
  const { code } = viewsOfText(text);
  return functionsOf(code).map(({ name, start, end }) => {
    const lines = code.slice(start, end + 1).split("\n").length;
    return `${name} ${lines}`;
  });
}

describe("functionsOf()", () => {
  const cases: [string, string, string[]][] = [
    ["a function", "export async function f(a: number) {\n}", ["f 2"]],
    ["a generator", "function* f() {\n}", ["f 2"]],
    [
      "a nested function",
      "function f() {\n  function g() {\n  }\n}",
      ["f 4", "g 2"],
    ],
    ["an anonymous function", "g(function () {\n});", ["(anonymous) 2"]],
    [
      "generics with arrows",
      "function f<T extends () => void>(a: T): T {\n}",
      ["f 2"],
    ],
    [
      "an object as a parameter",
      "function f({ a }: { a: { b: 1 } } = {}) {\n}",
      ["f 2"],
    ],
    [
      "an object as the return type",
      "function f(): {\n  a: 1;\n} {\n}",
      ["f 4"],
    ],
    [
      "a generic return type",
      "function f(): Promise<{ a: 1 }[]> {\n}",
      ["f 2"],
    ],
    ["a union return type", "function f(): A | { b: 1 } {\n}", ["f 2"]],
    ["a guard", "function f(a: unknown): a is { b: 1 } {\n}", ["f 2"]],
    [
      "a returned function type",
      "function f(): (a: A) => { b: 1 } {\n}",
      ["f 2"],
    ],
    [
      "methods",
      "class A {\n  async #f(): Promise<void> {\n  }\n  get g() {\n  }\n}",
      ["#f 2", "g 2"],
    ],
    ["an object's methods", "const a = {\n  f(b) {\n  },\n};", ["f 2"]],
    [
      "a top-level arrow function",
      "export const f = async (a: A): Promise<B> => {\n};",
      ["f 2"],
    ],
    [
      "braces in strings and comments",
      'function f() {\n  g("}"); // }\n}',
      ["f 3"],
    ],
  ];
  for (const [promise, text, expected] of cases) {
    test(`finds ${promise}`, () => {
      expect(namesAndLines(text)).toEqual(expected);
    });
  }

  const others: [string, string][] = [
    [
      "overloads",
      "function f(a: string): void;\ndeclare function g(): { a: 1 };",
    ],
    [
      "an interface's methods",
      "interface A {\n  f(): void;\n  g(): { a: 1 };\n}",
    ],
    [
      "statements",
      "if (a) {\n}\nfor (;;) {\n}\nwhile (b) {\n}\nswitch (c) {\n}",
    ],
    ["calls with callbacks", 'test("a", () => {\n});\nf(a);\n{\n}'],
    ["an arrow function that is an argument", "const a = f((b) => {\n});"],
  ];
  for (const [promise, text] of others) {
    test(`does not take ${promise} for a function with a body`, () => {
      expect(namesAndLines(text)).toEqual([]);
    });
  }
});
