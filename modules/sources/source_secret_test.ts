import { describe, expect, test } from "bun:test";
import { ManualClock, sealKeyFrom } from "../kernel/mod.ts";
import {
  presentSecret,
  readSourceToken,
  sealSecret,
  unsealSecret,
} from "./source_secret.ts";
import { maskSecret, readSigningSecret } from "../http/mod.ts";

const deps = {
  seal_key: sealKeyFrom(Buffer.from("a key that only tests have")),
  clock: new ManualClock(Date.UTC(2026, 10, 22)),
};
const TEXT = "correct-horse-battery-staple";

describe("a sealed secret", () => {
  const secret = sealSecret(deps, 7, TEXT);

  test("opens for its advertiser, and its row doesn't tell it", () => {
    expect(unsealSecret(deps.seal_key, 7, secret)).toBe(TEXT);
    expect(JSON.stringify(secret)).not.toContain(TEXT);
    expect(Buffer.from(secret.sealed, "base64").toString()).not.toContain(TEXT);
  });

  test("opens neither for another advertiser nor under another id or key", () => {
    const other = sealKeyFrom(Buffer.from("another key"));
    const renamed = { ...secret, id: "0190" };
    expect(() => unsealSecret(deps.seal_key, 8, secret)).toThrow("unseal");
    expect(() => unsealSecret(deps.seal_key, 7, renamed)).toThrow("unseal");
    expect(() => unsealSecret(other, 7, secret)).toThrow("unseal");
  });

  test("is shown by its ends, and as unreadable where it can't be opened", () => {
    const shown = presentSecret(deps.seal_key, 7, secret);
    expect(shown.masked).toBe("cor…ple");
    expect(presentSecret(deps.seal_key, 8, secret).masked).toBeNull();
  });
});

test("maskSecret() shows nothing of a short text", () => {
  expect(maskSecret("12345678")).toBe("…");
});

describe("readSigningSecret()", () => {
  const webhook = (bytes: number) =>
    `whsec_${Buffer.alloc(bytes, 7).toString("base64")}`;

  test("makes one where none is given, another each time", () => {
    expect(readSigningSecret(undefined)).toMatch(/^whsec_[\w+/]{43}=$/);
    expect(readSigningSecret(undefined)).not.toBe(readSigningSecret(undefined));
  });

  test.each([
    "x".repeat(24),
    "ü".repeat(32),
    webhook(24),
    webhook(64),
    webhook(32).replace("=", ""),
  ])("takes %s", (text) => {
    expect(readSigningSecret(text)).toBe(text);
  });

  test.each([
    "x".repeat(23),
    "x".repeat(65),
    "ü".repeat(33),
    `${"x".repeat(30)}\n`,
    ` ${"x".repeat(30)}`,
    `${"x".repeat(15)}\0${"x".repeat(15)}`,
    webhook(23),
    webhook(65),
    "whsec_not base64 at all, though long enough",
  ])("refuses %p", (text) => {
    expect(() => readSigningSecret(text)).toThrow("Invalid secret");
  });
});

describe("readSourceToken()", () => {
  test("makes one that can't be guessed where none is given", () => {
    expect(readSourceToken(undefined)).toMatch(/^[0-9a-z]{32}$/);
  });

  test.each(["1234567", "x".repeat(201), " 12345678", "1234\t5678"])(
    "refuses %p",
    (text) => {
      expect(() => readSourceToken(text)).toThrow("Invalid token");
    },
  );
});
