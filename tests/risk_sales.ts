import { expect } from "bun:test";
import type { ApiClient } from "./api_client.ts";
import { setUp } from "./factory.ts";
import type { Setup } from "./factory.ts";
import type { TestService } from "./harness.ts";

/** A conversion with its risk, as it is shown. */
export interface ShownSale {
  status: string;
  reason: string | null;
  payout: string;
  flags: string[];
  risk: {
    action: string | null;
    held_since: string | null;
    decided: string | null;
    decisions?: { decision: string; why: string; decided_by: string }[];
    reasons: { code: string; found: string; expected: string }[];
  };
}

/** The answer to a decision. */
export interface DecisionMade {
  id: string | null;
  seen: string;
  conversions: number;
  changed: number;
  refused: number;
}

/** A user agent that says that it is a program. */
export const BOT = "curl/8.5.0";

/** Reports suspected sales to a tracker, decides about them and pays. */
export class RiskSales {
  readonly #service: TestService;
  #orders = 0;

  constructor(service: TestService) {
    this.#service = service;
  }

  /** A campaign whose rule does something about what says that it is a program. */
  async open(
    action: "pending" | "reject",
    change: Parameters<typeof setUp>[1] = {},
  ): Promise<Setup> {
    const { api } = this.#service;
    const setup = await setUp(api, change);
    const { campaign_id } = setup;
    const rule = { campaign_id, watch_score: 20, hold_score: 40, action };
    await api.call("POST", "/risk-rules", rule);
    return setup;
  }

  /** Reports a sale; returns its id, or the code of the refusal. */
  async sell(
    { slug }: Setup,
    sent: Record<string, string> = {},
  ): Promise<string> {
    const { api } = this.#service;
    const click_id = await api.click(slug);
    const order_id = `M-${++this.#orders}`;
    const answer = await api.postback({ click_id, order_id, ...sent });
    if (answer.status !== 201) return String(answer.body["code"]);
    return String(answer.body["conversion_id"]);
  }

  /** Reports a sale of a program. */
  async sellToBot(
    setup: Setup,
    sent: Record<string, string> = {},
  ): Promise<string> {
    return await this.sell(setup, { user_agent: BOT, ...sent });
  }

  async read(id: string, client = this.#service.api): Promise<ShownSale> {
    return await client.call<ShownSale>("GET", `/conversions/${id}`);
  }

  /** Decides about conversions, or about those of a filter. */
  async decide(
    decision: "clear" | "fraud",
    of: readonly string[] | Record<string, unknown>,
    more: Record<string, unknown> = {},
    client: ApiClient = this.#service.api,
  ): Promise<DecisionMade> {
    const which = Array.isArray(of) ? { ids: of, filter: {} } : { filter: of };
    return await client.call<DecisionMade>("POST", "/risk/decisions", {
      ...{ decision, why: `it is ${decision}` },
      ...which,
      ...more,
    });
  }

  /** Makes a payment run, and returns what an affiliate gets of it; null: nothing. */
  async pay({ affiliate_id }: Setup): Promise<string | null> {
    const { api, clock } = this.#service;
    const run = await api.call<{
      payments: { affiliate_id: number; amount: string }[];
    }>("POST", "/payment-runs", {
      ...{ currency: "USD", up_to: new Date(clock.nowMs()).toISOString() },
    });
    const own = run.payments.find((one) => one.affiliate_id === affiliate_id);
    return own?.amount ?? null;
  }

  /** Expects books that balance and weren't changed. */
  async expectBalanced(): Promise<void> {
    const found = await this.#service.api.call("GET", "/ledger/verify");
    expect(found).toMatchObject({ ok: true });
  }
}
