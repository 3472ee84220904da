import { join } from "node:path";
import { ApiClient } from "../../api_client.ts";
import { setUp } from "../../factory.ts";
import type { Setup } from "../../factory.ts";
import { ADMIN_TOKEN, TEST_KEY } from "../../harness.ts";
import { ExternalPostgres, HAS_POSTGRES_15 } from "../external_postgres.ts";
import { TcpProxy } from "../tcp_proxy.ts";
import { TrackerDirectory } from "../tracker_process.ts";
import type { TrackerProcess } from "../tracker_process.ts";
import { Books } from "./books.ts";
import { MoodyClock } from "./moody_clock.ts";
import { MoodyDisk } from "./moody_disk.ts";
import { MoodyNameServer } from "./name_server.ts";
import { MoodyPartner } from "./partner.ts";

const DATABASE = "whole";
/** Each with a tracker of its own: where one is left alone for a while, others are still told. */
const AFFILIATES = 3;
const PRELOAD = join(import.meta.dir, "around_tracker.ts");

/** One of the trackers: its directory, disk and clock stay, its process comes and goes. */
export interface Instance {
  directory: TrackerDirectory;
  disk: MoodyDisk;
  clock: MoodyClock;
  process: TrackerProcess;
}

/** Campaigns: of visitors, and of the advertiser whose statements are reconciled. */
export interface Shops {
  visited: readonly Setup[];
  stated: Setup;
}

type Outside = Pick<
  WholeNetwork,
  "books" | "partner" | "names" | "postgres" | "standby" | "wire"
>;

/** Two trackers on one Postgres, which they reach through a network that can be cut, with partners. */
export class WholeNetwork {
  readonly books: Books;
  readonly partner: MoodyPartner;
  readonly names: MoodyNameServer;
  readonly postgres: ExternalPostgres;
  /** Follows the other one, and is read from; null where it can't be made. */
  readonly standby: ExternalPostgres | null;
  readonly wire: TcpProxy;
  readonly instances: Instance[] = [];
  readonly settings: Record<string, string>;
  readonly #processes: { index: number; process: TrackerProcess }[] = [];

  private constructor(outside: Outside, settings: Record<string, string>) {
    this.books = outside.books;
    this.partner = outside.partner;
    this.names = outside.names;
    this.postgres = outside.postgres;
    this.standby = outside.standby;
    this.wire = outside.wire;
    this.settings = settings;
  }

  /** Starts everything; campaigns pay 10% of a sale to the network and 8% to the affiliate. */
  static async open(
    base: string,
    more: { postgres?: string[]; settings?: Record<string, string> } = {},
  ): Promise<[WholeNetwork, Shops]> {
    // Crashes are part of it: what was committed has to be on the disk.
    const which = HAS_POSTGRES_15 ? "postgres_15" : "bundled";
    const postgres = await ExternalPostgres.start(base, which, [
      "max_connections=100",
      // A standby that was away finds what it missed.
      "wal_keep_size=64MB",
      ...(more.postgres ?? []),
    ]);
    const direct = new URL(await postgres.makeDatabase(DATABASE, "createrole"));
    const standby = HAS_POSTGRES_15 ? await postgres.startStandby() : null;
    const wire = new TcpProxy(Number(direct.port));
    direct.port = String(wire.port);
    const books = new Books();
    const partner = await MoodyPartner.start(books);
    const names = await MoodyNameServer.start();
    const network = new WholeNetwork(
      { books, partner, names, postgres, standby, wire },
      {
        DATABASE_URL: direct.href,
        ...(standby === null
          ? {}
          : { TALLYHO_READ_URL: standby.url(DATABASE, direct.username) }),
        TALLYHO_KEY: TEST_KEY,
        TALLYHO_TEST_NAME_SERVER: names.address,
        BUN_OPTIONS: `--preload=${PRELOAD}`,
        ...more.settings,
      },
    );
    await network.#add();
    const shops = await network.#setUp();
    // Started afterwards, it knows the endpoint at once.
    await network.#add();
    return [network, shops];
  }

  /** The API of an instance, whether it runs or not. */
  apiOf(index: number): ApiClient {
    const { api } = this.instanceOf(index).process;
    return new ApiClient(api.url, ADMIN_TOKEN);
  }

  /** Starts an instance again, whatever state its directory was left in, and whatever it can't reach. */
  async startAgain(index: number): Promise<void> {
    const instance = this.instanceOf(index);
    const process = this.#spawn(index, instance);
    await process.listening();
    instance.process = process;
  }

  /** The process of an instance. */
  processOf(index: number): TrackerProcess {
    return this.instanceOf(index).process;
  }

  /** An instance. */
  instanceOf(index: number): Instance {
    const instance = this.instances[index];
    if (instance === undefined) throw new Error(`No instance ${index}`);
    return instance;
  }

  /** Asks the database directly, past the network and the trackers. */
  async ask(...texts: string[]): Promise<Record<string, unknown>[]> {
    return await this.postgres.ask(DATABASE, ...texts);
  }

  /** Asks the standby directly. */
  async askStandby(text: string): Promise<Record<string, unknown>[]> {
    return (await this.standby?.ask(DATABASE, text)) ?? [];
  }

  /** Whether the standby has replayed all that is written now. */
  async isCaughtUp(): Promise<boolean> {
    if (this.standby === null) return true;
    const [row] = await this.ask("select pg_current_wal_lsn() as at");
    const [there] = await this.askStandby(
      `select pg_last_wal_replay_lsn() >= '${row?.at}' as is_there`,
    );
    return there?.is_there === true;
  }

  /** Writes what each process of the trackers logged into a directory. */
  async keepLogs(directory: string): Promise<void> {
    for (const [at, { index, process }] of this.#processes.entries()) {
      const path = join(directory, `${at}-tracker-${index}.log`);
      await Bun.write(path, process.log);
    }
  }

  /** Ends everything and removes it. */
  async close(): Promise<void> {
    for (const { process } of this.instances) await process.kill();
    for (const { directory, disk, clock } of this.instances) {
      clock.close();
      disk.remove();
      await directory.remove();
    }
    this.wire.stop();
    this.names.stop();
    await this.partner.stop();
    this.standby?.thaw();
    await this.standby?.kill();
    await this.postgres.stop();
  }

  async #add(): Promise<void> {
    const directory = new TrackerDirectory();
    const disk = new MoodyDisk(directory.data_dir);
    const clock = new MoodyClock(join(directory.base, "clock"));
    const process = this.#spawn(this.instances.length, { directory, clock });
    this.instances.push({ directory, disk, clock, process });
    await process.ready();
  }

  #spawn(
    index: number,
    { directory, clock }: Pick<Instance, "directory" | "clock">,
  ): TrackerProcess {
    const process = directory.spawn({
      ...this.settings,
      TALLYHO_TEST_CLOCK: clock.path,
    });
    this.#processes.push({ index, process });
    return process;
  }

  async #setUp(): Promise<Shops> {
    const api = this.apiOf(0);
    const share = (percent: string) => ({ type: "percent", percent });
    const campaign = {
      goals: [{ key: "sale", revenue: share("10"), payout: share("8") }],
    };
    const make = async () => {
      const made = await setUp(api, { campaign });
      await api.call("POST", `/affiliates/${made.affiliate_id}/postbacks`, {
        url: this.partner.postbackUrl(made.affiliate_id),
        statuses: ["approved", "reversed"],
      });
      return made;
    };
    const stated = await make();
    const visited: Setup[] = [];
    for (let at = 0; at < AFFILIATES; at++) visited.push(await make());
    await api.call("POST", "/webhooks", {
      url: this.partner.webhook_url,
      events: [
        ...["conversion.recorded", "conversion.changed"],
        ...["payment.closed", "payment.paid"],
      ],
    });
    return { visited, stated };
  }
}
