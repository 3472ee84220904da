import type { PostgresProcess } from "./process.ts";

const RESTART_PAUSE_MS = 250;
const RESTART_PAUSE_MS_MAX = 30_000;

/** A server that is restarted after ending unexpectedly. */
export interface SupervisedPostgres {
  stop(): Promise<void>;
}

/** Options of supervisePostgres. */
export interface SupervisorOptions {
  start: () => Promise<PostgresProcess>;
  log: (line: string) => void;
}

/**
 * Starts the server, and restarts it whenever it ends unexpectedly (for example when killed for
 * lack of memory). The first start throws on failure; restarts are retried indefinitely, with
 * growing pauses.
 */
export async function supervisePostgres(
  options: SupervisorOptions,
): Promise<SupervisedPostgres> {
  const { start, log } = options;
  const stopping = Promise.withResolvers<void>();
  let is_stopping = false;
  let server = await start();

  async function restart(): Promise<void> {
    let pause_ms = RESTART_PAUSE_MS;
    while (!is_stopping) {
      try {
        server = await start();
        log("The database is back");
        return;
      } catch (error) {
        log(`The database could not be started again: ${String(error)}`);
      }
      await Promise.race([stopping.promise, Bun.sleep(pause_ms)]);
      pause_ms = Math.min(pause_ms * 2, RESTART_PAUSE_MS_MAX);
    }
  }

  async function watch(): Promise<void> {
    while (!is_stopping) {
      const how = await Promise.race([server.ended, stopping.promise]);
      if (is_stopping) break;
      log(`The database ended by itself (${how}) and is started again`);
      await restart();
    }
  }

  const watching = watch();
  return {
    async stop() {
      is_stopping = true;
      stopping.resolve();
      await watching;
      await server.stop();
    },
  };
}
