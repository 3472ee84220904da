import { ApiClient } from "../../api_client.ts";
import { setUp } from "../../factory.ts";
import type { Setup } from "../../factory.ts";
import { ADMIN_TOKEN, TEST_KEY } from "../../harness.ts";
import { ExternalPostgres } from "../external_postgres.ts";
import { TcpProxy } from "../tcp_proxy.ts";
import { TrackerDirectory } from "../tracker_process.ts";
import type { TrackerProcess } from "../tracker_process.ts";
import { Books } from "./books.ts";
import { MoodyPartner } from "./partner.ts";

const DATABASE = "whole";

/** One of the trackers: its directory stays, its process comes and goes. */
export interface Instance {
  directory: TrackerDirectory;
  process: TrackerProcess;
}

/** Two trackers on one Postgres, which they reach through a network that can be cut, with a partner. */
export class WholeNetwork {
  readonly books: Books;
  readonly partner: MoodyPartner;
  readonly postgres: ExternalPostgres;
  readonly wire: TcpProxy;
  readonly instances: Instance[] = [];
  readonly #settings: Record<string, string>;

  private constructor(
    outside: Pick<WholeNetwork, "books" | "partner" | "postgres" | "wire">,
    settings: Record<string, string>,
  ) {
    this.books = outside.books;
    this.partner = outside.partner;
    this.postgres = outside.postgres;
    this.wire = outside.wire;
    this.#settings = settings;
  }

  /** Starts everything; the campaign pays 10% of a sale to the network and 8% to the affiliate. */
  static async open(base: string): Promise<[WholeNetwork, Setup]> {
    // Crashes are part of it: what was committed has to be on the disk.
    const postgres = await ExternalPostgres.start(base, "bundled", [
      "max_connections=100",
    ]);
    const direct = new URL(await postgres.makeDatabase(DATABASE, "createrole"));
    const wire = new TcpProxy(Number(direct.port));
    direct.port = String(wire.port);
    const books = new Books();
    const partner = await MoodyPartner.start(books);
    const network = new WholeNetwork(
      { books, partner, postgres, wire },
      { DATABASE_URL: direct.href, TALLYHO_KEY: TEST_KEY },
    );
    await network.#add();
    const made = await network.#setUp();
    // Started afterwards, it knows the endpoint at once.
    await network.#add();
    return [network, made];
  }

  /** The API of an instance, whether it runs or not. */
  apiOf(index: number): ApiClient {
    const { api } = this.#instance(index).process;
    return new ApiClient(api.url, ADMIN_TOKEN);
  }

  /** Starts an instance again, whatever state its directory was left in. */
  async startAgain(index: number): Promise<void> {
    const instance = this.#instance(index);
    instance.process = await instance.directory.start(this.#settings);
  }

  /** The process of an instance. */
  processOf(index: number): TrackerProcess {
    return this.#instance(index).process;
  }

  /** Asks the database directly, past the network and the trackers. */
  async ask(...texts: string[]): Promise<Record<string, unknown>[]> {
    return await this.postgres.ask(DATABASE, ...texts);
  }

  /** Ends everything and removes it. */
  async close(): Promise<void> {
    for (const { directory } of this.instances) await directory.remove();
    this.wire.stop();
    await this.partner.stop();
    await this.postgres.stop();
  }

  async #add(): Promise<void> {
    const directory = new TrackerDirectory();
    const process = await directory.start(this.#settings);
    this.instances.push({ directory, process });
  }

  async #setUp(): Promise<Setup> {
    const api = this.apiOf(0);
    const share = (percent: string) => ({ type: "percent", percent });
    const made = await setUp(api, {
      campaign: {
        goals: [{ key: "sale", revenue: share("10"), payout: share("8") }],
      },
    });
    await api.call("POST", `/affiliates/${made.affiliate_id}/postbacks`, {
      ...{ url: this.partner.url, statuses: ["approved", "reversed"] },
    });
    return made;
  }

  #instance(index: number): Instance {
    const instance = this.instances[index];
    if (instance === undefined) throw new Error(`No instance ${index}`);
    return instance;
  }
}
