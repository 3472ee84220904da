import { processConfig } from "../config.ts";
import { trackerUrl } from "./tracker_client.ts";

/** `tallyho health`: asks the running tracker whether it is ready; returns 1 if it isn't. */
export async function healthCommand(): Promise<number> {
  const url = `${trackerUrl(processConfig())}/readyz`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(3_000) });
    console.log(await response.text());
    return response.ok ? 0 : 1;
  } catch (error) {
    console.error(`Not reachable at ${url}: ${String(error)}`);
    return 1;
  }
}
