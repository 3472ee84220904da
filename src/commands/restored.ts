import { closeDatabase, openDatabase } from "../../db/mod.ts";
import type { DatabaseAddress } from "../../db/mod.ts";
import { openSettings } from "../config.ts";
import { verifyAll } from "./verify.ts";

/** Verifies what was restored, and returns the exit code. */
export async function checkRestoredDatabase(
  { address, role }: { address: DatabaseAddress; role?: string },
  data_dir: string,
): Promise<number> {
  const db = openDatabase(address, {
    connections_max: 1,
    ...(role === undefined ? {} : { role }),
  });
  try {
    const options = { from_day: undefined, to_day: undefined };
    const { ok, lines } = await verifyAll(db, data_dir, {
      ...options,
      is_mended: false,
    });
    for (const line of lines) console.log(line);
    if (ok) return 0;
    console.log("All is restored, but it is wrong as it was in the backup");
    return 1;
  } finally {
    await closeDatabase(db);
  }
}

/** The settings that the backup was made with, and that are others here. */
export function otherSettings({
  settings,
}: {
  settings: Readonly<Record<string, string>>;
}): string[] {
  const here = openSettings();
  return Object.entries(settings)
    .filter(([name, value]) => here[name] !== value && !OF_PLACE.includes(name))
    .map(([name, value]) => `The backup was made with ${name}=${value}`);
}

/** Settings that say where a tracker runs, not what it does. */
const OF_PLACE: readonly string[] = ["TALLYHO_DATA_DIR", "HOST", "PORT"];
