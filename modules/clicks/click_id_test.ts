import { describe, expect, test } from "bun:test";
import { createHmac } from "node:crypto";
import fc from "fast-check";
import { decodeBase32, encodeBase32 } from "../kernel/mod.ts";
import {
  clickIdBytes,
  clickIdText,
  encodeClickId,
  readClickId,
} from "./click_id.ts";
import type { ClickIdFields } from "./click_id.ts";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const KEY = Buffer.from("a click key, of which there are up to 32");
const FIELDS: ClickIdFields = {
  key_number: 19,
  pays: true,
  time_ms: 0x01_a2_b3_c4_d5_e6,
  node: 0xbeef,
  sequence: 0x1234,
  link_id: 0xfedcba98,
};
const ID = encodeClickId(FIELDS, KEY);

function keyOf(key_number: number): Uint8Array | undefined {
  return key_number === FIELDS.key_number ? KEY : undefined;
}

const anyFields = fc.record({
  key_number: fc.integer({ min: 0, max: 31 }),
  pays: fc.boolean(),
  time_ms: fc.integer({ min: 0, max: 2 ** 48 - 1 }),
  node: fc.integer({ min: 0, max: 65_535 }),
  sequence: fc.integer({ min: 0, max: 65_535 }),
  link_id: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
});

describe("encodeClickId()", () => {
  test("lays the bytes out as published, for ids live for years", () => {
    const signed = Buffer.from("6701a2b3c4d5e6beef1234fedcba98", "hex");
    expect(signed[0]).toBe((1 << 6) | (19 << 1) | 1);
    const proof = createHmac("sha256", KEY).update(signed).digest();
    const bytes = Buffer.concat([signed, proof.subarray(0, 5)]);
    expect(Buffer.from(decodeBase32(ID)!)).toEqual(bytes);
    expect(ID).toHaveLength(32);
  });

  test("makes an id that reads back to the same fields", () => {
    fc.assert(
      fc.property(anyFields, fc.uint8Array({ minLength: 1 }), (fields, key) => {
        const id = encodeClickId(fields, key);
        const reading = readClickId(id, () => key);
        expect(reading).toEqual({ kind: "valid", id, fields });
      }),
    );
  });

  test("throws where a field doesn't fit rather than cut it", () => {
    for (const wrong of [
      { key_number: 32 },
      { key_number: -1 },
      { time_ms: 2 ** 48 },
      { time_ms: 1.5 },
      { node: 65_536 },
      { sequence: 65_536 },
      { sequence: Number.NaN },
      { link_id: 2 ** 32 },
    ]) {
      expect(() => encodeClickId({ ...FIELDS, ...wrong }, KEY)).toThrow(
        RangeError,
      );
    }
  });
});

describe("readClickId()", () => {
  test("refuses an id of which any one character was changed", () => {
    for (let at = 0; at < ID.length; at++) {
      for (const letter of ALPHABET) {
        if (letter === ID[at]) continue;
        const changed = ID.slice(0, at) + letter + ID.slice(at + 1);
        const reading = readClickId(changed, () => KEY);
        expect([changed, reading.kind]).toEqual([changed, "invalid"]);
      }
    }
  });

  test("refuses made-up ids", () => {
    const made_up = fc.uint8Array({ minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(made_up, (bytes) => {
        const reading = readClickId(encodeBase32(bytes), () => KEY);
        expect(reading).toEqual({ kind: "invalid" });
      }),
    );
  });

  test("takes upper case as the same id", () => {
    const reading = readClickId(ID.toUpperCase(), keyOf);
    expect(reading).toEqual({ kind: "valid", id: ID, fields: FIELDS });
  });

  test("tells an unknown key number from a forgery", () => {
    const id = encodeClickId({ ...FIELDS, key_number: 20 }, KEY);
    const unknown = { kind: "unknown_key", key_number: 20 } as const;
    expect(readClickId(id, keyOf)).toEqual(unknown);
    const forged = encodeClickId(FIELDS, Buffer.from("another key"));
    expect(readClickId(forged, keyOf)).toEqual({ kind: "invalid" });
  });

  test("refuses other versions before it asks for a key", () => {
    for (const version of [0, 2, 3]) {
      const bytes = clickIdBytes(ID)!;
      bytes[0] = (bytes[0]! & 0b0011_1111) | (version << 6);
      const reading = readClickId(clickIdText(bytes), () => {
        throw new Error("asked for a key");
      });
      expect(reading).toEqual({ kind: "invalid" });
    }
  });

  test.each([
    "",
    ID.slice(1),
    `${ID}0`,
    ` ${ID.slice(1)}`,
    `${ID.slice(0, 31)}u`,
    `${ID.slice(0, 31)}é`,
    "{click_id}",
    ID.repeat(9),
  ])("refuses %j", (text) => {
    expect(readClickId(text, keyOf)).toEqual({ kind: "invalid" });
    expect(clickIdBytes(text)).toBeNull();
  });
});

test("clickIdText() and clickIdBytes() turn one into the other", () => {
  expect(clickIdText(clickIdBytes(ID.toUpperCase())!)).toBe(ID);
  expect(clickIdBytes(ID)).toHaveLength(20);
  expect(() => clickIdText(new Uint8Array(19))).toThrow(RangeError);
});
