import { eq, getTableColumns, sql } from "drizzle-orm";
import type { Queryable, Transaction } from "../../../db/mod.ts";
import { endpointHealth, endpoints } from "../../../db/schema/mod.ts";
import { seesCampaign } from "../../campaigns/mod.ts";
import { invalid, listPage, selectList, orNotFound } from "../../http/mod.ts";
import type { ListRequest, ListTable } from "../../http/mod.ts";
import { Problem } from "../../kernel/mod.ts";
import { sealedCredential } from "./ad_input.ts";
import type { EndpointChange, EndpointInput } from "./endpoint_body.ts";
import type { EndpointRow, EndpointWhere } from "./endpoint_config.ts";
import { readEndpointInput } from "./endpoint_input.ts";
import type { EndpointRules } from "./endpoint_input.ts";
import { makeEndpointSecret } from "./endpoint_secret.ts";
import type { EndpointSecretDeps } from "./endpoint_secret.ts";
import { presentEndpoints } from "./endpoint_view.ts";
import { startAfresh } from "../start_afresh.ts";
import { endpointAt } from "./endpoint_config.ts";
import { OFF, PAUSED } from "./off_by_hand.ts";

/** Dependencies of setting up endpoints. */
export interface EndpointDeps extends EndpointSecretDeps, EndpointRules {
  db: Queryable;
}

/** Defaults of a new endpoint. */
const BLANK = {
  url: "",
  method: "GET",
  body: null,
  headers: {},
  statuses: ["approved"],
  also_general: false,
  campaign_id: null,
  preset: null,
  ad: null,
  credential: null,
};

/** Creates an endpoint of an affiliate; the text of its secret is only returned here. */
export async function createEndpoint(
  deps: EndpointDeps,
  affiliate_id: number,
  { secret, campaign_id = null, ...input }: EndpointInput,
  { is_affiliate } = { is_affiliate: false },
) {
  const { clock, configuration } = deps;
  orNotFound(configuration.affiliate(affiliate_id));
  const knows = (id: number) =>
    is_affiliate
      ? seesCampaign(configuration, { affiliate_id, campaign_id: id })
      : configuration.campaign(id) !== undefined;
  if (campaign_id !== null && !knows(campaign_id))
    throw invalid("campaign_id", "names a campaign that does not exist");
  const blank = { ...BLANK, campaign_id };
  const made =
    secret === undefined
      ? null
      : makeEndpointSecret(
          deps,
          affiliate_id,
          secret === true ? undefined : secret,
        );
  const values = {
    ...blank,
    ...readEndpointInput(input, blank, deps),
    ...sealedCredential(deps, affiliate_id, input.credential),
    ...(input.enabled === false ? { disabled_reason: OFF } : {}),
    affiliate_id,
    secrets: made === null ? [] : [made.sealed],
    created_at: clock.nowMs(),
  };
  const [row] = await configuration.change((tx) =>
    tx.insert(endpoints).values(values).returning(),
  );
  const view = await present(deps, row);
  return made === null ? view : { ...view, secret: made.text };
}

/** Changes an endpoint; enabling it clears the reason it was off. */
export async function changeEndpoint(
  deps: EndpointDeps,
  where: EndpointWhere,
  input: EndpointChange,
) {
  await deps.configuration.change(async (tx) => {
    const row = await lockEndpoint(tx, where);
    const { affiliate_id } = row;
    const values = {
      ...readEndpointInput(input, row, deps),
      ...sealedCredential(deps, affiliate_id, input.credential),
    };
    const { enabled } = values;
    const is_switched = enabled !== undefined && enabled !== row.enabled;
    const switched = is_switched
      ? { disabled_reason: enabled ? null : OFF }
      : {};
    const set = { ...values, ...switched };
    if (Object.keys(set).length === 0) return;
    await tx.update(endpoints).set(set).where(eq(endpoints.id, row.id));
    if (is_switched && enabled) await startAfresh(tx, row.id);
  });
  return await readEndpoint(deps, where);
}

/** Disables an endpoint until it is resumed; its deliveries stay queued. */
export async function pauseEndpoint(
  deps: EndpointDeps,
  where: EndpointWhere,
  reason: string | undefined,
) {
  const disabled_reason =
    reason === undefined ? PAUSED : `${PAUSED}: ${reason}`;
  await deps.configuration.change(async (tx) => {
    const { id } = await lockEndpoint(tx, where);
    await tx
      .update(endpoints)
      .set({ enabled: false, disabled_reason })
      .where(eq(endpoints.id, id));
  });
  return await readEndpoint(deps, where);
}

/** Enables an endpoint, whatever it was disabled for. */
export async function resumeEndpoint(deps: EndpointDeps, where: EndpointWhere) {
  return await changeEndpoint(deps, where, { enabled: true });
}

/** Deletes an endpoint that has no deliveries. One that has keeps its history and can be paused. */
export async function deleteEndpoint(
  deps: EndpointDeps,
  where: EndpointWhere,
): Promise<void> {
  await deps.configuration.change(async (tx) => {
    const { id } = await lockEndpoint(tx, where);
    const [used] = await tx.execute(
      sql`select from deliveries where endpoint_id = ${id} limit 1`,
    );
    if (used !== undefined) {
      const detail =
        "Cannot delete this endpoint: it has deliveries. Pause it instead";
      throw new Problem(409, "in_use", detail);
    }
    await tx.delete(endpointHealth).where(eq(endpointHealth.endpoint_id, id));
    await tx.delete(endpoints).where(eq(endpoints.id, id));
  });
}

/** Returns one endpoint of an affiliate; throws 404 if there is none. */
export async function readEndpoint(deps: EndpointDeps, where: EndpointWhere) {
  return await present(deps, await readEndpointRow(deps.db, where));
}

/** Returns the row of one endpoint; throws 404 if there is none. */
export async function readEndpointRow(
  db: Queryable,
  where: EndpointWhere,
): Promise<EndpointRow> {
  const [row] = await db.select().from(endpoints).where(endpointAt(where));
  return orNotFound(row);
}

/** Lists an affiliate's endpoints by id. */
export async function listEndpoints(
  deps: EndpointDeps,
  affiliate_id: number,
  list: ListRequest,
) {
  const own = eq(endpoints.affiliate_id, affiliate_id);
  const rows = await selectList(deps.db, {
    from: endpoints,
    table: ENDPOINT_TABLE,
    list,
    own,
  });
  const page = listPage(ENDPOINT_TABLE, list, rows, (row) => row);
  return { ...page, data: await presentEndpoints(deps, page.data) };
}

const ENDPOINT_TABLE: ListTable = {
  columns: getTableColumns(endpoints),
  key: endpoints.id,
  time: endpoints.created_at,
  searched: [endpoints.url],
};

async function present(deps: EndpointDeps, row: EndpointRow | undefined) {
  const [view] = await presentEndpoints(deps, [orNotFound(row)]);
  return orNotFound(view);
}

async function lockEndpoint(
  tx: Transaction,
  where: EndpointWhere,
): Promise<EndpointRow> {
  const [row] = await tx
    .select()
    .from(endpoints)
    .where(endpointAt(where))
    .for("update");
  return orNotFound(row);
}
