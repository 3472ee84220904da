import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { isUnreplaced } from "../kernel/mod.ts";
import { readLinkParams } from "./link_params.ts";

function known(query: string): Record<string, string> {
  return readLinkParams(query).known;
}

function others(query: string): Record<string, string> {
  return { ...readLinkParams(query).others };
}

describe("readLinkParams()", () => {
  test("reads labels, source and the affiliate's click id, decoded", () => {
    const read = readLinkParams(
      "sub1=a+b&sub10=%C3%A9&source=fb&click_ref=r%26d&gclid=Cj0",
    );
    expect(read.known).toEqual({
      sub1: "a b",
      sub10: "é",
      source: "fb",
      click_ref: "r&d",
    });
    expect({ ...read.others }).toEqual({ gclid: "Cj0" });
    expect(read.flags).toEqual([]);
  });

  test.each(
    "subid sub_id subid1 sub_id1 sub_id_1 aff_sub aff_sub1 s1 p1 data1".split(
      " ",
    ),
  )("reads sub1 from %s", (name) => {
    expect(known(`${name}=x`)).toEqual({ sub1: "x" });
  });

  test("reads sub2 to sub10 by number", () => {
    for (let n = 2; n <= 10; n++) {
      const names = `sub${n} subid${n} sub_id${n} sub_id_${n} aff_sub${n} s${n} p${n} data${n}`;
      for (const name of names.split(" ")) {
        expect(known(`${name}=x`)).toEqual({ [`sub${n}`]: "x" });
      }
    }
    expect(known("sub11=x&s11=y&sub0=z")).toEqual({});
  });

  test.each([
    ["source", "src source_id pub_id"],
    ["click_ref", "aff_click_id external_id clickid click_id cid ref_id"],
  ])("reads %s from %s", (canonical, names) => {
    for (const name of names.split(" ")) {
      expect(known(`${name}=x`)).toEqual({ [canonical]: "x" });
    }
  });

  test("prefers the canonical name, then the published order; what lost is another parameter", () => {
    expect(known("s1=3&subid=2&sub1=1")).toEqual({ sub1: "1" });
    expect(others("s1=3&subid=2&sub1=1")).toEqual({ s1: "3", subid: "2" });
    expect(known("cid=2&aff_click_id=1")).toEqual({ click_ref: "1" });
    expect(known("sub1=&subid=2")).toEqual({ sub1: "2" });
  });

  test("of a name given twice the first value that is not empty stands", () => {
    expect(known("sub1=&sub1=a&sub1=b")).toEqual({ sub1: "a" });
    expect(others("x=1&x=2")).toEqual({ x: "1" });
  });

  test("cuts labels at 500 characters and drops a click_ref beyond 1024, never cut", () => {
    const read = readLinkParams(
      `sub3=${"x".repeat(501)}&click_ref=${"y".repeat(1025)}`,
    );
    expect(read.known).toEqual({ sub3: "x".repeat(500) });
    expect(read.flags).toEqual(["sub3_cut", "click_ref_dropped"]);
    const most = readLinkParams(
      `sub3=${"x".repeat(500)}&click_ref=${"y".repeat(1024)}`,
    );
    expect(most.flags).toEqual([]);
    expect(most.known.click_ref).toHaveLength(1024);
  });

  test("cuts no character in half", () => {
    const { sub1 = "" } = known(`sub1=${"x".repeat(499)}%F0%9F%98%80`);
    expect(sub1.isWellFormed()).toBe(true);
  });

  test("keeps 16 others in 2048 characters, and flags what it drops", () => {
    const many = Array.from({ length: 17 }, (_, at) => `p_${at}=v`).join("&");
    const read = readLinkParams(many);
    expect(Object.keys(read.others)).toHaveLength(16);
    expect(read.flags).toEqual(["params_dropped"]);
    expect(readLinkParams(`a=${"x".repeat(2047)}`).flags).toEqual([]);
    const long = readLinkParams(`a=1&b=${"x".repeat(2047)}`);
    expect({ ...long.others }).toEqual({ a: "1" });
    expect(long.flags).toEqual(["params_dropped"]);
  });

  test("drops labels before what ad platforms know their clicks by", () => {
    const labels = Array.from({ length: 30 }, (_, at) => `utm_${at}=v`);
    const ids = ["fbclid=f", "ScCid=s", "consent=granted", "click-id=c"];
    const { others, flags } = readLinkParams([...labels, ...ids].join("&"));
    expect(Object.keys(others)).toHaveLength(16);
    expect({ ...others }).toMatchObject({
      ...{ fbclid: "f", ScCid: "s", consent: "granted", "click-id": "c" },
      utm_0: "v",
    });
    expect(flags).toEqual(["params_dropped"]);
    const long = `gclid=${"x".repeat(2044)}&utm_term=v&fbclid=f`;
    expect(Object.keys(readLinkParams(long).others)).toEqual([
      "fbclid",
      "utm_term",
    ]);
  });

  test("takes what can't be decoded as it stands, without NUL, flagged once", () => {
    const read = readLinkParams("sub1=%zz&a=%&b=%E9&c=x%00y&d=%00");
    expect(read.known).toEqual({ sub1: "%zz" });
    expect({ ...read.others }).toEqual({ a: "%", b: "%E9", c: "xy", d: "" });
    expect(read.flags).toEqual(["undecoded", "nul_dropped"]);
    expect(readLinkParams("click_ref=Jos%E9").flags).toEqual([
      "undecoded",
      "undecoded:click_ref",
    ]);
    expect(readLinkParams("%&".repeat(5000)).flags).toEqual(["undecoded"]);
  });

  test("reads names in any case, those in the published one first", () => {
    expect(known("SUB1=a&Click_Ref=b&SOURCE=c")).toEqual({
      sub1: "a",
      click_ref: "b",
      source: "c",
    });
    expect(known("SubId=2&sub1=1")).toEqual({ sub1: "1" });
    expect(known("SUB1=2&sub1=1")).toEqual({ sub1: "1" });
    const own = new Map([["zoneId", "sub3"]]);
    expect(readLinkParams("ZONEID=z", own).known).toEqual({ sub3: "z" });
    const anyCase = fc.tuple(
      fc.constantFrom("sub1", "subid", "aff_sub2", "source", "click_ref"),
      fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
    );
    fc.assert(
      fc.property(anyCase, ([name, upper]) => {
        const sent = [...name]
          .map((letter, at) => (upper[at] ? letter.toUpperCase() : letter))
          .join("");
        expect(known(`${sent}=x`)).toEqual(known(`${name}=x`));
      }),
    );
  });

  test("takes a second ? and &amp; for what was meant", () => {
    const expected = { sub1: "a", click_ref: "b", sub2: "c" };
    for (const query of [
      "sub1=a?click_ref=b&sub2=c",
      "?sub1=a&click_ref=b?sub2=c",
      "sub1=a&amp;click_ref=b&amp;amp;sub2=c",
      "?sub1=a?click_ref=b?sub2=c",
    ]) {
      expect(known(query)).toEqual(expected);
    }
    expect(known("sub1=what?")).toEqual({ sub1: "what?" });
    expect(known("sub1=a?x=1")).toEqual({ sub1: "a?x=1" });
    const page = "https://shop.example/p?sub1=x";
    expect(readLinkParams(`deep_link=${page}`).deep_link).toBe(page);
  });

  test("leaves a placeholder that nobody filled out, and flags it", () => {
    for (const style of ["{x}", "[x]", "%7Bx%7D", "##x##", "${x}", "REPLACE"]) {
      const read = readLinkParams(`click_ref=${style}&cid=7&sub2=${style}`);
      expect([read.known, { ...read.others }, read.flags]).toEqual([
        { click_ref: "7" },
        {},
        ["macro_dropped"],
      ]);
    }
    expect(known("sub1=a{x}")).toEqual({ sub1: "a{x}" });
  });

  test("has no parameters but those that were given", () => {
    const { others: none } = readLinkParams("");
    for (const name of ["constructor", "toString", "__proto__"]) {
      expect(none[name]).toBeUndefined();
      expect(readLinkParams(`${name}=x`).others[name]).toBe("x");
    }
  });
});

describe("readLinkParams() of anything", () => {
  const anyQuery = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom(..."%&=+0aFé\0#?;") }),
    fc
      .array(fc.tuple(fc.string(), fc.string({ maxLength: 1500 })))
      .map((pairs) => new URLSearchParams(pairs).toString()),
  );

  test("never throws, keeps within its limits, and gives what Postgres can keep", () => {
    fc.assert(
      fc.property(anyQuery, (query) => {
        const read = readLinkParams(query);
        const kept = [read.known, read.others].flatMap((pairs) =>
          Object.entries(pairs).flat(),
        );
        for (const text of kept) {
          expect(text.includes("\0")).toBe(false);
          expect(text.isWellFormed()).toBe(true);
        }
        for (const [name, value] of Object.entries(read.known)) {
          expect(name).toMatch(/^(sub([1-9]|10)|source|click_ref)$/);
          const limit = name === "click_ref" ? 1024 : 500;
          expect(value.length).toBeLessThanOrEqual(limit);
        }
        const pairs = Object.entries(read.others);
        expect(pairs.length).toBeLessThanOrEqual(16);
        expect(pairs.flat().join("").length).toBeLessThanOrEqual(2048);
        expect(new Set(read.flags).size).toBe(read.flags.length);
      }),
    );
  });

  test("reads a label back as it was encoded", () => {
    const anyLabel = fc.string({
      unit: "grapheme",
      minLength: 1,
      maxLength: 99,
    });
    fc.assert(
      fc.property(anyLabel, (label) => {
        fc.pre(!label.includes("\0") && !isUnreplaced(label));
        expect(known(`subid=${encodeURIComponent(label)}`)).toEqual({
          sub1: label,
        });
      }),
    );
  });
});
