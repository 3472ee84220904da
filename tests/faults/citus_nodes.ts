import { chmodSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { page } from "../doc_pages.ts";
import { ExternalPostgres, HAS_POSTGRES_15 } from "./external_postgres.ts";

/** Where Debian's Postgres 15 has its extensions. */
const CITUS = "/usr/lib/postgresql/15/lib/citus.so";
const SETTINGS = [
  "fsync=off",
  "shared_preload_libraries=citus",
  "max_prepared_transactions=200",
  "max_connections=200",
  "max_worker_processes=32",
  "citus.shard_count=8",
  "citus.max_adaptive_executor_pool_size=1",
  "citus.enable_deadlock_prevention=off",
  "citus.enable_statistics_collection=off",
];
const HOST = "127.0.0.1";

/** Whether Citus is installed for the oldest supported Postgres. */
export const HAS_CITUS = HAS_POSTGRES_15 && existsSync(CITUS);

/** The blocks of SQL of the page's steps: for each node, for the coordinator's passwords, and for its workers. */
const [, STEPS = ""] =
  /### Step by step\n(.*?)\n### /s.exec(page("docs/operate/scaling.md")) ?? [];
const [EACH_NODE = "", PASSWORDS = "", NODES = ""] = [
  ...STEPS.matchAll(/```sql\n(.*?)```/gs),
].map(([, text = ""]) => text.replaceAll("…", "hidden"));

/** A coordinator and two workers, reached by password alone, as the page on growing sets them up. */
export class CitusNodes {
  readonly coordinator: ExternalPostgres;
  readonly workers: readonly ExternalPostgres[];

  /** Starts the nodes, with nothing in them, below a directory that everybody may enter. */
  static async start(
    base: string,
    settings: readonly string[] = [],
  ): Promise<CitusNodes> {
    const start = async (name: string) => {
      const directory = join(base, name);
      mkdirSync(directory);
      chmodSync(directory, 0o755);
      return await ExternalPostgres.start(directory, "postgres_15", [
        ...SETTINGS,
        ...settings,
      ]);
    };
    const coordinator = await start("coordinator");
    const workers = [await start("worker-1"), await start("worker-2")];
    return new CitusNodes(coordinator, workers);
  }

  private constructor(
    coordinator: ExternalPostgres,
    workers: readonly ExternalPostgres[],
  ) {
    this.coordinator = coordinator;
    this.workers = workers;
  }

  /** All nodes. */
  get all(): readonly ExternalPostgres[] {
    return [this.coordinator, ...this.workers];
  }

  /** `DATABASE_URL` of the owner. */
  get url(): string {
    return this.coordinator.url("tallyho", "tallyho");
  }

  /** The first step: database, Citus and roles on each node. */
  async prepare(): Promise<void> {
    const [roles = "", extension = ""] = EACH_NODE.split("\\c tallyho\n");
    for (const node of this.all) {
      await node.ask("postgres", ...statementsOf(roles));
      await node.ask("tallyho", ...statementsOf(extension));
    }
  }

  /** The next: passwords, and the nodes, with the ports that the workers are reached by. */
  async join(
    ports: readonly number[] = this.workers.map(({ port }) => port),
  ): Promise<void> {
    const nodes = statementsOf(NODES).map((text) =>
      text
        .replace(/'coordinator', 5432/, `'${HOST}', ${this.coordinator.port}`)
        .replace(
          /'worker-(\d)', 5432/,
          (_, number) => `'${HOST}', ${ports[Number(number) - 1]}`,
        ),
    );
    const passwords = statementsOf(
      PASSWORDS.replaceAll("'postgres'", "'operator'"),
    );
    await this.coordinator.ask("tallyho", ...passwords, ...nodes);
  }

  /** Runs a query as superuser on the coordinator. */
  async ask(...texts: string[]): Promise<Record<string, unknown>[]> {
    return await this.coordinator.ask("tallyho", ...texts);
  }

  /** Stops all of them. */
  async stop(): Promise<void> {
    for (const node of this.all) await node.stop();
  }
}

function statementsOf(block: string): string[] {
  return block
    .split(/;\s*\n/)
    .map((text) => text.trim())
    .filter((text) => text !== "");
}
