import { sql } from "drizzle-orm";
import { apiClient, ok } from "./client/api_client.ts";
import type { Break, Reconciliation } from "../web/api/api_types.ts";
import { setUp } from "./factory.ts";
import type { Setup } from "./factory.ts";
import type { TestService } from "./harness.ts";

/** A row of a shop's statement. */
export type StatementLine = Record<string, string>;

/** A reconciliation as the API shows it. */
export type ShownReconciliation = Reconciliation;

/** A break as the API shows it. */
export type ShownBreak = Break;

/** Result of applying or undoing, as far as tests need it. */
export interface ShownSummary {
  batch_id: string | null;
  outcomes: Record<string, Record<string, number>>;
  affiliates: { affiliate_id: number; payout: string }[];
  advertisers: { advertiser_id: number; revenue: string }[];
  variance: { currency: string; amount: string }[];
  deliveries: { count: number };
  examples: {
    id: string;
    action: string;
    result: string;
    conversion_id: string;
  }[];
}

/** Revenue is a tenth of each sale, payout a twentieth. */
const SHARE = {
  key: "sale",
  revenue: { type: "percent", percent: "10" },
  payout: { type: "percent", percent: "5" },
};

/**
 * A network that reconciles: records sales by clicks and postbacks, and uploads
 * the shop's statements.
 */
export class StatementOffice {
  readonly service: TestService;
  setup!: Setup;

  constructor(service: TestService) {
    this.service = service;
  }

  /**
   * Creates an advertiser with a campaign, and an affiliate with an endpoint for
   * all events.
   */
  async open(goal: object = {}): Promise<Setup> {
    const { api } = this.service;
    this.setup = await setUp(api, {
      campaign: { goals: [{ ...SHARE, ...goal }] },
    });
    const path = `/affiliates/${this.setup.affiliate_id}/postbacks`;
    await api.call("POST", path, {
      url: "http://127.0.0.1:9/pb?status={status}",
      statuses: ["pending", "approved", "rejected", "reversed"],
      send_zero: true,
    });
    return this.setup;
  }

  /** Records a sale by click and postback; returns the shop's statement line for it. */
  async sell(order_id: string, amount: string, said: StatementLine = {}) {
    const { api, clock } = this.service;
    clock.advance(61_000);
    const click_id = await api.click(this.setup.slug);
    clock.advance(60_000);
    const sale = { click_id, order_id, amount, ...said };
    const { body } = await api.postback(sale);
    return { id: String(body.conversion_id), line: this.line(sale) };
  }

  /** A statement line of a sale at the current time. */
  line(said: StatementLine): StatementLine {
    const date = new Date(this.service.clock.nowMs()).toISOString();
    const { order_id = "", click_id = "", amount = "" } = said;
    return { order_id, click_id, date, amount, status: "approved" };
  }

  /** Uploads a statement of November and matches it. */
  async state(
    lines: readonly StatementLine[],
    change: Record<string, unknown> = {},
  ): Promise<ShownReconciliation> {
    const opened = await this.upload("/reconciliations", lines, {
      from: "2026-11-01",
      to: "2026-12-01",
      timezone: "UTC",
      ...change,
    });
    await this.work();
    await this.service.api.call(
      "POST",
      `/reconciliations/${opened.id}/mapping`,
      {},
    );
    await this.work();
    return await this.look(`/reconciliations/${opened.id}`);
  }

  /** Uploads a file of conversions to create or change, and reads it. */
  async import(
    lines: readonly StatementLine[],
    change: Record<string, unknown> = {},
  ): Promise<ShownReconciliation> {
    const opened = await this.upload("/imports", lines, change);
    await this.work();
    return await this.look(`/imports/${opened.id}`);
  }

  /** Uploads a file as CSV within JSON. */
  async upload(
    path: string,
    lines: readonly StatementLine[],
    change: Record<string, unknown>,
  ): Promise<ShownReconciliation> {
    const { advertiser_id } = this.setup;
    const file = csvOf(lines);
    const body = { advertiser_id, file, file_name: "nov.csv", ...change };
    return await this.service.api.call("POST", path, body);
  }

  /** Runs pending tasks. */
  async work(): Promise<void> {
    // A task may enqueue another.
    for (let round = 0; round < 3; round++) {
      await this.service.scheduler.runOnce();
    }
  }

  /** Reads a reconciliation. */
  async look(path: string): Promise<ShownReconciliation> {
    return await this.service.api.call("GET", path);
  }

  /** Reads all breaks of a reconciliation. */
  async breaks(id: string): Promise<ShownBreak[]> {
    const client = apiClient(this.service);
    const params = { path: { id }, query: { limit: "500" } };
    const asked = client.GET("/api/v1/reconciliations/{id}/breaks", { params });
    return (await ok(asked)).data;
  }

  /** Applies, or does a dry run. */
  async apply(
    id: string,
    body: Record<string, unknown>,
    of = "reconciliations",
  ): Promise<ShownSummary> {
    return await this.service.api.call("POST", `/${of}/${id}/apply`, body);
  }

  /** Undoes the last batch. */
  async undo(
    id: string,
    body: Record<string, unknown> = {},
    of = "reconciliations",
  ): Promise<ShownSummary> {
    return await this.service.api.call("POST", `/${of}/${id}/undo`, body);
  }

  /** Reads all ledger balances by party and account. */
  async balances(): Promise<Record<string, string>[]> {
    const rows = await this.service.db.execute<Record<string, string>>(sql`
      with parties as (
        select 'affiliate ' || affiliate_id as party, currency,
          sum(payable_pending_micros) as pending, sum(payable_micros) as counted
        from ledger_transactions where affiliate_id is not null group by 1, 2
        union all
        select 'advertiser ' || advertiser_id, currency,
          sum(receivable_pending_micros), sum(receivable_micros)
        from ledger_transactions where advertiser_id is not null group by 1, 2
        union all
        select 'margin', currency, sum(margin_pending_micros), sum(margin_micros)
        from ledger_transactions group by 1, 2
        union all
        select 'variance', currency, 0, sum(variance_micros)
        from ledger_transactions group by 1, 2
      )
      select party, currency, pending::text, counted::text from parties
      where pending <> 0 or counted <> 0 order by 1, 2`);
    return rows.map((row) => ({ ...row }));
  }

  /** Counts rows that record what happened. */
  async counts(): Promise<Record<string, string>> {
    const [row] = await this.service.db.execute<Record<string, string>>(sql`
      select (select count(*) from conversions)::text as conversions,
        (select count(*) from conversion_versions)::text as versions,
        (select count(*) from ledger_transactions)::text as entries,
        (select count(*) from deliveries)::text as deliveries,
        (select count(*) from reconciliation_actions)::text as actions,
        (select count(*) from reconciliation_batches)::text as batches`);
    return { ...row };
  }
}

/** Renders lines as CSV, with a header of all their names. */
export function csvOf(lines: readonly StatementLine[]): string {
  const names = [...new Set(lines.flatMap((line) => Object.keys(line)))];
  const rows = lines.map((line) =>
    names.map((name) => line[name] ?? "").join(),
  );
  return `${[names.join(), ...rows].join("\r\n")}\r\n`;
}
