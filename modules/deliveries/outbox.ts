import { insertRows } from "../../db/mod.ts";
import type { Database, Transaction } from "../../db/mod.ts";
import { deliveries, deliveryQueue } from "../../db/schema/mod.ts";
import { newId } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { conversionEvent, eventOf } from "./webhooks/conversion_events.ts";
import type { ToldConversion } from "./webhooks/conversion_events.ts";
import type { EndpointConfig } from "./endpoints/endpoint_config.ts";
import type { WebhookDirectory } from "./webhooks/webhook_directory.ts";
import { recordEvents } from "../notices/mod.ts";
import type {
  Change,
  EndpointDirectory,
} from "./endpoints/endpoint_directory.ts";

const HOUR_MS = 3_600_000;

export interface OutboxDeps {
  clock: Clock;
  directory: Pick<EndpointDirectory, "matching">;
  /** Which events webhooks want; none are written without. */
  webhooks?: Pick<WebhookDirectory, "wants">;
  /** Notifies the deliverer that these endpoints have something due. */
  nudge(endpoint_ids: readonly number[]): void;
}

/** A change of a conversion that affiliates may be told of. */
export interface ConversionStep {
  kind: string;
  provenance?: { origin: string } | null;
  after: Change & ToldConversion;
}

/** Whether a change is news: the tracker that a conversion moved from has told of it. */
function isNews({ provenance }: ConversionStep): boolean {
  return provenance?.origin !== "move";
}

/**
 * Whether an endpoint is told of a conversion. Of what waits since anybody could have said it, an ad platform isn't:
 * it takes nothing back.
 */
function isToldOf({ status, flags, reason }: ConversionStep["after"]) {
  const is_unproven =
    status === "pending" &&
    (flags.includes("unproven") || reason === "unproven");
  return ({ ad }: EndpointConfig) => ad === null || !is_unproven;
}

/** A delivery as added to the outbox. */
export type OutgoingDelivery = Pick<
  typeof deliveries.$inferSelect,
  "endpoint_id" | "affiliate_id" | "conversion_id" | "status"
>;

/** Writes deliveries in the same transaction as their conversion: never one without the other. */
export class Outbox {
  readonly #deps: OutboxDeps;
  /**
   * By transaction: uncommitted rows are invisible to the deliverer, so that an early
   * hint would be wasted.
   */
  readonly #touched = new WeakMap<Transaction, Set<number>>();

  constructor(deps: OutboxDeps) {
    this.#deps = deps;
  }

  /** Adds a delivery for each endpoint that matches a step, and returns them. */
  async add(
    tx: Transaction,
    steps: readonly ConversionStep[],
  ): Promise<OutgoingDelivery[]> {
    const { clock, directory } = this.#deps;
    const now_ms = clock.nowMs();
    const told = steps.filter(isNews);
    const rows = told.flatMap(({ after, kind }) => {
      if (kind === "adopt_order" || kind === "confirm") return [];
      // Another tracker pays it, and tells the affiliate.
      if (after.flags.includes("shadow")) return [];
      const endpoints = directory.matching(after);
      return endpoints.filter(isToldOf(after)).map((endpoint) => ({
        id: newId(clock),
        endpoint_id: endpoint.id,
        campaign_id: after.campaign_id,
        affiliate_id: after.affiliate_id,
        conversion_id: after.id,
        version: after.version,
        status: after.status,
        payout_micros: after.owed_micros ?? after.payout_micros,
        currency: after.owed_currency ?? after.currency,
        state: "due",
        created_at: now_ms,
        expires_at: now_ms + endpoint.age_budget_hours * HOUR_MS,
      }));
    });
    const touched = this.#touched.get(tx) ?? new Set();
    for (const { endpoint_id } of rows) touched.add(endpoint_id);
    this.#touched.set(tx, touched);
    const kept = insertRows(tx, deliveries, rows);
    const queued = insertRows(
      tx,
      deliveryQueue,
      rows.map(
        ({
          id,
          endpoint_id,
          campaign_id,
          conversion_id,
          version,
          expires_at,
        }) => ({
          delivery_id: id,
          endpoint_id,
          campaign_id,
          conversion_id,
          version,
          due_at: now_ms,
          expires_at,
        }),
      ),
    );
    await Promise.all([kept, queued, this.#tellWebhooks(tx, told)]);
    return rows;
  }

  async #tellWebhooks(
    tx: Transaction,
    steps: readonly ConversionStep[],
  ): Promise<void> {
    const { clock, webhooks } = this.#deps;
    if (webhooks === undefined) return;
    const wanted = steps.filter(({ after }) => webhooks.wants(eventOf(after)));
    if (wanted.length === 0) return;
    const events = wanted.map(({ after }) => conversionEvent(after));
    await recordEvents(tx, clock, events);
  }

  /**
   * Runs a transaction and nudges the deliverer after the commit, only for what was
   * added in it.
   */
  async transaction<T>(
    db: Database,
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    let touched: Set<number> | undefined;
    const result = await db.transaction(async (tx) => {
      const value = await work(tx);
      touched = this.#touched.get(tx);
      return value;
    });
    if (touched !== undefined && touched.size > 0) {
      this.#deps.nudge([...touched]);
    }
    return result;
  }
}
