import type { ApiClient } from "./api_client.ts";
import { setUp } from "./factory.ts";

/** The app of Apple's samples. */
export const APP_ID = 525463029;

const fixed = (revenue: string, payout: string) => ({
  revenue: { type: "fixed", amount: revenue },
  payout: { type: "fixed", amount: payout },
});

/** Goals of a campaign for an app; installs approve themselves where that counts. */
export const GOALS = [
  { key: "install", ...fixed("3.00", "2.00"), auto_approve_days: 0 },
  {
    key: "purchase",
    revenue: { type: "percent", percent: "20" },
    payout: { type: "percent", percent: "10" },
  },
];

/** Values by which any install counts. */
export const INSTALL = [{ goal: "install" }];

/** A conversion as the API lists it. */
interface ListedConversion extends Record<string, unknown> {
  id: string;
  status: string;
}

/** Campaigns of a tracker that take Apple's installs, of which only the latest does. */
export class AppleWorld {
  readonly #api: ApiClient;
  readonly #taking = new Set<number>();

  constructor(api: ApiClient) {
    this.#api = api;
  }

  /** A campaign for the app; no other one takes its installs. */
  async campaign(skan: Record<string, unknown> = {}) {
    const made = await setUp(this.#api, { campaign: { goals: GOALS } });
    await this.alone(made.campaign_id);
    const path = `/campaigns/${made.campaign_id}/skan`;
    await this.#api.call("PUT", path, { app_id: APP_ID, ...skan });
    return { ...made, path };
  }

  /** Ends what other campaigns take. */
  async alone(campaign_id: number): Promise<void> {
    for (const id of this.#taking) {
      await this.#api.call("PUT", `/campaigns/${id}/skan`, { app_id: null });
    }
    this.#taking.clear();
    this.#taking.add(campaign_id);
  }

  /** Notes another campaign that takes installs until the next one does. */
  beside(campaign_id: number): void {
    this.#taking.add(campaign_id);
  }

  /** Sends an install postback as a phone does. */
  async post(path: string, sent: unknown) {
    return await this.#api.fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: typeof sent === "string" ? sent : JSON.stringify(sent),
    });
  }

  /** The conversions of a campaign, newest first. */
  async conversionsOf(campaign_id: number): Promise<ListedConversion[]> {
    const { data } = await this.#api.call<{ data: ListedConversion[] }>(
      "GET",
      `/conversions?campaign_id=${campaign_id}`,
    );
    return data;
  }
}
