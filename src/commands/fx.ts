import { readFile } from "node:fs/promises";
import { UsageError } from "./usage_error.ts";
import { trackerClient } from "./tracker_client.ts";

const USAGE = "tallyho fx import FILE";

/**
 * `tallyho fx import FILE`: sends a file of the European Central Bank's rates to the running
 * tracker.
 */
export async function fxCommand(words: readonly string[]): Promise<number> {
  const [verb, path, ...rest] = words;
  if (verb !== "import" || path === undefined || rest.length > 0) {
    throw new UsageError(USAGE);
  }
  const text = await readFile(path, "utf8");
  const body = { type: "application/xml", text };
  const { data, priced } = await trackerClient().call("PUT", "/fx-rates", body);
  for (const day of data as unknown[]) console.log(JSON.stringify(day));
  console.log(`${Number(priced)} conversions were priced that waited`);
  return 0;
}
