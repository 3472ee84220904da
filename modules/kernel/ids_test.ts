import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { ManualClock } from "./clock.ts";
import {
  decodeBase32,
  encodeBase32,
  hashedId,
  isUuid,
  newId,
  randomToken,
} from "./ids.ts";

describe("newId()", () => {
  test("carries the clock's time and sorts by it", () => {
    const clock = new ManualClock(1_795_348_800_000);
    const first = newId(clock);
    const second = newId(clock);
    clock.advance(1);
    const third = newId(clock);
    expect(isUuid(first)).toBe(true);
    expect(first[14]).toBe("7");
    expect(parseInt(first.replace("-", "").slice(0, 12), 16)).toBe(
      1_795_348_800_000,
    );
    expect([third, second, first].toSorted()).toEqual([first, second, third]);
  });
});

test("hashedId() never changes: what has one is booked or told once", () => {
  const id = hashedId("adjustment k");
  expect(id).toBe("4d5279bf-ebc8-82b2-82e1-5c969eaf1518");
  expect(isUuid(id)).toBe(true);
});

test("isUuid() takes any version in either case and nothing else", () => {
  expect(isUuid("01934e2c-7b1a-7c3d-8e4f-0123456789ab")).toBe(true);
  expect(isUuid("01934E2C-7B1A-4C3D-8E4F-0123456789AB")).toBe(true);
  expect(isUuid("01934e2c7b1a7c3d8e4f0123456789ab")).toBe(false);
  expect(isUuid("01934e2c-7b1a-7c3d-8e4f-0123456789ab ")).toBe(false);
  expect(isUuid("g1934e2c-7b1a-7c3d-8e4f-0123456789ab")).toBe(false);
  expect(isUuid("")).toBe(false);
});

describe("base32", () => {
  test("has known values", () => {
    const bytes = Uint8Array.of(0x00, 0x44, 0x32, 0x14, 0xc7);
    expect(encodeBase32(bytes)).toBe("01234567");
    expect(encodeBase32(Uint8Array.of(0xff))).toBe("zw");
    expect(encodeBase32(new Uint8Array(0))).toBe("");
    const all = "0123456789abcdefghjkmnpqrstvwxyz";
    expect(encodeBase32(decodeBase32(all)!)).toBe(all);
  });

  test("round-trips any bytes, in either case", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const text = encodeBase32(bytes);
        expect(text).toMatch(/^[0-9a-hjkmnp-tv-z]*$/);
        expect(decodeBase32(text)).toEqual(bytes);
        expect(decodeBase32(text.toUpperCase())).toEqual(bytes);
      }),
    );
  });

  test("has one text only for any bytes", () => {
    const letter = fc.constantFrom(..."0123456789abcdefghjkmnpqrstvwxyz");
    fc.assert(
      fc.property(fc.string({ unit: letter, maxLength: 18 }), (text) => {
        const bytes = decodeBase32(text);
        if (bytes !== null) expect(encodeBase32(bytes)).toBe(text);
      }),
    );
  });

  test("refuses look-alikes, strangers and left-over bits", () => {
    for (const letter of ["i", "l", "o", "u", "I", "L", "O", "U"]) {
      expect(decodeBase32(`0${letter}`)).toBeNull();
    }
    for (const text of ["0-", "0 ", "0=", "0é", "0\0", "0\u{1f600}"]) {
      expect(decodeBase32(text)).toBeNull();
    }
    expect(decodeBase32("zz")).toBeNull(); // 1 byte and bits that aren't zero
    expect(decodeBase32("0")).toBeNull(); // no byte at all
    expect(decodeBase32("000")).toBeNull(); // a letter too many for 1 byte
  });
});

test("randomToken() has the asked-for entropy and never repeats", () => {
  const tokens = new Set(Array.from({ length: 100 }, () => randomToken(20)));
  expect(tokens.size).toBe(100);
  for (const token of tokens) expect(decodeBase32(token)?.length).toBe(20);
  expect(() => randomToken(0)).toThrow(RangeError);
  expect(() => randomToken(1.5)).toThrow(RangeError);
});
