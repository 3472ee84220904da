import { clickIdText } from "../../modules/clicks/mod.ts";
import type { ApiClient } from "../api_client.ts";
import { setUp } from "../factory.ts";
import { PartnerReceiver } from "../receiver.ts";

const SENDERS = 8;

/** A busy network: clicks, sales, refunds, deliveries and payment runs until it is stopped. */
export class BackupLoad {
  readonly #api: ApiClient;
  readonly #partner = new PartnerReceiver();
  readonly #setup: { slug: string; affiliate_id: number };
  readonly #working: Promise<void>[] = [];
  #is_stopping = false;
  /** Ids of clicks whose redirect was received. */
  readonly clicks: string[] = [];
  /** Click ids by the orders whose sale was answered. */
  readonly sales = new Map<string, string>();
  refunds = 0;
  runs = 0;

  private constructor(
    api: ApiClient,
    setup: { slug: string; affiliate_id: number },
  ) {
    this.#api = api;
    this.#setup = setup;
  }

  /** Sets a network up, and begins. */
  static async start(api: ApiClient): Promise<BackupLoad> {
    const setup = await setUp(api);
    const load = new BackupLoad(api, setup);
    await api.call("POST", `/affiliates/${setup.affiliate_id}/postbacks`, {
      url: `${load.#partner.url}/pb?order={order_id}&id={delivery_id}`,
    });
    for (let at = 0; at < SENDERS; at++) load.#working.push(load.#sell(at));
    load.#working.push(load.#pay());
    return load;
  }

  /** Requests that the affiliate's tracker received. */
  get delivered(): number {
    return this.#partner.received.length;
  }

  /** Stops sending, and waits for what is under way. */
  async stop(): Promise<void> {
    this.#is_stopping = true;
    await Promise.all(this.#working);
    await this.#partner.stop();
  }

  async #sell(sender: number): Promise<void> {
    for (let sale = 0; !this.#is_stopping; sale++) {
      const order_id = `order-${sender}-${sale}`;
      const click_id = await this.#api.click(this.#setup.slug);
      this.clicks.push(click_id);
      await this.#api.postback({ click_id, order_id });
      this.sales.set(order_id, click_id);
      if (sale % 5 !== 4) continue;
      await this.#api.postback({ click_id, order_id, status: "reversed" });
      this.refunds++;
    }
  }

  async #pay(): Promise<void> {
    const { affiliate_id } = this.#setup;
    while (!this.#is_stopping) {
      await this.#api.call("POST", "/ledger/adjustments", {
        ...{ affiliate_id, amount: "25.00", currency: "USD" },
        ...{ kind: "bonus", reason: "for the load" },
      });
      await this.#api.call("POST", "/payment-runs", {
        currency: "USD",
        up_to: new Date(Date.now()).toISOString(),
      });
      this.runs++;
    }
  }
}

/** The id of a click as it is in a row of `readAllRows`. */
export function clickIdOfRow(row: string): string {
  const { click_id } = JSON.parse(row) as { click_id: string };
  return clickIdText(Buffer.from(click_id.slice(2), "hex"));
}
