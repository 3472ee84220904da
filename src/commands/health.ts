import { processConfig } from "../config.ts";
import { trackerUrl } from "./tracker_client.ts";
import { UsageError } from "./usage_error.ts";

/** `tallyho health`: asks the running tracker whether it is ready; returns 1 if it isn't. */
export async function healthCommand(words: readonly string[]): Promise<number> {
  if (words.length > 0) throw new UsageError();
  const url = `${trackerUrl(processConfig())}/readyz`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(3_000) });
    console.log(await response.text());
    return response.ok ? 0 : 1;
  } catch (error) {
    console.error(`Cannot reach the tracker at ${url}: ${String(error)}`);
    return 1;
  }
}
