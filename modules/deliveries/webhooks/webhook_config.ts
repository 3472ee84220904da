import type { webhooks } from "../../../db/schema/mod.ts";
import type { SealedSecret } from "../../../db/schema/mod.ts";
import { newId, newWebhookSecret } from "../../kernel/mod.ts";
import type { Clock, SealKey } from "../../kernel/mod.ts";
import { originOf } from "../endpoints/endpoint_config.ts";
import type { Failed } from "../endpoints/endpoint_config.ts";
import { sealSecret, unsealSecret } from "../sealed_secret.ts";

/** Owner of all webhooks' secrets. */
export const WEBHOOK_OWNER = "a webhook";

/** A webhook as stored. */
export type WebhookRow = typeof webhooks.$inferSelect;

/** A webhook ready for use: secrets unsealed. */
export interface WebhookConfig {
  kind: "webhook";
  id: number;
  url: string;
  /** Scheme, host and port: identifies the destination. */
  origin: string;
  secrets: readonly string[];
  /** Whose fields it is told; null for all. */
  role: "affiliate" | null;
  rate_per_second: null;
  success_match: null;
}

/** Prepares a webhook for use. Calls `failed` and returns null if it can't be used any more. */
export function buildWebhook(
  row: WebhookRow,
  seal_key: SealKey,
  failed: Failed,
): WebhookConfig | null {
  try {
    return {
      kind: "webhook",
      id: row.id,
      url: row.url,
      origin: originOf(row.url),
      secrets: row.secrets.map((secret) =>
        unsealSecret(seal_key, WEBHOOK_OWNER, secret),
      ),
      role: row.affiliate_id === null ? null : "affiliate",
      rate_per_second: null,
      success_match: null,
    };
  } catch (error) {
    failed(`webhook ${row.id} can't be used`, error);
    return null;
  }
}

/** Makes a secret; its text is only returned here. */
export function makeWebhookSecret(deps: { clock: Clock; seal_key: SealKey }): {
  sealed: SealedSecret;
  text: string;
} {
  const text = newWebhookSecret();
  const sealed = sealSecret(deps.seal_key, WEBHOOK_OWNER, {
    id: newId(deps.clock),
    text,
    created_at: deps.clock.nowMs(),
  });
  return { sealed, text };
}

/**
 * Why nothing is sent to a webhook `w` although it is on: its affiliate is blocked, or who
 * answers for it is disabled. Null if it may be sent to.
 */
export const WHY_SILENT_TEXT = `case
  when exists (select from affiliates as a
    where a.id = w.affiliate_id and a.status = 'blocked')
    then 'its affiliate is blocked'
  when exists (select from users as u
    where u.id = w.user_id and u.disabled_at is not null)
    then 'its user is disabled' end`;
