import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { Config } from "../config.ts";
import { notesOf, withHome } from "../serve.ts";
import type { Tracker, TrackerHome } from "../serve.ts";
import { WORKER_STOP_MS } from "../stop_budget.ts";
import { checkSharesPorts, choosePort } from "./choose_port.ts";
import type { WorkerSetup } from "./messages.ts";
import {
  leftDirectories,
  untilFormerEnded,
  workerDirectory,
} from "./worker_directories.ts";
import { WorkerPool } from "./worker_pool.ts";

/** Workers on one port, started like a tracker; this process only watches them and owns Postgres. */
export interface RunningWorkers extends Omit<Tracker, "service"> {
  url: string;
}

/** Starts the database, then `config.workers` processes that share the port. */
export async function startWorkers(
  config: Config,
  log: (line: string) => void,
  stopping: Promise<void>,
): Promise<RunningWorkers> {
  checkSharesPorts(config.workers);
  return await withHome(config, { log, stopping }, async (home) => {
    const { database, data_dir, admin_token, orAbandoned } = home;
    const stop_ms = WORKER_STOP_MS + config.stop_grace_ms;
    await orAbandoned(database.ready);
    await orAbandoned(untilFormerEnded(data_dir));
    const port = await choosePort(config);
    const pool = new WorkerPool(setupsOf(config, home, port), log);
    home.usesToken();
    try {
      const ready = await orAbandoned(pool.start());
      return {
        ...{ data_dir, admin_token, url: ready.url },
        notes: [
          ...notesOf(config, database),
          `${config.workers} workers share the port`,
        ],
        setup_link: ready.setup_link,
        stop(hurried) {
          void hurried?.then(() => pool.signal());
          return home.stop(pool.stop(stop_ms));
        },
      };
    } catch (error) {
      await pool.stop(stop_ms);
      throw error;
    }
  });
}

function setupsOf(
  config: Config,
  { data_dir, database, archive, secrets }: TrackerHome,
  port: number,
): WorkerSetup[] {
  return Array.from({ length: config.workers }, (_, index) => {
    const number = index + 1;
    const directory = workerDirectory(data_dir, number);
    mkdirSync(dirname(directory), { recursive: true, mode: 0o700 });
    return {
      kind: "start",
      ...{ number, port, secrets, archive, data_dir: directory },
      address: database.address,
      owner: database.owner,
      takes_on_role: database.role !== undefined,
      left: number === 1 ? leftDirectories(data_dir, config.workers) : [],
    };
  });
}
