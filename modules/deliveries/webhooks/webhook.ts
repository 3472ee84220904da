import { and, eq, getTableColumns, isNull, sql } from "drizzle-orm";
import type { Queryable, Transaction } from "../../../db/mod.ts";
import {
  deliveryQueue,
  endpointHealth,
  webhookDeliveries,
  webhooks,
} from "../../../db/schema/mod.ts";
import type { SealedSecret } from "../../../db/schema/mod.ts";
import { seesCampaign } from "../../campaigns/mod.ts";
import type { Configuration } from "../../campaigns/mod.ts";
import { invalid, listPage, orNotFound, selectList } from "../../http/mod.ts";
import type { ListRequest, ListTable } from "../../http/mod.ts";
import { isoTime, Problem } from "../../kernel/mod.ts";
import type { Clock, SealKey } from "../../kernel/mod.ts";
import { readSending } from "../endpoints/endpoint_view.ts";
import { presentSecret } from "../sealed_secret.ts";
import { startAfresh } from "../start_afresh.ts";
import { OFF } from "../endpoints/off_by_hand.ts";
import type { WebhookChange, WebhookInput } from "./resources.ts";
import { makeWebhookSecret, WEBHOOK_OWNER } from "./webhook_config.ts";
import type { WebhookRow } from "./webhook_config.ts";
import { AFFILIATE_EVENTS } from "./webhook_events.ts";
import { readWebhookUrl } from "./webhook_target.ts";
import type { TargetRules } from "./webhook_target.ts";

export interface WebhookDeps extends TargetRules {
  db: Queryable;
  clock: Clock;
  seal_key: SealKey;
  configuration: Configuration;
}

/** Who sets up a webhook. */
export interface WebhookMaker {
  user_id: string | null;
  is_affiliate: boolean;
}

/** Maximum webhooks of an affiliate, and of the network: each event is sent to each of them. */
const WEBHOOKS_MAX = 20;
/** Maximum live secrets: the current one and its successor. */
const LIVE_SECRETS_MAX = 2;

/** Creates a webhook; the text of its secret is only returned here. */
export async function createWebhook(
  deps: WebhookDeps,
  { url, events, enabled = true, ...scope }: WebhookInput,
  { user_id, is_affiliate }: WebhookMaker,
) {
  const {
    affiliate_id = null,
    advertiser_id = null,
    campaign_id = null,
  } = scope;
  checkScope(
    deps,
    { affiliate_id, advertiser_id, campaign_id },
    { is_affiliate },
  );
  checkEvents(affiliate_id, events);
  const { sealed, text } = makeWebhookSecret(deps);
  const values = {
    url: readWebhookUrl(url, deps),
    events: [...events],
    affiliate_id,
    advertiser_id,
    campaign_id,
    secrets: [sealed],
    enabled,
    disabled_reason: enabled ? null : OFF,
    user_id,
    created_at: deps.clock.nowMs(),
  };
  const row = await deps.configuration.change(async (tx) => {
    await checkNumber(tx, affiliate_id);
    const [made] = await tx.insert(webhooks).values(values).returning();
    return orNotFound(made);
  });
  return { ...(await present(deps, row)), secret: text };
}

/** To an affiliate, a campaign that it doesn't see doesn't exist. */
function checkScope(
  { configuration }: WebhookDeps,
  scope: Pick<WebhookRow, "affiliate_id" | "advertiser_id" | "campaign_id">,
  { is_affiliate }: Pick<WebhookMaker, "is_affiliate">,
): void {
  const { affiliate_id, advertiser_id, campaign_id } = scope;
  const missing = (field: string) =>
    invalid(field, "names something that does not exist");
  if (
    affiliate_id !== null &&
    configuration.affiliate(affiliate_id) === undefined
  )
    throw missing("affiliate_id");
  if (advertiser_id !== null && affiliate_id !== null)
    throw invalid("advertiser_id", "can't be combined with affiliate_id");
  if (
    advertiser_id !== null &&
    configuration.advertiser(advertiser_id) === undefined
  )
    throw missing("advertiser_id");
  const knows = (id: number) =>
    is_affiliate && affiliate_id !== null
      ? seesCampaign(configuration, { affiliate_id, campaign_id: id })
      : configuration.campaign(id) !== undefined;
  if (campaign_id !== null && !knows(campaign_id)) throw missing("campaign_id");
}

/** An affiliate is only told of what concerns it. */
function checkEvents(
  affiliate_id: number | null,
  events: readonly string[],
): void {
  const allowed: readonly string[] = AFFILIATE_EVENTS;
  if (affiliate_id === null || events.every((one) => allowed.includes(one)))
    return;
  const message = "has events that no affiliate is told of";
  throw new Problem(422, "invalid_request", `Invalid events: ${message}`, {
    errors: [{ field: "events", message, allowed }],
  });
}

/** Counts under a lock, so that requests at once don't exceed it together. */
async function checkNumber(
  tx: Transaction,
  affiliate_id: number | null,
): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtext('webhooks'), ${affiliate_id ?? 0})`,
  );
  const own =
    affiliate_id === null
      ? isNull(webhooks.affiliate_id)
      : eq(webhooks.affiliate_id, affiliate_id);
  if ((await tx.$count(webhooks, own)) < WEBHOOKS_MAX) return;
  const detail = `Cannot create a webhook: there are ${WEBHOOKS_MAX}; delete one first`;
  throw new Problem(409, "too_many_webhooks", detail);
}

/** Changes a webhook; enabling it clears the reason it was off. */
export async function changeWebhook(
  deps: WebhookDeps,
  id: number,
  { url, events, enabled }: WebhookChange,
  user_id: string | null,
) {
  await deps.configuration.change(async (tx) => {
    const row = await lockWebhook(tx, id);
    if (events !== undefined) checkEvents(row.affiliate_id, events);
    const set: Partial<WebhookRow> = {};
    if (url !== undefined) set.url = readWebhookUrl(url, deps);
    if (events !== undefined) set.events = [...events];
    if (enabled !== undefined) {
      set.enabled = enabled;
      set.disabled_reason = enabled ? null : (row.disabled_reason ?? OFF);
    }
    // Who leads events to another place, or lets them go on, answers for it.
    if (url !== undefined || enabled === true) set.user_id = user_id;
    if (Object.keys(set).length === 0) return;
    await tx.update(webhooks).set(set).where(eq(webhooks.id, id));
    if (enabled === true && !row.enabled) await startAfresh(tx, id);
  });
  return await readWebhook(deps, id);
}

/** Deletes a webhook, with what was and is to be sent to it. */
export async function deleteWebhook(
  deps: WebhookDeps,
  id: number,
): Promise<void> {
  await deps.configuration.change(async (tx) => {
    await lockWebhook(tx, id);
    await tx.delete(deliveryQueue).where(eq(deliveryQueue.endpoint_id, id));
    await tx
      .delete(webhookDeliveries)
      .where(eq(webhookDeliveries.webhook_id, id));
    await tx.delete(endpointHealth).where(eq(endpointHealth.endpoint_id, id));
    await tx.delete(webhooks).where(eq(webhooks.id, id));
  });
}

/** Returns one webhook; throws 404 if there is none. */
export async function readWebhook(deps: WebhookDeps, id: number) {
  return await present(deps, await readWebhookRow(deps.db, id));
}

/** Returns the row of one webhook; throws 404 if there is none. */
export async function readWebhookRow(
  db: Queryable,
  id: number,
): Promise<WebhookRow> {
  const [row] = await db.select().from(webhooks).where(eq(webhooks.id, id));
  return orNotFound(row);
}

const WEBHOOK_TABLE: ListTable = {
  columns: getTableColumns(webhooks),
  key: webhooks.id,
  time: webhooks.created_at,
  searched: [webhooks.url],
};

/** Lists webhooks by id. */
export async function listWebhooks(deps: WebhookDeps, list: ListRequest) {
  const table = WEBHOOK_TABLE;
  const rows = await selectList(deps.db, { from: webhooks, table, list });
  const page = listPage(table, list, rows, (row) => row);
  return { ...page, data: await presentAll(deps, page.data) };
}

/** Adds a secret; requests are signed with it too from now on. Its text is only returned here. */
export async function addWebhookSecret(deps: WebhookDeps, id: number) {
  const { sealed, text } = makeWebhookSecret(deps);
  await changeSecrets(deps, id, (secrets) => {
    if (secrets.length < LIVE_SECRETS_MAX) return [...secrets, sealed];
    const detail = `Cannot add a secret: ${LIVE_SECRETS_MAX} are in use; delete one first`;
    throw new Problem(409, "too_many_secrets", detail);
  });
  return {
    ...presentSecret(deps.seal_key, WEBHOOK_OWNER, sealed),
    secret: text,
  };
}

/** Removes a secret; nothing is signed with it any more. The last one stays. */
export async function removeWebhookSecret(
  deps: WebhookDeps,
  id: number,
  secret_id: string,
): Promise<void> {
  await changeSecrets(deps, id, (secrets) => {
    const kept = secrets.filter((secret) => secret.id !== secret_id);
    orNotFound(kept.length === secrets.length ? undefined : kept);
    if (kept.length > 0) return kept;
    const detail = "Cannot delete the only secret: add its successor first";
    throw new Problem(409, "in_use", detail);
  });
}

async function changeSecrets(
  deps: WebhookDeps,
  id: number,
  change: (secrets: readonly SealedSecret[]) => SealedSecret[],
): Promise<void> {
  await deps.configuration.change(async (tx) => {
    const { secrets } = await lockWebhook(tx, id);
    await tx
      .update(webhooks)
      .set({ secrets: change(secrets) })
      .where(and(eq(webhooks.id, id)));
  });
}

async function lockWebhook(tx: Transaction, id: number): Promise<WebhookRow> {
  const [row] = await tx
    .select()
    .from(webhooks)
    .where(eq(webhooks.id, id))
    .for("update");
  return orNotFound(row);
}

async function present(deps: WebhookDeps, row: WebhookRow) {
  const [view] = await presentAll(deps, [row]);
  return orNotFound(view);
}

async function presentAll(
  { db, seal_key }: WebhookDeps,
  rows: readonly WebhookRow[],
) {
  if (rows.length === 0) return [];
  const sending = await readSending(db, rows);
  return rows.map(({ user_id, ...row }, at) => ({
    ...row,
    secrets: row.secrets.map((secret) =>
      presentSecret(seal_key, WEBHOOK_OWNER, secret),
    ),
    created_at: isoTime(row.created_at),
    ...sending[at],
  }));
}
