import type { webhooks } from "../../../db/schema/mod.ts";
import type { SealedSecret } from "../../../db/schema/mod.ts";
import { newId, newWebhookSecret, seal, unseal } from "../../kernel/mod.ts";
import type { Clock, SealKey } from "../../kernel/mod.ts";
import { originOf } from "../endpoints/endpoint_config.ts";
import type { Failed } from "../endpoints/endpoint_config.ts";

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
        unsealWebhookSecret(secret, seal_key),
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
  const { clock, seal_key } = deps;
  const id = newId(clock);
  const text = newWebhookSecret();
  const sealed = seal(seal_key, Buffer.from(text), contextOf(id));
  const stored = {
    id,
    sealed: Buffer.from(sealed).toString("base64"),
    created_at: clock.nowMs(),
  };
  return { sealed: stored, text };
}

export function unsealWebhookSecret(
  { id, sealed }: SealedSecret,
  seal_key: SealKey,
): string {
  const bytes = Buffer.from(sealed, "base64");
  return Buffer.from(unseal(seal_key, bytes, contextOf(id))).toString("utf8");
}

function contextOf(id: string): string {
  return `secret ${id} of a webhook`;
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
