import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { arrayText } from "../../db/mod.ts";
import type { Queryable } from "../../db/mod.ts";
import {
  advertisers,
  affiliates,
  campaigns,
  links,
} from "../../db/schema/mod.ts";
import type { Reference, ReferenceKind } from "../http/mod.ts";

const TABLES = { advertisers, affiliates, campaigns, links } as const;

/** Returns the ids of external ids in their order, in one query; null for an unknown one. */
export async function findExternalIds(
  db: Queryable,
  references: readonly Reference[],
): Promise<(number | null)[]> {
  const wanted = references.filter(({ external_id }) => isKept(external_id));
  const by_kind = Map.groupBy(wanted, ({ kind }) => kind);
  if (by_kind.size === 0) return references.map(() => null);
  const parts = [...by_kind].map(([kind, those]) => idsOf(kind, those));
  const rows = await db.execute<{
    kind: ReferenceKind;
    id: number;
    external_id: string;
  }>(sql.join(parts, sql` union all `));
  const ids = new Map(rows.map((row) => [keyOf(row), row.id]));
  return references.map((reference) => ids.get(keyOf(reference)) ?? null);
}

function idsOf(kind: ReferenceKind, references: readonly Reference[]): SQL {
  const texts = references.map(({ external_id }) => external_id);
  return sql`select ${kind}::text as kind, id, external_id from ${TABLES[kind]}
    where external_id = any(${arrayText(texts)}::text[])`;
}

/** Whether Postgres can keep a text: it takes no NUL. */
function isKept(text: string): boolean {
  return !text.includes("\0");
}

function keyOf({ kind, external_id }: Reference): string {
  return `${kind} ${external_id}`;
}
