import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ManualClock } from "../../modules/kernel/mod.ts";
import { ApiClient } from "../api_client.ts";
import { setUp } from "../factory.ts";
import { createTestDatabase, startTestService } from "../harness.ts";
import type { TestDatabase, TestService } from "../harness.ts";
import { clientOf, PASSWORD } from "../people.ts";
import { makeSource, SECRET } from "../senders.ts";
import { Chance } from "../simulation/virtual_time.ts";
import { BEHIND_PROXY } from "../visits.ts";
import { Memory } from "./memory.ts";
import type { PlayedLink } from "./memory.ts";

/** Days that clicks are kept. */
export const RETENTION_DAYS = 20;

/** Beginnings shortly before clocks change: in New York twice, and on Lord Howe by half an hour. */
const STARTS = [
  "2026-10-30T09:00:00Z",
  "2027-03-12T22:00:00Z",
  "2027-04-02T03:00:00Z",
  "2026-10-02T16:00:00Z",
] as const;

const percent = (revenue: string, payout: string) => ({
  revenue: { type: "percent", percent: revenue },
  payout: { type: "percent", percent: payout },
});
const fixed = (revenue: string, payout: string) => ({
  revenue: { type: "fixed", amount: revenue },
  payout: { type: "fixed", amount: payout },
});

/** Goals of each campaign. */
const GOALS = {
  USD: [
    { key: "sale", ...percent("10", "7.7777") },
    { key: "lead", ...fixed("4", "2.5"), dedupe: "every" },
    { key: "trial", ...fixed("1", "0") },
    { key: "paid", after: "trial", ...percent("20", "12.5") },
  ],
  EUR: [{ key: "sale", ...percent("12.5", "6.25") }],
  JPY: [{ key: "sale", ...percent("10", "3.3333") }],
} as const;

export type HistoryCurrency = keyof typeof GOALS;

/** Who asks for reports, and the rows and figures that are its business. */
export interface Asker {
  name: string;
  token: string;
  role: "admin" | "manager" | "affiliate" | "advertiser";
  /** Ids whose rows it sees; all if not named. */
  affiliates?: number[];
  advertisers?: number[];
}

/** A tracker with its parties, and what was played on it. */
export class HistoryWorld {
  readonly chance: Chance;
  readonly clock: ManualClock;
  readonly start_ms: number;
  readonly memory = new Memory();
  readonly askers: Asker[] = [];
  /** An admin who saves reports. */
  reader!: Asker;
  /** Keys of the advertisers' sources. */
  readonly source_keys = new Map<number, string>();
  service!: TestService;
  readonly #database: TestDatabase;
  readonly #data_dir: string;
  #names = 0;

  private constructor(
    seed: number,
    { database, data_dir }: { database: TestDatabase; data_dir: string },
  ) {
    this.chance = new Chance(seed);
    this.start_ms = Date.parse(this.chance.oneOf(STARTS));
    this.clock = new ManualClock(this.start_ms);
    this.#database = database;
    this.#data_dir = data_dir;
  }

  static async open(seed: number): Promise<HistoryWorld> {
    const database = await createTestDatabase();
    const data_dir = await mkdtemp(join(tmpdir(), "tallyho-histories-"));
    const world = new HistoryWorld(seed, { database, data_dir });
    await world.#start();
    await world.#setUp();
    return world;
  }

  get api(): ApiClient {
    return this.service.api;
  }

  get links(): readonly PlayedLink[] {
    return this.memory.links;
  }

  async close(): Promise<void> {
    await this.service.stop();
    await this.#database.drop();
    await rm(this.#data_dir, { recursive: true, force: true });
  }

  /** Stops the tracker, and starts it again on the same database and journal. */
  async restart(): Promise<void> {
    await this.service.stop();
    await this.#start();
  }

  /** A name that nothing else has. */
  name(of: string): string {
    this.#names += 1;
    return `${of}-${this.#names}`;
  }

  /** Lets time pass: at least a millisecond, so that no two things happen at once. */
  pass(ms: number): void {
    this.clock.advance(Math.max(1, Math.floor(ms)));
  }

  async runJob(name: string): Promise<void> {
    const { scheduler, db } = this.service;
    await scheduler.enqueue(db, { name });
    while (await scheduler.runOnce());
  }

  async #start(): Promise<void> {
    const env = {
      ...BEHIND_PROXY,
      TALLYHO_CLICK_RETENTION_DAYS: String(RETENTION_DAYS),
    };
    this.service = await startTestService(this.#database, {
      env,
      clock: this.clock,
      data_dir: this.#data_dir,
    });
  }

  async #setUp(): Promise<void> {
    const { api } = this;
    const fallback_url = "https://fallback.example/";
    const shoes = await setUp(api, {
      campaign: { goals: GOALS.USD, fallback_url },
    });
    const hats = await setUp(api, {
      advertiser: { name: "Hats, and more" },
      affiliate: { name: "=Hill & Dale" },
      campaign: {
        ...{ name: "Hats", currency: "EUR", goals: GOALS.EUR, fallback_url },
      },
    });
    const { advertiser_id } = hats;
    const tea = await setUp(api, {
      campaign: { name: "Tea", currency: "JPY", goals: GOALS.JPY },
    });
    const more = await this.#campaign(advertiser_id, "Gloves");
    const capped = { metric: "clicks", period: "day", limit: 3 };
    await api.call("POST", `/campaigns/${more}/caps`, capped);
    for (const [setup, currency] of [
      [shoes, "USD"],
      [hats, "EUR"],
      [tea, "JPY"],
    ] as const) {
      this.memory.links.push({ ...setup, id: setup.link_id, currency });
    }
    const affiliates = [shoes, hats].map(({ affiliate_id }) => affiliate_id);
    for (const affiliate_id of affiliates) {
      await this.#link(
        { campaign_id: more, affiliate_id },
        "USD",
        advertiser_id,
      );
    }
    for (const [campaign, affiliate, currency] of [
      [shoes, hats, "USD"],
      [shoes, shoes, "USD"],
      [hats, shoes, "EUR"],
      [tea, shoes, "JPY"],
    ] as const) {
      const { campaign_id } = campaign;
      const { affiliate_id } = affiliate;
      const of = { campaign_id, affiliate_id };
      await this.#link(of, currency, campaign.advertiser_id);
    }
    for (const { advertiser_id: id } of [shoes, hats, tea]) {
      const change = { reversal_amount: "refunded", secret: SECRET };
      const { key } = await makeSource(api, id, change);
      this.source_keys.set(id, key);
    }
    await this.#people({ shoes, hats });
  }

  async #campaign(advertiser_id: number, name: string): Promise<number> {
    const made = await this.api.call<{ id: number }>("POST", "/campaigns", {
      ...{ advertiser_id, name, currency: "USD" },
      destination_url: "https://shop.example/",
      fallback_url: "https://fallback.example/",
      goals: GOALS.USD,
    });
    return made.id;
  }

  async #link(
    of: { campaign_id: number; affiliate_id: number },
    currency: HistoryCurrency,
    advertiser_id: number,
  ): Promise<void> {
    const made = await this.api.call<{ id: number; slug: string }>(
      "POST",
      "/links",
      of,
    );
    const { id, slug } = made;
    this.memory.links.push({ ...of, id, slug, currency, advertiser_id });
  }

  async #people({
    shoes: { affiliate_id, advertiser_id },
    hats,
  }: {
    shoes: { affiliate_id: number; advertiser_id: number };
    hats: { affiliate_id: number };
  }): Promise<void> {
    const add = async (
      name: string,
      body: object,
      of: Omit<Asker, "name" | "token">,
    ) => {
      const { token } = await clientOf(this.api, { ...body, role: of.role });
      this.askers.push({ name, token, ...of });
    };
    this.askers.push({ name: "admin", token: this.api.token, role: "admin" });
    await add(
      "affiliate",
      { affiliate_id },
      { role: "affiliate", affiliates: [affiliate_id] },
    );
    await add(
      "advertiser",
      { advertiser_id },
      { role: "advertiser", advertisers: [advertiser_id] },
    );
    const user = { email: "reader@network.example", password: PASSWORD };
    const { id } = await this.api.call("POST", "/users", {
      ...user,
      role: "admin",
    });
    const { token } = await clientOf(this.api, { user_id: id });
    this.reader = { name: "reader", token, role: "admin" };
    const ids = [affiliate_id, hats.affiliate_id];
    await add(
      "manager of affiliates",
      { affiliate_ids: ids },
      { role: "manager", affiliates: ids },
    );
    await add(
      "manager of an advertiser",
      { advertiser_ids: [advertiser_id] },
      { role: "manager", advertisers: [advertiser_id] },
    );
  }

  /** A client of who asks. */
  clientOf({ token }: Asker): ApiClient {
    return new ApiClient(this.service.url, token);
  }
}
