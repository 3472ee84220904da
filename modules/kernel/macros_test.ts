import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { expandTemplate, parseTemplate, templateMacros } from "./macros.ts";
import type { TemplateKind, TemplateResult } from "./macros.ts";

const KNOWN = new Set([
  "click_id",
  "click_ref",
  "sub1",
  "sub2",
  "param",
  "goal",
  "payout",
  "status",
]);

function parse(text: string, kind: TemplateKind = "url"): TemplateResult {
  return parseTemplate(text, { known: KNOWN, kind });
}

function expand(
  text: string,
  values: Record<string, string>,
  kind: TemplateKind = "url",
): string {
  const result = parse(text, kind);
  if (!result.ok) throw new Error(result.detail);
  return expandTemplate(
    result.template,
    (name, arg) => values[arg === null ? name : `${name}:${arg}`] ?? "",
  );
}

describe("expandTemplate() of a URL", () => {
  test("writes every form of macro", () => {
    const text =
      "https://t.example/pb?cid={click_ref}&s={status:approved=1 pending=2}&raw={_sub1}&g={param:gclid}&r={_param:x.y-z_1}";
    const url = expand(text, {
      click_ref: "a b&c",
      status: "pending",
      sub1: "x=1&y=2%20",
      "param:gclid": "Cj0/ä",
      "param:x.y-z_1": "a/b",
    });
    expect(url).toBe(
      "https://t.example/pb?cid=a%20b%26c&s=2&raw=x=1&y=2%20&g=Cj0%2F%C3%A4&r=a/b",
    );
  });

  test("a macro without a value is empty, and so is a status without a mapping", () => {
    expect(expand("/p?a={sub1}&s={status:approved=1}.", {})).toBe("/p?a=&s=.");
    const rejected = { status: "rejected" };
    expect(expand("/p?s={status:approved=1}", rejected)).toBe("/p?s=");
    expect(expand("/p?s={status}", rejected)).toBe("/p?s=rejected");
    expect(expand("/p?s={status:rejected= approved=1}", rejected)).toBe(
      "/p?s=",
    );
  });

  test("a value is never read as a macro", () => {
    expect(expand("/p?a={_sub1}", { sub1: "{click_id}", click_id: "X" })).toBe(
      "/p?a={click_id}",
    );
  });

  test("lone surrogates don't throw", () => {
    expect(expand("/p?a={sub1}&b={_sub1}", { sub1: "\ud800" })).toBe(
      "/p?a=%EF%BF%BD&b=%EF%BF%BD",
    );
  });

  test("a raw value can't break the header that carries the URL", () => {
    const url = expand("/p?a={_sub1}", { sub1: "a b\r\nSet-Cookie: x\u2028ü" });
    expect(url).toBe("/p?a=a%20b%0D%0ASet-Cookie:%20x%E2%80%A8%C3%BC");
  });

  test("any value comes back as it was from the parsed URL", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        const url = new URL(
          expand("https://x.example/?a={sub1}&b={sub2}", {
            sub1: value,
            sub2: value,
          }),
        );
        expect(url.searchParams.getAll("a")).toEqual([value.toWellFormed()]);
        expect(url.searchParams.getAll("b")).toEqual([value.toWellFormed()]);
      }),
    );
  });
});

describe("expandTemplate() of a JSON body", () => {
  test("writes into string literals only, and leaves structure alone", () => {
    const body =
      '{"a":{"id":"{click_id}","list":[{}, {"s":"x{sub1}y"}]},"n":1}';
    const values = { click_id: "7", sub1: 'q"\\\n}' };
    expect(JSON.parse(expand(body, values, "json"))).toEqual({
      a: { id: "7", list: [{}, { s: 'xq"\\\n}y' }] },
      n: 1,
    });
  });

  test("works within JSON that stands in a string", () => {
    const body = JSON.stringify({ inner: '{"id":"{click_id}","x":{}}' });
    const text = expand(body, { click_id: "7" }, "json");
    expect(JSON.parse(JSON.parse(text).inner)).toEqual({ id: "7", x: {} });
  });

  test("whatever the values, the body parses to the same shape with them in place", () => {
    const body =
      '{"k":"{sub1}","l":["a{sub2}b","\\\\{sub1}","\\u0041{sub2}"],"{sub1}":0}';
    const value = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(value, value, (sub1, sub2) => {
        const one = sub1.toWellFormed();
        const two = sub2.toWellFormed();
        const parsed = JSON.parse(expand(body, { sub1, sub2 }, "json"));
        if (one === "k" || one === "l") return;
        expect(parsed.k).toBe(one);
        expect(parsed.l).toEqual([`a${two}b`, `\\${one}`, `A${two}`]);
        expect(Object.entries(parsed)).toContainEqual([one, 0]);
      }),
    );
  });
});

describe("parseTemplate()", () => {
  test.each([
    ["{clickid}", "Unknown macro {clickid}: did you mean {click_id}?"],
    ["{_clickref}", "Unknown macro {_clickref}: did you mean {_click_ref}?"],
    ["{sub3}", "Unknown macro {sub3}: did you mean {sub1}?"],
    ["{stauts:a=1}", "Unknown macro {stauts:a=1}: did you mean {status}?"],
    ["{parm:x}", "Unknown macro {parm:x}: did you mean {param:NAME}?"],
    ["{constructor}", "Unknown macro {constructor}: did you mean {status}?"],
  ])("refuses the unknown %s and names the nearest", (macro, detail) => {
    for (const kind of ["url", "json"] as const) {
      const text = kind === "url" ? `/p?a=${macro}` : `{"a":"${macro}"}`;
      const refusal = { ok: false, code: "unknown_macro", detail, macro };
      expect(parse(text, kind)).toEqual(refusal as TemplateResult);
    }
  });

  test("has nothing to suggest where no macro is known", () => {
    const options = { known: new Set<string>(), kind: "url" } as const;
    expect(parseTemplate("{sub1}", options)).toMatchObject({
      code: "unknown_macro",
      detail: "Unknown macro {sub1}",
    });
  });

  test.each([
    "{click_id",
    "click_id}",
    "{{click_id}}",
    "{}",
    "{ click_id }",
    "{click id}",
    "{Click_ID}",
    "{1sub}",
    "{click_id:x}",
    "{click_id:}",
    "{param}",
    "{param:}",
    "{param:a b}",
    "{param:ä}",
    `{param:${"x".repeat(65)}}`,
    "{status:}",
    "{status: }",
    "{status:approved}",
    "{status:=1}",
    "{status:a=1 a=2}",
    "{status:a=1=2}",
    "{status:a=%20}",
    `{${"x".repeat(200)}}`,
    "${click_id",
    "{__click_id}",
  ])("refuses %j as malformed in a URL", (macro) => {
    const result = parse(`/p?a=${macro}&b=1`);
    expect(result).toMatchObject({ ok: false, code: "malformed_macro" });
    if (!result.ok) {
      expect(result.macro).not.toBe("");
      expect(result.macro.length).toBeLessThan(100);
    }
  });

  test("names the nearest macro where only the case is wrong", () => {
    expect(parse("/p?a={Click_ID}")).toMatchObject({
      code: "malformed_macro",
      detail: "Malformed macro {Click_ID}: did you mean {click_id}?",
    });
  });

  test.each([
    ['{"a":{click_id}}', "outside quotes"],
    ['{"a":{status:a=1}}', "outside quotes, with a mapping"],
    ["{click_id}", "alone"],
    ['{"a":"{click id}"}', "with a space"],
    ['{"a":"{Sub1}"}', "in capitals"],
    ['{"a":"{{sub1}}"}', "in double braces"],
    ['{"a":"{sub1}"', "in JSON that isn't closed"],
    ['{"a":"\\{sub1}"}', "after a lone backslash"],
    ['{"a":"\\u00{sub1}41"}', "within an escape"],
    ['{"a":tru{sub1}e}', "within a word"],
    ["not json", "nowhere"],
    ["", "in nothing"],
  ])("refuses the JSON body %j (%s)", (body) => {
    expect(parse(body, "json")).toMatchObject({
      ok: false,
      code: "malformed_macro",
    });
  });

  test("says of a macro outside quotes where it must stand", () => {
    expect(parse('{"a":{click_id}}', "json")).toMatchObject({
      detail: "Malformed macro {click_id}: it must stand in quotes",
      macro: "{click_id}",
    });
  });

  test("refuses a raw macro in a JSON body", () => {
    expect(parse('{"a":"{_sub1}"}', "json")).toMatchObject({
      ok: false,
      code: "raw_not_allowed",
      macro: "{_sub1}",
    });
  });

  test("takes text without macros as it is", () => {
    expect(expand("/p?a=1", {})).toBe("/p?a=1");
    expect(expand("", {})).toBe("");
    expect(expand('{"a":{"b":"c"}}', {}, "json")).toBe('{"a":{"b":"c"}}');
  });

  test("never throws, whatever the text", () => {
    const piece = fc.constantFrom(
      ...'{}"\\:_ u0a[],é\n',
      "{sub1}",
      "{_sub1}",
      "{param:",
      "status",
    );
    const text = fc.array(piece).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(text, fc.constantFrom("url", "json"), (given, kind) => {
        const result = parse(given, kind);
        if (!result.ok) return;
        const filled = expandTemplate(result.template, () => '"}\\');
        if (kind === "json") JSON.parse(filled);
        else expect(filled).not.toMatch(/\{_?sub1\}/);
      }),
      { numRuns: 2000 },
    );
  });
});

test("templateMacros() names each macro once, in order", () => {
  const result = parse(
    "/{sub1}?a={_click_id}&b={param:x}&c={param:y}&d={sub1}",
  );
  if (!result.ok) throw new Error(result.detail);
  expect(templateMacros(result.template)).toEqual([
    "sub1",
    "click_id",
    "param",
  ]);
});
