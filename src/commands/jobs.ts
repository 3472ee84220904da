import { UsageError } from "./usage_error.ts";
import { trackerClient } from "./tracker_client.ts";

/** `tallyho jobs list | run NAME`: the background jobs of the running tracker. */
export async function jobsCommand(words: readonly string[]): Promise<number> {
  const [verb, name, ...rest] = words;
  if (verb === "list" && name === undefined) {
    const { data } = await trackerClient().call("GET", "/jobs");
    for (const job of data as unknown[]) console.log(JSON.stringify(job));
    return 0;
  }
  if (verb === "run" && name !== undefined && rest.length === 0) {
    const path = `/jobs/${encodeURIComponent(name)}/run`;
    console.log(JSON.stringify(await trackerClient().call("POST", path)));
    return 0;
  }
  throw new UsageError();
}
