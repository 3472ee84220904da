import type { PostgresProcess } from "./process.ts";

const RESTART_PAUSE_MS = 250;
const RESTART_PAUSE_MS_MAX = 30_000;

/** A server that is restarted after ending unexpectedly. */
export interface SupervisedPostgres {
  /** Stops it, hard where that takes longer than is given. */
  stop(within_ms?: number): Promise<void>;
}

/** Options of supervisePostgres. */
export interface SupervisorOptions {
  /** Starts the server, and gives up once `stopping` rejects. */
  start: (stopping: Promise<never>) => Promise<PostgresProcess>;
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
  const abandoned = stopping.promise.then(() => {
    throw new Error("Postgres is being stopped");
  });
  abandoned.catch(() => {});
  let is_stopping = false;
  let server = await start(abandoned);

  async function restart(): Promise<void> {
    let pause_ms = RESTART_PAUSE_MS;
    while (!is_stopping) {
      try {
        server = await start(abandoned);
        log("The database is back");
        return;
      } catch (error) {
        if (is_stopping) return;
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
    async stop(within_ms) {
      is_stopping = true;
      stopping.resolve();
      await watching;
      await server.stop(within_ms);
    },
  };
}
