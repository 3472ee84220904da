import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { RawPostback } from "./raw_postback.ts";
import { readParameters } from "./read_parameters.ts";

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
  return read.parameters.map(({ name, value }) => [name, value]);
}

function codeOf(postback: RawPostback): string | undefined {
  const read = readParameters(postback);
  return read.ok ? undefined : read.refusal.code;
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
    "refuses %j in a name and in a value",
    (broken) => {
      expect(codeOf(raw({ url: `/?a=${broken}` }))).toBe("malformed");
      expect(codeOf(raw({ url: `/?${broken}=a` }))).toBe("malformed");
    },
  );

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

test("readParameters() takes a name of 200 characters and a value of 16,384, and no longer one", () => {
  const form = (name: number, value: number) =>
    sent(
      "application/x-www-form-urlencoded",
      `${"n".repeat(name)}=${"v".repeat(value)}`,
    );
  expect(pairs(form(200, 16_384))).toHaveLength(1);
  expect(codeOf(form(201, 1))).toBe("malformed");
  expect(codeOf(form(1, 16_385))).toBe("malformed");
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
    "",
    " ",
    "{",
    "[]",
    "1",
    '"a"',
    "null",
    "{}{}",
    "{'a':1}",
    '{"a":01}',
    '{"a":"\t"}',
  ])("refuses JSON that is no object: %j", (body) => {
    const expected = body === "" ? undefined : "malformed";
    expect(codeOf(sent(JSON_TYPE, body))).toBe(expected);
  });

  test("refuses NUL, half characters and what isn't UTF-8, wherever they stand", () => {
    for (const postback of [
      raw({ url: "/?a=%00" }),
      raw({ url: "/?a%00=1" }),
      sent(FORM, "a=%00"),
      sent(FORM, "a=\0"),
      sent(JSON_TYPE, '{"a":"\\u0000"}'),
      sent(JSON_TYPE, '{"a\\u0000":1}'),
      sent(JSON_TYPE, '{"a":"\\ud800"}'),
      sent(JSON_TYPE, '{"\\udc00":1}'),
      sent(FORM, Uint8Array.of(0x61, 0x3d, 0xff)),
      sent(JSON_TYPE, Uint8Array.of(0x7b, 0xc3, 0x28, 0x7d)),
    ]) {
      expect(codeOf(postback)).toBe("malformed");
    }
  });

  test.each([
    "text/plain",
    "multipart/form-data; boundary=a",
    "application/xml",
    "json",
    "x".repeat(9999),
  ])("refuses the type %j", (type) => {
    expect(codeOf(sent(type, "a=1"))).toBe("unsupported_media_type");
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
    !JSON.stringify(entries).includes("\\u0000");

  test("reads back what was encoded, in a query and in a form", () => {
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        fc.pre(isKept(entries));
        const query = new URLSearchParams(entries).toString();
        expect(pairs(raw({ url: `/?${query}` }))).toEqual(entries);
        expect(pairs(sent(FORM, query))).toEqual(entries);
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
