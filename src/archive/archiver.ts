import type { Clock } from "../../modules/kernel/mod.ts";
import { idle, Loop } from "../../modules/scheduler/mod.ts";
import type { ArchiveSettings } from "../archive_settings.ts";
import type { NetworkKeys } from "../backup/sealed_keys.ts";
import type { EmbeddedPostgres } from "../postgres/embedded_postgres.ts";
import { reasonOf } from "./archive_error.ts";
import { removeGivenUp, spoolOf } from "./archive_line.ts";
import type { ArchiveLine } from "./archive_line.ts";
import { noteStatus, openStatus, readStatus } from "./archive_status.ts";
import { openStore } from "./open_store.ts";
import { shipLeft, Shipper } from "./shipper.ts";
import type { ArchiveStore } from "./store.ts";
import { takeBase } from "./take_base.ts";

const SHIP_POLL_MS = 1_000;
const BASE_POLL_MS = 20_000;

export interface ArchiverOptions {
  settings: ArchiveSettings;
  /** The running server, with its line. */
  postgres: Pick<EmbeddedPostgres, "home" | "superuser"> & {
    line: ArchiveLine;
  };
  /** Where the line's files lie. */
  directory: string;
  keys: NetworkKeys;
  /** Null leaves the keys out. */
  passphrase: string | null;
  /** Settings that aren't secret. */
  open_settings: Record<string, string>;
  clock: Clock;
  log(line: string): void;
}

/** Archives the embedded Postgres while it runs: ships its WAL, and takes base backups. */
export class Archiver {
  readonly #options: ArchiverOptions;
  readonly #store: ArchiveStore;
  readonly #shipper: Shipper;
  readonly #loops: Loop[];
  #is_stopping = false;
  #has_status = false;

  constructor(options: ArchiverOptions) {
    const { settings, postgres, directory } = options;
    this.#options = options;
    this.#store = openStore(settings);
    this.#shipper = new Shipper(this.#store, postgres.line, directory);
    const failed = (name: string, error: unknown) =>
      options.log(`${FAILED[name] ?? name}: ${reasonOf(error)}`);
    this.#loops = [
      new Loop({
        name: "ship",
        poll_ms: SHIP_POLL_MS,
        failed,
        runOnce: () => this.#ship(),
      }),
      new Loop({
        name: "base",
        poll_ms: BASE_POLL_MS,
        failed,
        runOnce: idle(() => this.#baseIfDue()),
      }),
    ];
  }

  start(): void {
    if (this.#is_stopping) return;
    for (const loop of this.#loops) loop.start();
  }

  /**
   * Stops after the object in hand, unless that takes longer than is given; a base backup is given
   * up, and begun again later.
   */
  async stop(within_ms: number): Promise<void> {
    this.#is_stopping = true;
    const stopping = Promise.all(this.#loops.map((loop) => loop.stop()));
    await Promise.race([stopping, Bun.sleep(within_ms)]);
  }

  /** Ships what waits, for as long as is given; the rest waits for the next start. */
  async shipRest(within_ms: number): Promise<void> {
    const { clock } = this.#options;
    const until_ms = clock.nowMs() + within_ms;
    const ship = async () => {
      while (clock.nowMs() < until_ms && (await this.#ship()));
    };
    await Promise.race([ship().catch(() => {}), Bun.sleep(within_ms)]);
  }

  /** Begins the status; a full disk is tried again by each loop, and must not end the tracker. */
  #openStatus(): void {
    if (this.#has_status) return;
    const { directory, postgres } = this.#options;
    openStatus(directory, { store: this.#store.name, line: postgres.line.id });
    this.#has_status = true;
  }

  async #ship(): Promise<boolean> {
    const { directory, clock, postgres } = this.#options;
    this.#openStatus();
    try {
      removeGivenUp(spoolOf(directory, postgres.line), clock.nowMs());
      const shipped = await this.#shipper.runOnce();
      if (shipped === null) {
        return await shipLeft(this.#store, postgres.line, directory);
      }
      noteStatus(directory, { shipped_at_ms: clock.nowMs(), error: null });
      return true;
    } catch (error) {
      const failures = readStatus(directory).failures + 1;
      noteStatus(directory, { failures, error: reasonOf(error) });
      throw error;
    }
  }

  async #baseIfDue(): Promise<void> {
    const { directory, clock, settings } = this.#options;
    this.#openStatus();
    const { base_at_ms } = readStatus(directory);
    const due_ms = (base_at_ms ?? -Infinity) + settings.base_every_ms;
    if (clock.nowMs() < due_ms) return;
    try {
      await this.#takeBase();
      noteStatus(directory, { base_at_ms: clock.nowMs(), base_error: null });
    } catch (error) {
      if (this.#is_stopping) return;
      noteStatus(directory, { base_error: reasonOf(error) });
      throw error;
    }
  }

  async #takeBase(): Promise<void> {
    const { postgres, directory, clock, settings, keys } = this.#options;
    const { passphrase } = this.#options;
    const goOn = () => {
      if (this.#is_stopping) throw new Error("The tracker is being stopped");
    };
    await takeBase({
      ...{ store: this.#store, directory, clock },
      ...{ line: postgres.line, data: postgres.home.data },
      superuser: postgres.superuser,
      keys: passphrase === null ? null : { keys, passphrase },
      key: keys.key,
      settings: this.#options.open_settings,
      bases_kept: settings.bases_kept,
      isShipped: (segment) => {
        goOn();
        return this.#shipper.hasShipped(segment);
      },
      progress: goOn,
      notRemoved: (error) => {
        this.#options.log(`${NOT_REMOVED}: ${reasonOf(error)}`);
      },
    });
  }
}

const NOT_REMOVED =
  "Base backups older than are kept could not be removed; the next one tries again";

const FAILED: Readonly<Record<string, string>> = {
  ship: "The archive does not take what happens; it waits on the disk, and is tried again",
  base: "The base backup failed; it is tried again",
};
