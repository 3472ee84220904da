import type { ShadowExport, ShadowItem } from "../web/api/api_types.ts";
import { setUp } from "./factory.ts";
import type { Setup } from "./factory.ts";
import type { TestService } from "./harness.ts";

/** Columns of the old tracker's exports in tests. */
const COLUMNS = [
  "conversion_id",
  "click_id",
  "offer_id",
  "affiliate_id",
  "goal",
  "order_id",
  "sale_amount",
  "revenue",
  "payout",
  "currency",
  "status",
  "datetime",
] as const;

/** A row of the old tracker's export. */
export type OldRow = Partial<Record<(typeof COLUMNS)[number], string>>;

/** A page of a list. */
export interface ListOf<T> {
  data: T[];
  next_cursor: string | null;
}

/** Summary rows and totals, as tests read them. */
export interface ShownSums {
  currency: string;
  items: number;
  agreed: number;
  agreed_percent: number;
  theirs: Sums;
  ours: Sums;
  difference: Sums;
  by_class: ({ class: string; count: number } & Sums)[];
}

interface Sums {
  conversions: number;
  amount: string | null;
  revenue: string | null;
  payout: string | null;
}

/** The summary as tests read it. */
export interface ShownSummary extends ListOf<
  ShownSums & {
    day?: string;
    campaign?: { id: number; name: string } | null;
    affiliate?: { id: number; name: string } | null;
  }
> {
  covered: { from: string; to: string }[];
  compared_at: string | null;
  totals: ShownSums[];
}

/** A network whose senders call its old tracker and this one. */
export class ShadowWorld {
  readonly service: TestService;
  setup!: Setup;
  #booked = 0;

  constructor(service: TestService) {
    this.service = service;
  }

  /** Makes campaign and affiliate that the old tracker calls by `offer` and `affiliate`. */
  async open(offer: string, affiliate: string, more: object = {}) {
    this.setup = await setUp(this.service.api, {
      campaign: { external_id: offer, ...more },
      affiliate: { external_id: affiliate },
    });
    return this.setup;
  }

  /** Books a sale here; returns the row that the old tracker has of it. */
  async sell(order_id: string, said: Record<string, string> = {}) {
    const { api, clock } = this.service;
    const click_id = await api.click(this.setup.slug);
    clock.advance(61_000);
    const { body } = await api.postback({ click_id, order_id, ...said });
    const id = String(body.conversion_id);
    return { id, click_id, row: this.row(order_id) };
  }

  /** The row of a sale as both should have it, of now. */
  row(order_id: string, change: OldRow = {}): OldRow {
    this.#booked++;
    return {
      conversion_id: `old-${this.#booked}`,
      click_id: `oldclick-${this.#booked}`,
      offer_id: "12",
      affiliate_id: "7",
      order_id,
      revenue: "20.00",
      payout: "12.50",
      currency: "USD",
      status: "approved",
      datetime: timeText(this.service.clock.nowMs()),
      ...change,
    };
  }

  /** Uploads an export and compares. */
  async upload(rows: readonly OldRow[], fields: object = {}) {
    const { api } = this.service;
    const file = csvOf(rows);
    const made = await api.call<ShadowExport>("POST", "/moves/shadow", {
      file,
      ...fields,
    });
    await this.compare();
    return made;
  }

  async compare(): Promise<void> {
    while (await this.service.scheduler.runOnce());
  }

  async breaks(query = ""): Promise<ShadowItem[]> {
    return await this.#items(`breaks?limit=500${query}`);
  }

  async matches(query = ""): Promise<ShadowItem[]> {
    return await this.#items(`matches?limit=500${query}`);
  }

  async #items(path: string): Promise<ShadowItem[]> {
    const { api } = this.service;
    const page = await api.call<ListOf<ShadowItem>>(
      "GET",
      `/moves/shadow/${path}`,
    );
    return page.data;
  }

  async summary(query: string): Promise<ShownSummary> {
    return await this.service.api.call("GET", `/moves/shadow?${query}`);
  }
}

/** An export as CSV. */
export function csvOf(rows: readonly OldRow[]): string {
  const lines = rows.map((row) =>
    COLUMNS.map((column) => row[column] ?? "").join(","),
  );
  return [COLUMNS.join(","), ...lines, ""].join("\n");
}

/** A time as exports have it, without a zone. */
export function timeText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace("T", " ");
}
