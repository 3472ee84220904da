import { eq, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Transaction } from "../../db/mod.ts";
import {
  apiTokens,
  backfillWindows,
  campaignAffiliates,
  campaigns,
  caps,
  clickPrices,
  conversionRules,
  conversions,
  destinations,
  endpoints,
  goalPayouts,
  goalRules,
  goals,
  invoices,
  ledgerTransactions,
  links,
  reconciliations,
  riskRules,
  sources,
  statements,
  trafficRules,
  users,
} from "../../db/schema/mod.ts";
import { Problem } from "../kernel/mod.ts";

/** A table whose rows may refer to something, by their column. */
type Reference = readonly [name: string, table: PgTable, column: PgColumn];

/** References that keep an advertiser from being deleted. */
export const OF_ADVERTISER: readonly Reference[] = [
  ["campaigns", campaigns, campaigns.advertiser_id],
  ["sources", sources, sources.advertiser_id],
  ["backfill windows", backfillWindows, backfillWindows.advertiser_id],
  ["bookings", ledgerTransactions, ledgerTransactions.advertiser_id],
  ["invoices", invoices, invoices.advertiser_id],
  ["statements", statements, statements.advertiser_id],
  ["reconciliations", reconciliations, reconciliations.advertiser_id],
  ["users", users, users.advertiser_id],
  ["tokens", apiTokens, apiTokens.advertiser_id],
];

/** References that keep an affiliate from being deleted. */
export const OF_AFFILIATE: readonly Reference[] = [
  ["links", links, links.affiliate_id],
  ["endpoints", endpoints, endpoints.affiliate_id],
  ["prices of goals", goalPayouts, goalPayouts.affiliate_id],
  ["prices of clicks", clickPrices, clickPrices.affiliate_id],
  ["destinations", destinations, destinations.affiliate_id],
  ["caps", caps, caps.affiliate_id],
  ["traffic rules", trafficRules, trafficRules.affiliate_id],
  ["conversion rules", conversionRules, conversionRules.affiliate_id],
  ["bookings", ledgerTransactions, ledgerTransactions.affiliate_id],
  ["users", users, users.affiliate_id],
  ["tokens", apiTokens, apiTokens.affiliate_id],
];

/** References because of which deleting a campaign archives it. */
export const OF_CAMPAIGN: readonly Reference[] = [
  ["links", links, links.campaign_id],
  ["endpoints", endpoints, endpoints.campaign_id],
  ["conversion rules", conversionRules, conversionRules.campaign_id],
  ["backfill windows", backfillWindows, backfillWindows.campaign_id],
];

/** Tables of what belongs to one campaign only, and goes with it. */
export const PARTS_OF_CAMPAIGN = [
  caps,
  destinations,
  trafficRules,
  campaignAffiliates,
  clickPrices,
  goalPayouts,
  goalRules,
  goals,
  riskRules,
] as const;

/** Returns the names of what refers to a row. */
export async function referringTo(
  tx: Transaction,
  id: number,
  references: readonly Reference[],
): Promise<string[]> {
  return await holding(
    tx,
    references.map(([name, table, column]) => [
      name,
      sql`exists (select 1 from ${table} where ${eq(column, id)})`,
    ]),
  );
}

/** Whether a goal has conversions. */
export async function hasConversions(
  tx: Transaction,
  goal: { campaign_id: number; key: string },
): Promise<boolean> {
  const condition = sql`exists (select 1 from ${conversions}
    where ${eq(conversions.campaign_id, goal.campaign_id)}
      and ${eq(conversions.goal_key, goal.key)})`;
  return (await holding(tx, [["conversions", condition]])).length > 0;
}

async function holding(
  tx: Transaction,
  conditions: readonly (readonly [name: string, condition: SQL])[],
): Promise<string[]> {
  const columns = conditions.map(([, condition]) => condition);
  const [row = {}] = await tx.execute(sql`
    select json_build_array(${sql.join(columns, sql`, `)}) as holds`);
  const { holds } = row as { holds?: boolean[] };
  return conditions.flatMap(([name], at) =>
    holds?.[at] === true ? [name] : [],
  );
}

/** The refusal to delete what others refer to. */
export function inUse(
  one: string,
  names: readonly string[],
  instead = "",
): Problem {
  const listed = names.join(", ");
  const detail = `Cannot delete ${one}: ${listed} refer to it${instead}`;
  const errors = names.map((name) => ({
    field: name.replaceAll(" ", "_"),
    message: "refer to it",
  }));
  return new Problem(409, "in_use", detail, { errors });
}
