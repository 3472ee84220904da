import { APP_ROLE, isConnectionFault, migrateDatabase } from "../../db/mod.ts";
import { Problem, systemClock } from "../../modules/kernel/mod.ts";
import type { Config } from "../config.ts";
import type { DirectoryLock } from "../data_dir.ts";
import type { ProcessLog } from "../process_log.ts";
import { abandonedAfter, setupLinkOf } from "../serve.ts";
import { startService } from "../service.ts";
import type { Service } from "../service.ts";
import type { StopSignals } from "../stop_signals.ts";
import { countsOf } from "../metrics/snapshot.ts";
import type { OtherProcesses, Snapshot } from "../metrics/snapshot.ts";
import { AwaitedAnswers } from "./awaited_answers.ts";
import type { FromWorker, ToWorker, WorkerSetup } from "./messages.ts";
import { lockWorkerDirectory } from "./worker_directories.ts";

/** The first process asks the others for a second of it. */
const ANSWER_MS_MAX = 3_000;

/** The first process, as a worker sees it. */
export interface FirstProcess {
  /** Rejects if it ends before it said what to do. */
  setup: Promise<WorkerSetup>;
  /** Resolves when it has ended: nobody would watch this worker, or its database. */
  gone: Promise<void>;
  figures: SharedFigures;
}

/** Figures of the workers on one port, which answer a scrape together. */
export class SharedFigures implements OtherProcesses {
  readonly #others = new AwaitedAnswers<readonly Snapshot[]>(ANSWER_MS_MAX);
  trouble: string | null = null;
  /** Set once this worker has figures to give. */
  own: (() => Snapshot) | undefined;

  /** Asks the first process; throws if it doesn't answer, for less than all would look like a restart. */
  async figures(own: Snapshot): Promise<readonly Snapshot[]> {
    const all = await this.#others.ask((id) =>
      tell({ kind: "ask_figures", id, own }),
    );
    if (all !== null) return all;
    throw new Problem(
      503,
      "unavailable",
      "The first process does not answer, which knows the counts of all workers; ask again",
    );
  }

  pong(): void {
    const counts = this.own === undefined ? {} : countsOf(this.own());
    tell({ kind: "pong", counts });
  }

  take(message: Extract<ToWorker, { id: number }>): void {
    const { id } = message;
    if (message.kind === "figures") this.#others.take(id, message.snapshots);
    else if (this.own !== undefined) {
      tell({ kind: "figures", id, snapshot: this.own() });
    }
  }
}

/** Listens to the process that started this one. */
export function listenToFirst(): FirstProcess {
  const setup = Promise.withResolvers<WorkerSetup>();
  const gone = Promise.withResolvers<void>();
  const figures = new SharedFigures();
  process.on("message", (message: ToWorker) => {
    if (message.kind === "start") setup.resolve(message);
    else if (message.kind === "ping") {
      figures.trouble = message.trouble;
      figures.pong();
    } else figures.take(message);
  });
  process.on("disconnect", () => {
    gone.resolve();
    setup.reject(new Error("The first process has ended"));
  });
  return { setup: setup.promise, gone: gone.promise, figures };
}

/** Runs a worker until it is asked to stop, or its first process has ended. */
export async function runWorker(
  setup: WorkerSetup,
  { config, log }: { config: Config; log: ProcessLog },
  { requested, hurried }: StopSignals,
  { gone, figures }: Pick<FirstProcess, "gone" | "figures">,
): Promise<void> {
  const stopping = Promise.race([requested, gone]);
  const abandoned = abandonedAfter(stopping);
  let lock: DirectoryLock | undefined;
  try {
    const locking = lockWorkerDirectory(setup.data_dir);
    lock = await Promise.race([locking, abandoned]);
    const starting = startWorkerService(setup, { config, log, figures });
    const service = await Promise.race([starting, abandoned]);
    const setup_link = await setupLinkOf(service, setup.secrets.key);
    tell({ kind: "ready", url: service.url, setup_link });
    await stopping;
    // Without the first process nobody says any more that a proxy is to turn away.
    await service.stop(hurried, gone);
  } catch (error) {
    tell({
      kind: "failed",
      reason: reasonOf(error),
      is_database_away: isConnectionFault(error),
    });
    throw error;
  } finally {
    lock?.release();
  }
}

async function startWorkerService(
  setup: WorkerSetup,
  {
    config,
    log,
    figures,
  }: { config: Config; log: ProcessLog; figures: SharedFigures },
): Promise<Service> {
  const { address, owner, takes_on_role, data_dir, secrets } = setup;
  const { left, archive } = setup;
  const service = await startService({
    config,
    others: figures,
    ...{ address, data_dir, secrets, left, archive, shares_port: true },
    migrate: () => migrateDatabase(owner, { takes_on_role }),
    ...(takes_on_role ? { role: APP_ROLE } : {}),
    clock: systemClock,
    log: log.message,
    report: log.report,
  });
  figures.own = service.ownFigures;
  return service;
}

function tell(message: FromWorker): void {
  try {
    process.send?.(message);
  } catch {
    // The first process has ended, which `gone` says.
  }
}

/** One line for the error and its causes. */
function reasonOf(error: unknown): string {
  const lines: string[] = [];
  for (let at = error; at instanceof Error && lines.length < 5; at = at.cause) {
    lines.push(at.message);
  }
  return lines.join("; because: ");
}
