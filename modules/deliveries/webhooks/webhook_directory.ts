import { eq } from "drizzle-orm";
import type { Transaction } from "../../../db/mod.ts";
import { webhooks } from "../../../db/schema/mod.ts";
import type { ConfigurationPart } from "../../campaigns/mod.ts";
import type { SealKey } from "../../kernel/mod.ts";
import type { NetworkEventType } from "../../notices/mod.ts";
import type { Failed } from "../endpoints/endpoint_config.ts";
import { buildWebhook } from "./webhook_config.ts";
import type { WebhookConfig, WebhookRow } from "./webhook_config.ts";

/** The enabled webhooks, in memory with the rest of the configuration. */
export class WebhookDirectory implements ConfigurationPart {
  readonly name = "webhooks";
  readonly #seal_key: SealKey;
  readonly #failed: Failed;
  #by_id = new Map<number, WebhookConfig>();
  #wanted = new Set<string>();

  constructor(seal_key: SealKey, failed: Failed) {
    this.#seal_key = seal_key;
    this.#failed = failed;
  }

  async read(tx: Transaction): Promise<WebhookRow[]> {
    return await tx.select().from(webhooks).where(eq(webhooks.enabled, true));
  }

  build(rows: readonly unknown[]): void {
    const given = rows as readonly WebhookRow[];
    const built = given.flatMap(
      (row) => buildWebhook(row, this.#seal_key, this.#failed) ?? [],
    );
    this.#by_id = new Map(built.map((webhook) => [webhook.id, webhook]));
    this.#wanted = new Set(given.flatMap(({ events }) => events));
  }

  /** An enabled webhook. */
  byId(id: number): WebhookConfig | undefined {
    return this.#by_id.get(id);
  }

  /** Whether any webhook wants an event: on hot paths nothing is written for none. */
  wants(type: NetworkEventType): boolean {
    return this.#wanted.has(type);
  }
}
