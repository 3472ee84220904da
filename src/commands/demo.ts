import { systemClock } from "../../modules/kernel/mod.ts";
import { readConfig } from "../config.ts";
import { AffiliateServer } from "../demo/affiliate_server.ts";
import { closeBooks } from "../demo/books.ts";
import { DemoClient } from "../demo/client.ts";
import { ForwardClock } from "../demo/forward_clock.ts";
import { keepNetwork } from "../demo/keep_network.ts";
import { readBooks } from "../demo/read_books.ts";
import { playStory, PLAYED } from "../demo/story.ts";
import { makeTemporaryData } from "../demo/temporary_data.ts";
import { startTracker } from "../serve.ts";
import { UsageError } from "./usage_error.ts";

const INTERRUPTED_EXIT_CODE = 130;

/**
 * `tallyho demo`: plays the whole story on a temporary data directory; returns 0 only if the books
 * match it. With `--keep`, a network with three months of traffic runs until it is stopped.
 */
export async function demoCommand(words: readonly string[]): Promise<number> {
  const is_kept = words.length === 1 && words[0] === "--keep";
  if (words.length > 0 && !is_kept) throw new UsageError();
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  const log: string[] = [];
  try {
    if (!is_kept) return await playDemo(interruption.signal, log);
    await keepNetwork(interruption.signal, log);
    console.log("Stopped: everything is removed");
    return 0;
  } catch (error) {
    if (!interruption.signal.aborted) {
      for (const line of log) console.error(line);
      throw error;
    }
    console.log("Interrupted: everything is stopped and removed");
    return INTERRUPTED_EXIT_CODE;
  } finally {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  }
}

async function playDemo(signal: AbortSignal, log: string[]): Promise<number> {
  await using cleanups = new AsyncDisposableStack();
  const data = makeTemporaryData();
  cleanups.defer(() => data.remove());
  const affiliate = new AffiliateServer();
  cleanups.defer(() => affiliate.stop());
  const clock = new ForwardClock(systemClock);
  // Separate settings: the demo ignores the environment.
  const config = readConfig({
    TALLYHO_DATA_DIR: data.path,
    PORT: "0",
    TALLYHO_ALLOW_PRIVATE_TARGETS: "127.0.0.0/8",
  });
  console.log(`Starting a tracker on the temporary directory ${data.path}`);
  const tracker = await startTracker(config, (line) => log.push(line), {
    clock,
  });
  cleanups.defer(() => tracker.stop());
  signal.throwIfAborted();
  const { url } = tracker.service;
  console.log(`It listens on ${url}; everything from here on is HTTP.`);
  const token = tracker.admin_token.new_text ?? "";
  const client = new DemoClient({ url, token, signal });
  const say = (line: string) => console.log(line);
  await playStory({ client, affiliate, clock, signal, say });
  const found = await readBooks({ client, affiliate });
  const { lines, exit_code } = closeBooks(PLAYED, found);
  say("");
  say("The books, compared with what was played (credits are negative):");
  for (const line of lines) say(line);
  return exit_code;
}
