import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { NameTable, tokensOf } from "./names.ts";
import { PRESETS } from "./platforms/presets.ts";
import { isSecretHeader } from "../http/mod.ts";

describe("a header is a secret by its name", () => {
  test.each(["x-api-key", "Authorization", "X-Auth-Token", "x-shop-secret"])(
    "%s",
    (name) => {
      expect(isSecretHeader(name)).toBe(true);
    },
  );

  test("whatever stands around the word", () => {
    const word = fc.constantFrom(
      "token",
      "secret",
      "api-key",
      "auth",
      "cookie",
    );
    const part = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(part, word, (lead, said) => {
        for (const name of [said, `x-${said}`, `x-${lead}-${said}`]) {
          expect([name, isSecretHeader(name)]).toEqual([name, true]);
          expect(isSecretHeader(name.toUpperCase())).toBe(true);
        }
      }),
    );
  });

  test("but not what is a signature, or tells events apart", () => {
    for (const name of ["webhook-signature", "idempotency-key", "user-agent"]) {
      expect([name, isSecretHeader(name)]).toEqual([name, false]);
    }
  });
});

test("words that are always secret are so in headers and parameters alike", () => {
  const word = fc.constantFrom(
    ...["secret", "password", "passwd", "pwd", "bearer", "credential"],
  );
  const part = fc.stringMatching(/^[a-z]{1,8}$/);
  const isToken = tokensOf(undefined);
  fc.assert(
    fc.property(part, word, (lead, said) => {
      for (const name of [said, `x-${said}`, `${lead}_${said}`]) {
        expect([name, isSecretHeader(name)]).toEqual([name, true]);
        expect([name, isToken(name)]).toEqual([name, true]);
      }
    }),
  );
  expect(isSecretHeader("x-session-id")).toBeTrue();
});

describe("a parameter is a secret by its name", () => {
  const isToken = tokensOf(undefined);

  test("whatever its case and separators", () => {
    for (const name of ["api_key", "secret", "password", "access_token"]) {
      for (const spelling of [
        name,
        name.toUpperCase(),
        name.replace("_", "-"),
        name.replace("_", ""),
      ]) {
        expect([spelling, isToken(spelling)]).toEqual([spelling, true]);
      }
    }
  });

  test("under every platform's own name of it", () => {
    for (const { mapping } of Object.values(PRESETS)) {
      for (const name of mapping.token ?? []) expect(isToken(name)).toBe(true);
    }
  });

  test("but not one that the source reads as something else", () => {
    const names = new NameTable({ order_id: ["secret"], token: ["pin"] });
    const own = tokensOf({ names });
    expect([own("secret"), own("pin"), own("key")]).toEqual([
      false,
      true,
      false,
    ]);
  });
});
