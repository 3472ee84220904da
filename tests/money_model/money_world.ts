import { sql } from "drizzle-orm";
import { isDistributed } from "../../db/citus/mod.ts";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { ManualClock } from "../../modules/kernel/mod.ts";
import type { Answer } from "../api_client.ts";
import { createTestDatabase, START_MS, startTestService } from "../harness.ts";
import type { TestDatabase, TestService } from "../harness.ts";
import { makeSource } from "../senders.ts";
import { Chance } from "../simulation/virtual_time.ts";
import { ConversionModel, RATES } from "./conversion_model.ts";
import type { ModelCampaign, ModelRule } from "./conversion_model.ts";
import { decimal, LedgerModel } from "./ledger_model.ts";
import { OfficeModel } from "./office_model.ts";

/** Citus has triggers on these alone. */
const OF_COORDINATOR = sql`
  and c.oid not in (select logicalrelid from pg_dist_partition)`;

const AFFILIATES = 3;
const MINIMUM = 9_000_000n;
/** Currencies of campaigns, each with its advertiser. */
const CURRENCIES = [
  ["USD", 0],
  ["JPY", 1],
  ["KWD", 0],
  ["USD", 1],
] as const;

/** Prices of goals: the affiliate never gets more than the advertiser owes. */
export const PRICES: readonly [
  Pick<ModelCampaign, "revenue" | "payout">,
  ...Pick<ModelCampaign, "revenue" | "payout">[],
] = [
  pair("fixed", { amount: "20" }, { amount: "12.5" }),
  pair("percent", { percent: "10" }, { percent: "7.7777" }),
  pair("percent", { percent: "12.5" }, { percent: "6.25" }),
  pair(
    "fixed_plus_percent",
    { amount: "1.5", percent: "5" },
    { amount: "0.333333", percent: "3.3333" },
  ),
  pair("none", {}, {}),
];

function pair(
  type: ModelRule["type"],
  revenue: Omit<ModelRule, "type">,
  payout: Omit<ModelRule, "type">,
) {
  return { revenue: { type, ...revenue }, payout: { type, ...payout } };
}

/** A tracker on its own database, with a model of its money. */
export class MoneyWorld {
  readonly chance: Chance;
  readonly clock: ManualClock;
  readonly ledger: LedgerModel;
  readonly conversions: ConversionModel;
  readonly office: OfficeModel;
  readonly affiliates: number[] = [];
  readonly advertisers: number[] = [];
  readonly campaigns: ModelCampaign[] = [];
  readonly clicks = new Map<string, string>();
  readonly service: TestService;
  readonly #database: TestDatabase;
  readonly #owner: Database;
  #names = 0;
  #rates_of = "";

  private constructor(
    seed: number,
    database: TestDatabase,
    service: TestService,
  ) {
    this.chance = new Chance(seed);
    this.#database = database;
    this.service = service;
    this.clock = service.clock;
    this.#owner = openDatabase(database.owner, { connections_max: 1 });
    this.ledger = new LedgerModel(() => this.clock.nowMs());
    this.conversions = new ConversionModel(this.ledger);
    this.office = new OfficeModel(this.ledger);
  }

  /** Starts one, set up by its seed. */
  static async open(seed: number): Promise<MoneyWorld> {
    const database = await createTestDatabase();
    const clock = new ManualClock(START_MS);
    const service = await startTestService(database, { clock });
    const world = new MoneyWorld(seed, database, service);
    await world.#setUp();
    return world;
  }

  /** Stops it and drops its database. */
  async close(): Promise<void> {
    await this.service.stop();
    await closeDatabase(this.#owner);
    await this.#database.drop();
  }

  /** Ensures that there are rates for today, equal on every day. */
  async rates(): Promise<void> {
    const date = new Date(this.clock.nowMs()).toISOString().slice(0, 10);
    if (date === this.#rates_of) return;
    this.#rates_of = date;
    const unit = RATES["USD"] ?? 1n;
    const rates = Object.fromEntries(
      Object.entries(RATES)
        .filter(([currency]) => currency !== "USD")
        .map(([currency, value]) => [
          currency,
          decimal((value * 1_000_000n) / unit),
        ]),
    );
    const body = { date, base: "USD", rates };
    await this.service.api.call("PUT", "/fx-rates", body);
  }

  /** Returns a unique name. */
  name(of: string): string {
    this.#names += 1;
    return `${of}-${this.#names}`;
  }

  /** Calls the API and returns any response. */
  async call(method: string, path: string, body?: unknown): Promise<Answer> {
    return await this.service.api.try(method, path, body);
  }

  /**
   * Makes the write statement with this number from now on fail, and with it its
   * transaction; 0 means none.
   */
  async failAt(statement: number): Promise<void> {
    await this.#owner.execute(
      sql`select setval('fault_countdown', ${1_000_000 - statement})`,
    );
    const is_armed = statement > 0;
    await this.#owner.execute(sql`update fault set is_armed = ${is_armed}`);
  }

  async #setUp(): Promise<void> {
    const { api } = this.service;
    const make = async (path: string, body: Record<string, unknown>) =>
      (await api.call<{ id: number }>("POST", path, body)).id;
    for (let index = 0; index < AFFILIATES; index++) {
      this.affiliates.push(await make("/affiliates", { name: `A${index}` }));
    }
    const keys: string[] = [];
    for (let index = 0; index < 2; index++) {
      const id = await make("/advertisers", { name: `S${index}` });
      const reinstate = index === 0;
      const change = { reversal_amount: "refunded", reinstate };
      keys.push((await makeSource(api, id, change)).key);
      this.advertisers.push(id);
    }
    for (const [currency, index] of CURRENCIES) {
      const campaign = {
        currency,
        advertiser: this.advertisers[index] ?? 0,
        source_key: keys[index] ?? "",
        may_reinstate: index === 0,
        ...this.chance.oneOf(PRICES),
        hold_days: this.chance.oneOf([0, 0, 10, 40]),
        prorates: this.chance.happens(0.5),
      };
      this.campaigns.push(await this.#campaign(campaign));
    }
    const poor = this.affiliates.at(-1) ?? 0;
    this.office.minimums.set(poor, MINIMUM);
    await this.#owner.execute(
      sql`update affiliates set min_payout_micros = ${MINIMUM.toString()}::bigint where id = ${poor}`,
    );
    await this.#layFaults();
  }

  async #campaign(
    campaign: Omit<ModelCampaign, "id" | "slugs">,
  ): Promise<ModelCampaign> {
    const { api } = this.service;
    const { id } = await api.call<{ id: number }>("POST", "/campaigns", {
      advertiser_id: campaign.advertiser,
      name: this.name("campaign"),
      destination_url: "https://shop.example/",
      currency: campaign.currency,
      goals: [{ key: "sale", ...goalBody(campaign) }],
    });
    const slugs: string[] = [];
    for (const affiliate_id of this.affiliates) {
      const link = { campaign_id: id, affiliate_id };
      const made = await api.call<{ slug: string }>("POST", "/links", link);
      slugs.push(made.slug);
    }
    return { ...campaign, id, slugs };
  }

  /**
   * Every write statement counts down, also if its transaction is rolled back:
   * sequences aren't transactional.
   */
  async #layFaults(): Promise<void> {
    await this.#owner.execute(sql`create sequence fault_countdown`);
    await this.#owner.execute(
      sql`create table fault as select false as is_armed`,
    );
    await this.#owner.execute(sql`
      create function count_down() returns trigger language plpgsql security definer as $$
      begin
        if (select is_armed from fault) and nextval('fault_countdown') = 1000000 then
          raise exception 'an injected fault' using errcode = 'XX000';
        end if;
        return null;
      end $$`);
    await this.#owner.execute(sql`
      do $$ declare name text; begin
        for name in select c.oid::regclass::text from pg_class c
          where c.relkind in ('r', 'p') and not c.relispartition
            and c.relnamespace = 'public'::regnamespace and c.relname <> 'fault' ${isDistributed() ? OF_COORDINATOR : sql``}
        loop
          execute format('create trigger a_fault after insert or update or delete on %s for each statement execute function count_down()', name);
        end loop;
      end $$`);
  }
}

/** Body of a goal. */
export function goalBody(
  campaign: Pick<
    ModelCampaign,
    "revenue" | "payout" | "hold_days" | "prorates"
  >,
) {
  const { revenue, payout, hold_days, prorates } = campaign;
  const fixed_on_refund = prorates ? "prorate" : "keep";
  return { revenue, payout, hold_days, fixed_on_refund };
}

/** Formats an amount for sending. */
export function asSent(amount: bigint): string {
  return decimal(amount);
}
