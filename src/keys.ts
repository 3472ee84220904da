import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomToken } from "../modules/kernel/mod.ts";

const SECRET_BYTES = 32;

/** A secret of a data directory; null if it has none. */
export function readSecret(
  data_dir: string,
  name: "key" | "admin-token",
): string | null {
  const path = join(data_dir, name);
  return existsSync(path) ? readFileSync(path, "utf8").trim() : null;
}

/** Reads a secret from the data directory; creates it at the first start (mode 0600). */
export function readOrMakeSecret(
  data_dir: string,
  name: "key" | "admin-token",
): { text: string; path: string; is_new: boolean } {
  const path = join(data_dir, name);
  if (existsSync(path)) {
    const text = readFileSync(path, "utf8").trim();
    if (text === "") throw new Error(`Cannot use "${path}": it is empty`);
    return { text, path, is_new: false };
  }
  const prefix = name === "admin-token" ? "th_" : "";
  const text = prefix + randomToken(SECRET_BYTES);
  writeFileSync(path, `${text}\n`, { mode: 0o600, flag: "wx" });
  chmodSync(path, 0o600);
  return { text, path, is_new: true };
}
