import { describe, expect, test } from "bun:test";
import { createDecipheriv, createHmac } from "node:crypto";
import fc from "fast-check";
import { seal, sealKeyFrom, unseal } from "./seal.ts";

const master = Buffer.from("an operator's key of any length");
const key = sealKeyFrom(master);

describe("seal()", () => {
  test("opens again under the same key and context, whatever was sealed", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), (plain, context) => {
        const sealed = seal(key, plain, context);
        expect(sealed.length).toBe(12 + plain.length + 16);
        expect(unseal(sealKeyFrom(master), sealed, context)).toEqual(plain);
      }),
    );
  });

  test("never seals the same twice alike", () => {
    const plain = Buffer.from("secret");
    expect(seal(key, plain, "c")).not.toEqual(seal(key, plain, "c"));
  });

  test("is AES-256-GCM under an HKDF-SHA256 key, nonce first, tag last", () => {
    const sealed = seal(key, Buffer.from("plain"), "context");
    // RFC 5869 by hand: extract with a zero salt, expand by one block.
    const extracted = createHmac("sha256", Buffer.alloc(32)).update(master);
    const derived = createHmac("sha256", extracted.digest())
      .update("tallyho seal v1\x01")
      .digest();
    const nonce = sealed.subarray(0, 12);
    const decipher = createDecipheriv("aes-256-gcm", derived, nonce);
    decipher.setAAD(Buffer.from("context"));
    decipher.setAuthTag(sealed.subarray(-16));
    const opened = decipher.update(sealed.subarray(12, -16));
    expect(opened.toString() + decipher.final().toString()).toBe("plain");
  });
});

describe("unseal()", () => {
  const sealed = seal(key, Buffer.from("secret"), "source:1");

  test("throws under another key or another context", () => {
    const other = sealKeyFrom(Buffer.from("another key"));
    const message = /^Cannot unseal "source:\d": another key or context/;
    expect(() => unseal(other, sealed, "source:1")).toThrow(message);
    expect(() => unseal(key, sealed, "source:2")).toThrow(message);
  });

  test("throws when any one byte was altered", () => {
    for (let index = 0; index < sealed.length; index++) {
      const altered = sealed.slice();
      altered[index]! ^= 1;
      expect(() => unseal(key, altered, "source:1")).toThrow("Cannot unseal");
    }
  });

  test("throws on what is too short to have been sealed", () => {
    for (const length of [0, 12, 27]) {
      const cut = sealed.slice(0, length);
      expect(() => unseal(key, cut, "source:1")).toThrow("Cannot unseal");
    }
    expect(() => unseal(key, sealed.slice(0, -1), "source:1")).toThrow();
  });
});

test("sealKeyFrom() refuses an empty key", () => {
  expect(() => sealKeyFrom(new Uint8Array(0))).toThrow(RangeError);
});

test("a SealKey doesn't show its bytes when it is logged or written as JSON", () => {
  const shown = Bun.inspect(key) + JSON.stringify(key);
  const bytes = key.key.export();
  expect(bytes.length).toBe(32);
  expect(shown).not.toContain(bytes.toString("hex").slice(0, 8));
  expect(shown).not.toContain(bytes.subarray(0, 4).join(","));
});
