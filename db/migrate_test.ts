import { expect, test } from "bun:test";
import { checkPostgresVersion } from "./migrate.ts";

test("checkPostgresVersion() takes 15 and whatever is newer, however its version is written", () => {
  const texts = ["15", "15.0", "15.18 (Debian 15.18-0+deb12u1)", "18.4", "100"];
  for (const found of [...texts, "19beta1"]) {
    expect(() => checkPostgresVersion(found)).not.toThrow();
  }
});

test("checkPostgresVersion() refuses what is older, and names the version that it found", () => {
  for (const found of ["14.19", "9.6.24", "1", "unknown", ""]) {
    expect(() => checkPostgresVersion(found)).toThrow(
      `version 15 or newer is needed, found ${found}`,
    );
  }
});
