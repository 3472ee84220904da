import { expect, test } from "bun:test";
import { keyCheck, PassphraseKey } from "./sealed_keys.ts";

const keys = { key: "the key of a network", admin_token: "th_token" };

test("opens what it sealed under the same passphrase, however it is typed", async () => {
  const sealing = await PassphraseKey.derive("caf\u00e9 au lait, s'il vous");
  const text = sealing.seal(keys);
  expect(JSON.stringify(text)).not.toContain(keys.key);
  const typed = "cafe\u0301 au lait, s'il vous";
  const opening = await PassphraseKey.derive(typed, text.scrypt);
  expect(opening.open(text)).toEqual(keys);
  expect(opening.macOf("text")).toBe(sealing.macOf("text"));
});

test("opens nothing under another passphrase, nor what was changed", async () => {
  const text = (await PassphraseKey.derive("one passphrase")).seal(keys);
  const other = await PassphraseKey.derive("two passphrases", text.scrypt);
  const message = "The passphrase is not the one of this backup";
  expect(() => other.open(text)).toThrow(message);
  const same = await PassphraseKey.derive("one passphrase", text.scrypt);
  const sealed = `${text.sealed.slice(0, -6)}AAAA==`;
  expect(() => same.open({ ...text, sealed })).toThrow(message);
});

test("does not let a backup ask for gigabytes", async () => {
  const scrypt = { N: 2 ** 30, r: 8, p: 1, salt: "AAAA" };
  await expect(PassphraseKey.derive("a passphrase", scrypt)).rejects.toThrow(
    "The backup's keys are damaged",
  );
});

test("tells keys apart", () => {
  expect(keyCheck("a")).not.toBe(keyCheck("b"));
  expect(keyCheck("a")).toHaveLength(32);
});
