import { expect } from "bun:test";
import type { ApiClient } from "./api_client.ts";
import { clientOf } from "./people.ts";
import { setUp } from "./factory.ts";
import type { Setup } from "./factory.ts";
import type { TestService } from "./harness.ts";
import type { PartnerReceiver } from "./receiver.ts";
import { makeSource, SECRET, sendSigned, summaryOf } from "./senders.ts";
import { AGENTS, drainAll, visit } from "./visits.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Clicks that the cap lets through in a day. */
const CAP = 12;
/** Clicks of the affiliate above the cap, and prefetches of its page. */
const ABOVE_CAP = 3;
const PREFETCHED = 2;

/** A sale's terms: what the affiliate gets, and when. */
export const TERMS = { payout: "12.50", hold_days: 7, min_payout: "20.00" };

/** A network with a history of nine days, which it played itself and so knows. */
export class QuestionWorld {
  readonly service: TestService;
  readonly setup: Setup;
  readonly affiliate: ApiClient;
  readonly advertiser: ApiClient;
  readonly source: { id: number; key: string };
  readonly cap_id: number;
  /** Clicks as the redirects answered them: ids by the affiliate's own id, and hosts. */
  readonly clicks = new Map<string, string>();
  readonly hosts: string[] = [];
  /** Answers to the advertiser's postbacks, by outcome or code. */
  readonly answers: string[] = [];
  readonly started_at: string;

  private constructor(
    service: TestService,
    setup: Setup,
    parties: {
      affiliate: ApiClient;
      advertiser: ApiClient;
      source: { id: number; key: string };
      cap_id: number;
    },
  ) {
    this.service = service;
    this.setup = setup;
    this.affiliate = parties.affiliate;
    this.advertiser = parties.advertiser;
    this.source = parties.source;
    this.cap_id = parties.cap_id;
    this.started_at = new Date(service.clock.nowMs()).toISOString();
  }

  /** Sets the network up, and plays its first day. */
  static async open(
    service: TestService,
    partner: PartnerReceiver,
  ): Promise<QuestionWorld> {
    const { api } = service;
    const { payout, hold_days, min_payout } = TERMS;
    const setup = await setUp(api, {
      affiliate: { schedule: "weekly", min_payout, payout_currency: "USD" },
      campaign: {
        fallback_url: "https://fallback.example/",
        goals: [
          {
            key: "sale",
            hold_days,
            revenue: { type: "percent", percent: "10" },
            payout: { type: "fixed", amount: payout },
          },
        ],
      },
    });
    const { affiliate_id, advertiser_id, campaign_id } = setup;
    const cap = {
      metric: "clicks",
      period: "day",
      limit: CAP,
      over: "fallback",
    };
    const { id } = await api.call<{ id: number }>(
      "POST",
      `/campaigns/${campaign_id}/caps`,
      cap,
    );
    await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
      url: `${partner.url}/pb?ref={click_ref}&s={status}`,
      statuses: ["approved", "reversed"],
    });
    const source = await makeSource(api, advertiser_id, {
      require: "signature",
      secret: SECRET,
    });
    return new QuestionWorld(service, setup, {
      affiliate: await clientOf(api, { role: "affiliate", affiliate_id }),
      advertiser: await clientOf(api, { role: "advertiser", advertiser_id }),
      source: { id: source.id, key: source.key },
      cap_id: id,
    });
  }

  /** How many times a browser fetched the link without opening it. */
  readonly prefetched = PREFETCHED;

  /** How many clicks the affiliate's own page counted. */
  get counted_by_affiliate(): number {
    return this.hosts.length + PREFETCHED;
  }

  /** How many of the affiliate's clicks arrived at a host. */
  arrivedAt(host: string): number {
    return this.hosts.filter((one) => one === host).length;
  }

  /** Opens the link until the cap is used up and above it; some browsers only prefetch it. */
  async click(): Promise<void> {
    const { service, setup } = this;
    for (let count = 1; count <= CAP + ABOVE_CAP; count++) {
      const click_ref = `r-${count}`;
      const { url, click_id } = await visit(service.api, setup.slug, {
        query: `?click_ref=${click_ref}`,
        user_agent: AGENTS.windows,
      });
      this.hosts.push(url?.host ?? "");
      this.clicks.set(click_ref, click_id);
    }
    for (let count = 0; count < PREFETCHED; count++) {
      const headers = { "sec-purpose": "prefetch" };
      const { status } = await visit(service.api, setup.slug, { headers });
      expect(status).toBe(503);
    }
    await drainAll(service);
  }

  /** Reports a sale as the advertiser's shop does, and keeps the answer. */
  async report(
    order_id: string,
    change: Record<string, string> = {},
    secret = SECRET,
  ): Promise<string> {
    const click_id = this.clicks.get(`r-${order_id.slice(2)}`) ?? "";
    const sale = { click_id, order_id, amount: "200.00", ...change };
    const path = `/v1/postback/${this.source.key}`;
    const answer = await sendSigned(this.service, sale, { path, secret });
    const [, word = ""] = summaryOf(answer).split(" ");
    this.answers.push(word);
    return String(answer.body.conversion_id ?? "");
  }

  /** Sends everything that is due, at hours one after another. */
  async deliver(hours: number): Promise<void> {
    for (let hour = 0; hour < hours; hour++) {
      while (await this.service.deliverer.runOnce());
      this.service.clock.advance(HOUR_MS);
    }
  }

  /** Pays everything that is due by a bank transfer; returns the affiliate's payment. */
  async pay(reference: string): Promise<string> {
    const { api, clock } = this.service;
    const up_to = new Date(clock.nowMs()).toISOString();
    const body = { currency: "USD", up_to };
    const run = await api.call<{ payments: { id: string }[] }>(
      "POST",
      "/payment-runs",
      body,
    );
    const id = run.payments[0]?.id ?? "";
    await api.call("POST", `/payments/${id}/close`);
    await api.call("POST", `/payments/${id}/pay`, { reference });
    return id;
  }

  /** Bills November; returns the invoice. */
  async bill(): Promise<{ id: string; amount: string }> {
    const { api } = this.service;
    const { advertiser_id } = this.setup;
    const month = { from: "2026-11-01", to: "2026-12-01" };
    return await api.call("POST", "/invoices", { advertiser_id, ...month });
  }

  /** Uploads the advertiser's own list of its sales in November, and has it matched. */
  async state(orders: readonly string[]): Promise<void> {
    const { advertiser, service } = this;
    const lines = orders.map((order_id) => {
      const click_id = this.clicks.get(`r-${order_id.slice(2)}`) ?? "";
      return `${order_id},${click_id},${this.started_at},200.00,approved`;
    });
    const head = "order_id,click_id,date,amount,status";
    const opened = await advertiser.call("POST", "/reconciliations", {
      advertiser_id: this.setup.advertiser_id,
      file: [head, ...lines, ""].join("\n"),
      file_name: "november.csv",
      from: "2026-11-01",
      to: "2026-12-01",
      timezone: "UTC",
    });
    const work = async () => {
      while (await service.scheduler.runOnce());
    };
    await work();
    const at = `/reconciliations/${String(opened.id)}/mapping`;
    await advertiser.call("POST", at, {});
    await work();
  }

  /** Makes the scheduled payments that are due now; returns the amount of the newest. */
  async paysOnSchedule(): Promise<string> {
    const { api, scheduler } = this.service;
    await api.call("POST", "/jobs/make_scheduled_payments/run");
    while (await scheduler.runOnce());
    const { data } = await api.call<{ data: { amount: string }[] }>(
      "GET",
      "/payments?sort=-created_at",
    );
    return data[0]?.amount ?? "none";
  }

  /** Lets days pass. */
  pass(days: number): void {
    this.service.clock.advance(days * DAY_MS);
  }
}
