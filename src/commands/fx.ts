import { UsageError } from "./usage_error.ts";
import { trackerClient } from "./tracker_client.ts";

/**
 * `tallyho fx import FILE`: sends a file of the European Central Bank's rates to the running
 * tracker.
 */
export async function fxCommand(words: readonly string[]): Promise<number> {
  const [verb, path, ...rest] = words;
  if (verb !== "import" || path === undefined || rest.length > 0) {
    throw new UsageError();
  }
  const file = Bun.file(path);
  if (!(await file.exists())) throw new Error(`There is no file "${path}"`);
  const text = await file.text();
  const body = { type: "application/xml", text };
  const { data, priced } = await trackerClient().call("PUT", "/fx-rates", body);
  for (const day of data as unknown[]) console.log(JSON.stringify(day));
  console.log(`Priced ${Number(priced)} waiting conversions`);
  return 0;
}
