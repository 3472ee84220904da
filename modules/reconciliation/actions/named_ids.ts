import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Transaction } from "../../../db/mod.ts";
import { arrayText } from "../../../db/mod.ts";
import { affiliates, campaigns, links } from "../../../db/schema/mod.ts";
import type { statementRows } from "../../../db/schema/mod.ts";

type NamingRow = Pick<
  typeof statementRows.$inferSelect,
  "affiliate" | "campaign" | "link"
>;

/** Ids by the text that named them; unknown names are absent. */
export interface NamedIds {
  affiliates: ReadonlyMap<string, number>;
  campaigns: ReadonlyMap<string, number>;
  links: ReadonlyMap<string, number>;
}

/** Prefix that marks an external id, even one that looks like an id of ours. */
const EXTERNAL = /^external_id:/i;
const OWN_ID = /^[1-9][0-9]{0,8}$/;

/**
 * Resolves the affiliates, campaigns of the advertiser and links that rows name: by
 * our id, by external id, or by a link's slug.
 */
export async function readNamedIds(
  tx: Transaction,
  advertiser_id: number,
  rows: readonly NamingRow[],
): Promise<NamedIds> {
  const texts = (field: "affiliate" | "campaign" | "link") => [
    ...new Set(rows.flatMap((row) => row[field] ?? [])),
  ];
  return {
    affiliates: await lookUp(tx, texts("affiliate"), {
      from: sql`${affiliates}`,
      among: sql`true`,
      name: sql`external_id`,
    }),
    campaigns: await lookUp(tx, texts("campaign"), {
      from: sql`${campaigns}`,
      among: sql`advertiser_id = ${advertiser_id}`,
      name: sql`external_id`,
    }),
    links: await lookUp(tx, texts("link"), {
      from: sql`${links}`,
      among: sql`kind = 'plain'`,
      name: sql`coalesce(external_id, slug)`,
    }),
  };
}

/** Resolves names in one table; our own id goes before an equal external id. */
async function lookUp(
  tx: Transaction,
  texts: readonly string[],
  table: { from: SQL; among: SQL; name: SQL },
): Promise<Map<string, number>> {
  if (texts.length === 0) return new Map();
  const ids = texts.filter((text) => OWN_ID.test(text.trim())).map(Number);
  const names = texts.map(bareName);
  const rows = await tx.execute<{
    id: number;
    external_id: string | null;
    name: string | null;
  }>(sql`
    select id, external_id, ${table.name} as name from ${table.from}
    where ${table.among} and (id = any(${`{${ids.join()}}`}::int[])
      or external_id = any(${arrayText(names)}::text[])
      or ${table.name} = any(${arrayText(names)}::text[]))`);
  const own = new Map(rows.map(({ id }) => [String(id), id]));
  const external = new Map<string, number>();
  for (const { id, external_id, name } of rows) {
    if (name !== null) external.set(name, id);
    if (external_id !== null) external.set(external_id, id);
  }
  return new Map(
    texts.flatMap((text) => {
      const is_external = EXTERNAL.test(text.trim());
      const by_id = is_external ? undefined : own.get(text.trim());
      const id = by_id ?? external.get(bareName(text));
      return id === undefined ? [] : [[text, id] as const];
    }),
  );
}

function bareName(text: string): string {
  return text.trim().replace(EXTERNAL, "").trim();
}

/** Describes the first unknown reference in a row; null if all are known. */
export function describeUnknown(
  { affiliate, campaign, link }: NamingRow,
  named: NamedIds,
): string | null {
  const shown = (text: string) => `"${text.slice(0, 60)}"`;
  if (link !== null && !named.links.has(link)) {
    return `There is no link ${shown(link)}`;
  }
  if (affiliate !== null && !named.affiliates.has(affiliate)) {
    return `There is no affiliate ${shown(affiliate)}`;
  }
  if (campaign !== null && !named.campaigns.has(campaign)) {
    return `The advertiser has no campaign ${shown(campaign)}`;
  }
  return null;
}

/**
 * Campaign to look for a row's order in; null means any. A name that is no id may
 * be a title, so it doesn't narrow the search; an unknown id matches none.
 */
export function campaignOf(
  { campaign }: NamingRow,
  { campaigns }: NamedIds,
): number | null {
  if (campaign === null) return null;
  const text = campaign.trim();
  const is_id = OWN_ID.test(text) || EXTERNAL.test(text);
  return campaigns.get(campaign) ?? (is_id ? 0 : null);
}
