import type { ApiClient } from "../api_client.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { PartnerReceiver } from "../receiver.ts";
import { csvOf } from "../statement_office.ts";
import { until } from "../until.ts";

/** More than the workers, so that each holds some. */
const CAMPAIGNS = 8;
const SALES = 3;
const DAY_MS = 86_400_000;

/** A sale, as its shop's statement would have it. */
interface Sale {
  order_id: string;
  click_id: string;
  date: string;
  amount: string;
  status: string;
}

/** Several campaigns of a network that sells, takes back, tells partners, pays and reconciles. */
export class CitusWorld {
  readonly #api: ApiClient;
  readonly #partner: PartnerReceiver;
  readonly #setups: readonly Setup[];

  /** Sets it up. */
  static async open(api: ApiClient): Promise<CitusWorld> {
    const partner = new PartnerReceiver();
    const setups: Setup[] = [];
    for (let at = 0; at < CAMPAIGNS; at++) {
      const made = await setUp(api);
      setups.push(made);
      await api.call("POST", `/affiliates/${made.affiliate_id}/postbacks`, {
        url: `${partner.url}/pb?order={order_id}&status={status}`,
        statuses: ["approved", "reversed"],
        send_zero: true,
      });
    }
    return new CitusWorld(api, partner, setups);
  }

  private constructor(
    api: ApiClient,
    partner: PartnerReceiver,
    setups: readonly Setup[],
  ) {
    this.#api = api;
    this.#partner = partner;
    this.#setups = setups;
  }

  /** The same network, asked through another tracker. */
  on(api: ApiClient): CitusWorld {
    return new CitusWorld(api, this.#partner, this.#setups);
  }

  /** Stops the partner. */
  async close(): Promise<void> {
    await this.#partner.stop();
  }

  /** A day's work, each step of which throws if it fails; orders get the day's name. */
  async day(name: string): Promise<void> {
    const told = this.#partner.received.length;
    const sales: Sale[][] = [];
    for (const setup of this.#setups) sales.push(await this.#sell(setup, name));
    await until(
      "partners are told of sales and refunds",
      () => this.#partner.received.length >= told + CAMPAIGNS * (SALES + 1),
    );
    await this.#reconcile(this.#setups[0], sales[0] ?? []);
    await this.#pay();
  }

  /** Sells on all campaigns at once until it is told to end; returns how many were sold. */
  async sellUntil(signal: AbortSignal): Promise<number> {
    const sold = this.#setups.map(async ({ slug }) => {
      let sales = 0;
      for (; !signal.aborted; sales++) {
        const click_id = await this.#api.click(slug);
        const order_id = `busy-${slug}-${sales}`;
        const { status } = await this.#api.postback({ click_id, order_id });
        if (status !== 201) throw new Error(`A sale was answered ${status}`);
      }
      return sales;
    });
    const all = await Promise.all(sold);
    return all.reduce((sum, sales) => sum + sales, 0);
  }

  /** The figures of all campaigns, and every account. */
  async reports(): Promise<unknown> {
    const day = (days: number) =>
      new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
    const query = `group_by=campaign,affiliate&from=${day(-1)}&to=${day(2)}`;
    const { data, totals } = await this.#api.call("GET", `/reports?${query}`);
    const { data: accounts } = await this.#api.call("GET", "/ledger/accounts");
    const { data: runs } = await this.#api.call("GET", "/payment-runs");
    return { data, totals, accounts, runs };
  }

  async #sell({ slug }: Setup, name: string): Promise<Sale[]> {
    const sales: Sale[] = [];
    for (let at = 0; at < SALES; at++) {
      await this.#api.click(slug);
      const click_id = await this.#api.click(slug);
      const order_id = `${name}-${slug}-${at}`;
      const sale = { click_id, order_id, amount: "50.00" };
      const { status } = await this.#api.postback(sale);
      if (status !== 201) throw new Error(`A sale was answered ${status}`);
      const again = await this.#api.postback(sale);
      if (again.body.outcome !== "duplicate") throw new Error("It is twice");
      sales.push({
        ...sale,
        date: new Date(Date.now()).toISOString(),
        status: "approved",
      });
    }
    const [back] = sales;
    if (back !== undefined) {
      const { order_id, click_id } = back;
      await this.#api.postback({ click_id, order_id, status: "reversed" });
      back.status = "reversed";
    }
    return sales;
  }

  /** The shop takes one sale more back. */
  async #reconcile(of: Setup | undefined, sales: readonly Sale[]) {
    const lines = sales.map((sale, at) => ({
      ...sale,
      status: at === SALES - 1 ? "reversed" : sale.status,
    }));
    const { id } = await this.#api.call("POST", "/reconciliations", {
      advertiser_id: of?.advertiser_id,
      file: csvOf(lines),
      file_name: "today.csv",
      from: new Date(Date.now() - DAY_MS).toISOString(),
      to: new Date(Date.now() + DAY_MS).toISOString(),
      timezone: "UTC",
    });
    const path = `/reconciliations/${String(id)}`;
    const read = async () => await this.#api.call("GET", path);
    await until("the statement is read", async () => {
      const { mapping } = await read();
      return mapping !== null;
    });
    await this.#api.call("POST", `${path}/mapping`, {});
    await until("the statement is matched", async () => {
      const { status } = await read();
      return status === "review";
    });
    const applied = await this.#api.call("POST", `${path}/apply`, {
      break_ids: "all",
      reason: "As the shop counted",
    });
    const outcomes = JSON.stringify(applied.outcomes);
    if (!outcomes.includes('"done":1')) throw new Error(outcomes);
  }

  async #pay(): Promise<void> {
    const run = await this.#api.call("POST", "/payment-runs", {
      currency: "USD",
      up_to: new Date(Date.now()).toISOString(),
    });
    if (Number(run.id) === 0) throw new Error("Nothing is paid");
  }
}
