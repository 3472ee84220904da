import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { NetworkKeys } from "../backup/sealed_keys.ts";
import { processConfig } from "../config.ts";

/** The keys of a network, from the settings or its data directory; null if it has none there. */
export function findKeys(data_dir: string): NetworkKeys | null {
  const { key, admin_token } = processConfig();
  const found = key ?? readText(join(data_dir, "key"));
  if (found === null) return null;
  const token = readText(join(data_dir, "admin-token"));
  return { key: found, admin_token: admin_token === null ? token : null };
}

function readText(path: string): string | null {
  if (!existsSync(path)) return null;
  const text = readFileSync(path, "utf8").trim();
  return text === "" ? null : text;
}
