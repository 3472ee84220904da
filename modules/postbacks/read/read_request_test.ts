import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { RawPostback } from "../../sources/mod.ts";
import { readParameters } from "./read_request.ts";

function raw(change: Partial<RawPostback>): RawPostback {
  return {
    id: "",
    received_at: 0,
    method: "POST",
    url: "/v1/postback",
    headers: {},
    body: null,
    ip: "",
    ...change,
  };
}

function sent(type: string, body: string | Uint8Array): RawPostback {
  return raw({
    headers: { "content-type": type },
    body: typeof body === "string" ? Buffer.from(body) : body,
  });
}

function pairs(postback: RawPostback): [string, string][] {
  const read = readParameters(postback);
  if (!read.ok) throw new Error(read.refusal.detail);
  return read.parameters
    .filter(({ is_nested }) => is_nested !== true)
    .map(({ name, value }) => [name, value]);
}

function codeOf(postback: RawPostback): string | undefined {
  const read = readParameters(postback);
  return read.ok ? read.unread_body?.code : read.refusal.code;
}

const FORM = "application/x-www-form-urlencoded";
const JSON_TYPE = "application/json";

describe("readParameters() of a query", () => {
  test("decodes names and values, and keeps what is given twice", () => {
    const url = "/v1/postback?a=1&b%20c=d+e%26f&a=2&empty=&bare&&=x#y=1";
    expect(pairs(raw({ url }))).toEqual([
      ["a", "1"],
      ["b c", "d e&f"],
      ["a", "2"],
      ["empty", ""],
      ["bare", ""],
      ["", "x#y=1"],
    ]);
  });

  test("leaves %macro% as it is, to be named as what it is", () => {
    expect(pairs(raw({ url: "/?a=%click_id%&b=%cid%" }))).toEqual([
      ["a", "%click_id%"],
      ["b", "%cid%"],
    ]);
  });

  test.each(["%", "%z", "%zz", "a%", "%E9", "%C3%28", "%C0%80", "%ED%A0%80"])(
    "keeps %j as it came, in a name and in a value",
    (broken) => {
      const url = `/?a=${broken}&${broken}=a&b=%41`;
      expect(pairs(raw({ url }))).toEqual([
        ["a", broken],
        [broken, "a"],
        ["b", "A"],
      ]);
    },
  );

  test("tells bytes of another charset from a percent sign that nobody encoded", () => {
    const garbled = (value: string) => {
      const read = readParameters(raw({ url: `/?a=${value}` }));
      return read.ok && read.parameters[0]?.is_garbled === true;
    };
    expect(["10%OFF", "%", "100%25%", "%zz"].map(garbled)).toEqual(
      Array.from({ length: 4 }, () => false),
    );
    expect(["Jos%E9", "%FF%FE", "%C3", "10%%E9"].map(garbled)).toEqual(
      Array.from({ length: 4 }, () => true),
    );
  });

  test("takes &amp; for &, in a query and in a form, however often", () => {
    const text = "a=1&amp;b=2&amp;amp;c=3&d=x%26amp%3By";
    const expected = [
      ["a", "1"],
      ["b", "2"],
      ["c", "3"],
      ["d", "x&amp;y"],
    ];
    expect(pairs(raw({ url: `/?${text}` }))).toEqual(
      expected as [string, string][],
    );
    expect(pairs(sent(FORM, text))).toEqual(expected as [string, string][]);
  });

  test("takes &amp; for & between any parameters", () => {
    const word = fc.stringMatching(/^[b-z0-9]{1,8}$/);
    const mark = fc.constantFrom("&", "&amp;", "&amp;amp;");
    fc.assert(
      fc.property(
        fc.array(fc.tuple(word, word, mark), { minLength: 1, maxLength: 8 }),
        (given) => {
          const text = given
            .map(([name, value, before], at) =>
              at === 0 ? `${name}=${value}` : `${before}${name}=${value}`,
            )
            .join("");
          const expected = given.map(([name, value]): [string, string] => [
            name,
            value,
          ]);
          expect(pairs(raw({ url: `/?${text}` }))).toEqual(expected);
          expect(pairs(sent(FORM, text))).toEqual(expected);
        },
      ),
    );
  });

  test("takes 500 parameters and not one more, from wherever they come", () => {
    const url = `/?${"a=1&".repeat(300)}`;
    const form = (count: number) =>
      raw({
        url,
        headers: { "content-type": FORM },
        body: Buffer.from("a=1&".repeat(count)),
      });
    expect(pairs(form(200))).toHaveLength(500);
    expect(codeOf(form(201))).toBe("malformed");
  });
});

test("readParameters() takes names and values of any length: the body is bounded", () => {
  const form = `${"n".repeat(5000)}=${"v".repeat(50_000)}&b=1`;
  expect(pairs(sent(FORM, form))).toHaveLength(2);
});

describe("readParameters() of a body", () => {
  test("reads query and body, in this order, and says where each stood", () => {
    const read = readParameters({
      ...sent(`${FORM}; charset=utf-8`, "b=2"),
      url: "/?a=1",
    });
    expect(read).toEqual({
      ok: true,
      parameters: [
        { name: "a", value: "1", from: "query" },
        { name: "b", value: "2", from: "form" },
      ],
      json: null,
      unread_body: null,
    });
  });

  test("takes what stands at the top of JSON, numbers by their digits", () => {
    const body = `\ufeff{"a":12.50,"b":123456789012345678901234567890,"c":1e9,"d":-0,
      "e":true,"f":null,"g":"x,\\"y\\":{[z]}","h":{"i":1,"j":[2,"k"]},"l":[{"m":3}],"\\u0061b":"\\u00e9"}`;
    for (const type of [JSON_TYPE, "application/vnd.api+json", ""]) {
      expect(pairs(sent(type, body.slice(type === "" ? 1 : 0)))).toEqual([
        ["a", "12.50"],
        ["b", "123456789012345678901234567890"],
        ["c", "1e9"],
        ["d", "-0"],
        ["e", "true"],
        ["g", 'x,"y":{[z]}'],
        ["ab", "é"],
      ]);
    }
  });

  test("keeps both of two equal names in JSON, where parsers keep the last", () => {
    expect(pairs(sent(JSON_TYPE, '{"a":1,"b":[{"a":3}],"a":"2"}'))).toEqual([
      ["a", "1"],
      ["a", "2"],
    ]);
  });

  test("takes a body without a type by its first character", () => {
    expect(pairs(sent("", 'a={"b":1}'))).toEqual([["a", '{"b":1}']]);
    expect(pairs(sent("", ' {"b":1}'))).toEqual([["b", "1"]]);
    expect(pairs(sent("text/plain", ""))).toEqual([]);
  });

  test.each([
    "{",
    "[]",
    "[1]",
    '[{"a":1},{"a":2}]',
    "{}{}",
    "{'a':1}",
    '{"a":01}',
    '{"a":"\t"}',
  ])("refuses JSON that is broken, or no single object: %j", (body) => {
    expect(codeOf(sent(JSON_TYPE, body))).toBe("malformed");
  });

  test("takes a list of one object for the object", () => {
    expect(pairs(sent(JSON_TYPE, ' [ {"a":1} ] '))).toEqual([["a", "1"]]);
  });

  test.each([
    "text/plain",
    FORM,
    JSON_TYPE,
    "application/xml",
    "json",
    "",
    "x".repeat(9999),
  ])("reads a body by its content, whatever its type says: %j", (type) => {
    expect(pairs(sent(type, '{"a":1}'))).toEqual([["a", "1"]]);
    expect(pairs(sent(type, "a=1&b=c+d"))).toEqual([
      ["a", "1"],
      ["b", "c d"],
    ]);
    expect(codeOf(sent(type, "<a>b=1</a>"))).toBe("unsupported_media_type");
    expect(codeOf(sent(type, "hello"))).toBe("unsupported_media_type");
  });

  test("reads multipart forms, but no files in them", () => {
    const part = (head: string, value: string) =>
      `--B0undary\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`;
    const body = [
      part('name="click_id"', "abc"),
      part('name="note"', "two\r\nlines & 10%+"),
      part('name="f"; filename="a=b.txt"', "x=1"),
      part("name=bare", "é"),
      "--B0undary--\r\n",
    ].join("");
    for (const type of ["multipart/form-data; boundary=B0undary", FORM, ""]) {
      expect(pairs(sent(type, body))).toEqual([
        ["click_id", "abc"],
        ["note", "two\r\nlines & 10%+"],
        ["bare", "é"],
      ]);
    }
  });

  test("keeps bytes of another charset as percent-encoded, beside what is UTF-8", () => {
    const body = Buffer.concat([
      Buffer.from("a=Jos"),
      Uint8Array.of(0xe9),
      Buffer.from("&b=é&c=1"),
    ]);
    expect(pairs(sent(FORM, new Uint8Array(body)))).toEqual([
      ["a", "Jos%E9"],
      ["b", "é"],
      ["c", "1"],
    ]);
  });

  test("gives what is further down in JSON to be searched for a click id, to six levels and 500 values", () => {
    const nested = (text: string) => {
      const read = readParameters(sent(JSON_TYPE, text));
      if (!read.ok) throw new Error(read.refusal.detail);
      return read.parameters.filter(({ is_nested }) => is_nested === true);
    };
    expect(
      nested('{"a":{"b":[{"c":1},"x"]},"d":2}').map(({ name, value }) => [
        name,
        value,
      ]),
    ).toEqual([
      ["a.b[0].c", "1"],
      ["a.b[1]", "x"],
    ]);
    const deep = (levels: number) =>
      `${'{"a":'.repeat(levels)}"x"${"}".repeat(levels)}`;
    expect([2, 6, 7, 60].map((levels) => nested(deep(levels)).length)).toEqual([
      1, 1, 0, 0,
    ]);
    expect(nested(`{"a":[${"1,".repeat(2000)}1]}`)).toHaveLength(500);
    expect(nested(`${'{"a":['.repeat(9000)}${"]}".repeat(9000)}`)).toEqual([]);
  });

  test("shows where NUL and half characters stood, wherever they were", () => {
    for (const postback of [
      raw({ url: "/?a=%00" }),
      sent(FORM, "a=\0"),
      sent(JSON_TYPE, '{"a":"\\u0000"}'),
      sent(JSON_TYPE, '{"a":"\\ud800"}'),
    ]) {
      if (codeOf(postback) !== undefined) continue;
      expect(pairs(postback)).toEqual([["a", "\ufffd"]]);
    }
    expect(pairs(raw({ url: "/?order_id%00=1" }))).toEqual([
      ["order_id\ufffd", "1"],
    ]);
  });

  test("refuses what is compressed", () => {
    const plain = sent(JSON_TYPE, "{}");
    const headers = { ...plain.headers, "content-encoding": "gzip" };
    expect(codeOf({ ...plain, headers })).toBe("unsupported_media_type");
  });
});

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom(...'%&=+{}[]":,\\0aé\0 ') }),
);

describe("readParameters() of anything", () => {
  test("never throws, and gives nothing that Postgres can't keep", () => {
    const anyBody = fc.oneof(
      fc.uint8Array(),
      anyText.map((text) => new Uint8Array(Buffer.from(text))),
      fc.json().map((text) => new Uint8Array(Buffer.from(text))),
    );
    const anyType = fc.constantFrom(FORM, JSON_TYPE, "", "text/plain");
    fc.assert(
      fc.property(anyText, anyType, anyBody, (query, type, body) => {
        const read = readParameters({ ...sent(type, body), url: `/?${query}` });
        if (!read.ok) {
          expect(["malformed", "unsupported_media_type"]).toContain(
            read.refusal.code,
          );
          expect(read.refusal.detail.isWellFormed()).toBe(true);
          expect(read.refusal.detail.length).toBeLessThan(300);
          return;
        }
        for (const { name, value } of read.parameters) {
          expect((name + value).includes("\0")).toBe(false);
          expect(name.isWellFormed() && value.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  const entry = fc.tuple(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: "grapheme" }),
  );
  const isKept = (entries: [string, string][]) =>
    !JSON.stringify(entries).includes("\\u0000") &&
    entries.every(([name, value]) => {
      // Forms are detected by content, and `amp;` is what HTML escaping leaves of `&`.
      return !/^\s*[<{[]|^--|^amp;/.test(name) && (name + value).isWellFormed();
    });

  test("reads back what was encoded, in a query and in a form", () => {
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        fc.pre(isKept(entries));
        const query = new URLSearchParams(entries).toString();
        expect(pairs(raw({ url: `/?${query}` }))).toEqual(entries);
        if (!/[\0-\x08\x0e-\x1f]/.test(query) && query !== "") {
          expect(pairs(sent(FORM, query))).toEqual(entries);
        }
      }),
    );
  });

  test("reads of JSON what JSON.parse reads", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const scalars = Object.entries(object).filter(
          ([, value]) => value !== null && typeof value !== "object",
        );
        const expected = scalars.map(([name, value]): [string, string] => [
          name,
          typeof value === "number" ? JSON.stringify(value) : String(value),
        ]);
        fc.pre(isKept(expected));
        for (const space of [0, 2]) {
          const body = JSON.stringify(object, null, space);
          expect(pairs(sent(JSON_TYPE, body))).toEqual(expected);
        }
      }),
    );
  });
});
