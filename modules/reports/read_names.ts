import { inArray } from "drizzle-orm";
import type { Queryable } from "../../db/mod.ts";
import {
  advertisers,
  affiliates,
  campaigns,
  links,
} from "../../db/schema/mod.ts";
import { isThing } from "./dimensions.ts";
import type { ThingDimension } from "./dimensions.ts";
import type { Dimension, ReportRow } from "./model.ts";

const TABLES = {
  advertiser: {
    table: advertisers,
    id: advertisers.id,
    name: advertisers.name,
  },
  campaign: { table: campaigns, id: campaigns.id, name: campaigns.name },
  affiliate: { table: affiliates, id: affiliates.id, name: affiliates.name },
  link: { table: links, id: links.id, name: links.slug },
} as const satisfies Record<ThingDimension, object>;

/** Names of things by dimension and id, as they are now. */
export class ThingNames {
  readonly #db: Queryable;
  readonly #names = new Map<string, string>();

  constructor(db: Queryable) {
    this.#db = db;
  }

  /** Reads the names of the things in rows. */
  async read(
    group_by: readonly Dimension[],
    rows: readonly ReportRow[],
  ): Promise<void> {
    for (const [place, dimension] of group_by.entries()) {
      if (!isThing(dimension)) continue;
      const ids = new Set(rows.flatMap(({ keys }) => keys[place] ?? []));
      const unknown = [...ids].filter(
        (id) => !this.#names.has(keyOf(dimension, id)),
      );
      if (unknown.length === 0) continue;
      const { table, id, name } = TABLES[dimension];
      const found = await this.#db
        .select({ id, name })
        .from(table)
        .where(inArray(id, unknown.map(Number)));
      for (const row of found) {
        this.#names.set(keyOf(dimension, String(row.id)), row.name);
      }
    }
  }

  /** Null if there is no such thing any more. */
  of(dimension: ThingDimension, id: string): string | null {
    return this.#names.get(keyOf(dimension, id)) ?? null;
  }
}

function keyOf(dimension: ThingDimension, id: string): string {
  return `${dimension} ${id}`;
}
