import { processConfig } from "../config.ts";
import type { Config } from "../config.ts";
import { openProcessLog } from "../process_log.ts";
import type { ProcessLog } from "../process_log.ts";
import { StartAbandoned, startTracker } from "../serve.ts";
import { startWorkers } from "../workers/start_workers.ts";
import type { RunningWorkers } from "../workers/start_workers.ts";
import { watchPages } from "../pages/watch_pages.ts";
import type { WatchedPages } from "../pages/watch_pages.ts";
import { StopSignals } from "../stop_signals.ts";
import { UsageError } from "./usage_error.ts";

/** The program as a shell calls it. */
const PROGRAM = Bun.isStandaloneExecutable ? "tallyho" : "bun run tallyho";

/**
 * `tallyho serve`: runs until SIGTERM or SIGINT; a second signal hurries the stop but never skips
 * Postgres. With `--watch`, the pages are made anew when their source is saved.
 */
export async function serveCommand(words: readonly string[]): Promise<number> {
  const is_watched = words.length === 1 && words[0] === "--watch";
  if (words.length > 0 && !is_watched) throw new UsageError();
  // Listens from the first moment: an interrupted start would leave its Postgres running.
  const signals = new StopSignals();
  const config = processConfig();
  const log = openProcessLog(config);
  try {
    const pages = is_watched ? watchPages(log.message) : undefined;
    try {
      await serveUntilAsked({ config, log, pages }, signals);
    } catch (error) {
      if (!(error instanceof StartAbandoned)) throw error;
      // It was asked to stop, and did.
      console.log(error.message);
    } finally {
      pages?.close();
    }
    return 0;
  } finally {
    await log.close();
  }
}

async function serveUntilAsked(
  {
    config,
    log,
    pages,
  }: { config: Config; log: ProcessLog; pages: WatchedPages | undefined },
  { requested, hurried }: StopSignals,
): Promise<void> {
  const start = () =>
    config.workers === 1
      ? startAlone(config, log, pages, requested)
      : startWorkers(config, log.message, requested);
  const tracker = await start();
  console.log(greeting(tracker));
  await requested;
  pages?.close();
  console.log("Stopping: finishing work in progress");
  void hurried.then(() =>
    console.log("Second signal: leaving work in progress"),
  );
  await tracker.stop(hurried);
}

/** One process, without others beside it. */
async function startAlone(
  config: Config,
  log: ProcessLog,
  pages: WatchedPages | undefined,
  stopping: Promise<void>,
): Promise<RunningWorkers> {
  const { service, ...tracker } = await startTracker(config, log.message, {
    report: log.report,
    stopping,
    ...(pages === undefined ? {} : { pages }),
  });
  return { ...tracker, url: service.url };
}

function greeting(tracker: RunningWorkers): string {
  const { url, admin_token, data_dir, notes, setup_link } = tracker;
  const token =
    admin_token.path === null
      ? "the one in TALLYHO_ADMIN_TOKEN"
      : admin_token.path;
  const first =
    admin_token.new_text === null
      ? []
      : [`  (just created, shown once: ${admin_token.new_text})`];
  const bearer =
    admin_token.path === null
      ? "$TALLYHO_ADMIN_TOKEN"
      : `$(cat ${admin_token.path})`;
  const browser =
    setup_link === null
      ? `  in a browser: ${url}/app`
      : `  in a browser, to make the first admin: ${setup_link}`;
  return [
    `Tallyho listens on ${url}`,
    browser,
    `  data directory: ${data_dir}`,
    `  admin token: ${token}`,
    ...first,
    ...notes.map((note) => `  note: ${note}`),
    "Try next, from a shell:",
    `  1. curl ${url}/readyz`,
    `  2. curl -H "Authorization: Bearer ${bearer}" ${url}/api/v1/campaigns`,
    `  3. the five-minute tour in README.md, or a network to look at: ${PROGRAM} demo --keep`,
  ].join("\n");
}
